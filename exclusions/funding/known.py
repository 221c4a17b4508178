"""What the case of an exclusion knows and its money follows: who admitted the pupil, what a panel may have ordered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exclusions.permanent import pathway
from exclusions.placement.queries import Way
from oxle.cases.models import Event
from oxle.cases.standing import as_they_stand
from oxle.schools.models import School

QUASHED = "quashed"
REVIEWED = (pathway.REVIEW_SENT_BACK.key, pathway.STAND_BY.key)
STEPS = (*(step.key for step in pathway.PLACING.steps), *REVIEWED)


@dataclass(frozen=True)
class Known:
    """What is known of one exclusion. `school` has had the pupil on its roll since `admitted_on`; the governors kept to
    a decision that a review panel had quashed on `quashed_on`, on `stood_by_on`."""

    school: School | None = None
    admitted_on: date | None = None
    quashed_on: date | None = None
    stood_by_on: date | None = None


NOTHING_KNOWN = Known()


def known_of(cases: Iterable[int]) -> dict[int, Known]:
    """What is known of some cases, by primary key, of those of which anything is. Two queries."""
    events = as_they_stand(Event.objects.filter(case__in=list(cases), step__in=STEPS))
    found = {case: (_way(list(steps)), steps) for case, steps in _by_case(events)}
    keys = {way.named.facts.get("school") for way, _ in found.values() if way.named and _is_there(way)}
    schools = {one.key: one for one in School.objects.filter(key__in=keys - {None, ""}).select_related("organisation")}
    return {case: _known(way, steps, schools) for case, (way, steps) in found.items()}


def _by_case(events: list[Event]) -> Iterable[tuple[int, list[Event]]]:
    return [(case, list(steps)) for case, steps in groupby(events, key=lambda one: one.case_id)]


def _way(steps: list[Event]) -> Way:
    way = Way()
    for one in steps:
        way = way.after(one)
    return way


def _is_there(way: Way) -> bool:
    return way.enrolled is not None and not way.is_refused


def _known(way: Way, steps: list[Event], schools: dict[str, School]) -> Known:
    school = schools.get(way.named.facts.get("school", "")) if way.named and _is_there(way) else None
    admitted_on = way.enrolled.on if school is not None and way.enrolled else None
    reviewed = [one for one in steps if one.step in REVIEWED]
    kept = reviewed[-1] if reviewed and reviewed[-1].step == pathway.STAND_BY.key else None
    quashed = next((one for one in reversed(reviewed) if one.step == pathway.REVIEW_SENT_BACK.key), None)
    if kept is None or quashed is None or quashed.facts.get("outcome") != QUASHED:
        return Known(school, admitted_on)
    return Known(school, admitted_on, quashed.on, kept.on)
