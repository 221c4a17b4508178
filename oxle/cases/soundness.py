"""Whether a pathway makes sense, in plain words. `manage.py check` refuses to start with one that does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from oxle.cases.pathways import OWING, Clock, Pathway, Stage, Step, Turn


def faults(pathway: Pathway) -> list[str]:
    """Everything wrong with a pathway, one sentence each; empty for a sound one."""
    found = [*_repeated(pathway), *_foreign(pathway), *_unused(pathway), *_clock_faults(pathway)]
    if not found:
        found += [*_stranded(pathway), *_forgotten(pathway), *_endless(pathway)]
    return found


def _repeated(pathway: Pathway) -> list[str]:
    groups = {
        "stage": [stage.key for stage in pathway.stages],
        "step": [step.key for step in pathway.steps],
        "clock": [clock.key for clock in pathway.clocks],
    }
    return [
        f"Two {kind}s are called “{key}”."
        for kind, keys in groups.items()
        for key in sorted(set(keys))
        if keys.count(key) > 1
    ]


def _foreign(pathway: Pathway) -> list[str]:
    found = []
    for step in pathway.steps:
        found += [
            f"The step “{step.label}” speaks of the stage “{stage.label}”, which this pathway does not have."
            for stage in (*step.at, *([step.to] if step.to else []))
            if stage not in pathway.stages
        ]
        if step.stays_at and (step.to is None or not set(step.stays_at) < set(step.at)):
            found.append(f"The step “{step.label}” must lead from one of its stages, and stay at others of them.")
        found += [
            f"The step “{step.label}” overtakes, renews, tells again or restores “{kind.title}”, a letter that no "
            "other step sends."
            for kind in (*step.overtakes, *step.renews, *step.tells_again, *step.restores)
            if not any(kind in one.sends for one in pathway.steps if one is not step)
        ]
        if step.revocable and (step in pathway.opening or step.part_of or (step.to and step.to.closed)):
            found.append(
                f"The step “{step.label}” opens or closes a case, or is part of one: it is no entry by itself."
            )
        if step.part_of and step.part_of not in pathway.steps:
            found.append(f"The step “{step.label}” is part of one which this pathway does not have.")
    for clock in pathway.clocks:
        found += [
            f"The clock “{clock.label}” speaks of the step “{step.label}”, which this pathway does not have."
            for step in _steps_of(clock)
            if step not in pathway.steps
        ]
        found += [
            f"The clock “{clock.label}” runs in the stead of “{one.label}”, which this pathway does not have."
            for one in (*clock.unless, *filter(None, [clock.instead_of]))
            if one not in pathway.clocks
        ]
    turns = [one for one in pathway.road if isinstance(one, Turn)]
    found += [
        f"The usual way speaks of the step “{step.label}”, which this pathway does not have."
        for one in pathway.road
        for step in (one.steps if isinstance(one, Turn) else (one,))
        if step not in pathway.steps
    ]
    found += [
        f"The usual way waits for “{turn.waits_for.label}”, which nothing on this pathway tells."
        for turn in turns
        if turn.waits_for not in (turn.told_by.records if turn.told_by else pathway.clocks)
    ]
    for role, special in (("pauses", pathway.pause), ("resumes", pathway.resume)):
        if special is not None and special not in pathway.steps:
            found.append(f"The step that {role} cases, “{special.label}”, is not one of the pathway's steps.")
    if (pathway.pause is None) != (pathway.resume is None):
        found.append("A pathway that can be paused must be able to resume, and the other way round.")
    found += [
        f"The opening step “{step.label}” must be one of the pathway's steps and lead to a stage."
        for step in pathway.opening
        if step not in pathway.steps or step.to is None
    ]
    return found


def _steps_of(clock: Clock) -> tuple[Step, ...]:
    """Every step of which a clock speaks."""
    bounds = (*clock.from_, *clock.since, *clock.stops, *clock.stops_each)
    return (*bounds, *clock.pauses, *clock.opens, *clock.asks)


def _unused(pathway: Pathway) -> list[str]:
    reached = _reachable(pathway)
    return [f"No step leads to the stage “{stage.label}”." for stage in pathway.stages if stage not in reached]


def _reachable(pathway: Pathway) -> set[Stage]:
    return _onwards(pathway.steps, {step.to for step in pathway.opening if step.to})


def _clock_faults(pathway: Pathway) -> list[str]:
    found = []
    for clock in pathway.clocks:
        if not clock.law:
            found.append(f"The clock “{clock.label}” does not say which law or policy it rests on.")
        if not clock.stops and not clock.stops_each and not clock.opens:
            found.append(f"Nothing ever stops the clock “{clock.label}”, and it opens nothing.")
        if clock.anchor and any(clock.anchor not in step.records for step in clock.from_):
            found.append(
                f"The clock “{clock.label}” counts from “{clock.anchor.label}”, "
                "which a step that starts it does not record."
            )
        if clock.waived and any(clock.waived not in step.records for step in clock.from_):
            found.append(
                f"The clock “{clock.label}” is not owed where “{clock.waived.label}” is recorded, "
                "which a step that starts it does not record."
            )
        if clock.served and any(clock.served not in step.sends for step in clock.from_):
            found.append(
                f"The clock “{clock.label}” counts from the service of “{clock.served.title}”, "
                "which a step that starts it does not send."
            )
        if clock.since and (clock.anchor or clock.served):
            found.append(f"The clock “{clock.label}” counts from more than one thing.")
    return found


def _stranded(pathway: Pathway) -> list[str]:
    """Every open stage must have a way to a closed one, or a case could never end."""
    ends = {stage for stage in pathway.stages if stage.closed}
    if not ends:
        return ["The pathway has no closed stage: no case could ever end."]
    while True:
        more = {
            stage for step in pathway.steps for stage in step.at if step.leads_from(stage) in ends and stage not in ends
        }
        if not more:
            break
        ends |= more
    return [
        f"A case at the stage “{stage.label}” is stranded: no steps lead from it to an end."
        for stage in pathway.stages
        if stage not in ends
    ]


@dataclass(frozen=True)
class _Standing:
    """A way in which a case can stand: where, whether paused, and the clocks that are sure to run, by key."""

    stage: Stage
    paused: bool
    running: frozenset[str]


def _forgotten(pathway: Pathway) -> list[str]:
    """Wherever an open case can stand, however it came there, something must be due, or nobody would think of it."""
    begun = [_after(_Standing(step.to, False, frozenset()), step, pathway) for step in pathway.opening if step.to]
    ahead, seen = list(begun), set(begun)
    while ahead:
        standing = ahead.pop()
        for step in _possible(pathway, standing):
            after = _after(standing, step, pathway)
            if after not in seen:
                seen.add(after)
                ahead.append(after)
    stopped_by_pause = {clock.key for clock in pathway.clocks if clock.pauses}
    forgotten = {
        (one.stage, one.paused) for one in seen if not (one.running - stopped_by_pause if one.paused else one.running)
    }
    return [
        f"A case at the stage “{stage.label}” can be forgotten{' while it is paused' if paused else ''}: "
        "no clock is sure to run there."
        for stage in pathway.stages
        for paused in (False, True)
        if (stage, paused) in forgotten and not stage.closed and not stage.elsewhere
    ]


def _endless(pathway: Pathway) -> list[str]:
    """A clock that is owed must not come to where nothing that stops it can be done, or it is overdue for good.

    Only what the council or a school owes: another's time runs out by itself. And only where a case is open: closing it
    ends what runs, but for the clocks that survive it, which wait for nothing on the case.
    """
    return [
        f"The clock “{clock.label}” can run at “{stage.label}”, from where nothing that stops it can be done any more."
        for clock in pathway.clocks
        if clock.against in OWING
        for stage in pathway.stages
        if not stage.closed
        and stage in _running(pathway, clock)
        and not _leads_to_any(pathway, stage, (*clock.stops, *clock.stops_each))
    ]


def _running(pathway: Pathway, clock: Clock) -> set[Stage]:
    """The stages at which a clock can run: from where it starts on, by steps that do not stop it nor wait for that."""
    stops = (*clock.stops, *clock.stops_each)
    others = [
        step
        for step in pathway.steps
        if step not in stops and not any(check.met_by in clock.stops for check in step.needs)
    ]
    return _onwards(others, {after for step in clock.from_ for after in _where_it_leads(pathway, step)})


def _where_it_leads(pathway: Pathway, step: Step) -> set[Stage]:
    if step in pathway.opening and step.to:
        return {step.to}
    return {step.leads_from(stage) or stage for stage in step.at}


def _onwards(steps: Sequence[Step], stages: set[Stage]) -> set[Stage]:
    """The stages to which steps can lead from some, these among them."""
    while (
        more := {to for step in steps for stage in step.at if stage in stages and (to := step.leads_from(stage))}
        - stages
    ):
        stages = stages | more
    return stages


def _leads_to_any(pathway: Pathway, stage: Stage, steps: Sequence[Step]) -> bool:
    """Whether one of some steps can be taken at a stage, or wherever a case can come from there."""
    ahead = _onwards(pathway.steps, {stage})
    return any(one in ahead for step in steps for one in step.at)


def _possible(pathway: Pathway, standing: _Standing) -> list[Step]:
    """The steps that can be taken, those within others among them."""
    within = [step for step in pathway.steps if step.part_of and standing.stage in step.at]
    return [*pathway.steps_at(standing.stage, paused=standing.paused), *within]


def _after(standing: _Standing, step: Step, pathway: Pathway) -> _Standing:
    """How a case stands after a step: what is not sure to start does not, and what may stop has stopped."""
    begins = [clock for clock in pathway.clocks if step.key in {one.key for one in clock.from_}]
    stopped = {
        clock.key for clock in pathway.clocks if step.key in {one.key for one in (*clock.stops, *clock.stops_each)}
    }
    gone = stopped | {clock.key for clock in begins}
    # Of two of which one runs where the other has no day to count from yet, one does.
    either = {clock.instead_of.key for clock in begins if clock.instead_of}
    sure = [clock for clock in begins if clock.anchor is None or clock.anchor.required or clock.key in either]
    started = {clock.key for clock in sure if clock.waived is None}
    paused = step is pathway.pause or (standing.paused and step is not pathway.resume)
    return _Standing(
        step.leads_from(standing.stage) or standing.stage, paused, frozenset(standing.running - gone | started)
    )
