"""The register of chaperones: who applied, where they lived, referees, interviews, what the DBS said, the approval."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from licensing.grants.models import Approval
from oxle.accounts.models import User
from oxle.cases.models import Case, CaseDocument
from oxle.core.models import Keyed, together
from oxle.documents.models import File


class Chaperone(Approval):
    """The detail beside the case, whose subject is the adult: what they applied with, and the approval as it stands."""

    class Paid(models.TextChoices):
        """How they do it."""

        VOLUNTARY = "voluntary", "As a volunteer"
        PAID = "paid", "For payment"
        BOTH = "both", "Both"

    audit_name = "chaperone"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="chaperone")
    former_names = models.CharField(max_length=500, blank=True)
    insurance_number = models.CharField("National Insurance number", max_length=13, blank=True)
    paid = models.CharField("how they do it", max_length=10, choices=Paid)
    # Empty where it is ours.
    home_authority = models.CharField("authority where they live, if not this one", max_length=200, blank=True)
    experience = models.TextField(blank=True)
    health = models.TextField("what must be known of their health", blank=True)
    declared = models.TextField("what they declare that may speak against them", blank=True)
    safeguarding = models.TextField("what they say of keeping children safe", blank=True)
    agrees_checks = models.BooleanField("they agree that we ask the DBS, social care and the referees")
    training = models.CharField(max_length=300, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    told_dbs_number = models.CharField("number of the DBS certificate, as told", max_length=20, blank=True)
    told_dbs_on = models.DateField("day of the DBS certificate, as told", null=True, blank=True)
    told_update_service = models.BooleanField(
        "whether they say that they use the update service", null=True, blank=True
    )
    photo = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    training_certificate = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField()
    received_at = models.DateTimeField()
    # Nobody where they applied themselves.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Of the approval, once there is one.
    most_children = models.PositiveSmallIntegerField("children at once, if fewer than usual", null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)

    begins_with = "the day of the decision"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=together("number", "approved_on", "approved_by", "until_on"),
                name="chaperone_approved_has_number_and_days",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("approved_on")),
                name="chaperone_approval_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(suspended_on=None) | Q(suspended_on__gte=F("approved_on"), approved_on__isnull=False),
                name="chaperone_suspended_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("approved_on"), approved_on__isnull=False),
                name="chaperone_ends_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(most_children=None) | Q(most_children__gte=1), name="chaperone_has_a_child_in_charge"
            ),
        ]

    def __str__(self) -> str:
        return f"chaperone of case {self.case_id}"

    @property
    def stops(self) -> tuple[date | None, ...]:
        """The day on which it ended, and that from which it is suspended."""
        return (self.ended_on, self.suspended_on)


class LivedAt(models.Model):
    """An address of the last years, as they told it. `to_on` is empty for where they live now."""

    audit_name = "address of a chaperone"

    case = models.ForeignKey(Case, models.PROTECT, related_name="lived_at")
    lines = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="chaperone_moved_out_after_moving_in"
            ),
        ]

    def __str__(self) -> str:
        return f"address of the chaperone of case {self.case_id}"


class Referee(Keyed):
    """Somebody who is asked about a chaperone, and what they answered once they did."""

    audit_name = "referee of a chaperone"

    case = models.ForeignKey(Case, models.PROTECT, related_name="referees")
    name = models.CharField(max_length=200)
    relation = models.CharField("how they know the chaperone", max_length=200)
    lines = models.TextField("address", blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # The answer: nothing of it before it came.
    suitable = models.BooleanField("they think the chaperone suitable", null=True, blank=True)
    # Not known of an answer that an officer entered before this was asked.
    related = models.BooleanField("they are a relative of the chaperone, or live with them", null=True, blank=True)
    said = models.TextField(blank=True)
    document = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Who entered it; nobody where the referee answered by the link that was sent.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField("by the link sent to them", default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(relation=""), name="referee_says_who"),
            models.CheckConstraint(
                condition=together("suitable", "answered_on", "answered_at"), name="referee_answered_in_whole"
            ),
            models.CheckConstraint(
                condition=Q(suitable=None, by=None, by_link=False)
                | Q(suitable__isnull=False, by=None, by_link=True)
                | Q(suitable__isnull=False, by__isnull=False, by_link=False),
                name="referee_answered_by_one_way",
            ),
            models.CheckConstraint(condition=Q(suitable=None) | ~Q(said=""), name="referee_says_something"),
            models.CheckConstraint(
                condition=Q(suitable__isnull=False) | Q(related=None), name="referee_says_whether_related_in_answering"
            ),
        ]

    def __str__(self) -> str:
        return f"referee of the chaperone of case {self.case_id}"

    @property
    def counts(self) -> bool:
        """Whether they think the chaperone suitable, and are neither a relative nor live with them."""
        return self.suitable is True and not self.related


class Interview(models.Model):
    """The record of an interview, with which proofs of identity were seen. The newest counts."""

    audit_name = "interview of a chaperone"

    case = models.ForeignKey(Case, models.PROTECT, related_name="interviews")
    with_whom = models.CharField("who interviewed", max_length=300)
    identity = models.TextField("proofs of identity that were seen")
    record = models.TextField("what was asked and said")
    suitable = models.BooleanField("the interviewers think the chaperone suitable")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(with_whom="") & ~Q(identity="") & ~Q(record=""), name="interview_says_what_was_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"interview of case {self.case_id} on {self.on}"


class DbsCheck(models.Model):
    """What was seen of the DBS on a day: an enhanced certificate, or what the update service says. The newest counts.

    The number, the day and the decision are kept, and nothing of what a certificate says.
    """

    class Way(models.TextChoices):
        """What was looked at."""

        CERTIFICATE = "certificate", "The certificate itself"
        UPDATE_SERVICE = "update", "The update service"

    audit_name = "DBS check of a chaperone"

    case = models.ForeignKey(Case, models.PROTECT, related_name="dbs_checks")
    way = models.CharField(max_length=12, choices=Way)
    number = models.CharField("number of the certificate", max_length=20)
    issued_on = models.DateField("day of the certificate")
    barred_list = models.BooleanField("enhanced, for the child workforce, with the children’s barred list")
    update_service = models.BooleanField("they subscribe to the update service")
    suitable = models.BooleanField("nothing in it speaks against an approval")
    decision = models.TextField("what was decided on it, where there was something to decide", blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="dbs_check_has_a_number"),
            models.CheckConstraint(condition=Q(issued_on__lte=F("on")), name="dbs_certificate_was_there"),
            models.CheckConstraint(condition=Q(suitable=True) | ~Q(decision=""), name="dbs_check_says_the_decision"),
        ]

    def __str__(self) -> str:
        return f"DBS check of case {self.case_id} on {self.on}"


class CertificateCopy(Keyed):
    """A copy of a DBS certificate. It goes by itself within six months: only the number, the day and the decision stay.

    Such a copy never lies among the documents of a case, which are kept for years.
    """

    audit_name = "copy of a DBS certificate"

    case = models.ForeignKey(Case, models.PROTECT, related_name="certificate_copies")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"copy of the certificate of case {self.case_id}"
