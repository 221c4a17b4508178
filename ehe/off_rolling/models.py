"""What a challenge of off-rolling at a school rests on, frozen as it was when the school was asked."""

from django.db import models
from django.db.models import Q

from oxle.cases.models import Case
from oxle.people.models import Child


class Kinds(models.TextChoices):
    """What the radar found of a pupil; see `ehe.radar.Kind`, whose codes these are."""

    REDUCED = "reduced", "A reduced timetable, then absence, then home education"
    EXCLUSION = "exclusion", "Exclusion or its threat, then home education"
    ATTENDANCE = "attendance", "An attendance referral still open, then home education"
    LEAVER = "leaver", "Left Year 10 or 11 before January for no school"


class OffRolling(models.Model):
    """The detail beside the case: why the school stood out that day, a sentence a line; empty where it did not."""

    audit_name = "challenge of off-rolling"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="off_rolling")
    asked_at = models.DateTimeField()
    why = models.TextField("why the school stood out", blank=True)

    class Meta:
        verbose_name_plural = "challenges of off-rolling"

    def __str__(self) -> str:
        return f"off-rolling of case {self.case_id}"


class Trace(models.Model):
    """What was found of one pupil: each happening with its day, in words for the school.

    `number`: what the letters call the pupil, since they name nobody; the same in everything that was found of one.
    A pupil is no party of the case, or our letters would be about the first of them.
    """

    audit_name = "trace of off-rolling"

    case = models.ForeignKey(Case, models.PROTECT, related_name="traces")
    child = models.ForeignKey(Child, models.PROTECT, related_name="traces")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kinds)
    # [{"on": a day, "words": what happened}], in order.
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "child", "kind"], name="a_trace_of_a_kind_once_a_pupil"),
            models.CheckConstraint(condition=~Q(evidence=[]), name="a_trace_says_what_happened"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"
