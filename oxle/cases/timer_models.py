"""What the timers leave behind and go by: sweeps, recounts that wait, tasks for an administrator, last looks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User


class AdministratorTask(models.Model):
    """Something that keeps a deadline from being worked out, for an administrator to mend."""

    about = models.CharField(max_length=300)
    key = models.CharField(max_length=100)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(done_at=None), name="one_open_task_a_matter")
        ]

    def __str__(self) -> str:
        return self.about


class Recount(models.Model):
    """A calendar or a setting that changed: the deadlines that count on it are to be worked out again by a job."""

    calendar_id = models.BigIntegerField(null=True, blank=True)
    # The council's own changed, so schools without one of theirs are affected too.
    with_default = models.BooleanField(default=False)
    # A setting changed from this day on.
    counted_from_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=300)
    at = models.DateTimeField()
    # The last case that was worked out, by its key: the job goes on from there.
    reached = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.because


class Sweep(models.Model):
    """A run of the sweep: when it ended and what it did. The newest one says whether the timers are alive."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    did = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["-ended_at"], name="sweep_latest")]

    def __str__(self) -> str:
        return f"sweep of {self.started_at}"


class LastLook(models.Model):
    """When an officer last looked at what changed on their cases, and what they marked as seen."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="last_look")
    at = models.DateTimeField()
    seen = ArrayField(models.BigIntegerField(), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} at {self.at}"
