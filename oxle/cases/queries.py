"""The reads on cases: timeline, deadlines, worklists, the family's other cases, workload."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Count, Min, Model, Q, QuerySet

from oxle.accounts.models import User
from oxle.accounts.queries import with_roles
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.actions import may_take
from oxle.cases.clocks import State
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.pathways import OWING, Fact, Pathway, Stage, Step
from oxle.cases.timer_models import Sweep
from oxle.core.dates import from_iso
from oxle.core.keeping import keeping
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendar_for as stored_calendar

T = TypeVar("T", bound=Model)


def pathway_of(case: Case) -> Pathway:
    """The pathway a case is on, in the version it opened under."""
    return duties.pathway(case.pathway, case.pathway_version)


def stage_of(case: Case) -> Stage:
    """Where the case stands."""
    return pathway_of(case).stage(case.stage)


def days_of(case: Case, events: Sequence[Event] | None = None) -> dict[int, date]:
    """The day of every step of a case, by its event, as last corrected. One query, or none where its `events` are read.

    A record such as a meeting's stays with the event that made it; a correction is a new event.
    """
    found = {event.pk: event for event in (case.events.all() if events is None else events)}
    newer = {event.supersedes_id: event for event in found.values() if event.supersedes_id}
    days = {}
    for pk, event in found.items():
        last = event
        while last.pk in newer:
            last = newer[last.pk]
        days[pk] = last.on
    return days


def correctable(pathway: Pathway, step: Step, event: Event) -> dict[Fact, date | None]:
    """The days that an entry holds besides its own and that can be put right on its page, as they stand.

    What a record of its own holds, such as a charge's period, is changed where that record is.
    """
    duty, key = duties.duty(pathway.duty), duties.step_key(pathway, step)
    if _is_kept_elsewhere(duty, key, step) and key not in duty.step_corrections:
        return {}
    entered = [fact for fact in step.records if fact not in step.implied]
    return {fact: from_iso(event.facts.get(fact.key)) for fact in entered}


def answers_of(pathway: Pathway, step: Step, event: Event) -> dict[str, Any] | None:
    """What the fields of a step's own form hold of an entry; None where only its days are put right, on a plain one."""
    duty, key = duties.duty(pathway.duty), duties.step_key(pathway, step)
    if read := duty.step_answers.get(key):
        answers = read(root_of(event), event)
        return None if answers is None else dict(answers)
    if key not in duty.step_forms or _is_kept_elsewhere(duty, key, step):
        return None
    return facts_as_answers(step, event)


def facts_as_answers(step: Step, event: Event) -> dict[str, Any]:
    """The facts of an entry as a form's fields hold them: days as days."""
    days = {fact.key: from_iso(event.facts.get(fact.key)) for fact in step.records}
    return {**event.facts, **days}


def _is_kept_elsewhere(duty: duties.Duty, key: str, step: Step) -> bool:
    return step.own_page or step.part_of is not None or key in duty.step_actions


def numbered(rows: QuerySet[T]) -> list[T]:
    """Records of one kind on a case in the order they came, each with its `number` there: what addresses call it.

    A primary key would tell how many there are in all.
    """
    found = list(rows.order_by("pk"))
    for number, row in enumerate(found, 1):
        row.number = number  # type: ignore[attr-defined]
    return found


def live_deadlines(case: Case) -> list[Deadline]:
    """The deadlines that still run, those that cannot be worked out last."""
    running = case.deadlines.filter(state__in=[State.RUNNING, State.PAUSED]).select_related("event", "party__adult")
    return sorted(running, key=lambda row: (row.due_on is None, row.due_on or date.max, row.pk))


def open_steps(case: Case, user: User, on: date) -> list[Step]:
    """The steps this person's roles could take from where the case stands, in the pathway's order, without those that
    would be out of place on a day and those that only the service takes."""
    pathway = pathway_of(case)
    steps = pathway.steps_at(pathway.stage(case.stage), paused=case.paused_since_on is not None)
    with keeping():  # what a check asks of the case is asked once for all of them
        return [
            step
            for step in steps
            if may_take(user, step) and _has_page(case, user, step) and is_in_place(case, step, on)
        ]


def _has_page(case: Case, user: User, step: Step) -> bool:
    """Whether this person takes it on a page; what needs one of its own and has none the service takes."""
    pathway = pathway_of(case)
    page = duties.duty(pathway.duty).step_pages.get(duties.step_key(pathway, step))
    return not step.own_page if page is None else page.opens is None or page.opens(case, user)


def is_in_place(case: Case, step: Step, on: date) -> bool:
    """Whether a step is to be offered at all as the case stands, though it may still wait for something it needs."""
    return all(duties.finding(case, check, None, on) is None for check in step.offered_while)


def cases_for(user: User) -> QuerySet[Case]:
    """Every case this person may see, with what a list shows, ready to filter and sort. One query."""
    return (
        visible_to(user, Case)
        .select_related("child", "adult", "organisation", "school__organisation", "owner")
        .annotate(
            next_due_on=Min("deadlines__due_on", filter=Q(deadlines__state=State.RUNNING, deadlines__against__in=OWING))
        )
    )


def five_school_days_on(on: date, calendar: SchoolCalendar | None = None) -> date:
    """The fifth school day from a day on, by the council's calendar; a week on where its terms are not loaded."""
    try:
        return (calendar or stored_calendar(None)).school_day_after(on, 5)
    except NotLoaded:
        return on + timedelta(days=7)


@dataclass(frozen=True)
class Load:
    """An officer's workload: open cases, those of them with something overdue, and cases a working day."""

    user: User
    cases: int
    overdue: int
    cases_a_day: float


def workload(teams: Collection[int], on: date) -> list[Load]:
    """The workload of everyone who owns open cases of these teams or belongs to one, team by team; three queries."""
    running = Q(deadlines__state=State.RUNNING, deadlines__against__in=OWING)
    counted = (
        Case.objects.filter(team__in=teams, owner__isnull=False, closed_on=None)
        .order_by()
        .values_list("team", "owner")
        .annotate(
            Count("pk", distinct=True),
            late=Count("pk", distinct=True, filter=running & Q(deadlines__due_on__lt=on)),
        )
    )
    owned = {(team, owner): (cases, late) for team, owner, cases, late in counted}
    theirs = Q(memberships__organisation__in=teams) | Q(pk__in={owner for _, owner in owned})
    people = with_roles(User.objects.filter(theirs, is_active=True).distinct().order_by("name"))
    loads = []
    for team in teams:
        for person in people:
            if (team, person.pk) in owned or any(held.organisation_id == team for held in person.memberships.all()):
                cases, late = owned.get((team, person.pk), (0, 0))
                loads.append(Load(person, cases, late, float(cases / (person.days_a_week or 1))))
    return loads


def last_sweep_ended_at() -> datetime | None:
    """When the timers last did their round; None when they never have."""
    return Sweep.objects.exclude(ended_at=None).order_by("-ended_at").values_list("ended_at", flat=True).first()
