"""What the school told of a managed move, as it told it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from exclusions.telling import SupportForSen
from oxle.cases.models import Case, CaseDocument
from oxle.schools.models import School


class ManagedMove(models.Model):
    """The detail beside the case, whose school is the one that the pupil leaves.

    `to_school` is one of our list; else the school is named. The days on which somebody agreed are None until they did,
    and so is the day on which others were told: the steps of the case keep those that came later.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="managed_move")
    told_at = models.DateTimeField()
    decided_on = models.DateField("day of the plan")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="managed_moves_to")
    to_name = models.CharField("name of the school", max_length=200, blank=True)
    starts_on = models.DateField("first day on the roll of the new school")
    plan = models.TextField("what was planned")
    reasons = models.TextField()
    pupil_view = models.TextField("what the pupil says")
    parents_agreed_by = models.CharField("who of the parents agreed", max_length=300, blank=True)
    parents_agreed_on = models.DateField(null=True, blank=True)
    in_writing = models.BooleanField("the parents agreed in writing", default=False)
    to_head_agreed_on = models.DateField("day on which the head of the new school agreed", null=True, blank=True)
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")
    letter = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_school__isnull=False, to_name="") | Q(~Q(to_name=""), to_school=None),
                name="managed_move_is_to_one_school",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("decided_on")), name="managed_move_begins_once_planned"
            ),
            models.CheckConstraint(
                condition=~Q(plan="") & ~Q(reasons="") & ~Q(pupil_view=""), name="managed_move_says_why"
            ),
            models.CheckConstraint(
                condition=Q(parents_agreed_by="", parents_agreed_on=None, in_writing=False)
                | Q(~Q(parents_agreed_by=""), parents_agreed_on__isnull=False),
                name="managed_move_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"managed move on {self.starts_on}"

    @property
    def place(self) -> str:
        """The new school."""
        return self.to_school.name if self.to_school else self.to_name

    @property
    def all_agreed(self) -> bool:
        """Whether the parents agreed in writing, and the head of the new school. The head who tells of it has."""
        return self.in_writing and self.to_head_agreed_on is not None

    @property
    def agreed_on(self) -> date | None:
        """The day on which the last of them agreed; None until all have."""
        days = [day for day in (self.parents_agreed_on, self.to_head_agreed_on) if day is not None]
        return max(days) if self.all_agreed else None
