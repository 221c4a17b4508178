"""The days before a meeting of the Strategic Group by which its pack is frozen and agreed: each a deadline, a row."""

from django.db import models
from django.db.models import Q

from oxle.cases.clocks import State
from oxle.meetings.models import Meeting


class Clock(models.TextChoices):
    """What is done by the day."""

    FREEZE = "freeze", "Freeze the register for the Strategic Group"
    AGREE = "agree", "Agree the pack of the Strategic Group"

    @property
    def by_when(self) -> str:
        """How the page of the meeting asks for the day."""
        return "The register is frozen by" if self is Clock.FREEZE else "A pack is agreed, and members read it, by"


class PackDay(models.Model):
    """A day by which something of the pack of a meeting is done: a projection, rewritten whenever the meeting, its
    packs or a setting changes. It goes with a meeting that is planned anew."""

    audit_name = "day of a pack"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="pack_days")
    # By which an e-mail names it.
    reference = models.CharField(max_length=12, unique=True)
    clock = models.CharField(max_length=6, choices=Clock)
    due_on = models.DateField()
    state = models.CharField(max_length=7, default=State.RUNNING.value)
    met_on = models.DateField(null=True, blank=True)
    # "Why this date?": the time, and the day from which it is counted back.
    limit = models.CharField(max_length=60)
    counted_from_on = models.DateField()
    # Earlier answers: [{"due_on", "because"}], newest last.
    history = models.JSONField(default=list)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "clock"], name="pack_day_of_a_meeting_once"),
            models.CheckConstraint(
                condition=Q(state=State.MET, met_on__isnull=False)
                | Q(state__in=[State.RUNNING, State.ENDED], met_on=None),
                name="pack_day_is_met_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="running"), name="pack_day_running_due")]

    def __str__(self) -> str:
        return f"{Clock(self.clock).label}, {self.meeting.on}"
