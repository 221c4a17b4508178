"""My work: what an officer has to do, why it exists and which rule dated it. Nothing here is typed by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import visible_to
from oxle.cases import duties, owing
from oxle.cases.clocks import ONE_DAY, State
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.offers import Task
from oxle.cases.pathways import OWING, Against
from oxle.cases.queries import five_school_days_on
from oxle.cases.timer_models import LastLook
from oxle.cases.work_sources import ABOVE, SOURCES
from oxle.core.keeping import kept
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day

A_WEEK = timedelta(days=7)
# How far ahead what falls due is work: about half a term. A case has tasks years ahead, such as the end of school age.
AHEAD = timedelta(weeks=6)


@dataclass(frozen=True)
class Work:
    """Everything on one officer's page, in the order in which it matters: the law first, then the oldest date.

    `later` is what falls due until the day `ahead_to`, `beyond` what falls due after it: not yet work, and not counted.
    """

    today: list[Task]
    next_days: list[Task]
    later: list[Task]
    beyond: list[Task]
    ahead_to: date
    undated: list[Task]
    waiting: list[Task]

    @property
    def count(self) -> int:
        """How many tasks are this officer's own, as far ahead as they are work."""
        return len(self.today) + len(self.next_days) + len(self.later) + len(self.undated)


@dataclass(frozen=True)
class Matter:
    """What is to be done about one case, the most pressing first; or the one task that belongs to no case."""

    tasks: tuple[Task, ...]

    @property
    def about(self) -> str:
        """Whom it is about, and at which school."""
        return self.tasks[0].about


def by_matter(tasks: Sequence[Task]) -> list[Matter]:
    """Tasks in their order, those of one case brought together where the first of them stands."""
    found: dict[tuple[str, int], list[Task]] = {}
    for place, task in enumerate(tasks):
        found.setdefault(("case", task.case) if task.case else ("task", place), []).append(task)
    return [Matter(tuple(group)) for group in found.values()]


def work_of(user: User, on: date) -> Work:
    """An officer's tasks: from deadlines, letters, disposals, and whatever else the duties know must be done."""
    rows = _deadlines_of(user)
    calendars = calendars_for({None, *(row.case.calendar_id for row in rows if row.counts_school_days)})
    week_ends_on = five_school_days_on(on, calendars[None])
    ahead_to = max(on + AHEAD, week_ends_on)
    tasks = [
        # A date only an administrator can mend stays in sight, as a task without one.
        *(_over_task(row, on) or deadline_task(row, calendars) for row in rows),
    ]
    of_duties = (source for duty in duties.duties() for source in duty.work_sources)
    for source in (*SOURCES, *of_duties, *ABOVE):
        tasks += source(user, on)
    mine = sorted(
        (task for task in tasks if not task.waiting_on),
        key=lambda task: (
            task.due_on is None,
            not (task.is_law and task.due_on and task.due_on <= on),
            task.due_on or on,
        ),
    )
    waiting = sorted((task for task in tasks if task.waiting_on), key=lambda task: task.due_on or date.max)
    return Work(
        today=[task for task in mine if task.due_on and task.due_on <= on],
        next_days=[task for task in mine if task.due_on and on < task.due_on <= week_ends_on],
        later=[task for task in mine if task.due_on and week_ends_on < task.due_on <= ahead_to],
        beyond=[task for task in mine if task.due_on and task.due_on > ahead_to],
        ahead_to=ahead_to,
        undated=[task for task in mine if task.due_on is None],
        waiting=waiting,
    )


@dataclass(frozen=True)
class InQueue:
    """How many cases of the team nobody owns on which something is to be done, and of how many it is overdue."""

    cases: int
    overdue: int

    def __str__(self) -> str:
        return f"{self.cases}, {self.overdue} overdue" if self.overdue else str(self.cases)


def queue_of(user: User, on: date) -> InQueue | None:
    """What waits in the team's queue, for those who decide on it; None for everybody else. One query."""
    if not any(user.can(decide(key)) for key in ("team", *(duty.key for duty in duties.duties()))):
        return None
    late = Deadline.objects.filter(case=OuterRef("pk"), state=State.RUNNING, against__in=OWING, due_on__lt=on)
    rows = owing.nobodys(visible_to(user, Case))
    found = rows.aggregate(cases=Count("pk"), overdue=Count("pk", filter=Exists(late)))
    return InQueue(**found)


def _deadlines_of(user: User) -> list[Deadline]:
    # Of a closed case what survives it: closing it ends the rest.
    rows = Deadline.objects.filter(state=State.RUNNING, case__owner=user, case__in=visible_to(user, Case).values("pk"))
    rows = rows.select_related(
        "case__child", "case__adult", "case__organisation", "case__school__organisation", "party__adult"
    )
    return list(rows.order_by("due_on"))


def deadline_task(row: Deadline, calendars: Mapping[int | None, SchoolCalendar]) -> Task:
    """A running deadline as a row of work; the calendars are those of the schools whose days count."""
    case = row.case
    against = Against(row.against)
    about = " · ".join(str(part) for part in (case.subject, case.school) if part)
    return Task(
        title=f"{row.label}: {row.party.name}" if row.party else row.label,
        about=about,
        why=f"{row.explanation.get('from', '')}, {plain_day(row.counted_from_on)}; {row.explanation.get('limit', '')}"
        if row.due_on
        else row.why_not,
        action="Open the case",
        url=reverse("cases:case", args=[case.key]),
        due_on=row.due_on,
        is_law=row.is_law,
        case=case.pk,
        child=case.child_id,
        owner=case.owner_id,
        waiting_on="" if against is Against.COUNCIL else str(against.value),
        calendar=calendars[case.calendar_id] if row.counts_school_days else None,
    )


def _over_task(row: Deadline, on: date) -> Task | None:
    """What an officer does now that somebody else's time has run out; None while it has not, or the case is paused."""
    case = row.case
    if row.due_on is None or row.due_on >= on or case.paused_since_on:
        return None
    clocks = duties.pathway(case.pathway, case.pathway_version).clocks
    afterwards = next((clock.afterwards for clock in clocks if clock.key == row.clock), "")
    if not afterwards:
        return None
    return Task(
        title=afterwards,
        about=" · ".join(str(part) for part in (case.subject, case.school) if part),
        why=f"{row.label}: until {plain_day(row.due_on)}",
        action="Open the case",
        url=reverse("cases:case", args=[case.key]),
        due_on=row.due_on + ONE_DAY,
        case=case.pk,
        child=case.child_id,
        owner=case.owner_id,
    )


def children_of_tasks(tasks: Iterable[Task]) -> list[int]:
    """The children whose cases these tasks are about."""
    return sorted({task.child for task in tasks if task.child})


def changed_since(user: User, since: datetime) -> list[Event]:
    """What others did on this officer's cases since they last looked, newest first."""
    return list(
        Event.objects.filter(case__owner=user, case__in=visible_to(user, Case).values("pk"), at__gt=since)
        .exclude(by=user)
        .select_related("case__child", "case__adult", "case__organisation", "by", "supersedes")
        .order_by("-at")[:50]
    )


def last_look(user: User) -> datetime | None:
    """When this officer last said that they had seen the changes."""
    return LastLook.objects.filter(user=user).values_list("at", flat=True).first()


def mark_seen(user: User, *, at: datetime) -> None:
    """Remember that this officer has seen what changed until now."""
    LastLook.objects.update_or_create(user=user, defaults={"at": at})


def inbox_of(user: User) -> list[InboxMessage]:
    """The messages that wait in this person's teams' inboxes, oldest first; before them what is urgent."""
    return list(
        visible_to(user, InboxMessage)
        .filter(state=InboxMessage.State.WAITING)
        .select_related("team", "entered_by")
        .order_by("-urgent", "received_on", "pk")
    )


def begun_from(messages: Sequence[InboxMessage]) -> dict[int, str]:
    """What somebody has begun to enter from each of these messages, by message: a sentence that says who, and when."""
    found: dict[int, str] = {}
    for duty in duties.duties():
        if duty.begun_from:
            found |= duty.begun_from(messages)
    return found


def dealt_with(user: User) -> QuerySet[InboxMessage]:
    """The messages of this person's teams that were linked or answered, the last dealt with first."""
    rows = visible_to(user, InboxMessage).exclude(state=InboxMessage.State.WAITING)
    return rows.select_related("case", "dealt_by").order_by("-dealt_at", "-pk")


def seniors(duty: str) -> list[User]:
    """Those who decide on a duty's cases: to whom what is overdue by law is escalated. Asked anew each time, but by the
    loader of the demonstration, which makes hundreds of cases and changes no role."""
    return kept(("seniors", duty), lambda: _seniors(duty))


def _seniors(duty: str) -> list[User]:
    roles = [key for key, role in ROLES.items() if decide(duty) in role.permissions]
    people = User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
    return [person for person in with_roles(people) if decide(duty) in person.permissions]
