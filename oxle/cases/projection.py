"""Writes what follows from a case's events: its deadlines. The events are the facts; these rows can be thrown away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from oxle.cases import clocks, duties, reminders
from oxle.cases.models import Case, CaseLetter, Deadline, Event
from oxle.cases.pathways import TAKEN_BACK, Basis
from oxle.cases.timer_models import AdministratorTask
from oxle.core.keeping import kept
from oxle.core.rules import RuleBook
from oxle.correspondence.models import Letter
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendar_for as stored_calendar

Served = Mapping[int, Mapping[str, date | None]]
Undelivered = Mapping[int, frozenset[str]]
# What a deadline answers: the columns that are worked out, and written again when they change.
ANSWER = (
    "label", "against", "is_law", "counted_from_on", "due_on", "why_not", "state", "met_on", "explanation",
)  # fmt: skip


def happenings(case: Case, events: Sequence[Event] | None = None) -> list[clocks.Happening]:
    """What has happened on a case, corrections applied, in the order in which it was first recorded.

    `events` are all of the case's, in order, where the caller has read them.
    """
    found = list(case.events.order_by("order")) if events is None else events
    pathway = duties.pathway(case.pathway, case.pathway_version)
    begin = {step.key for clock in pathway.clocks if clock.served for step in clock.from_}
    if not any(event.step in begin for event in found):
        return effective(found)
    return effective(found, *served([case]))


def served(cases: Collection[Case]) -> tuple[Served, Undelivered]:
    """By the event that drafted them, of some cases: each kind of letter's last day of service, None while one is not
    sent; and the kinds of which all came back undelivered, which have none."""
    rows = CaseLetter.objects.filter(case__in=cases).exclude(letter__state=Letter.State.WITHDRAWN)
    found: dict[int, dict[str, date | None]] = {}
    came_back: dict[int, set[str]] = {}
    for event, kind, state, on in rows.values_list(
        "event_id", "letter__kind", "letter__state", "letter__deemed_served_on"
    ):
        if state == Letter.State.RETURNED:
            came_back.setdefault(event, set()).add(kind)
            continue
        days = found.setdefault(event, {})
        known = days.get(kind, date.min)
        days[kind] = max(known, on) if known and on else None
    return found, {event: frozenset(kinds - found.get(event, {}).keys()) for event, kinds in came_back.items()}


def effective(
    events: Sequence[Event], served: Served | None = None, undelivered: Undelivered | None = None
) -> list[clocks.Happening]:
    """Events with each corrected one replaced, at its old place, by the last correction; none that was taken back."""
    by_id = {event.pk: event for event in events}
    replaced = {event.supersedes_id for event in events if event.supersedes_id}
    found = []
    for event in events:
        if event.pk in replaced or event.step == TAKEN_BACK:
            continue
        root = event
        while root.supersedes_id:
            root = by_id[root.supersedes_id]
        found.append(
            clocks.Happening(
                id=root.pk,
                order=root.order,
                step=event.step,
                on=event.on,
                party=event.party_id,
                facts=event.facts,
                served=(served or {}).get(root.pk, {}),
                undelivered=(undelivered or {}).get(root.pk, frozenset()),
            )
        )
    return sorted(found, key=lambda one: one.order)


def place(case: Case, standing: clocks.Standing) -> list[str]:
    """Give a case's row where it stands; the names of the fields that hold it. Nothing is saved."""
    values = {
        "stage": standing.stage.key,
        "opened_on": standing.opened_on,
        "stage_since_on": standing.stage_since_on,
        "paused_since_on": standing.paused_since_on,
        "closed_on": standing.closed_on,
        "retain_from_on": standing.closed_on,
    }
    for name, value in values.items():
        setattr(case, name, value)
    return list(values)


def calendar_for(case: Case) -> SchoolCalendar:
    """The calendar whose school days count: the relevant school's, else the council's."""
    return stored_calendar(case.calendar_id)


def work_out(
    case: Case, rules: RuleBook | None = None, done: Sequence[clocks.Happening] | None = None
) -> list[clocks.Deadline]:
    """Every deadline of a case as its facts stand; `done` are its happenings, where the caller has read them."""
    pathway = duties.pathway(case.pathway, case.pathway_version)
    happened = happenings(case) if done is None else done
    return clocks.deadlines(pathway, happened, calendar_for(case), (rules or kept(RuleBook, RuleBook)).value)


def new_row(case: Case, one: clocks.Deadline) -> Deadline:
    """A deadline that was worked out, as the row of a case that does not have it yet. Nothing is saved."""
    pathway, counted = duties.pathway(case.pathway, case.pathway_version), one.counted
    return Deadline(
        case=case,
        clock=one.clock.key,
        event_id=one.event,
        party_id=one.party,
        label=one.clock.label,
        against=one.clock.against.value,
        is_law=one.clock.basis is Basis.LAW,
        counted_from_on=one.counted_from,
        due_on=one.due_on,
        why_not="" if one.due_on else f"cannot be worked out: {one.why_not}",
        state=one.state.value,
        met_on=one.met_on,
        explanation={
            "from": pathway.step(one.step).label,
            "limit": str(one.limit),
            "law": one.clock.law,
            "lines": list(counted.explanation),
            "skipped": [[skipped.day.isoformat(), skipped.why] for skipped in counted.skipped],
            "last_school_day": counted.last_school_day.isoformat() if counted.last_school_day else None,
            "last_working_day": counted.last_working_day.isoformat() if counted.last_working_day else None,
        },
    )


def rewrite(
    case: Case,
    *,
    at: datetime,
    because: str,
    rules: RuleBook | None = None,
    done: Sequence[clocks.Happening] | None = None,
) -> bool:
    """Bring the case's deadline rows in line with its facts; an answer that changes keeps its old one. True if any did.

    The caller holds the case's row lock, so two rewrites never interleave.
    """
    worked = work_out(case, rules, done)
    there = {(row.clock, row.event_id): row for row in case.deadlines.order_by("pk")}
    ran = [reminders.matter(row) for row in there.values() if row.state == clocks.State.RUNNING]
    changed: list[Deadline] = []
    for one in worked:
        row, before = new_row(case, one), there.pop((one.clock.key, one.event), None)
        if before is None:
            changed.append(row)
        elif any(getattr(before, name) != getattr(row, name) for name in ANSWER):
            row.history = before.history
            if row.due_on != before.due_on:
                row.history = [*before.history, _old_answer(before, at, because)]
            changed.append(row)
    for before in there.values():
        # A correction took the start of this run away; the row stays, with its history, as one that no longer runs.
        if before.state != clocks.State.ENDED:
            before.history = [*before.history, _old_answer(before, at, because)]
            before.state, before.pk = clocks.State.ENDED, None
            changed.append(before)
    # All in one statement: what was there already is known by its clock and event, and keeps whom it was told to.
    Deadline.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["case", "clock", "event"], update_fields=[*ANSWER, "history"]
    )
    _take_back_reminders(case, ran, worked)
    _ask_for_terms(worked, at)
    return bool(changed)


def _take_back_reminders(case: Case, ran: Sequence[str], worked: Sequence[clocks.Deadline]) -> None:
    """Take what is no longer true out of the digests that have not left yet."""
    running = {
        reminders.matter_of(case.pk, one.clock.key, one.due_on) for one in worked if one.state == clocks.State.RUNNING
    }
    reminders.take_back(sorted(set(ran) - running))


def _old_answer(row: Deadline, at: datetime, because: str) -> dict[str, Any]:
    return {
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "until": at.isoformat(),
        "because": because,
    }


def _ask_for_terms(worked: Sequence[clocks.Deadline], at: datetime) -> None:
    lacking = {one.why_not for one in worked if one.counted.needs_terms and one.state == clocks.State.RUNNING}
    for why in sorted(lacking):
        AdministratorTask.objects.get_or_create(
            key=f"terms: {why}"[:100],
            done_at=None,
            defaults={"about": f"Load term dates: {why}"[:300], "opened_at": at},
        )


def settle_tasks(at: datetime) -> None:
    """Close the administrator's tasks for terms that no running deadline lacks any more."""
    lacking = set(
        Deadline.objects.filter(state=clocks.State.RUNNING, due_on=None).values_list("why_not", flat=True).distinct()
    )
    for task in AdministratorTask.objects.filter(done_at=None):
        if not any(why.endswith(task.about.removeprefix("Load term dates: ")) for why in lacking):
            task.done_at = at
            task.save(update_fields=["done_at"])
