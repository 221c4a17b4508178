"""The writes on cases. `take` is the one door through which a case moves."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import Organisation, User
from oxle.cases import clocks, duties, projection, retention, step_letters
from oxle.cases.entries import root_of
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.pathways import TAKEN_BACK, Pathway, Stage, Step
from oxle.cases.rules import TEAM_ELSEWHERE, TEAM_FOR_ORDERS
from oxle.core.dates import as_day, london_day
from oxle.core.errors import Refused, Stale
from oxle.core.keeping import keeping, kept
from oxle.core.references import new_reference
from oxle.people.models import Adult, Child
from oxle.people.refusals import not_before_birth
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

REFERENCE_PREFIX = "OX"


def duty_team(key: str) -> Organisation:
    """The council team that holds a duty's cases, made the first time it is needed."""
    return team_called(duties.duty(key).team)


def team_for(key: str, on: date) -> Organisation:
    """The council team that takes on a day what is handed to a duty: its own, or where it is not installed the one that
    a setting names."""
    if duties.is_installed(key):
        return duty_team(key)
    return team_called((TEAM_FOR_ORDERS if key == duties.ORDERS else TEAM_ELSEWHERE).on(on))


def team_called(name: str) -> Organisation:
    """A council team by its name, made the first time it is needed."""
    return kept(("team", name), lambda: Organisation.objects.get_or_create(name=name, kind="team")[0])


def new_case_reference() -> str:
    """A reference for a case, also for one that cannot be opened yet."""
    return new_reference(REFERENCE_PREFIX)


@transaction.atomic
@keeping()
def open_case(
    pathway: Pathway,
    opening: Step,
    *,
    by: User | None,
    on: date,
    at: datetime,
    origin: str,
    child: Child | None = None,
    adult: Adult | None = None,
    organisation: Organisation | None = None,
    school: School | None = None,
    came_from: Case | None = None,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
    parties: Mapping[str, list[Adult]] | None = None,
    reference: str = "",
) -> Case:
    """Open a case with its first step. Refused when the subject already has an open case of this pathway, or where that
    has one for each school when it has one for this; never where it may have several.

    `reference` is one that was given out before there was a case; otherwise the case gets a new one.
    """
    if opening not in pathway.opening or opening.to is None:
        raise Refused(f"A case cannot be opened with “{opening.label}”.")
    if child is not None:
        not_before_birth(child, on=on)
    if child is not None and not pathway.several:
        # Two people referring one child at the same moment queue here; the second is told, not the database.
        Child.objects.select_for_update().only("pk").get(pk=child.pk)
        others = Case.objects.filter(pathway=pathway.key, child=child, closed_on=None)
        others = others.filter(school=school) if pathway.per_school else others
        if already := others.values_list("reference", flat=True).first():
            raise Refused(f"This pupil already has an open case of this kind, {already}.")
    case = Case.objects.create(
        reference=reference or new_case_reference(),
        duty=pathway.duty,
        pathway=pathway.key,
        pathway_version=pathway.version,
        stage=opening.to.key,
        stage_since_on=on,
        child=child,
        adult=adult,
        organisation=organisation,
        school=school,
        per_school=pathway.per_school,
        several=pathway.several,
        team=duty_team(pathway.duty),
        origin=origin,
        opened_on=on,
        came_from=came_from,
    )
    Party.objects.bulk_create(
        Party(case=case, adult=adult, role=role, from_on=on)
        for role, adults in (parties or {}).items()
        for adult in adults
    )
    _record(case, pathway, opening, [], by=by, on=on, at=at, party=None, facts=facts, reason=reason)
    return case


def lock(case: Case, version: int) -> Case:
    """The case's row, held until the transaction ends; Stale when it has moved on since that version."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.version != version:
        raise Stale(held)
    return held


@transaction.atomic
@keeping()  # no step changes the calendars and the rules of which it asks dozens of times
def take(
    case: Case,
    step: Step,
    *,
    by: User | None,
    on: date,
    at: datetime,
    version: int | None = None,
    party: Party | None = None,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Take a step of a case's pathway: everything that follows happens in this one transaction, or nothing does.

    `version` is that of the case as the person saw it; Stale when it has moved on since. Refused, in a sentence that
    may be shown, when the stage, the person, a waiting clock or a check forbids the step. `by` is None for the
    service itself.
    """
    rows = Case.objects.select_related("child", "school__organisation")
    case_now = rows.select_for_update(of=("self",)).get(pk=case.pk)
    if version is not None and case_now.version != version:
        raise Stale(case_now)
    pathway = duties.pathway(case_now.pathway, case_now.pathway_version)
    refusal = why_not(case_now, step, by=by, on=on, party=party, reason=reason)
    if refusal is None and on > london_day(at):
        refusal = "The date must be today or in the past."
    stage = pathway.stage(case_now.stage)
    if refusal is None and step.leads_from(stage) is not None and on < case_now.stage_since_on:
        refusal = (
            f"The case came to “{stage.label}” on {plain_day(case_now.stage_since_on)}. This cannot have been before."
        )
    if refusal is None:
        refusal = _what_is_not_said(step, facts)
    if refusal is None and step is pathway.pause:
        refusal = _out_of_order(pathway, projection.happenings(case_now), step, sys.maxsize, on)
    if refusal:
        raise Refused(refusal)
    _must_be_of_a_life(case_now, step, facts)
    _must_be_possible_on(case_now, pathway, step, on)
    earlier = list(case_now.events.order_by("order"))
    event = _record(case_now, pathway, step, earlier, by=by, on=on, at=at, party=party, facts=facts, reason=reason)
    case.catch_up_with(case_now)
    return event


def why_not(
    case: Case, step: Step, *, by: User | None, on: date, party: Party | None = None, reason: str | None = None
) -> str | None:
    """What forbids a step now, in one sentence; None when nothing does. The step page asks this before it is offered.

    `reason` None means that it has not been asked for yet.
    """
    pathway = duties.pathway(case.pathway, case.pathway_version)
    stage = pathway.stage(case.stage)
    if by is not None and not may_take(by, step):
        return f"Your role does not include “{step.label}”."
    if stage not in step.at:
        return f"“{step.label}” cannot be done while the case is at “{stage.label}”."
    paused = case.paused_since_on is not None
    if on < case.opened_on:
        return f"The case was opened on {plain_day(case.opened_on)}. Nothing can be done on it before that day."
    only_paused = step.only_paused or step is pathway.resume
    if only_paused and not paused:
        return "The case is not paused."
    if only_paused and on < case.paused_since_on:
        return f"The case is paused since {plain_day(case.paused_since_on)}. This cannot have been before that."
    if paused and not step.while_paused and step is not pathway.resume:
        return f"The case is paused since {plain_day(case.paused_since_on)}. Resume it first."
    if step.per_party and party is None:
        return "Choose the person whom this concerns."
    if reason == "" and step.reason:
        return "Give the reason."
    waits = None
    if any(step in clock.opens for clock in pathway.clocks):
        waits = clocks.not_before(pathway, step, party.pk if party else None, projection.work_out(case))
    if waits is not None:
        last, clock = waits
        if last is None:
            return f"Not yet: “{clock.label}” has no last day yet."
        if on <= last:
            opens = plain_day(last + clocks.ONE_DAY)
            return f"Not before {opens}: “{clock.label}” runs until {plain_day(last)} ({clock.law})."
    if by is not None and step.not_by_taker_of:
        keys = [one.key for one in step.not_by_taker_of]
        # Who took it, whoever put its date right since.
        if case.events.filter(step__in=keys, by=by, supersedes=None).exists():
            return "Two people must agree: this must be done by somebody other than the one who prepared it."
    unmet = duties.unmet(case, step, party, on)
    return unmet[1] if unmet else None


# Where the event of a correction keeps what it changed: [{"what", "was", "now"}], in words.
CHANGED = "changed"


@transaction.atomic
def correct(
    event: Event,
    *,
    by: User | None,
    on: date,
    at: datetime,
    reason: str,
    version: int | None = None,
    facts: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    changed: Sequence[Mapping[str, str]] = (),
) -> Event:
    """Correct what was recorded with a step taken earlier. The old event stays; deadlines are worked out anew.

    The day of a step that was taken in parts, such as one for each parent, is put right for all of them at once.
    `data` is what was said on the step's own form, for a record beside the event; `changed` says in words what was
    there before and is now, and stays with the correction. `by` is None for the service itself, where what the step
    rests on was put right elsewhere. Refused where the corrected day could not be true: to come,
    or out of order with what led to it or followed. Stale when the case has moved on since `version`.
    """
    case = Case.objects.select_for_update().get(pk=event.case_id)
    if version is not None and case.version != version:
        raise Stale(case)
    pathway = duties.pathway(case.pathway, case.pathway_version)
    step = pathway.step(event.step)
    if not reason:
        raise Refused("Give the reason for the correction.", field="reason")
    if by is not None and not may_correct(by, step):
        raise Refused(f"Your role does not include “{step.label}”.")
    if on > london_day(at):
        raise Refused("The date must be today or in the past.", field="on")
    if Event.objects.filter(supersedes=event).exists():
        raise Refused("This has been corrected already. Correct the newer entry.")
    if why := why_not_correct(case, event, step, on=london_day(at)):
        raise Refused(why)
    _must_be_of_a_life(case, step, facts)
    earlier = list(case.events.order_by("order"))
    if impossible := _out_of_order(pathway, projection.happenings(case, earlier), step, root_of(event).order, on):
        raise Refused(impossible, field="on")
    _must_be_possible_on(case, pathway, step, on)
    facts = {**event.facts, **(facts or {}), CHANGED: list(changed)}
    if change := duties.duty(case.duty).step_corrections.get(duties.step_key(pathway, step)):
        facts = change(case, event, on=on, facts=facts, by=by, data=data)
    corrected = Event.objects.create(
        case=case,
        order=_after(earlier),
        step=event.step,
        on=on,
        at=at,
        by=by,
        party_id=event.party_id,
        stage_before=event.stage_before,
        stage_after=event.stage_after,
        facts=facts,
        reason=reason,
        compartment=event.compartment,
        supersedes=event,
    )
    follow(case, pathway, [*earlier, corrected], at=at, because=f"“{step.label}” was corrected: {reason}")
    if on != event.on:
        for part in _parts_of(event, step, pathway, earlier):
            correct(part, by=by, on=on, at=at, reason=reason)
    if then := duties.duty(case.duty).after_correction:
        then(case, corrected, by)
    return corrected


def _parts_of(event: Event, step: Step, pathway: Pathway, events: Sequence[Event]) -> list[Event]:
    """What was taken within a step, at the same moment, as last corrected; less what has another day by now."""
    corrected = {one.supersedes_id for one in events}
    taken_at = root_of(event).at
    return [
        one
        for one in events
        if one.step != TAKEN_BACK
        and pathway.step(one.step).part_of is step
        and one.pk not in corrected
        and one.on == event.on
        and root_of(one).at == taken_at
    ]


def _must_be_of_a_life(case: Case, step: Step, facts: Mapping[str, Any] | None) -> None:
    """Refused for a day that a step records and that is before the case's child was born."""
    if case.child is not None:
        said = {fact.key: (facts or {}).get(fact.key) for fact in step.records}
        not_before_birth(case.child, **{key: day for key, value in said.items() if (day := as_day(value))})


def _must_be_possible_on(case: Case, pathway: Pathway, step: Step, on: date) -> None:
    """Refused for a day on which the duty knows that a step cannot have been taken."""
    possible = duties.duty(case.duty).step_days.get(duties.step_key(pathway, step))
    if possible and (why := possible(case, on)):
        raise Refused(why, field="on")


def _what_is_not_said(step: Step, facts: Mapping[str, Any] | None) -> str | None:
    for fact in step.records:
        if fact.required and not (facts or {}).get(fact.key):
            return f"Enter this first: {fact.label}."
    return None


def may_take(user: User, step: Step) -> bool:
    """Whether this person's roles let them take a step, for themselves or for those who should."""
    return user.can(step.by) or (step.on_behalf is not None and user.can(step.on_behalf))


def may_correct(user: User, step: Step) -> bool:
    """Whether this person's roles let them put a step's entry right."""
    return user.can(step.corrected_by or step.by)


def why_not_correct(case: Case, event: Event, step: Step, *, on: date) -> str | None:
    """What forbids that a step's entry is put right, in one sentence; None when nothing does."""
    for check in step.correction_needs:
        if found := duties.finding(case, check, event.party, on):
            return found
    return None


def _out_of_order(pathway: Pathway, done: Sequence[clocks.Happening], step: Step, order: int, on: date) -> str | None:
    """Why a step cannot have been taken on a day: what led to it came later, or what followed it earlier."""
    before, after = clocks.neighbours(pathway, done, step, order)
    if before is not None and on < before.on:
        return f"“{pathway.step(before.step).label}” came first, on {plain_day(before.on)}."
    if after is not None and on > after.on:
        return f"“{pathway.step(after.step).label}” followed on {plain_day(after.on)}."
    return None


def _record(
    case: Case,
    pathway: Pathway,
    step: Step,
    earlier: Sequence[Event],
    *,
    by: User | None,
    on: date,
    at: datetime,
    party: Party | None,
    facts: Mapping[str, Any] | None,
    reason: str,
) -> Event:
    before = "" if step in pathway.opening and not earlier else case.stage
    stage = pathway.stage(case.stage)
    after: Stage = step.leads_from(stage) or stage
    event = Event.objects.create(
        case=case,
        order=_after(earlier),
        step=step.key,
        on=on,
        at=at,
        by=by,
        party=party,
        stage_before=before,
        stage_after=after.key,
        facts={**(facts or {}), **_ends_with(case, stage, after)},
        reason=reason,
        compartment=step.by.compartment,
    )
    # Before the letters: they tell of the dates that follow from this step, not of those it has just met.
    follow(case, pathway, [*earlier, event], at=at, because=f"“{step.label}” on {plain_day(on)}")
    if by is not None:
        step_letters.stop_overtaken(case, step, event, by=by, at=at)
    step_letters.renew(case, step, event, by=by, at=at)
    step_letters.ask_to_send_again(case, step, at=at)
    was_taken = any(before.step == step.key for before in earlier)
    step_letters.draft_letters(case, step, event, party, by=by, at=at, again=was_taken)
    if by is not None and event.moved and not case.is_open:
        # What the closing step itself calls for still goes.
        others = CaseLetter.objects.filter(case=case).exclude(event=event)
        step_letters.stop_letters(others, f"The case was closed on {plain_day(on)} before it was sent.", by=by, at=at)
    duty = duties.duty(case.duty)
    if duty.after_step:
        duty.after_step(case, event, by)
    return event


def _ends_with(case: Case, stage: Stage, after: Stage) -> dict[str, Any]:
    """What the duty keeps of what ends when a step closes the case."""
    keep = duties.duty(case.duty).before_closing
    return keep(case) if keep and after.closed and not stage.closed else {}


def follow(case: Case, pathway: Pathway, events: Sequence[Event], *, at: datetime, because: str) -> None:
    """Bring the case row and its deadlines in line with its events, all of them, in order."""
    done = projection.happenings(case, events)
    changed = projection.place(case, clocks.standing(pathway, done))
    retention.work_out(case)
    case.version += 1
    case.save(update_fields={*changed, *retention.COLUMNS, "version"})
    if case.came_from is not None:
        # What a case came from is kept as long as the case needs it.
        retention.settle(case.came_from)
    projection.rewrite(case, at=at, because=because, done=done)


def _after(events: Sequence[Event]) -> int:
    # The caller holds the case's row lock, so no two events get one number.
    return events[-1].order + 1 if events else 1
