"""The detail beside the case of an enquiry into illegal employment: what was told, and what was found."""

from django.db import models
from django.db.models import Q

from licensing.work.models import Employer
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import together


class Enquiry(models.Model):
    """What somebody told of a child at work, and what was found out. Which children it is stands with the case."""

    class Found(models.TextChoices):
        """What an officer found."""

        NO_PERMIT = "no_permit", "A child works without a permit"
        HOURS = "hours", "A child works other hours than the permit says"
        HARMFUL = "harmful", "A child does work that no child may do"
        TOO_YOUNG = "too_young", "A child works who is too young for any work"
        LAWFUL = "lawful", "No child works there, or the work is lawful"
        UNKNOWN = "unknown", "It could not be found out"

    audit_name = "illegal employment enquiry"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="work_enquiry")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="enquiries")
    place = models.TextField("where the child is said to work")
    told_by = models.CharField("who told us", max_length=300)
    told = models.TextField("what we were told")
    received_on = models.DateField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # What was found last.
    found = models.CharField(max_length=10, choices=Found, blank=True)
    found_words = models.TextField("what was found, in words", blank=True)
    found_on = models.DateField(null=True, blank=True)
    found_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(told_by="") & ~Q(told=""), name="enquiry_says_where_who_and_what"
            ),
            models.CheckConstraint(condition=together("found_on", "found_by"), name="enquiry_found_by_and_when"),
            models.CheckConstraint(
                condition=Q(found="", found_on=None) | Q(found_on__isnull=False) & ~Q(found=""),
                name="enquiry_found_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"illegal employment enquiry of case {self.case_id}"
