"""What a case's page offers first: the step that the earliest date asks for, else the next one of the usual way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from oxle.cases import duties, projection, queries
from oxle.cases.clocks import ONE_DAY, Happening, State
from oxle.cases.models import Case
from oxle.cases.pathways import OWING, Against, Pathway, Stage, Step, Turn
from oxle.core.keeping import keeping


@dataclass(frozen=True)
class Asked:
    """Steps that a date asks for: by when, whether the council owes them, and whether the law set the date."""

    steps: tuple[Step, ...]
    by: date
    is_ours: bool
    is_law: bool

    def order(self, on: date) -> tuple[date, bool, bool, date]:
        """The earliest first. Of what is due by today the council's own comes first, then what the law dates."""
        return max(self.by, on), not self.is_ours, not self.is_law, self.by


def next_steps(case: Case, steps: Sequence[Step], on: date) -> list[Step]:
    """Which of the open steps a case's page offers first on a day: those that the earliest open date asks for, else the
    next of the usual way, and no mere repetition.

    A paused case goes on first. Several where the way parts, each as likely as the others; none where nothing leads on,
    or before the day for which the way waits.
    """
    pathway = queries.pathway_of(case)
    if pathway.resume in steps:
        return [pathway.resume]
    with keeping():  # what a check asks of the case is asked once for all of them
        road = _Road(case, pathway, steps, on)
        come = road.turns_come()
        if asked := [*come, *_asked_by_dates(road, come)]:
            return list(min(asked, key=lambda one: one.order(on)).steps)
        return road.usual()


class _Road:
    """A pathway's usual way as one case stands on it on a day."""

    def __init__(self, case: Case, pathway: Pathway, steps: Sequence[Step], on: date) -> None:
        self.case, self.pathway, self.steps, self.on = case, pathway, steps, on
        self.stage: Stage = pathway.stage(case.stage)
        turns = [one for one in pathway.road if isinstance(one, Turn) and self.leading_on(one.steps)]
        told = any(turn.told_by for turn in turns)
        happened = projection.effective(list(case.events.order_by("order"))) if told else []
        # Each turn that may be taken from here, with the day for which it waits; None where nothing names one.
        self.turns = [(turn, _day_of(case, pathway, turn, happened)) for turn in turns]

    @cached_property
    def done(self) -> set[str]:
        """The keys of the steps that were taken on the case."""
        return set(self.case.events.filter(superseded_by=None).values_list("step", flat=True))

    @cached_property
    def dated(self) -> list[Step]:
        """The steps for which a clock of the council's or a school's runs."""
        owed = [clock for clock in self.pathway.clocks if clock.against in OWING]
        return [step for clock in owed for step in (*clock.stops, *clock.stops_each)]

    def leading_on(self, some: Iterable[Step]) -> list[Step]:
        """Those of some steps that are open and do not leave a case where it is though they are to move it."""
        still = (None, self.stage)
        there = [step for step in some if step in self.steps]
        return [step for step in there if step.to is None or step.leads_from(self.stage) not in still]

    def turns_come(self) -> list[Asked]:
        """The turns whose day has come: what has been found out by then decides which way."""
        return [
            Asked(tuple(self.leading_on(turn.steps)), day, is_ours=True, is_law=False)
            for turn, day in self.turns
            if day is not None and day <= self.on
        ]

    def towards(self, wanted: Sequence[Step], by: date) -> list[Step]:
        """What is to be done now for steps that a date asks for: themselves; or what tells the day for which they wait,
        what the usual way has before them, or what they need first. Nothing before that day, and where they are another
        person's to take.

        Where they wait for the last day of another clock they are due all the same once their own date has come.
        """
        there = self.leading_on(wanted)
        waits = [(turn, day) for turn, day in self.turns if any(step in turn.steps for step in there)]
        if any(day is not None and (turn.told_by or by > self.on) for turn, day in waits):
            return []  # that day is to come, or `turns_come` has them
        first = [turn.told_by for turn, _ in waits if turn.told_by in self.steps] or (there and self._led_up_to(wanted))
        if first and first[0]:
            return [first[0]]
        found = [one for step in there for one in self._or_what_it_waits_for(step)]
        return [step for place, step in enumerate(found) if step not in found[:place]]

    def _led_up_to(self, wanted: Sequence[Step]) -> list[Step]:
        """What the usual way has right before some steps, was not done, and has no date of its own; the first first."""
        road = [one for one in self.pathway.road if not isinstance(one, Turn)]
        place = min((road.index(step) for step in wanted if step in road), default=0)
        found: list[Step] = []
        for step in reversed(road[:place]):
            if step.to is not None or step in self.dated:
                break
            if step in self.steps and step.key not in self.done and self._is_possible(step):
                found.insert(0, step)
        return found

    def _or_what_it_waits_for(self, step: Step) -> list[Step]:
        """A step, or the one by which comes to hold what it still waits for. None where that is not anybody's to take,
        unless the step is to move the case: its own page then says what is lacking."""
        unmet = duties.unmet(self.case, step, None, self.on)
        if unmet is None:
            return [step]
        for check in step.needs:
            if check.met_by in self.steps and duties.finding(self.case, check, None, self.on):
                return [check.met_by]
        return [step] if step.to else []

    def usual(self) -> list[Step]:
        """The next step of the usual way; none where no step of it leads on, or before the day for which it waits, be
        it the last of a time in which another body can act.
        """
        awaited = [turn for turn, day in self.turns if day is not None]
        usual: list[Step] = []
        waits = False
        for one in self.pathway.road:
            if isinstance(one, Turn):
                waits = any(one is turn for turn in awaited)
            else:
                waits = any(self._is_held(step) for step in self.leading_on([one]) if step.to is None)
            if waits:
                break
            if not isinstance(one, Turn):
                usual += [step for step in self.leading_on([one]) if step.to or self._is_possible(step)]
        if not usual or usual[0].to is not None or (len(usual) == 1 and not waits):
            return [found for step in usual[:1] for found in self._or_what_it_waits_for(step)]
        new = [step for step in usual if step.to or step.key not in self.done]
        return new[:1] or ([] if waits else usual[-1:])

    def _is_held(self, step: Step) -> bool:
        """Whether another's time must run out before a step, and has not."""
        clocks = [clock.key for clock in self.pathway.clocks if step in clock.opens]
        rows = self.case.deadlines.filter(clock__in=clocks, state__in=[State.RUNNING, State.PAUSED])
        return bool(clocks) and rows.exclude(due_on__lt=self.on).exists()

    def _is_possible(self, step: Step) -> bool:
        """Whether a step that leads nowhere is possible for anybody: its checks are asked about the case as a whole."""
        return duties.unmet(self.case, step, None, self.on) is None


def _asked_by_dates(road: _Road, come: Sequence[Asked]) -> list[Asked]:
    """What the dates that run on a case ask for, of whoever is on its page; not what is met where the way turns, if
    that day has come: then it is too late to ask for less."""
    overtaken = {step.key for one in come for step in one.steps}
    clocks = {clock.key: clock for clock in road.pathway.clocks}
    found = []
    for row in road.case.deadlines.filter(state=State.RUNNING).order_by("pk"):
        clock, due_on = clocks.get(row.clock), row.due_on or date.max
        if clock is None:
            continue  # a date that the pathway knows no more asks for nothing
        if Against(row.against) in OWING:
            wanted = clock.asks or (*clock.stops_each, *clock.stops)[:1]
        elif clock.afterwards and due_on < road.on:
            # Another's time has run out, which opens what had to wait for it.
            wanted, due_on = clock.opens, due_on + ONE_DAY
        else:
            continue
        if overtaken.intersection(step.key for step in clock.stops):
            continue
        if steps := road.towards(wanted, due_on):
            is_ours = Against(row.against) is not Against.SCHOOL
            found.append(Asked(tuple(steps), due_on, is_ours, row.is_law))
    return found


def _day_of(case: Case, pathway: Pathway, turn: Turn, happened: Sequence[Happening]) -> date | None:
    """The day for which the usual way waits at a turn; None where nothing on the case names one."""
    if turn.told_by is None:
        rows = case.deadlines.filter(clock=turn.waits_for.key, state=State.RUNNING)
        return rows.order_by("due_on").values_list("due_on", flat=True).last()
    done = {step.key for step in pathway.steps if step in turn.steps or step.part_of in turn.steps}
    day = None
    for told in happened:
        # What has been done since is not waited for any more; what was told to another still is.
        since = (one for one in happened if one.step in done and one.order > told.order)
        if told.step == turn.told_by.key and not any(one.party in (None, told.party) for one in since):
            day = told.facts.get(turn.waits_for.key)
    return date.fromisoformat(day) if day else None
