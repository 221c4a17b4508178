"""What is known of a child who needs a school, as the officer who opened the case wrote it down."""

from django.db import models
from django.db.models import Q

from exclusions.fair_access.categories import CODES
from exclusions.telling import SupportForSen
from oxle.cases.models import Case
from oxle.core.models import Versioned
from oxle.schools.models import School


class Came(models.TextChoices):
    """By what way we came to know."""

    FOUND = "found", "The family, or somebody who knows them, told us"
    REFUSED = "refused", "A school refused an in-year application"
    ADMISSIONS = "admissions", "The admissions team referred the child"
    LEAVING = "leaving", "The child leaves a secure or residential placement"
    HANDED_OVER = "handed_over", "Another team of the council handed the child over"


class Part(models.TextChoices):
    """Under which part of its agenda the panel takes the child."""

    PLACEMENT = "placement", "Part A: a school for a child who has none"
    INCLUSION = "inclusion", "Part B: keeping a child included"


class FairAccessReferral(Versioned):
    """The detail beside the case. It can be changed while the case is open: the panel reads what it says then."""

    audit_name = "referral to the fair access panel"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="fair_access_referral")
    came = models.CharField("how we came to know", max_length=12, choices=Came)
    category = models.CharField(max_length=2, choices=CODES)
    part = models.CharField(max_length=12, choices=Part, default=Part.PLACEMENT)
    applied_on = models.DateField("day of the in-year application", null=True, blank=True)
    refused_by = models.ForeignKey(
        School,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refused_to_take",
        verbose_name="refused by",
    )
    refused_because = models.TextField("why it refused", blank=True)
    leaves = models.CharField("what the child leaves", max_length=300, blank=True)
    release_on = models.DateField("day of release", null=True, blank=True)
    sen = models.CharField(max_length=10, choices=SupportForSen)
    social_worker = models.BooleanField("the child has a social worker")
    looked_after = models.BooleanField()
    schools_before = models.TextField("schools so far", blank=True)
    wish = models.TextField("what the parents wish and think")
    voice = models.TextField("what the child says")
    services = models.TextField("services that know the child", blank=True)
    needs = models.TextField("what a school must know", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(wish="") & ~Q(voice=""), name="fair_access_says_what_they_wish"),
            models.CheckConstraint(
                condition=Q(came=Came.REFUSED, refused_by__isnull=False) & ~Q(refused_because="")
                | ~Q(came=Came.REFUSED) & Q(refused_by=None, refused_because=""),
                name="fair_access_refusal_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(came=Came.LEAVING, release_on__isnull=False) & ~Q(leaves="")
                | ~Q(came=Came.LEAVING) & Q(release_on=None, leaves=""),
                name="fair_access_leaver_says_from_where_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"fair access referral {self.case_id}"
