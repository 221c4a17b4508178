"""The days by which a pack is frozen and agreed, as deadlines: kept true, in somebody’s work, and reminded of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import Permission, decide, write
from oxle.cases.clocks import State
from oxle.cases.offers import Task
from oxle.cases.pathways import Against
from oxle.cases.waiting import Waiting
from oxle.core.dates import london_day
from oxle.core.references import new_reference
from oxle.core.rules import Rule
from oxle.meetings.models import Meeting, Series
from oxle.meetings.models import State as Held
from oxle.meetings.queries import people_who
from oxle.missing_out import messages, rules
from oxle.missing_out.day_models import Clock, PackDay
from oxle.schooldays.wording import plain_day

# By which setting each day is counted, and who does it.
COUNTED = {Clock.FREEZE: (rules.FREEZE_BEFORE, rules.freeze_day), Clock.AGREE: (rules.PACK_BEFORE, rules.pack_day)}
DOES_IT: dict[Clock, Permission] = {Clock.FREEZE: write("missing_out"), Clock.AGREE: decide("missing_out")}


def keep(series: Series) -> None:
    """Work out anew the days of the meetings of a series that are still to be closed, and of those that had some."""
    rows = Meeting.objects.filter(series=series).filter(Q(state=Held.PLANNED) | Q(pack_days__state=State.RUNNING))
    _keep(rows.distinct())


def rule_changed(rule: Rule[Any], from_on: date) -> None:
    """Work the days out anew that a changed setting counts."""
    if any(rule is one for one, _ in COUNTED.values()):
        rows = Meeting.objects.filter(pack_days__isnull=False, state=Held.PLANNED, on__gte=from_on)
        _keep(rows.distinct())


def _keep(meetings: Iterable[Meeting]) -> None:
    found = list(meetings)
    rows = {(row.meeting_id, row.clock): row for row in PackDay.objects.filter(meeting__in=found)}
    new, changed = [], []
    for meeting in found:
        met = _met(meeting)
        for clock in Clock:
            row = rows.get((meeting.pk, clock))
            one = row or PackDay(meeting=meeting, clock=clock, reference=new_reference("MO"))
            if _project(one, meeting, met[clock]):
                (changed if row else new).append(one)
    PackDay.objects.bulk_create(new)
    PackDay.objects.bulk_update(changed, ["due_on", "state", "met_on", "limit", "counted_from_on", "history"])


def _project(row: PackDay, meeting: Meeting, met_on: date | None) -> bool:
    """Write into a row what is true of it now; whether that is something else than before."""
    rule, day = COUNTED[Clock(row.clock)]
    before = (row.due_on, row.state, row.met_on, row.limit)
    due_on, limit = day(meeting.on), f"{rule.in_words(rule.on(meeting.on))} before the meeting"
    if row.due_on is not None and row.due_on != due_on:
        moved = row.counted_from_on != meeting.on
        because = "The meeting was moved." if moved else f"The time is now {limit}."
        row.history = [*row.history, {"due_on": row.due_on.isoformat(), "because": because}]
    row.due_on, row.limit, row.counted_from_on, row.met_on = due_on, limit, meeting.on, met_on
    over = meeting.state != Held.PLANNED
    row.state = State.MET if met_on else State.ENDED if over else State.RUNNING
    return before != (row.due_on, row.state, row.met_on, row.limit)


def _met(meeting: Meeting) -> dict[Clock, date | None]:
    found = meeting.board_packs.aggregate(frozen=Min("frozen_at"), agreed=Min("agreed_at"))
    return {
        Clock.FREEZE: london_day(found["frozen"]) if found["frozen"] else None,
        Clock.AGREE: london_day(found["agreed"]) if found["agreed"] else None,
    }


# --- whose work it is ----------------------------------------------------------------------------------------------


def running(on: date) -> list[PackDay]:
    """The days that count now: of each series those of its next meeting, and what is overdue of one before."""
    rows = PackDay.objects.filter(state=State.RUNNING, meeting__series__ended_on=None)
    found, nexts = [], {}
    for row in rows.select_related("meeting__series").order_by("meeting__on", "due_on"):
        first = nexts.setdefault(row.meeting.series_id, row.meeting_id)
        if row.meeting_id == first or row.due_on < on:
            found.append(row)
    return found


def tasks_of(user: User, on: date) -> list[Task]:
    """What this person has to do for the next meeting of the group. Nobody agrees a pack before it is frozen."""
    mine = [clock for clock in Clock if user.can(DOES_IT[clock])]
    if not mine:
        return []
    rows = running(on)
    to_freeze = {row.meeting_id for row in rows if row.clock == Clock.FREEZE}
    return [
        Task(
            title=Clock(row.clock).label,
            about=str(row.meeting),
            why=f"{row.limit}, {plain_day(row.counted_from_on)}",
            action="Open the packs of the meeting",
            url=_url(row),
            due_on=row.due_on,
            waiting_on="whoever freezes the register" if _waits(row, to_freeze) else "",
        )
        for row in rows
        if row.clock in mine
    ]


def waiting(on: date) -> list[Waiting]:
    """The same, each with those who are reminded of it."""
    rows = running(on)
    to_freeze = {row.meeting_id for row in rows if row.clock == Clock.FREEZE}
    people = {clock: tuple(people_who(on, may)) for clock, may in DOES_IT.items()} if rows else {}
    return [
        Waiting(
            reference=row.reference,
            label=Clock(row.clock).label,
            about=str(row.meeting.series),
            due_on=row.due_on,
            against=Against.COUNCIL,
            url=_url(row),
            told=people[Clock(row.clock)],
            kind=messages.DUE,
        )
        for row in rows
        if not _waits(row, to_freeze)
    ]


def _waits(row: PackDay, to_freeze: Iterable[int]) -> bool:
    return row.clock == Clock.AGREE and row.meeting_id in to_freeze


def _url(row: PackDay) -> str:
    return reverse("missing_out:packs:of_meeting", args=[row.meeting.key])
