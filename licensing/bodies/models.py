"""The approval of an organisation (BOPA): what it applied with, the approval, and the performances it reported."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from licensing.grants.models import Approval
from licensing.grants.terms import DAY, Term
from oxle.accounts.models import Organisation, User
from oxle.cases.models import Case
from oxle.core.models import Keyed, together
from oxle.documents.models import File


class BodyApproval(Approval):
    """The detail beside the case, whose subject is the organisation: its application, and the approval as it stands.

    `body` is the organisation to which letters go, made for this application alone, as that of a production: by giving
    the name of another body nobody becomes a party of what concerns it.
    """

    audit_name = "approval of an organisation"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="body_approval")
    body = models.OneToOneField(Organisation, models.PROTECT, related_name="body_approval")
    organisation = models.CharField(max_length=250)
    applicant = models.CharField("who applied", max_length=200)
    position = models.CharField("position of the applicant", max_length=200, blank=True)
    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    activities = models.TextField("what the children take part in")
    places = models.TextField("where the performances are")
    # Empty where it is ours.
    place_authority = models.CharField("authority where the performances are", max_length=200, blank=True)
    wanted_from_on = models.DateField("first day for which it is wanted")
    wanted_until_on = models.DateField("last day for which it is wanted")
    children = models.CharField("how many children, and how old", max_length=300)
    unpaid = models.BooleanField("no child, and nobody for a child, is paid")
    misses_school = models.BooleanField("a child misses school for it")
    in_charge = models.TextField("who is in charge of the children", blank=True)
    checks = models.TextField("how those with the children are chosen, checked and trained", blank=True)
    policy_on = models.DateField("day of the safeguarding policy", null=True, blank=True)
    policy = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    risk_assessment = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField()
    received_at = models.DateTimeField()
    # Nobody where the organisation applied on line.
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Of the approval, once there is one.
    from_on = models.DateField("first day of the approval", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation="") & ~Q(applicant="") & ~Q(activities="") & ~Q(places=""),
                name="body_says_who_what_and_where",
            ),
            models.CheckConstraint(
                condition=Q(wanted_until_on__gte=F("wanted_from_on")), name="body_wants_an_end_after_the_beginning"
            ),
            models.CheckConstraint(
                condition=together("number", "approved_on", "approved_by", "from_on", "until_on"),
                name="body_approved_has_number_and_days",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="body_approval_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(approved_on__isnull=False, ended_on__gte=F("approved_on")),
                name="body_approval_ends_once_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation

    def begins(self, on: date) -> date:
        """The first day that the approval names."""
        return self.from_on or on

    def renewed_from(self, term: Term, on: date) -> date:
        """The day after the last one."""
        return term.until_on + DAY


class BodyReport(Keyed):
    """Performances at one place, as an approved organisation reported them, with the children who took part."""

    audit_name = "report of an approved organisation"

    case = models.ForeignKey(Case, models.PROTECT, related_name="body_reports")
    name = models.CharField("what was performed", max_length=300)
    place = models.CharField(max_length=300)
    first_on = models.DateField()
    last_on = models.DateField()
    on = models.DateField("day on which it was reported")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(place=""), name="body_report_says_what_and_where"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="body_report_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"report of {self.first_on} on case {self.case_id}"


class BodyChild(models.Model):
    """A child of such a report, as the organisation wrote it. Nobody is matched by it, and no case is opened."""

    audit_name = "child whom an approved organisation reported"

    report = models.ForeignKey(BodyReport, models.PROTECT, related_name="children")
    name = models.CharField(max_length=300)
    born_on = models.DateField()
    school = models.CharField("school, as the organisation calls it", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="body_child_has_a_name")]

    def __str__(self) -> str:
        return f"child of report {self.report_id}"
