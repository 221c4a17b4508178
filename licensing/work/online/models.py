"""An employer’s application that came on line: the job and the child as described, and the links to the parts of it."""

from django.db import models
from django.db.models import F, Q

from licensing.parts.models import LinkSent
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned, together
from oxle.documents.models import File
from oxle.schools.models import School


class JobApplied(Keyed, Versioned):
    """What an employer sent for one child and one job. Its case opens once it is known who the child is."""

    class Match(models.TextChoices):
        """How the child was matched to a record."""

        WAITS = "waits", "Waits for somebody to say who it is"
        DETAILS = "details", "By name, date of birth and address"
        PERSON = "person", "By a person"
        TURNED_AWAY = "turned_away", "Turned away: no permit can be applied for"

    audit_name = "employer’s application"

    reference = models.CharField(max_length=16, unique=True)
    # The employer and the job as plain values: licensing.work.online.plain reads them.
    told = models.JSONField()
    photo = models.ForeignKey(File, models.PROTECT, related_name="+")
    risk_assessment = models.ForeignKey(File, models.PROTECT, related_name="+")
    given = models.CharField(max_length=300)
    family = models.CharField(max_length=300)
    born_on = models.DateField()
    lines = models.TextField("address")
    postcode = models.CharField(max_length=10)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    school_name = models.CharField("school as the employer calls it", max_length=300, blank=True)
    school_email = models.EmailField("address of the school, as the employer knows it", blank=True)
    parent_name = models.CharField(max_length=200)
    parent_email = models.EmailField()
    parent_phone = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    match = models.CharField(max_length=12, choices=Match, default=Match.WAITS)
    matched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    matched_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField("why it was turned away", blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="job_applied")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(match__in=["waits", "turned_away"], case=None)
                | Q(match__in=["details", "person"], case__isnull=False),
                name="job_applied_matched_has_a_case",
            ),
            models.CheckConstraint(condition=together("matched_by", "matched_at"), name="job_applied_by_and_when"),
            models.CheckConstraint(
                condition=~Q(match__in=["person", "turned_away"]) | Q(matched_by__isnull=False),
                name="job_applied_by_a_person_says_who",
            ),
            models.CheckConstraint(
                condition=Q(match="turned_away") & ~Q(why="") | ~Q(match="turned_away") & Q(why=""),
                name="job_applied_turned_away_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.reference}"

    @property
    def called(self) -> str:
        """The name as the employer gave it."""
        return f"{self.given} {self.family}"


class JobPart(LinkSent):
    """A link that was sent to a parent or a school about one child’s job. Only the newest of each works."""

    audit_name = "link for a part of an employer’s application"

    job = models.ForeignKey(JobApplied, models.PROTECT, related_name="parts_asked")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
                name="job_part_is_answered_once_asked",
            ),
            models.CheckConstraint(
                condition=Q(said=None) | Q(answered_at__isnull=False), name="job_part_is_kept_once_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"link about application {self.job_id} to the {self.whose}"
