"""What only a referral has: the school's draft, the register's figures, the steps before it, routes and meetings."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin, Party
from oxle.core.models import Keyed, Versioned
from oxle.documents.models import File
from oxle.people.models import Adult, Child
from oxle.schools.models import School

HUNDRED = Decimal(100)
# The section of a draft that holds a pupil who was typed in.
TYPED_PUPIL = "pupil"


def _in_order(first: str, last: str) -> Q:
    """Two days that are both known or both not, in their order."""
    return Q(**{first: None, last: None}) | Q(
        **{f"{first}__isnull": False, f"{last}__isnull": False, f"{last}__gte": F(first)}
    )


class Reason(models.TextChoices):
    """Why a child is referred. All but the first enter without percentages and without the school's own steps."""

    NOT_ATTENDING = "not_attending", "Does not attend regularly"
    EMPLOYED = "employed", "Thought to be illegally employed"
    UNPAID_NOTICE = "unpaid_notice", "Penalty notice not paid"
    THIRD_NOTICE = "third_notice", "Threshold met a third time in three years"


class Draft(Keyed, Versioned):
    """A referral as somebody at the school (or an officer on their behalf) fills it in, saved at every page.

    `answers` holds what was typed, by section. On sending it becomes a case and its Referral; a returned one is
    filled in again here. Of a pupil who is not on the school's list `child` is empty and the pupil only typed, until
    somebody at the council has said who it is; only then is there a case (docs/adr/unlisted_pupils.md).
    """

    audit_name = "draft of a referral"

    class State(models.TextChoices):
        FILLING = "filling", "Being filled in"
        TO_IDENTIFY = "to_identify", "Sent, the pupil to be identified"
        SENT = "sent", "Sent"
        RETURNED = "returned", "Returned for more information"
        DISCARDED = "discarded", "Discarded"

    school = models.ForeignKey(School, models.PROTECT, related_name="referral_drafts")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="referral_drafts")
    state = models.CharField(max_length=15, choices=State, default=State.FILLING)
    channel = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    # The e-mail, call or letter this was entered from, when an officer enters it for the school.
    message = models.ForeignKey(InboxMessage, models.PROTECT, null=True, blank=True, related_name="drafts")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="referral_drafts")
    saved_at = models.DateTimeField()
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="draft")

    # Only of a pupil who was typed in: the reference that its case will have, when and by whom it was last sent, what
    # it was returned with before there was a case, and who said which child it is.
    reference = models.CharField(max_length=16, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    returned_on = models.DateField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    identified_at = models.DateTimeField(null=True, blank=True)
    identified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="one_draft_a_reference"),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_by=None, reference="")
                | Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(reference=""),
                name="a_typed_pupils_draft_was_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="to_identify") | Q(child=None, sent_on__isnull=False),
                name="who_waits_to_be_identified_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, returned_because="")
                | Q(returned_on__isnull=False) & ~Q(returned_because=""),
                name="a_draft_is_returned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(identified_at=None, identified_by=None)
                | Q(identified_at__isnull=False, identified_by__isnull=False, child__isnull=False),
                name="a_typed_pupil_is_identified_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["school", "child"], condition=Q(state="filling"), name="one_unsent_draft_a_child"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["filling", "discarded", "to_identify"], case=None)
                | Q(state="sent", case__isnull=False, child__isnull=False)
                | Q(state="returned", case__isnull=False)
                | Q(state="returned", child=None, returned_on__isnull=False),
                name="a_sent_draft_has_its_case",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.key}"

    @property
    def has_ended(self) -> bool:
        """Whether the case that came of it is closed."""
        return self.case is not None and not self.case.is_open

    @property
    def is_open(self) -> bool:
        """Whether it can be filled in: it was never sent, or came back and its case is still open."""
        return self.state in {Draft.State.FILLING, Draft.State.RETURNED} and not self.has_ended

    @property
    def needs_answer(self) -> bool:
        """Whether the team waits for more information."""
        return self.state == Draft.State.RETURNED and self.is_open

    @property
    def is_unlisted(self) -> bool:
        """Whether the pupil was typed in, because the school's list lacks them. Stays so once they are identified."""
        return TYPED_PUPIL in self.answers

    @property
    def pupil_name(self) -> str:
        """The pupil as the school knows them: as typed, where they were, whatever our own record calls them."""
        typed = self.answers.get(TYPED_PUPIL)
        if typed is None:
            return str(self.child)
        given, family = typed["preferred_given"] or typed["given"], typed["preferred_family"] or typed["family"]
        return f"{given} {family}"


class DraftFile(Keyed):
    """A file attached to a draft, as evidence of a section's answer."""

    audit_name = "file of a draft"

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    section = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.title


class Referral(models.Model):
    """The detail beside a referral's case: why, and what the register shows."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="referral")
    reason = models.CharField(max_length=20, choices=Reason)
    cause = models.TextField(blank=True)
    complete_on = models.DateField()
    # Counted from the register by registers.extract; null where the reason needs no percentages.
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    possible = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    authorised = models.PositiveIntegerField(null=True, blank=True)
    unauthorised = models.PositiveIntegerField(null=True, blank=True)
    first_absence_on = models.DateField(null=True, blank=True)
    last_absence_on = models.DateField(null=True, blank=True)
    # What the school said of medical needs, bullying, transport and so on: {topic: words}.
    considered = models.JSONField(default=dict)
    child_view = models.TextField(blank=True)
    # What the school said of the family that its list does not show, for an officer to check.
    family_note = models.TextField(blank=True)
    declared_by = models.CharField(max_length=300, blank=True)
    declared_as = models.CharField(max_length=200, blank=True)
    declared_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(possible=None) | Q(possible=F("present") + F("authorised") + F("unauthorised")),
                name="register_figures_add_up",
            ),
            models.CheckConstraint(condition=_in_order("first_on", "last_on"), name="register_ends_after_it_begins"),
            models.CheckConstraint(
                condition=_in_order("first_absence_on", "last_absence_on"), name="absences_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(declared_by="", declared_on=None) | (~Q(declared_by="") & Q(declared_on__isnull=False)),
                name="referral_declared_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.case_id}"

    @property
    def unauthorised_percent(self) -> Decimal | None:
        """Unauthorised sessions as an exact share of the possible ones; never rounded before it is compared."""
        return HUNDRED * self.unauthorised / self.possible if self.possible else None

    @property
    def attendance_percent(self) -> Decimal | None:
        """Present sessions as an exact share of the possible ones."""
        return HUNDRED * self.present / self.possible if self.possible else None


class PreStepKind(models.TextChoices):
    """What the flow chart asks of a school before it refers, in its order."""

    CAUSE = "cause", "Attendance under 90 % and the reason for absence identified"
    CONTACT = "contact", "Parents contacted by phone, letter or attendance contract meeting"
    HOME_VISIT = "home_visit", "Home visit considered"
    EARLY_HELP = "early_help", "Early help assessment offered or started"
    TARGET = "target", "Attendance target set with parents and pupil"
    GP_PERMISSION = "gp_permission", "Written permission asked to contact the GP"
    FIRST_REVIEW = "first_review", "First review held"
    PENALTY_NOTICE = "penalty_notice", "Penalty notice considered"
    TARGET_MISSED = "target_missed", "Target not met"
    PLANNING_MEETING = "planning_meeting", "Multi-agency planning meeting or TAC held"
    ACTION_PLAN = "action_plan", "Attendance action plan and support agreed"
    SECOND_REVIEW = "second_review", "Second review held"
    PLAN_FAILED = "plan_failed", "Action plan failed to improve attendance"


class PreStep(models.Model):
    """One step the school took before referring, with its evidence, or why it did not apply."""

    audit_name = "school’s own step"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="pre_steps")
    kind = models.CharField(max_length=20, choices=PreStepKind)
    done = models.BooleanField()
    on = models.DateField(null=True, blank=True)
    # What the step's own question was answered with; see steps.ANSWERS.
    answer = models.CharField(max_length=20, blank=True)
    method = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    not_applicable_because = models.TextField(blank=True)
    document = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "kind"], name="a_step_before_referral_once"),
            models.CheckConstraint(
                condition=Q(done=True, on__isnull=False) | (Q(done=False) & ~Q(not_applicable_because="")),
                name="a_step_is_dated_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class RouteKind(models.TextChoices):
    """The legal routes of the flow chart. Several may be parallel; a parenting order is ancillary to a prosecution."""

    S444_1 = "s444_1", "Prosecution under s.444(1): fails to attend regularly"
    S444_1A = "s444_1a", "Prosecution under s.444(1A): parent knows and fails to act"
    ESO = "eso", "Education supervision order"
    NONE = "none", "No legal route for this parent"


class Route(models.Model):
    """The legal route chosen for one parent. A change ends it and begins another, so the history stays."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="routes")
    kind = models.CharField(max_length=10, choices=RouteKind)
    with_parenting_order = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    from_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=Q(to_on=None), name="one_current_route_a_parent"),
            models.CheckConstraint(
                condition=Q(with_parenting_order=False) | Q(kind__in=["s444_1", "s444_1a"]),
                name="parenting_order_goes_with_a_prosecution",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="route_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_prosecution(self) -> bool:
        """Whether this route leads to the magistrates' court, and so needs the PACE letter."""
        return self.kind in {RouteKind.S444_1, RouteKind.S444_1A}


class Topic(models.TextChoices):
    """What must be looked at before any enforcement action (domain rule: unresolved pauses, or needs a reason)."""

    SEN = "sen", "SEN support, EHC plan or an assessment in progress"
    MEDICAL = "medical", "Medical condition or evidence"
    SECTION_19 = "section_19", "Alternative provision owed under s.19"
    SOCIAL_CARE = "social_care", "Child in need, child protection plan or looked after"
    BULLYING = "bullying", "Bullying or a discrimination complaint"
    TRANSPORT = "transport", "Transport the council owes"
    EQUALITY = "equality", "Equality Act: a protected characteristic of child or parent"
    UNSAFE_CONTACT = "unsafe_contact", "Contact with a parent that may be unsafe"


class Moment(models.TextChoices):
    """The three moments at which everything is looked at again."""

    ACCEPTANCE = "acceptance", "Before acceptance"
    FINAL_WARNING = "final_warning", "Before the final warning"
    RELEASE = "release", "Before papers are released"


class Consideration(models.Model):
    """One topic looked at, at one moment: clear, resolved, or unresolved with a reason to go on."""

    audit_name = "finding of what may stand in the way"

    class Finding(models.TextChoices):
        CLEAR = "clear", "Nothing found"
        RESOLVED = "resolved", "Found and resolved"
        UNRESOLVED = "unresolved", "Not resolved"

    case = models.ForeignKey(Case, models.PROTECT, related_name="considerations")
    moment = models.CharField(max_length=15, choices=Moment)
    topic = models.CharField(max_length=15, choices=Topic)
    finding = models.CharField(max_length=10, choices=Finding)
    note = models.TextField(blank=True)
    go_on_because = models.TextField(blank=True)
    # What was known of it then: [{"key", "text"}]. What is known later and is not among it asks again.
    known = models.JSONField(default=list)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "moment", "topic"], name="a_topic_once_a_moment"),
            models.CheckConstraint(condition=Q(finding="clear") | ~Q(note=""), name="what_was_found_is_written_down"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.finding}"


class Target(models.Model):
    """An attendance target set at a meeting, with what the register later showed."""

    audit_name = "attendance target"

    case = models.ForeignKey(Case, models.PROTECT, related_name="targets")
    event = models.OneToOneField(Event, models.PROTECT, related_name="target")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    from_on = models.DateField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="target_is_a_percentage")
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class Panel(models.Model):
    """The record of an Attendance Panel Meeting. Not an interview: nothing said here was said under caution."""

    audit_name = "Attendance Panel Meeting"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="panel")
    place = models.CharField(max_length=200)
    council_present = models.TextField()
    school_present = models.TextField(blank=True)
    parents_present = models.ManyToManyField(Adult, blank=True, related_name="panels")
    child_present = models.BooleanField()
    child_view = models.TextField()
    discussed = models.TextField()
    agreed = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"panel of event {self.event_id}"


class PaceInterview(models.Model):
    """The record of an interview under caution (PACE Code C), kept apart from every other record."""

    audit_name = "PACE interview"

    class Signature(models.TextChoices):
        SIGNED = "signed", "Signed"
        REFUSED = "refused", "Refused to sign"
        NOT_ATTENDED = "not_attended", "Did not attend"

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="pace_interview")
    attended = models.BooleanField()
    place = models.CharField(max_length=200)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    present = models.TextField(blank=True)
    caution = models.TextField(blank=True)
    caution_understood = models.BooleanField(default=False)
    told_free_to_leave = models.BooleanField(default=False)
    advice_offered = models.BooleanField(default=False)
    advice_answer = models.TextField(blank=True)
    # [{"question", "answer"}], in order.
    questions = models.JSONField(default=list)
    signature = models.CharField(max_length=15, choices=Signature)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attended=False)
                | (
                    Q(began_at__isnull=False, ended_at__isnull=False, advice_offered=True, told_free_to_leave=True)
                    & ~Q(caution="")
                    & ~Q(present="")
                ),
                name="an_interview_was_under_caution",
            ),
            models.CheckConstraint(
                condition=Q(began_at=None) | Q(ended_at__gt=F("began_at")), name="an_interview_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"interview of event {self.event_id}"
