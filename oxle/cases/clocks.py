"""Deadlines, worked out from what has happened. Pure: the same facts, rules and calendar give the same dates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from oxle.cases.pathways import Clock, Fact, Pathway, Stage, Step
from oxle.core.rules import Rule
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.counting import Counted, due
from oxle.schooldays.limits import Limit, Phrase
from oxle.schooldays.wording import plain_day

ONE_DAY = timedelta(days=1)
# A county's clocks count by a handful of limits and calendars from the days of a few years; each takes about 1 kB.
COUNTS_KEPT = 16_384
Resolve = Callable[[Rule[Any], date], Any]


class State(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    REPLACED = "replaced"
    ENDED = "ended"


@dataclass(frozen=True)
class Happening:
    """One thing that happened on a case, as the engine sees it. `order` is the order of recording."""

    id: int
    order: int
    step: str
    on: date
    party: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    # The letters it drafted, by kind: the last day on which one counts as served; None while one is not sent.
    served: Mapping[str, date | None] = field(default_factory=dict)
    # The kinds of which every letter came back undelivered, so that none counts as served.
    undelivered: frozenset[str] = frozenset()


def known_by(one: Happening, on: date) -> Happening:
    """What happened, as it was known at the end of a day: a letter that was served later was not served."""
    served = {kind: day if day and day <= on else None for kind, day in one.served.items()}
    return replace(one, served=served)


@dataclass(frozen=True)
class Standing:
    """Where a case stands by what has happened on it."""

    stage: Stage
    opened_on: date
    stage_since_on: date
    paused_since_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class Deadline:
    """One run of one clock. `due_on` is None while it cannot be worked out, and `why_not` then says why."""

    clock: Clock
    event: int
    step: str
    party: int | None
    counted_from: date
    limit: Limit
    counted: Counted
    state: State
    met_on: date | None = None

    @property
    def due_on(self) -> date | None:
        """The last day."""
        return self.counted.on

    @property
    def why_not(self) -> str:
        """Why there is no date; empty when there is one."""
        return self.counted.why_not or ""


def deadlines(
    pathway: Pathway,
    happenings: Sequence[Happening],
    calendar: SchoolCalendar,
    resolve: Resolve,
) -> list[Deadline]:
    """Every run of every clock of a pathway, in the order in which they began.

    A clock runs once for each event that starts it. It is stopped by the first later event among its stops that
    concerns the same party, or all parties; a newer start for the same party replaces an older run. Runs that are kept
    apart by what they are about are not replaced, and stopped only by what is about the same.
    """
    pauses = _pauses(pathway, happenings)
    closed_on = _closed_on(pathway, happenings)
    found = []
    for clock in pathway.clocks:
        starts = [one for one in happenings if any(one.step == step.key for step in clock.from_)]
        for start in starts:
            begun = _begun(clock, start, happenings)
            if begun is None:
                continue
            limit = resolve(clock.limit, begun) if isinstance(clock.limit, Rule) else clock.limit
            if clock.served and start.served.get(clock.served.key) is None:
                came_back = clock.served.key in start.undelivered
                what = "came back undelivered" if came_back else "has not been sent"
                counted = Counted(limit, begun, None, why_not=f"“{clock.served.title}” {what}")
            else:
                counted = _counted(limit, begun, calendar, pauses if clock.pauses else ())
                if not clock.opens:
                    counted = _not_before(counted, start.on)
            stop = _stop(clock, start, happenings)
            newer = None if clock.apart else _first(starts, clock.from_, start, same_party=True)
            state, met_on = State.RUNNING, None
            if stop is not None:
                state, met_on = State.MET, _done_on(clock, stop)
            elif newer is not None:
                state = State.REPLACED
            elif closed_on is not None and not clock.survives_closing:
                state = State.ENDED
            elif clock.pauses and pauses and pauses[-1][1] is None:
                state = State.PAUSED
            found.append(Deadline(clock, start.id, start.step, start.party, begun, limit, counted, state, met_on))
    return sorted(_in_stead(found), key=lambda one: (one.counted_from, one.event))


def _in_stead(found: Sequence[Deadline]) -> Iterator[Deadline]:
    """The deadlines, those replaced that run only in the stead of one that runs."""
    live = {State.RUNNING, State.PAUSED}
    for one in found:
        stead = (other for other in found if other.clock in one.clock.unless and other.state in live)
        if one.state in live and any(other.party is None or one.party in (None, other.party) for other in stead):
            yield replace(one, state=State.REPLACED)
        else:
            yield one


def not_before(
    pathway: Pathway, step: Step, party: int | None, worked: Sequence[Deadline]
) -> tuple[date | None, Clock] | None:
    """The clock that keeps a step closed, with the last day it does (None: not yet known); None when none does."""
    waiting = [
        one
        for one in worked
        if step in one.clock.opens
        and one.state in {State.RUNNING, State.PAUSED}
        and (one.party is None or party is None or one.party == party)
    ]
    if not waiting:
        return None
    last = max(waiting, key=lambda one: one.due_on or date.max)
    return last.due_on, last.clock


def neighbours(
    pathway: Pathway, happenings: Sequence[Happening], step: Step, order: int
) -> tuple[Happening | None, Happening | None]:
    """Between which two happenings a step taken at a place in the order must lie: the last before, the first after.

    Steps that moved a case are in order among themselves, and so are pauses and resumptions; whatever else is recorded
    may lie anywhere after the opening, before which there is nothing.
    """
    moved = {one.order for one, _ in _moves(pathway, happenings)}

    def family(one: Step, place: int) -> str:
        pauses = one in (pathway.pause, pathway.resume) or one.only_paused
        return "pause" if pauses else "move" if place in moved else ""

    def is_akin(one: Happening) -> bool:
        return bool(mine) and family(pathway.step(one.step), one.order) == mine

    first = happenings[0] if happenings else None
    mine = family(step, order)
    before = [one for one in happenings if one.order < order and (one is first or is_akin(one))]
    after = [one for one in happenings if one.order > order and (first is None or first.order == order or is_akin(one))]
    return max(before, key=lambda one: one.on, default=None), min(after, key=lambda one: one.on, default=None)


def standing(pathway: Pathway, happenings: Sequence[Happening]) -> Standing:
    """Where a case stands by what has happened on it, of which the first opened it."""
    moved, stage = list(_moves(pathway, happenings))[-1]
    since = moved.on
    return Standing(
        stage=stage,
        opened_on=happenings[0].on,
        stage_since_on=since,
        paused_since_on=_paused_since(pathway, happenings),
        closed_on=since if stage.closed else None,
    )


def _moves(pathway: Pathway, happenings: Sequence[Happening]) -> Iterator[tuple[Happening, Stage]]:
    """What moved a case, in order, each with the stage to which it led."""
    stage: Stage | None = None
    for one in happenings:
        step = pathway.step(one.step)
        to = step.leads_from(stage) if stage else step.to
        if to is not None:
            stage = to
            yield one, to


@lru_cache(maxsize=COUNTS_KEPT)
def _counted(
    limit: Limit, begun: date, calendar: SchoolCalendar, pauses: tuple[tuple[date, date | None], ...]
) -> Counted:
    return due(limit, begun, calendar, paused=pauses)


def _not_before(counted: Counted, on: date) -> Counted:
    """A day counted back to before anybody knew of it is the day on which somebody did: none is born overdue."""
    if counted.on is None or counted.limit.phrase is not Phrase.BEFORE or counted.on >= on:
        return counted
    why = f"That was before {plain_day(on)}, when this became known: so it is due on that day."
    # The last school day before the day that was counted is over by then, too: nobody acts on it.
    return replace(counted, on=on, last_school_day=None, last_working_day=None, explanation=(*counted.explanation, why))


def _begun(clock: Clock, start: Happening, happenings: Sequence[Happening]) -> date | None:
    if clock.waived and start.facts.get(clock.waived.key):
        return None
    if clock.since:
        keys = {step.key for step in clock.since}
        before = [one for one in happenings if one.step in keys and one.order <= start.order]
        return before[-1].on if before else None
    if clock.served:
        is_it = clock.anchor is None or start.facts.get(clock.anchor.key)
        return (start.served.get(clock.served.key) or start.on) if is_it else None
    if clock.anchor is None:
        return start.on
    value = start.facts.get(clock.anchor.key)
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _done_on(clock: Clock, stop: Happening) -> date:
    """The day on which what stops a clock was done: as the step recorded it, else the day of the step."""
    recorded = stop.facts.get(clock.met_by.key) if clock.met_by else None
    return date.fromisoformat(recorded) if recorded else stop.on


def _stop(clock: Clock, start: Happening, happenings: Sequence[Happening]) -> Happening | None:
    akin = [one for one in happenings if is_about(one.facts, start.facts, clock.apart)] if clock.apart else happenings
    found = (_first(akin, clock.stops, start), _last_of_each(clock, start, happenings))
    return min((one for one in found if one is not None), key=lambda one: one.order, default=None)


def is_about(said: Mapping[str, Any], owed: Mapping[str, Any], apart: Fact) -> bool:
    """Whether what one step says it is about takes in what another is about; one that says nothing is about all."""
    about, mine = said.get(apart.key), owed.get(apart.key)
    return not about or (mine in about if isinstance(about, list) else mine == about)


def _last_of_each(clock: Clock, start: Happening, happenings: Sequence[Happening]) -> Happening | None:
    """The step by which everybody had been seen to whom a run concerns; None while somebody was not."""
    named = start.facts.get(clock.concerns.key) if clock.concerns else None
    concerned = [start.party] if start.party is not None else _with_joined(clock, start, named or [], happenings)
    seen_to = [
        next((one for one in happenings if one.party == party and _sees_to(clock, one, start)), None)
        for party in concerned
    ]
    found = [one for one in seen_to if one is not None]
    return max(found, key=lambda one: one.order) if found and len(found) == len(seen_to) else None


def _with_joined(
    clock: Clock, start: Happening, named: Sequence[int], happenings: Sequence[Happening]
) -> list[int | None]:
    """Those whom a run names and whoever joined them since, each once; nobody where it names none."""
    keys = {step.key for step in clock.joined_by}
    joined = [one.party for one in happenings if named and one.order > start.order and one.step in keys]
    return list(dict.fromkeys([*named, *joined]))


def _sees_to(clock: Clock, one: Happening, start: Happening) -> bool:
    step = next((step for step in clock.stops_each if step.key == one.step), None)
    if step is None or one.order <= start.order:
        return False
    anchor = clock.anchor if clock.anchor in step.records else None
    return anchor is None or one.facts.get(anchor.key) == start.facts.get(anchor.key)


def _first(
    happenings: Sequence[Happening], steps: Sequence[Step], after: Happening, *, same_party: bool = False
) -> Happening | None:
    keys = {step.key for step in steps}
    for one in happenings:
        if one.order <= after.order or one.step not in keys:
            continue
        if one.party == after.party or (not same_party and (one.party is None or after.party is None)):
            return one
    return None


def _pauses(pathway: Pathway, happenings: Sequence[Happening]) -> tuple[tuple[date, date | None], ...]:
    spans: list[tuple[date, date | None]] = []
    for one in happenings:
        if pathway.pause and one.step == pathway.pause.key and (not spans or spans[-1][1] is not None):
            spans.append((one.on, None))
        elif pathway.resume and one.step == pathway.resume.key and spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], one.on)
    return tuple(spans)


def _paused_since(pathway: Pathway, happenings: Sequence[Happening]) -> date | None:
    pauses = _pauses(pathway, happenings)
    return pauses[-1][0] if pauses and pauses[-1][1] is None else None


def _closed_on(pathway: Pathway, happenings: Sequence[Happening]) -> date | None:
    moved = list(_moves(pathway, happenings))
    return moved[-1][0].on if moved and moved[-1][1].closed else None
