"""The meetings of a school's governors on its exclusions: a series for each school, made of what stands on the cases.

The clerk, or an officer for them, records on each exclusion when the governors meet and what they decide, with the
clocks of that. From it follow the meeting, what is before it, who came and that it was held.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from exclusions.governors.members import KIND
from exclusions.permanent import pathway as permanent
from exclusions.permanent.agenda import told_of
from exclusions.suspensions import pathway as suspended
from exclusions.suspensions import queries as suspensions
from oxle.accounts.models import User
from oxle.cases.challenges import ABOUT
from oxle.cases.clocks import is_about
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso, london_day
from oxle.meetings import following
from oxle.meetings.kinds import Decision, Kind, Sitting
from oxle.meetings.models import Item
from oxle.schooldays.wording import plain_day

UPHELD = Decision("upheld", "The exclusion stands")
REINSTATED = Decision("reinstated", "The pupil is reinstated")
KEPT = Decision("kept", "They keep to their decision after a review")
OFFERED = Decision("offered", "The place was offered back, and declined")
RECORDED = "As it is recorded on the exclusion."
CHAIR_ALONE = "the chair alone, before an examination"
CALL = permanent.CALL_GOVERNORS.key
DECIDES = {
    permanent.UPHOLD.key: UPHELD,
    permanent.REINSTATE.key: REINSTATED,
    permanent.STAND_BY.key: KEPT,
    permanent.DECLINED.key: OFFERED,
}
OF_SUSPENSION = {"upheld": UPHELD, "reinstated": REINSTATED}


def sittings_of(case: Case) -> list[Sitting]:
    """What an exclusion says of the meetings of the governors on it, in the order in which they were recorded."""
    if case.pathway == permanent.PERMANENT.key:
        return _of_permanent(case)
    return _of_suspensions(case) if case.pathway == suspended.SUSPENDED.key else []


def _of_permanent(case: Case) -> list[Sitting]:
    found: list[Sitting] = []
    called = None
    for event in as_they_stand(case.events.filter(step__in=(CALL, *DECIDES)).select_related("by")):
        if event.step == CALL:
            called = event
        else:
            found += _decided(event, DECIDES[event.step], called)
            called = None
    return found + (_to_come(called) if called and case.stage == permanent.EXCLUDED.key else [])


def _of_suspensions(case: Case) -> list[Sitting]:
    """One case may have several; what stands for a meeting to come is the next of those that still decide something."""
    steps = (suspended.CALL_GOVERNORS.key, suspended.DECIDED.key)
    events = as_they_stand(case.events.filter(step__in=steps).select_related("by"))
    found: list[Sitting] = []
    for number, event in enumerate(events):
        if event.step == suspended.DECIDED.key:
            decision = OF_SUSPENSION.get(event.facts.get("decision", ""), UPHELD)
            found += _decided(event, decision, next((one for one in events[:number][::-1] if one.step == CALL), None))
    clocks = (suspended.MEETING, suspended.MEETING_BEFORE_EXAM, suspended.REPRESENTATIONS)
    owed = suspensions.owed_for(case, *clocks) if case.is_open else []
    calls = [call for one in owed if (call := _called_for(events, one.reference))]
    return found + _to_come(min(calls, key=lambda one: one.facts["meeting_on"], default=None))


def _called_for(events: Sequence[Event], reference: str) -> Event | None:
    """The last meeting that was called on a suspension and has not decided on it."""
    mine = [one for one in events if is_about(one.facts, {ABOUT: reference}, suspended.ABOUT)]
    return mine[-1] if mine and mine[-1].step == CALL else None


def _to_come(called: Event | None) -> list[Sitting]:
    on = from_iso(called.facts.get("meeting_on")) if called else None
    if called is None or called.by is None or on is None:
        return []
    return [Sitting(on, called.by, **_when_and_where(called))]


def _when_and_where(called: Event) -> dict[str, Any]:
    at = called.facts.get("meets_at")
    return {"starts_at": time.fromisoformat(at) if at else None, "place": called.facts.get("meets_where", "")}


def _decided(event: Event, decision: Decision, called: Event | None) -> list[Sitting]:
    """What was decided, on the day on which it was: of a place that was offered back that of the offer."""
    on = from_iso(event.facts.get(permanent.review.OFFERED_ON.key)) or event.on
    if event.by is None:
        return []
    as_called = called is not None and called.facts.get("meeting_on") == on.isoformat()
    return [
        Sitting(
            on,
            event.by,
            decision,
            words=event.reason or RECORDED,
            decided_by=CHAIR_ALONE if event.facts.get("chair_alone") else "",
            came=frozenset(event.facts.get("came") or ()),
            **(_when_and_where(called) if called and as_called else {}),
        )
    ]


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What is considered. The papers themselves go to the governors from their clerk, to everybody alike."""
    found = dict[int, Sequence[dict[str, Any]]]((case.pk, rows) for case, rows in told_of(cases))
    for case in cases:
        rows = suspensions.of_case(case).filter(withdrawn_on=None)
        days = [f"{plain_day(one.first_on)} to {plain_day(one.last_on)}" for one in rows]
        found.setdefault(case.pk, [{"key": "Suspended", "value": days}] if days else [])
    return found


def _is_recorded_on_the_case(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """Nothing follows from the meeting: the meeting follows from the case."""


def follow(case: Case, *, by: User | None, on: date, at: datetime) -> None:
    """Let the governors' meetings say what stands on a case; called after whatever is recorded or put right on it."""
    following.follow(case, GOVERNORS, by=by, on=on, at=at)


def follow_step(case: Case, event: Event, by: User | None) -> None:
    """The same after a step that may have to do with them."""
    steps = (CALL, *DECIDES, suspended.DECIDED.key, suspended.END_MEETING.key)
    if event.step in steps or event.moved:
        follow(case, by=by, on=london_day(event.at), at=event.at)


GOVERNORS = Kind(
    key=KIND,
    name="Governors",
    weeks=None,
    decisions=(UPHELD, REINSTATED, KEPT, OFFERED),
    # Whose day is not recorded yet is found by the clocks, not by a meeting.
    waiting=Case.objects.none,
    about=_about,
    purpose="to consider whether these exclusions stand",
    carry_out=_is_recorded_on_the_case,
    sittings=sittings_of,
)
