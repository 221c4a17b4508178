"""A series, its members and meetings; the items of an agenda with what was decided, its corrections and its tasks."""

from datetime import time

import pgtrigger
from django.db import models
from django.db.models import F, Q

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.models import Keyed, Versioned, together
from oxle.meetings.kinds import KINDS, Decision, Kind
from oxle.provision.models import Provider
from oxle.schooldays.wording import full_day, plain_day
from oxle.schools.models import School

# Who decided what was decided at a meeting.
THE_MEETING = "The meeting"


def when_and_where(starts_at: time | None, place: str) -> str:
    """A time and a place, as far as they are known: “10:00, County Hall”."""
    return ", ".join(filter(None, (f"{starts_at:%H:%M}" if starts_at else "", place)))


class Series(Keyed, Versioned):
    """Meetings of one kind, for the schools of an area or for all.

    They recur every so many weeks; without `weeks` each is called when it is needed.
    """

    audit_name = "series of meetings"

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200, unique=True)
    area = models.CharField(max_length=40, blank=True)
    # Of a unit's review: whose pupils it is about.
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    # Of governors: whose they are.
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    first_on = models.DateField()
    # Of governors each meeting has its own, where it is known.
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    # Heads and governors come to it: not in the holidays of the council’s terms.
    in_term_only = models.BooleanField("meets in term only", default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=53), name="series_recurs"),
            models.UniqueConstraint(fields=["kind", "school"], name="series_of_a_school_once"),
            models.CheckConstraint(
                condition=Q(school__isnull=False) | Q(starts_at__isnull=False) & ~Q(place=""),
                name="series_says_when_and_where",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_kind(self) -> Kind:
        """What its kind says."""
        return KINDS[self.kind]


class Capacity(models.TextChoices):
    """As what somebody is a member."""

    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    CLERK = "clerk", "Clerk"
    ADVISER = "adviser", "Adviser"
    DIRECTOR = "director", "Director"


class Member(Keyed, Versioned):
    """Somebody who belongs to a series. Whoever has a `user` reads the packs of its meetings while they are one."""

    audit_name = "member of a meeting"

    series = models.ForeignKey(Series, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="meetings_of")
    name = models.CharField(max_length=300)
    capacity = models.CharField(max_length=10, choices=Capacity)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="member_ends_after_they_begin"
            ),
            models.UniqueConstraint(fields=["series", "user"], condition=Q(to_on=None), name="member_of_a_series_once"),
        ]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"


class Meeting(Keyed, Versioned):
    """One meeting of a series."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings")
    # The day that the cadence gave; moved by hand, `on` differs from it.
    planned_for = models.DateField()
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    # Called by hand, and so no part of the cadence.
    called = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    minutes = models.TextField(blank=True)
    because = models.TextField("why it was called off", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_for"], name="meeting_is_planned_once"),
            models.CheckConstraint(condition=together("closed_at", "closed_by"), name="meeting_is_closed_by_somebody"),
            models.CheckConstraint(
                condition=Q(state=State.PLANNED, closed_at=None)
                | Q(state=State.HELD, closed_at__isnull=False) & ~Q(minutes="")
                | Q(state=State.CALLED_OFF, closed_at__isnull=False) & ~Q(because=""),
                name="meeting_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {full_day(self.on)}"

    @property
    def when_and_where(self) -> str:
        """At what time and where, as far as it is known."""
        return when_and_where(self.starts_at, self.place) or "The time is not recorded"


class Attendance(models.Model):
    """Whether a member came to a meeting that was held."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    came = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_of_a_member_once")]

    def __str__(self) -> str:
        return f"{self.member} {'came' if self.came else 'did not come'}"


class Item(Keyed, Versioned):
    """A case on the agenda of a meeting, with what was decided about it.

    One that was decided `between` meetings is told at the next one.
    """

    audit_name = "item of an agenda"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="meeting_items")
    # That of the meeting's series: a case can wait for a panel and for a review at the same time.
    kind = models.CharField(max_length=40)
    came_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    asks = models.TextField("what the meeting is asked", blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_on = models.DateField()
    between = models.BooleanField(default=False)
    decision = models.CharField(max_length=40, blank=True)
    words = models.TextField("why", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="children_by_meeting")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    # Why its ages do not fit the child's year, where somebody said that it is meant all the same.
    other_year = models.TextField("that it is for children of other years", blank=True)
    # Since when that place does not take the child after all: it refuses, another one was named, or it never was.
    overtaken_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["added_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decision=""), name="case_is_on_one_agenda_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, recorded_by=None, between=False)
                | Q(decided_on__isnull=False, recorded_by__isnull=False)
                & ~Q(decision="")
                & ~Q(words="")
                & ~Q(decided_by=""),
                name="decision_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(school=None, provider=None, starts_on=None)
                | Q(school__isnull=False, provider=None, starts_on__isnull=False)
                | Q(school=None, provider__isnull=False, starts_on__isnull=False),
                name="place_says_from_when",
            ),
            models.CheckConstraint(
                condition=Q(overtaken_on=None) | Q(starts_on__isnull=False), name="only_a_place_is_overtaken"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @property
    def where(self) -> School | Provider | None:
        """The school that takes the child, or the provider with which a place was decided."""
        return self.school or self.provider

    @property
    def place(self) -> str:
        """Where the child goes and the first day there, where that was decided, and whether it came to nothing."""
        if self.where is None or self.starts_on is None:
            return ""
        said = f"{self.where} from {plain_day(self.starts_on)}"
        return f"{said}. Overtaken on {plain_day(self.overtaken_on)}" if self.overtaken_on else said

    @property
    def decider(self) -> str:
        """Who decided, as it stands inside a sentence."""
        return THE_MEETING.lower() if self.decided_by == THE_MEETING else self.decided_by

    @property
    def decided(self) -> Decision | None:
        """What was decided; None while nothing is."""
        return self.meeting.series.of_kind.decision(self.decision) if self.decision else None


class Correction(models.Model):
    """What was recorded of a decision before it was put right, why it was, and by whom. Rows are only added."""

    audit_name = "correction of a decision"

    item = models.ForeignKey(Item, models.PROTECT, related_name="corrections")
    decision = models.CharField(max_length=200)
    place = models.CharField(max_length=400, blank=True)
    words = models.TextField("why it was decided")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField("why it was put right")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="correction_is_never_changed", operation=pgtrigger.Update)]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_says_why")]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Task(Keyed, Versioned):
    """What somebody has to do because of a decision."""

    audit_name = "task of a meeting"

    item = models.ForeignKey(Item, models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, related_name="tasks_of_meetings")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Since when nobody has to do it: the decision was put right.
    overtaken_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner"], condition=Q(done_on=None), name="task_open_by_owner")]
        constraints = [
            models.CheckConstraint(condition=together("done_on", "done_by"), name="task_is_done_by_somebody"),
            models.CheckConstraint(condition=Q(done_on=None) | Q(overtaken_on=None), name="task_done_is_not_overtaken"),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"
