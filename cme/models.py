"""What is known of a missing child, and what came of each enquiry; the returns of schools, other authorities."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cme.checklist import Kind, Result
from cme.return_models import AuthorityRequest, Deletion, GroundText  # noqa: F401 (where Django finds them)
from cme.transfer_models import Search, TransferFile  # noqa: F401 (where Django finds them)
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.core.models import Keyed, Versioned
from oxle.people.models import Child
from oxle.schools.models import School


class Source(models.TextChoices):
    """Who told us."""

    SCHOOL = "school", "A school"
    PARENT = "parent", "A parent or somebody of the family"
    AUTHORITY = "authority", "Another authority"
    HEALTH = "health", "Health"
    SOCIAL_CARE = "social_care", "Children’s social care"
    POLICE = "police", "The police"
    HOUSING = "housing", "Housing or a district council"
    ELSEWHERE = "elsewhere", "A school in another area"
    PUBLIC = "public", "Somebody else who knows of the child"
    COUNCIL = "council", "We found it ourselves"


class Cause(models.TextChoices):
    """Why the child has no education, as far as it is known."""

    MOVED = "moved", "The family has moved, and it is not known where"
    ABROAD = "abroad", "The family is said to have gone abroad"
    NOT_RETURNED = "not_returned", "Did not come back from leave or a holiday"
    NO_PLACE = "no_place", "New here, or waits for the answer to an application"
    UNSUITABLE_HOME = "unsuitable_home", "Home education that was found unsuitable"
    REMOVED = "removed", "Was taken off a register"
    NEVER = "never", "Was never on a school’s register"
    UNKNOWN = "unknown", "Not known"


class Group(models.TextChoices):
    """Children who go missing more easily than others, as the council’s page on missing children names them."""

    EXCLUDED = "excluded", "Was permanently excluded"
    AT_RISK = "at_risk", "Is at risk of exclusion, or has social, emotional or mental health needs"
    MEDICAL = "medical", "Is out of school for medical reasons"
    RARELY = "rarely", "Rarely attends, with a support plan"
    PREGNANT = "pregnant", "Is pregnant or a young mother"
    CUSTODY = "custody", "Is in custody, or comes back from it"


class Tried(models.TextChoices):
    """What a school did before it told us."""

    DAY_ONE = "day_one", "Rang on the first day of absence"
    CONTACTS = "contacts", "Rang every emergency contact"
    VISIT = "visit", "Visited the home"
    WROTE = "wrote", "Wrote to the parents"
    SIBLINGS = "siblings", "Asked the schools of brothers and sisters"
    FRIENDS = "friends", "Asked friends of the child and staff who know the family"
    AGENCIES = "agencies", "Asked the agencies that know the family"
    S2S = "s2s", "Searched School to School (S2S)"


class Missing(Versioned):
    """The detail beside the case: what whoever told us knew."""

    audit_name = "referral of a missing child"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="missing")
    told_at = models.DateTimeField()
    source = models.CharField("who told us", max_length=12, choices=Source)
    told_by = models.CharField("name and how to reach them", max_length=300)
    unnamed = models.BooleanField("the family and the school may not know who told", default=False)
    cause = models.CharField(max_length=16, choices=Cause)
    last_attended_on = models.DateField("last day at school", null=True, blank=True)
    last_known = models.TextField("where the child may be")
    tried = ArrayField(models.CharField(max_length=10, choices=Tried), default=list, blank=True)
    found_out = models.TextField("what was found out", blank=True)
    # Not known where nobody was asked, such as of a return that a name came off a register.
    concern = models.BooleanField("there is a safeguarding concern", null=True, blank=True)
    concern_words = models.TextField("what the concern is, and who was told", blank=True)
    siblings = models.TextField("brothers and sisters, and their schools", blank=True)
    social_worker = models.BooleanField("the child has a social worker", null=True, blank=True)
    private_fostering = models.BooleanField("the child lives with no parent or close relative", null=True, blank=True)
    absence_pattern = models.TextField("absence before, and leave in term time", blank=True)
    language = models.CharField("language of the family", max_length=80, blank=True)
    nationality = models.CharField(max_length=80, blank=True)
    groups = ArrayField(models.CharField(max_length=8, choices=Group), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(last_known="") & ~Q(told_by=""), name="missing_says_who_told_what"),
            models.CheckConstraint(
                condition=~Q(source=Source.SCHOOL) | Q(last_attended_on__isnull=False) & ~Q(found_out=""),
                name="missing_school_says_what_it_did",
            ),
            models.CheckConstraint(condition=Q(concern=False) | ~Q(concern_words=""), name="missing_concern_says_what"),
        ]

    def __str__(self) -> str:
        return f"missing child {self.case_id}"


class Enquiry(Keyed, models.Model):
    """One enquiry and what came of it. A later one of the same kind says how it is now; none is changed or removed."""

    audit_name = "enquiry about a missing child"

    case = models.ForeignKey(Case, models.PROTECT, related_name="enquiries")
    kind = models.CharField(max_length=16, choices=Kind)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result)
    words = models.TextField("who was asked, and what they said")
    next_on = models.DateField("when to ask again", null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="enquiry_says_what_came_of_it"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("on")), name="enquiry_is_made_again_later"
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.WAITS) | Q(next_on__isnull=False), name="enquiry_that_waits_says_until_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"


class AuthorityEnquiry(Keyed, Versioned):
    """What another authority was asked about a child, and its written receipt once it has the child."""

    audit_name = "enquiry of another authority"

    case = models.ForeignKey(Case, models.PROTECT, related_name="authority_enquiries")
    authority = models.CharField(max_length=200)
    to_whom = models.CharField("name and how to reach them", max_length=300)
    # Where a letter asks, the step that drafted it: both days are the letter’s, and not known before it is sent.
    by_letter = models.OneToOneField(Event, models.PROTECT, null=True, blank=True, related_name="authority_enquiry")
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("when an answer is due", null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    receipt_on = models.DateField("day of its written receipt", null=True, blank=True)
    receipt_by = models.CharField("who signed the receipt", max_length=300, blank=True)
    receipt_reference = models.CharField("where the receipt is kept", max_length=300, blank=True)
    receipt_school = models.CharField("school there that has the child", max_length=120, blank=True)

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name_plural = "authority enquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on__isnull=False, due_on__isnull=False)
                | Q(sent_on=None, due_on=None, by_letter__isnull=False),
                name="authority_was_asked_or_its_letter_waits",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | Q(answered_on__gte=F("sent_on")) & ~Q(answer=""),
                name="authority_answers_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(receipt_on=None, receipt_by="", receipt_reference="", receipt_school="")
                | Q(receipt_on__gte=F("sent_on"), answered_on__isnull=False)
                & ~Q(receipt_by="")
                & ~Q(receipt_reference=""),
                name="authority_receipt_says_who_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}, asked on {self.sent_on}"

    @property
    def has_child(self) -> str:
        """Who has the child by the receipt: the school that it names, else the authority, which says where to."""
        school = f"{self.receipt_school}, " if self.receipt_school else ""
        return f"{school}{self.authority}"[:200]

    def is_overdue(self, on: date) -> bool:
        """Whether its answer was due before a day, and is not there."""
        return self.answered_on is None and self.due_on is not None and self.due_on < on


class NewPupil(Keyed, Versioned):
    """That a school entered a child in its register, as the school told it; matched to a child we know, or not yet."""

    audit_name = "new-pupil return"

    class Match(models.TextChoices):
        """How the return was matched to a child."""

        WAITS = "waits", "Waits for somebody to decide"
        UPN = "upn", "By the UPN"
        PERSON = "person", "By a person"
        DETAILS = "details", "By name, date of birth and address"
        NOBODY = "nobody", "We hold no such child"

    school = models.ForeignKey(School, models.PROTECT, related_name="new_pupils")
    upn = models.CharField("UPN", max_length=13, blank=True)
    given = models.CharField(max_length=300)
    family = models.CharField(max_length=300)
    born_on = models.DateField()
    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)
    came_from = models.CharField("school or place before", max_length=300, blank=True)
    entered_on = models.DateField("day of entry in the register")
    due_on = models.DateField("by when we had to be told")
    told_on = models.DateField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    match = models.CharField(max_length=8, choices=Match, default=Match.WAITS)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="new_pupil_returns")
    matched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="new_pupils")

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(told_on__gte=F("entered_on")), name="new_pupil_told_once_entered"),
            models.CheckConstraint(condition=Q(entered_on__gte=F("born_on")), name="new_pupil_entered_once_born"),
            models.CheckConstraint(
                condition=Q(match__in=["waits", "nobody"], child=None)
                | Q(match__in=["upn", "details", "person"], child__isnull=False),
                name="new_pupil_matched_is_a_child",
            ),
            models.CheckConstraint(
                condition=Q(match__in=["waits", "upn", "details"], matched_by=None)
                | Q(match__in=["person", "nobody"], matched_by__isnull=False),
                name="new_pupil_matched_by_a_person_says_who",
            ),
            models.CheckConstraint(
                condition=Q(case=None) | Q(child__isnull=False), name="new_pupil_on_a_case_is_a_child"
            ),
        ]

    def __str__(self) -> str:
        return f"new pupil at {self.school_id} on {self.entered_on}"

    @property
    def is_late(self) -> bool:
        """Whether it was told after the day by which it was due."""
        return self.told_on > self.due_on

    @property
    def is_certain(self) -> bool:
        """Whether what the school gave matches one child, so that nobody had to say whom it is about."""
        return self.match in {self.Match.UPN, self.Match.DETAILS}
