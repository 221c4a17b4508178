"""The detail beside the case of an inspection: of whom, where, why and when; what was found."""

from django.db import models
from django.db.models import Q

from licensing.bodies.models import BodyApproval
from licensing.performances.models import Production
from licensing.work.models import Employer
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import one_of, together


class Inspection(models.Model):
    """An inspection of an employer’s place of work, of a place of one production, or of an approved organisation. It
    names no child."""

    class Why(models.TextChoices):
        """Why it is made."""

        ROUTINE = "routine", "A routine visit"
        CONCERN = "concern", "A concern"
        COMPLAINT = "complaint", "A complaint"
        AGAIN = "again", "To see whether something was put right"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="inspection")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="inspections")
    production = models.ForeignKey(Production, models.PROTECT, null=True, blank=True, related_name="inspections")
    approval = models.ForeignKey(BodyApproval, models.PROTECT, null=True, blank=True, related_name="inspections")
    place = models.TextField()
    why = models.CharField(max_length=10, choices=Why)
    announced = models.BooleanField("they are told of it before")
    planned_on = models.DateField("day for which it is planned")
    planned_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    visited_on = models.DateField(null=True, blank=True)
    visited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    spoken_to = models.CharField("who was spoken to", max_length=300, blank=True)
    children_seen = models.PositiveSmallIntegerField("how many children were seen", null=True, blank=True)
    findings = models.TextField("what was found", blank=True)
    # What must be put right as of now, and by when.
    put_right = models.TextField("what must be put right", blank=True)
    put_right_on = models.DateField("by when", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("employer", "production", "approval"), name="inspection_is_of_one_body"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="inspection_says_where"),
            models.CheckConstraint(
                condition=together("visited_on", "visited_by"), name="inspection_visited_by_and_when"
            ),
            models.CheckConstraint(
                condition=Q(visited_on=None, findings="") | Q(visited_on__isnull=False) & ~Q(findings=""),
                name="inspection_visited_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=Q(put_right_on=None, put_right="")
                | Q(put_right_on__isnull=False, visited_on__isnull=False) & ~Q(put_right=""),
                name="inspection_put_right_says_what_and_by_when",
            ),
        ]

    def __str__(self) -> str:
        return f"inspection of case {self.case_id}"

    @property
    def called(self) -> str:
        """Who is inspected, as a list and a letter say it."""
        if self.production is not None:
            return f"{self.production.organisation}, {self.production.name}"
        if self.approval is not None:
            return self.approval.organisation
        return str(self.employer)
