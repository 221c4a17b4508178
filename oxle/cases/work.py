"""My work: what an officer has to do, why it exists and which rule dated it. Nothing here is typed by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide, read, write
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import visible_to
from oxle.cases import agreed, duties, reviewing, sending_again, without
from oxle.cases.clocks import ONE_DAY, State
from oxle.cases.disposable import KINDS
from oxle.cases.disposal import CONFIRMS, REVIEWS
from oxle.cases.duties import Task
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, CaseLetter, Deadline, Event
from oxle.cases.pathways import OWING, Against
from oxle.cases.queries import five_school_days_on
from oxle.cases.timer_models import AdministratorTask, LastLook
from oxle.core import dates
from oxle.core.dates import london_day
from oxle.core.keeping import kept
from oxle.correspondence.models import Letter
from oxle.correspondence.queries import to_release
from oxle.correspondence.withheld import hidden_from
from oxle.people.queries import opened_to_review
from oxle.provision import mismatches, reviews, unseen
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day
from oxle.transfers import queries as transfers

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Work:
    """Everything on one officer's page, in the order in which it matters: the law first, then the oldest date."""

    today: list[Task]
    next_days: list[Task]
    later: list[Task]
    undated: list[Task]
    waiting: list[Task]

    @property
    def count(self) -> int:
        """How many tasks are this officer's own."""
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
    tasks = [
        # A date only an administrator can mend stays in sight, as a task without one.
        *(_over_task(row, on) or deadline_task(row, calendars) for row in rows),
        *_letter_tasks(user),
        *sending_again.tasks_of(user, on),
        *agreed.tasks_of(user, on),
        *_release_tasks(user),
        *_glass_tasks(user),
        *_administrator_tasks(user),
        *_disposal_tasks(user, on),
        *_mismatch_tasks(user),
        *_unseen_tasks(user, on),
        *_transfer_tasks(user, on),
        *_review_tasks(user, on),
        *without.tasks_of(user, on),
    ]
    for duty in duties.duties():
        for source in duty.work_sources:
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
        later=[task for task in mine if task.due_on and task.due_on > week_ends_on],
        undated=[task for task in mine if task.due_on is None],
        waiting=waiting,
    )


@dataclass(frozen=True)
class InQueue:
    """How many open cases of the team nobody owns yet, and of how many of them something is overdue."""

    cases: int
    overdue: int

    def __str__(self) -> str:
        return f"{self.cases}, {self.overdue} overdue" if self.overdue else str(self.cases)


def queue_of(user: User, on: date) -> InQueue | None:
    """What waits in the team's queue, for those who decide on it; None for everybody else. One query."""
    if not any(user.can(decide(key)) for key in ("team", *(duty.key for duty in duties.duties()))):
        return None
    late = Deadline.objects.filter(case=OuterRef("pk"), state=State.RUNNING, against__in=OWING, due_on__lt=on)
    rows = visible_to(user, Case).filter(owner=None, closed_on=None)
    found = rows.aggregate(cases=Count("pk"), overdue=Count("pk", filter=Exists(late)))
    return InQueue(**found)


def _deadlines_of(user: User) -> list[Deadline]:
    rows = Deadline.objects.filter(
        state=State.RUNNING, case__closed_on=None, case__owner=user, case__in=visible_to(user, Case).values("pk")
    )
    rows = rows.select_related("case__child", "case__adult", "case__school__organisation", "party__adult")
    return list(rows.order_by("due_on"))


def deadline_task(row: Deadline, calendars: Mapping[int | None, SchoolCalendar]) -> Task:
    """A running deadline as a row of work; the calendars are those of the schools whose days count."""
    case = row.case
    against = Against(row.against)
    about = " · ".join(str(part) for part in (case.child or case.adult, case.school) if part)
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
        about=" · ".join(str(part) for part in (case.child or case.adult, case.school) if part),
        why=f"{row.label}: until {plain_day(row.due_on)}",
        action="Open the case",
        url=reverse("cases:case", args=[case.key]),
        due_on=row.due_on + ONE_DAY,
        case=case.pk,
        child=case.child_id,
        owner=case.owner_id,
    )


def _letter_tasks(user: User) -> list[Task]:
    """What the letters of this officer's cases wait for: the officer's own part as a task, else whom they wait for."""
    links = (
        CaseLetter.objects.filter(
            case__owner=user,
            case__in=visible_to(user, Case).values("pk"),
            letter__in=visible_to(user, Letter).values("pk"),
            letter__state__in=[Letter.State.DRAFTED, Letter.State.RELEASED, Letter.State.RENDERED],
        )
        .annotate(
            may_release=Q(letter__in=to_release(user).values("pk")),
            goes_where_hidden=Q(letter__in=Letter.objects.filter(hidden_from(user)).values("pk")),
        )
        .select_related(
            "letter__brake", "case__child", "case__adult", "case__school__organisation", "event", "party__adult"
        )
        .order_by("pk")
    )
    may_post = user.can(write("letters"))
    found = []
    for link in links:
        title, action, waiting_on = _wanted_of(
            link.letter,
            paused=link.case.paused_since_on is not None,
            may_release=link.may_release,
            may_post=may_post and not link.goes_where_hidden,
        )
        found.append(
            Task(
                title=f"{title}: {link.letter.title}",
                about=" · ".join(
                    str(one) for one in (link.case.child or link.case.adult, link.party and link.party.name) if one
                ),
                why=f"Called for on {plain_day(link.event.on)}",
                action=action,
                url=reverse("correspondence:letter", args=[link.letter.key]),
                due_on=link.event.on,
                case=link.case_id,
                child=link.case.child_id,
                owner=user.pk,
                waiting_on=waiting_on,
            )
        )
    return found


def _wanted_of(letter: Letter, *, paused: bool, may_release: bool, may_post: bool) -> tuple[str, str, str]:
    """What is to be done with an unsent letter, in words; what a person can do there; whom it waits for, if others.

    Nobody is told to do what their role cannot do, or to post where they may not know.
    """
    if paused:
        return "Keep the letter back", "See the letter", "the case, which is paused"
    if letter.state == Letter.State.DRAFTED:
        if may_release:
            return "Check and release the letter", "Check the letter", ""
        return "Release the letter", "Check the letter", "a colleague who releases letters"
    if letter.state == Letter.State.RELEASED:
        return "Make the PDF of the letter", "See the letter", "Oxle"
    if letter.is_held:
        return "Let the letter go", "See the letter", "a manager"
    if may_post:
        return "Post the letter", "Record posting", ""
    return "Post the letter", "See the letter", "a colleague who posts letters"


def _release_tasks(user: User) -> list[Task]:
    """For those who release letters: how many of other people's cases wait for them, as one row."""
    waiting = to_release(user).exclude(Q(on_case__case__owner=user) | Q(on_case__case__paused_since_on__isnull=False))
    found = waiting.aggregate(count=Count("pk"), oldest=Min("drafted_at"))
    if not found["count"]:
        return []
    since = london_day(found["oldest"])
    return [
        Task(
            title=f"Release {found['count']} letter{'' if found['count'] == 1 else 's'}",
            about="Cases of colleagues",
            why=f"The oldest was drafted on {plain_day(since)}",
            action="Open the letters to release",
            url=reverse("correspondence:to_release"),
            due_on=since,
        )
    ]


def _glass_tasks(user: User) -> list[Task]:
    """For managers: restricted records that somebody opened with a reason, until another has looked at the reason."""
    if not user.can(decide("team")):
        return []
    found = opened_to_review(user).aggregate(count=Count("pk"), oldest=Min("at"))
    if not found["count"]:
        return []
    since = london_day(found["oldest"])
    return [
        Task(
            title=f"Review why {found['count']} restricted record{' was' if found['count'] == 1 else 's were'} opened",
            about="",
            why=f"Somebody other than the reader looks at each; the oldest is of {plain_day(since)}",
            action="Open the list",
            url=reverse("people:glass_list"),
            due_on=since,
        )
    ]


def _administrator_tasks(user: User) -> list[Task]:
    if not user.can(write("calendars")):
        return []
    return [
        Task(
            title=task.about,
            about="",
            why="Deadlines cannot be worked out until this is done",
            action="Open term dates",
            url=reverse("calendar_list"),
        )
        for task in AdministratorTask.objects.filter(done_at=None).order_by("opened_at")
    ]


def _disposal_tasks(user: User, on: date) -> list[Task]:
    """A row for each kind of record whose time is up, and one for all that waits for a second person."""
    found = []
    for kind in KINDS.values() if user.can(REVIEWS) else ():
        if count := reviewing.to_review(user, kind, on).filter(is_held=False).count():
            found.append(
                Task(
                    title=f"Review the {kind.nouns} whose time is up",
                    about=f"{count} {kind.noun if count == 1 else kind.nouns}",
                    why="The retention schedule does not keep them any longer",
                    action="Open the list",
                    url=reverse(f"cases:{kind.page('disposals')}"),
                )
            )
    if user.can(CONFIRMS):
        waiting = reviewing.to_answer(user)
        if count := waiting.count():
            found.append(
                Task(
                    title="Agree to disposals, or do not",
                    about=f"{count} record{'' if count == 1 else 's'}",
                    why="Two people must agree before a record is destroyed",
                    action="Open the list",
                    url=reverse("cases:disposals_to_agree"),
                    due_on=london_day(waiting[0].at),
                )
            )
    return found


def _mismatch_tasks(user: User) -> list[Task]:
    """For those who see to pupils out of school: how many register mismatches nobody has explained, as one row."""
    if not user.can(read("mismatches")) or (waiting := mismatches.waiting_for(user)) is None:
        return []
    may_explain = user.can(write("mismatches"))
    return [
        Task(
            title=f"{waiting.count} register mismatch{'' if waiting.count == 1 else 'es'} to explain",
            about="Pupils whom schools have marked as taught elsewhere",
            why=f"A school says that a pupil was educated elsewhere, and no provider says so; the oldest is of "
            f"{plain_day(waiting.oldest_on)}",
            action="Open the list",
            url=mismatches.open_list(),
            due_on=waiting.oldest_on,
            waiting_on="" if may_explain else "the school or an exclusion officer",
        )
    ]


def _unseen_tasks(user: User, on: date) -> list[Task]:
    """For those who see to pupils out of school: whom no provider saw and of whom nobody has told, as one row."""
    if not user.can(write("mismatches")) or not user.is_council:
        return []
    found = unseen.missed(user, dates.now())
    if not found:
        return []
    pupils = len({one.child.pk for one in found})
    return [
        Task(
            title=f"{pupils} pupil{'' if pupils == 1 else 's'} not seen at a provider",
            about="Pupils of whom no school says anything",
            why="Absent or not marked where a place was to teach them; the last such session was on "
            f"{plain_day(found[0].last.on)}",
            action="Open the list",
            url=f"{reverse('provision:mismatches')}#unseen",
            due_on=on,
        )
    ]


def _transfer_tasks(user: User, on: date) -> list[Task]:
    """For those who see to records that move: how many files are overdue, as one row."""
    if not user.can(read("transfers")) or (waiting := transfers.waiting_for(user, on)) is None or not waiting.overdue:
        return []
    oldest = waiting.oldest_due or on
    return [
        Task(
            title=f"{waiting.overdue} file{'' if waiting.overdue == 1 else 's'} of pupils who moved, overdue",
            about="Records that schools have not sent",
            why=f"The files of a pupil who moves follow within a time limit; the oldest was due on {plain_day(oldest)}",
            action="Open the list and chase",
            url=reverse("transfers:list"),
            due_on=oldest,
            waiting_on="" if user.can(write("transfers")) else "the school or an exclusion officer",
        )
    ]


def _review_tasks(user: User, on: date) -> list[Task]:
    """For those who see to placed pupils: how many programme reviews are overdue, as one row."""
    if not user.can(write("reviews")):
        return []
    late = [one.due_on for one in reviews.owed(user, on) if one.due_on is not None and one.is_overdue(on)]
    if not late:
        return []
    return [
        Task(
            title=f"{len(late)} programme review{'' if len(late) == 1 else 's'}, overdue",
            about="Pupils who have a place with a provider",
            why=f"Each half-term has a review; the oldest was due on {plain_day(min(late))}",
            action="Open the list",
            url=reverse("provision:reviews"),
            due_on=min(late),
            waiting_on="the provider",
        )
    ]


def children_of_tasks(tasks: Iterable[Task]) -> list[int]:
    """The children whose cases these tasks are about."""
    return sorted({task.child for task in tasks if task.child})


def changed_since(user: User, since: datetime) -> list[Event]:
    """What others did on this officer's cases since they last looked, newest first."""
    return list(
        Event.objects.filter(case__owner=user, case__in=visible_to(user, Case).values("pk"), at__gt=since)
        .exclude(by=user)
        .select_related("case__child", "case__adult", "by", "supersedes")
        .order_by("-at")[:50]
    )


def last_look(user: User) -> datetime | None:
    """When this officer last said that they had seen the changes."""
    return LastLook.objects.filter(user=user).values_list("at", flat=True).first()


def mark_seen(user: User, *, at: datetime) -> None:
    """Remember that this officer has seen what changed until now."""
    LastLook.objects.update_or_create(user=user, defaults={"at": at})


def inbox_of(user: User) -> list[InboxMessage]:
    """The messages that wait in this person's teams' inboxes, oldest first."""
    return list(
        visible_to(user, InboxMessage)
        .filter(state=InboxMessage.State.WAITING)
        .select_related("team", "entered_by")
        .order_by("received_on", "pk")
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
