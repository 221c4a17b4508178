"""What the school told of a safeguarding separation, as it told it."""

from django.db import models
from django.db.models import F, Q

from exclusions.telling import SupportForSen
from oxle.cases.models import Case


class Separation(models.Model):
    """The detail beside the case. It names no other pupil: who that is stands in the school's safeguarding file."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="separation")
    told_at = models.DateTimeField()
    decided_on = models.DateField("day of the decision")
    starts_on = models.DateField("first day on which the pupil may not come")
    led_by = models.CharField("designated safeguarding lead who leads it", max_length=200)
    why = models.TextField("why the pupils must be kept apart")
    pupil_view = models.TextField("what the pupil says")
    parents_told_on = models.DateField(null=True, blank=True)
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__gte=F("decided_on")), name="separation_begins_once_decided"),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(led_by="") & ~Q(pupil_view=""), name="separation_says_why_and_who_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"separation from {self.starts_on}"
