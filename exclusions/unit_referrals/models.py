"""A referral to a provider as it is filled in and sent, and the versions of its risk assessment."""

import pgtrigger
from django.db import models
from django.db.models import Q

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned, together
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.provision.models import Provider
from oxle.schools.models import School


class State(models.TextChoices):
    """How a referral stands."""

    DRAFT = "draft", "Being filled in"
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Exploitation(models.TextChoices):
    """Whether somebody may be exploiting the child: asked before what the child did."""

    YES = "yes", "Yes, or it is suspected"
    NO = "no", "No sign of it, and it was looked for"
    NOT_KNOWN = "not_known", "Not looked into yet"


class Service(models.TextChoices):
    """The services that may be involved with a child."""

    SOCIAL_CARE = "social_care", "Social care"
    EARLY_HELP = "early_help", "Early help"
    EXPLOITATION = "exploitation", "Exploitation team"
    MENTAL_HEALTH = "mental_health", "Mental health (CAMHS)"
    HEALTH = "health", "Other health services"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    POLICE = "police", "Police"
    SEN = "sen", "Special educational needs team"
    VIRTUAL_SCHOOL = "virtual_school", "Virtual School"
    OTHER = "other", "Another service"


class ProviderReferral(Keyed, Versioned):
    """What a provider is told of a child before it says whether it takes them. The provider sees it once it is sent.

    `figures` are attendance and exclusions as they stood when it was sent. `services`: who is involved and how they are
    reached, by service. `case` is the permanent exclusion it comes from, where there is one.
    """

    audit_name = "referral to a provider"

    child = models.ForeignKey(Child, models.PROTECT, related_name="provider_referrals")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="provider_referrals")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="referrals")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="provider_referrals")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # The school helps to fill it in, and sees it.
    school_asked = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    sen = models.TextField(blank=True)
    exploitation = models.CharField(max_length=10, choices=Exploitation, blank=True)
    exploitation_words = models.TextField(blank=True)
    services = models.JSONField(default=dict, blank=True)
    behaviour = models.TextField(blank=True)
    parent_view = models.TextField(blank=True)
    pupil_voice = models.TextField(blank=True)
    figures = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)
    # Beside what the provider answered before, where it did.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="provider_referral_has_a_state"),
            models.CheckConstraint(
                condition=together("sent_at", "sent_by") & (~Q(state=State.DRAFT) | Q(sent_at=None)),
                name="provider_referral_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=together("answered_at", "answered_by")
                & (~Q(state__in=[State.ACCEPTED, State.DECLINED]) | Q(answered_at__isnull=False))
                & (~Q(state__in=[State.DRAFT, State.SENT]) | Q(answered_at=None)),
                name="provider_referral_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(answer=""), name="provider_referral_declined_says_why"
            ),
            models.CheckConstraint(
                condition=together("withdrawn_at", "withdrawn_by")
                & (
                    Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")
                    | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_because="")
                ),
                name="provider_referral_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SENT, State.ACCEPTED, State.DECLINED])
                | Q(sent_at__isnull=False) & ~Q(exploitation=""),
                name="provider_referral_sent_says_of_exploitation",
            ),
            models.UniqueConstraint(
                fields=["child", "provider"],
                condition=Q(state__in=[State.DRAFT, State.SENT]),
                name="one_open_referral_to_a_provider",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral to {self.provider_id}, {self.get_state_display()}"


class Likelihood(models.TextChoices):
    """How likely a harm is."""

    NONE = "none", "Not known of"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Risk(models.TextChoices):
    """The risks that are asked about one by one, so that none is forgotten."""

    EXPLOITED = "exploited", "Being exploited by others"
    HARMED = "harmed", "Being harmed by others, at home or outside"
    SELF = "self", "Self-harm or suicide"
    OTHERS = "others", "Violence towards pupils"
    STAFF = "staff", "Violence towards staff"
    WEAPON = "weapon", "Weapons"
    SUBSTANCES = "substances", "Drugs or alcohol"
    LEAVING = "leaving", "Leaving the site or going missing"
    HEALTH = "health", "A medical condition or medication"


class RiskAssessment(Keyed):
    """One version of the risk assessment of a referral; the last one counts. Rows are only added."""

    audit_name = "risk assessment"

    referral = models.ForeignKey(ProviderReferral, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    # For each risk its likelihood and the measures: {"self": {"likelihood": "low", "measures": "…"}}.
    risks = models.JSONField()
    review_on = models.DateField()
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["referral", "-number"]
        triggers = [pgtrigger.Protect(name="risk_assessment_is_never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="one_version_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="risk_assessments_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
