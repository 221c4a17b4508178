"""What the council was told of a child’s education at home, first and since, and each exit form as it was sent."""

from django.db import models
from django.db.models import F, Q

from ehe.meeting_models import FollowUp, ParentsMeeting  # noqa: F401 (where Django finds them)
from ehe.off_rolling.models import OffRolling, Trace  # noqa: F401 (where Django finds them)
from oxle.accounts.models import User
from oxle.cases.models import Case, CaseDocument
from oxle.core.models import Keyed
from oxle.schools.models import School


class ToldBy(models.TextChoices):
    """Who told the council first. The case opens that day, whoever it was."""

    SCHOOL = "school", "The school"
    PARENT = "parent", "A parent"
    AUTHORITY = "authority", "Another council"
    HEALTH = "health", "A health service"
    COUNCIL = "council", "Another team of this council"
    OTHER = "other", "Somebody else"


class Reason(models.TextChoices):
    """The parents’ main reason, as the national return groups them (the list itself is unsourced)."""

    MENTAL_HEALTH = "mental_health", "Mental health"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    LIFESTYLE = "lifestyle", "Philosophical or lifestyle"
    RELIGIOUS = "religious", "Religious"
    DISSATISFIED = "dissatisfied", "Dissatisfied with the school: in general"
    BULLYING = "bullying", "Dissatisfied with the school: bullying"
    SEN = "sen", "Dissatisfied with the school: special educational needs"
    PLACE = "place", "Did not get the school place they wanted"
    EXCLUSION = "exclusion", "Risk of exclusion"
    OTHER = "other", "Another reason"
    UNKNOWN = "unknown", "Not known, or the parents gave none"


class Telling(models.Model):
    """Base: what somebody told of home education. `worry` is for those who may read safeguarding notes."""

    told_at = models.DateTimeField()
    told_by = models.CharField("who told us", max_length=10, choices=ToldBy)
    words = models.TextField("what was said", blank=True)
    reason = models.CharField("the parents’ main reason", max_length=20, choices=Reason)
    letter_on = models.DateField("date of the parents’ letter", null=True, blank=True)
    letter = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    last_on = models.DateField("last day at school", null=True, blank=True)
    special_place = models.BooleanField("the council arranged a place at a special school")
    order_open = models.BooleanField("a School Attendance Order is in force")
    worry = models.TextField("why somebody worries about the child", blank=True)

    class Meta:
        abstract = True


class HomeEducation(Telling):
    """The detail beside the case, as it was first told."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="home_education")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(letter=None) | Q(letter_on__isnull=False), name="home_education_letter_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"home education, told by {self.get_told_by_display()}"


class ToldSince(Keyed, Telling):
    """What somebody told of a child whose case was open already. `school` is the one that told; None for anybody else,
    and it reads no other telling than its own."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="told_since")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "what was told of home education since"
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(letter=None) | Q(letter_on__isnull=False), name="told_since_letter_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(told_by=ToldBy.SCHOOL) | Q(school=None), name="told_since_only_a_school_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"told since by {self.get_told_by_display()}"


class Meeting(models.TextChoices):
    """What became of the meeting that a school offers before it takes a name off its roll."""

    HELD = "held", "Offered and held"
    DECLINED = "declined", "Offered, and the parents declined"
    WAITS = "waits", "Offered, and not held yet"
    NOT_OFFERED = "not_offered", "Not offered"


class Ground(models.TextChoices):
    """On which ground of the regulation a school takes the name off, as far as home education asks for it."""

    HOME = "home", "The parents wrote that the child is educated otherwise than at school"
    OTHER = "other", "Another ground"
    NONE = "none", "None that we can name"


class Needs(models.TextChoices):
    """What a school provides for, or the council maintains, for special educational needs."""

    NONE = "none", "None"
    SUPPORT = "support", "SEN support"
    ASSESSMENT = "assessment", "A needs assessment for an education, health and care plan is under way"
    PLAN = "plan", "An education, health and care plan"


class SocialCare(models.TextChoices):
    """What social care, or early help, has for the child, as the school knows it."""

    NONE = "none", "None that we know of"
    EARLY_HELP = "early_help", "An early help assessment or plan"
    IN_NEED = "in_need", "A child in need plan"
    PROTECTION = "protection", "A child protection plan"
    LOOKED_AFTER = "looked_after", "The child is looked after"


class ExitForm(models.Model):
    """An exit form as a school sent it. A form that was returned stays; the next one has the next number.

    What may be missing is empty: such a form is returned with its gaps named. `known` is what the council knew and
    filled in beforehand. `concerns`, and what social care has, are for those who may read safeguarding notes.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="exit_forms")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by = models.CharField("who signs", max_length=200)
    signed_as = models.CharField("as what they sign", max_length=20)
    last_on = models.DateField("last day at school", null=True, blank=True)
    deleted_on = models.DateField("day on which the name came off the roll", null=True, blank=True)
    ground = models.CharField("ground on which the name comes off", max_length=10, choices=Ground, blank=True)
    ground_words = models.CharField("which other ground", max_length=500, blank=True)
    needs = models.CharField("special educational needs", max_length=10, choices=Needs, blank=True)
    social_care = models.CharField("social care", max_length=15, choices=SocialCare, blank=True)
    worker = models.CharField("the worker, and in which team", max_length=300, blank=True)
    agencies = models.TextField("agencies involved", blank=True)
    correspondence = models.ForeignKey(CaseDocument, models.PROTECT, null=True, blank=True, related_name="+")
    has_concerns = models.BooleanField("the school has safeguarding concerns")
    concerns = models.TextField("safeguarding concerns", blank=True)
    history = models.TextField("neglect, trauma, health", blank=True)
    attendance = models.TextField("attendance and exclusions", blank=True)
    known = models.TextField("what the council had filled in", blank=True)
    suggested = models.BooleanField("somebody at the school suggested it", null=True, blank=True)
    suggested_words = models.TextField("what was suggested, and by whom", blank=True)
    meeting = models.CharField("meeting with the parents", max_length=12, choices=Meeting, blank=True)
    meeting_on = models.DateField("day of the meeting", null=True, blank=True)
    officer_joined = models.BooleanField("an officer for home education joined it", null=True, blank=True)
    voice = models.TextField("what the child says", blank=True)
    voice_on = models.DateField("day on which the child said it", null=True, blank=True)
    siblings = models.TextField("brothers and sisters", blank=True)
    files = models.TextField("files that moved", blank=True)
    ctf = models.CharField("name of the common transfer file", max_length=100, blank=True)
    nurse_told = models.BooleanField("the school nurse was told", null=True, blank=True)
    view = models.TextField("what the school thinks", blank=True)
    returned_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    gaps = models.TextField("why it was returned", blank=True)

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exit_form_number_once_a_case"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(returned_on=None), name="one_exit_form_of_a_case_stands"
            ),
            models.CheckConstraint(condition=~Q(signed_by=""), name="exit_form_is_signed"),
            models.CheckConstraint(
                condition=Q(has_concerns=False) | ~Q(concerns=""), name="exit_form_says_what_the_concern_is"
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, gaps="") | (Q(returned_on__isnull=False, accepted_on=None) & ~Q(gaps="")),
                name="exit_form_is_returned_for_its_gaps",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("sent_on")), name="exit_form_returned_once_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"exit form {self.number} of case {self.case_id}"
