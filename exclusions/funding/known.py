"""What the case of an exclusion knows and its money follows: who admitted the pupil, what a panel may have ordered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import F, Q

from exclusions.permanent import pathway
from exclusions.placement.queries import Way
from oxle.cases.clocks import State
from oxle.cases.models import Deadline, Event
from oxle.cases.standing import as_they_stand
from oxle.core.dates import today
from oxle.schools.models import School

QUASHED = "quashed"
REVIEWED = (pathway.REVIEW_SENT_BACK.key, pathway.STAND_BY.key, pathway.DECLINED.key)
STEPS = (*(step.key for step in pathway.PLACING.steps), *REVIEWED)


@dataclass(frozen=True)
class Known:
    """What is known of one exclusion. `school` has had the pupil on its roll since `admitted_on`; the governors kept to
    a decision that a review panel had quashed on `quashed_on`, on `stood_by_on`, or had until `silent_since` to decide
    again, and had not offered the place back by then."""

    school: School | None = None
    admitted_on: date | None = None
    quashed_on: date | None = None
    stood_by_on: date | None = None
    silent_since: date | None = None

    @property
    def may_be_ordered(self) -> bool:
        """Whether a panel may have ordered the school to pay: it can where the pupil is not offered to come back in
        time, whether the governors say so or say nothing (SI 2012/1033)."""
        return self.stood_by_on is not None or self.silent_since is not None


NOTHING_KNOWN = Known()


def known_of(cases: Iterable[int]) -> dict[int, Known]:
    """What is known of some cases, by primary key, of those of which anything is. Two queries, and one where a decision
    was quashed that the governors have not kept to."""
    events = as_they_stand(Event.objects.filter(case__in=list(cases), step__in=STEPS))
    found = {case: (_way(list(steps)), steps) for case, steps in _by_case(events)}
    keys = {way.named.facts.get("school") for way, _ in found.values() if way.named and _is_there(way)}
    schools = {one.key: one for one in School.objects.filter(key__in=keys - {None, ""}).select_related("organisation")}
    silent = _silent([case for case, (_, steps) in found.items() if _may_have_offered(steps)])
    return {case: _known(way, steps, schools, silent.get(case)) for case, (way, steps) in found.items()}


def _silent(cases: list[int]) -> dict[int, date]:
    """Until when the governors of some cases had to decide again, where that day is over and they have not, or where
    they offered the place back only after it. A pupil who is reinstated costs nothing, however late."""
    over = Q(state=State.RUNNING, due_on__lt=today()) | Q(state=State.MET, met_on__gt=F("due_on"))
    rows = Deadline.objects.filter(over, case__in=cases, clock=pathway.RECONSIDERATION.key)
    rows = rows.exclude(case__stage=pathway.REINSTATED.key)
    return dict(rows.values_list("case", "due_on")) if cases else {}


def _may_have_offered(steps: list[Event]) -> bool:
    """Whether a decision was quashed that the governors, as far as is recorded, did not keep to."""
    last = next((one for one in reversed(steps) if one.step in REVIEWED), None)
    return last is not None and last.step != pathway.STAND_BY.key and _quashed(steps) is not None


def _quashed(steps: list[Event]) -> Event | None:
    """That a review panel quashed the decision, where it did so last."""
    sent = next((one for one in reversed(steps) if one.step == pathway.REVIEW_SENT_BACK.key), None)
    return sent if sent is not None and sent.facts.get("outcome") == QUASHED else None


def _by_case(events: list[Event]) -> Iterable[tuple[int, list[Event]]]:
    return [(case, list(steps)) for case, steps in groupby(events, key=lambda one: one.case_id)]


def _way(steps: list[Event]) -> Way:
    way = Way()
    for one in steps:
        way = way.after(one)
    return way


def _is_there(way: Way) -> bool:
    return way.enrolled is not None and not way.is_refused


def _known(way: Way, steps: list[Event], schools: dict[str, School], silent_since: date | None) -> Known:
    school = schools.get(way.named.facts.get("school", "")) if way.named and _is_there(way) else None
    admitted_on = way.enrolled.on if school is not None and way.enrolled else None
    reviewed = [one for one in steps if one.step in REVIEWED]
    kept = reviewed[-1] if reviewed and reviewed[-1].step == pathway.STAND_BY.key else None
    quashed = _quashed(reviewed)
    if quashed is None or not (kept or silent_since):
        return Known(school, admitted_on)
    return Known(school, admitted_on, quashed.on, kept.on if kept else None, silent_since)
