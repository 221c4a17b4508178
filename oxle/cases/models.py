"""A case and all that hangs on it: parties, events, deadlines, notes, visits, documents, letters, hand-overs."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from oxle.accounts.models import Organisation, User
from oxle.accounts.permissions import Compartment
from oxle.cases import duties
from oxle.cases.agreed_models import AgreedAction  # noqa: F401 (where Django finds it)
from oxle.cases.concern_models import Advice, Concern, Conclusion  # noqa: F401 (where Django finds them)
from oxle.cases.disposal_models import Disposal, LegalHold  # noqa: F401 (where Django finds them)
from oxle.cases.inbox_models import HandOver, InboxMessage, Origin  # noqa: F401 (where Django finds them)
from oxle.cases.pathways import TAKEN_BACK
from oxle.cases.plan_models import EducationPlan  # noqa: F401 (where Django finds it)
from oxle.cases.rating_models import SetRating  # noqa: F401 (where Django finds it)
from oxle.cases.timer_models import AdministratorTask, LastLook, Recount, Sweep  # noqa: F401 (where Django finds them)
from oxle.core.models import Keyed, Versioned, one_of
from oxle.correspondence.models import Letter
from oxle.documents.models import File
from oxle.people.models import Adult, Child
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


class CompartmentChoices(models.TextChoices):
    """The compartments of accounts.permissions, as a column holds them."""

    ORDINARY = Compartment.ORDINARY, "Ordinary"
    SAFEGUARDING = Compartment.SAFEGUARDING, "Safeguarding"
    LEGAL = Compartment.LEGAL, "Legal"


class Case(Keyed, Versioned):
    """One child, adult, school or organisation on one pathway. Its duty's detail hangs on it, one to one."""

    reference = models.CharField(max_length=16, unique=True)
    duty = models.CharField(max_length=40)
    pathway = models.CharField(max_length=60)
    pathway_version = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=40)
    stage_since_on = models.DateField()
    paused_since_on = models.DateField(null=True, blank=True)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="cases")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="cases")
    subject_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="cases_about")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="cases_about")
    # The school whose calendar counts the days, and which may see its own submissions.
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="cases")
    # As its pathway says: a child may have an open case for each school.
    per_school = models.BooleanField(default=False)
    # As its pathway says: a child may have several open cases, each about a thing of its own.
    several = models.BooleanField(default=False)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="cases_owned")
    origin = models.CharField(max_length=10, choices=Origin)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="led_to")
    # The event that starts the time for which a closed case is kept, the last day of that time, and the setting that
    # decides it: worked out by retention.settle, never typed.
    retain_from_on = models.DateField(null=True, blank=True)
    retain_until_on = models.DateField(null=True, blank=True)
    retention_rule = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["duty", "stage"], condition=Q(closed_on=None), name="case_open_by_stage"),
            models.Index(fields=["owner"], condition=Q(closed_on=None), name="case_open_by_owner"),
            models.Index(fields=["retain_until_on"], condition=~Q(closed_on=None), name="case_kept_until"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=one_of("child", "adult", "subject_school", "organisation"), name="case_has_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="case_closes_after_it_opens"
            ),
            # The last wall against a double referral: one open case of a pathway for a child.
            models.UniqueConstraint(
                fields=["pathway", "child"],
                condition=Q(closed_on=None, per_school=False, several=False),
                name="one_open_case_of_a_pathway_a_child",
            ),
            models.UniqueConstraint(
                fields=["pathway", "child", "school"],
                condition=Q(closed_on=None, per_school=True),
                name="one_open_case_of_a_pathway_a_child_a_school",
            ),
            models.CheckConstraint(
                condition=Q(per_school=False) | Q(school__isnull=False), name="case_per_school_names_the_school"
            ),
            models.CheckConstraint(
                condition=Q(retain_from_on=None)
                | Q(retain_until_on=None)
                | Q(retain_until_on__gte=F("retain_from_on")),
                name="case_is_kept_forwards",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The case's page."""
        return reverse("cases:case", args=[self.key])

    @property
    def subject(self) -> Child | Adult | School | Organisation:
        """What the case is about."""
        return self.child or self.adult or self.subject_school or self.organisation

    @property
    def about(self) -> str:
        """Whom a page is about that does one thing and shows no more of the case: enough to see the wrong tab."""
        if self.child is None:
            return str(self.subject)
        born = f", born {plain_day(self.child.born_on)}" if self.child.born_on else ""
        upn = f", UPN {self.child.upn}" if self.child.upn else ""
        return f"{self.child}{born}{upn}"

    @property
    def stage_label(self) -> str:
        """Where the case stands, in words."""
        return duties.pathway(self.pathway, self.pathway_version).stage(self.stage).label

    @property
    def calendar_id(self) -> int | None:
        """Which calendar's school days count: the school's own; None is the council's."""
        return self.school.calendar_id if self.school else None

    @property
    def is_open(self) -> bool:
        """Whether the case still runs."""
        return self.closed_on is None

    def catch_up_with(self, now: "Case") -> None:
        """Stand where a later copy of this case stands, that was just saved: as read again, without asking again."""
        self._state.fields_cache = {}
        self._prefetched_objects_cache: dict[str, Any] = {}
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(now, field.attname))
        self.child, self.school = now.child, now.school


class Party(models.Model):
    """Somebody with a part in a case: a parent, a defendant, an employer, the child of a parent's case."""

    audit_name = "person in a case"

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="parties")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="parties")
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(condition=one_of("adult", "child", "organisation"), name="party_is_one_body"),
            models.UniqueConstraint(fields=["case", "adult", "role"], name="an_adult_has_a_role_once"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="party_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of case {self.case_id}"

    @property
    def key(self) -> str:
        """What a form calls them: the key of whoever it is, for that of the table is never shown."""
        body = self.adult or self.child or self.organisation
        return body.key  # type: ignore[union-attr]

    @property
    def name(self) -> str:
        """Who it is."""
        return str(self.adult or self.child or self.organisation)


class Event(models.Model):
    """A step that was taken. Never updated: a correction is a new event that supersedes it."""

    audit_name = "step taken"

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    order = models.PositiveIntegerField()
    step = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="events")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="events")
    stage_before = models.CharField(max_length=40, blank=True)
    stage_after = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    compartment = models.CharField(max_length=15, choices=CompartmentChoices, default=CompartmentChoices.ORDINARY)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta:
        ordering = ["case", "order"]
        constraints = [
            models.UniqueConstraint(fields=["case", "order"], name="events_of_a_case_have_an_order"),
            models.CheckConstraint(
                condition=~Q(step=TAKEN_BACK) | Q(supersedes__isnull=False) & ~Q(reason=""),
                name="what_takes_back_says_what_and_why",
            ),
        ]
        # That it is never deleted is seen to for every record of a case: see guards.
        triggers = [pgtrigger.Protect(name="event_stays_as_it_was", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.step} on {self.on}"

    @property
    def moved(self) -> bool:
        """Whether it led the case to another stage."""
        return self.stage_before != self.stage_after


class Deadline(models.Model):
    """One run of one clock: a projection of the case's events, rewritten whenever they or a calendar change."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    clock = models.CharField(max_length=60)
    event = models.ForeignKey(Event, models.PROTECT, related_name="deadlines")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="deadlines")
    label = models.CharField(max_length=300)
    against = models.CharField(max_length=10)
    is_law = models.BooleanField()
    counted_from_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    why_not = models.TextField(blank=True)
    state = models.CharField(max_length=10)
    met_on = models.DateField(null=True, blank=True)
    # "Why this date?": the rule, its law, the calendar, each day skipped and why.
    explanation = models.JSONField(default=dict)
    # Earlier answers: [{"due_on", "until", "because"}], newest last.
    history = models.JSONField(default=list)
    # What the sweep has done about it, and for which date: a changed date is acted on anew.
    soon_told_for = models.DateField(null=True, blank=True)
    overdue_told_for = models.DateField(null=True, blank=True)
    escalated_for = models.DateField(null=True, blank=True)
    chased_for = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "event"], name="a_clock_runs_once_an_event"),
            models.CheckConstraint(condition=Q(due_on__isnull=False) | ~Q(why_not=""), name="no_date_says_why"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="running"), name="deadline_running_due"),
            models.Index(fields=["case", "state"], name="deadline_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.due_on or self.why_not}"

    @property
    def counts_school_days(self) -> bool:
        """Whether its time is given in school days."""
        return "school day" in self.explanation.get("limit", "")


class Note(models.Model):
    """What an officer writes down. Never edited: a correction is another note."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    compartment = models.CharField(max_length=15, choices=CompartmentChoices, default=CompartmentChoices.ORDINARY)
    text = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="notes")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"note of {self.on}"


class Visit(models.Model):
    """A visit tried or made: whether anybody answered, and whether the child was seen and spoken to."""

    class Outcome(models.TextChoices):
        NOBODY = "nobody", "Nobody answered"
        ADULT = "adult", "Adult seen, child not seen"
        CHILD_SEEN = "child_seen", "Child seen, not spoken to alone"
        CHILD_HEARD = "child_heard", "Child seen and spoken to"

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="visits")
    place = models.CharField(max_length=200)
    outcome = models.CharField(max_length=12, choices=Outcome)
    joint_with = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-at"]

    def __str__(self) -> str:
        return f"visit on {self.on}"


class SafeguardingReferral(Versioned):
    """A contact to the MASH: when, what they decided, and whether the school was told."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="safeguarding_referrals")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="safeguarding_referrals")
    concern = models.TextField()
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    fed_back_on = models.DateField(null=True, blank=True)
    # Where a letter told them, and came back undelivered: they were not told by it.
    came_back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"safeguarding referral of {self.on}"


class Allocation(models.Model):
    """Who was given a case, by whom and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="allocations")
    to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="allocations")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="allocation_says_why")]

    def __str__(self) -> str:
        return f"{self.case_id} to {self.to_id}"


class CaseDocument(Keyed):
    """A file on a case, in a compartment."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    file = models.ForeignKey(File, models.PROTECT, related_name="case_documents")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=60, blank=True)
    compartment = models.CharField(max_length=15, choices=CompartmentChoices, default=CompartmentChoices.ORDINARY)
    from_school = models.BooleanField(default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="case_documents")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title


class CaseLetter(models.Model):
    """A letter on a case, with the step that called for it and the party it goes to."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="on_case")
    event = models.ForeignKey(Event, models.PROTECT, related_name="letters")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="letters")
    # What it says was put right on the case after it was released, or is different since a step of the service.
    # It says it as it was, and does not leave so.
    corrected_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"letter {self.letter_id} of case {self.case_id}"
