"""What the school told of a permanent exclusion, as it told it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from exclusions.first_days.told import ToldOfWork, says_of_the_work
from exclusions.incident import Incident, says_of_the_weapon
from exclusions.reasons import MOST_REASONS, ReasonCode
from exclusions.telling import Session, SupportForSen
from exclusions.virtual_school import ToldVirtualSchool
from oxle.cases.models import Case, CaseDocument


class PermanentExclusion(Incident, ToldVirtualSchool, ToldOfWork):
    """The detail beside the case. What was tried and how the child is comes before the behaviour, as it is asked."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="permanent_exclusion")
    told_at = models.DateTimeField()
    decided_on = models.DateField("day of the decision")
    first_on = models.DateField("first excluded school day")
    first_session = models.CharField(max_length=2, choices=Session)
    # None where the school had not told them yet: it says so, and the day is recorded since.
    governors_told_on = models.DateField(null=True, blank=True)
    parents_told_on = models.DateField(null=True, blank=True)
    # Of a public examination or national curriculum test that the pupil would miss; none known where it is empty.
    exam_on = models.DateField("first day of an examination or test", null=True, blank=True)
    wellbeing = models.TextField()
    exploitation = models.BooleanField("a risk of exploitation is known or suspected")
    exploitation_words = models.TextField(blank=True)
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")
    # As the school says; which council owes education an officer records.
    lives_in = models.CharField("other council in whose area the child lives", max_length=200, blank=True)
    looked_after = models.BooleanField()
    tried = models.TextField("what was tried before")
    reasons = ArrayField(models.CharField(max_length=2, choices=ReasonCode), size=MOST_REASONS)
    behaviour = models.TextField("what happened")
    letter = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            says_of_the_weapon("exclusion_says_of_the_weapon"),
            says_of_the_work("exclusion_says_of_the_work"),
            models.CheckConstraint(
                condition=Q(reasons__len__gte=1, reasons__len__lte=MOST_REASONS), name="one_to_three_reasons"
            ),
            models.CheckConstraint(
                condition=~Q(wellbeing="") & ~Q(tried="") & ~Q(behaviour=""), name="exclusion_says_why"
            ),
            models.CheckConstraint(
                condition=Q(exam_on=None) | Q(exam_on__gte=F("first_on")), name="exam_falls_inside_the_exclusion"
            ),
            models.CheckConstraint(
                condition=Q(exploitation=False) | ~Q(exploitation_words=""), name="exploitation_says_what"
            ),
            models.CheckConstraint(
                condition=Q(looked_after=False) | Q(virtual_school_spoken_to__isnull=False),
                name="looked_after_says_of_the_virtual_school",
            ),
        ]

    def __str__(self) -> str:
        return f"permanent exclusion {self.case_id}"
