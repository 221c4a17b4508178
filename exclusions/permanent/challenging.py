"""Challenges what appears unlawful in a permanent exclusion: nothing is refused for it, and somebody must answer."""

from datetime import date, datetime

from exclusions import lawful
from exclusions.permanent import pathway, queries
from exclusions.permanent.models import PermanentExclusion
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.people.models import Enrolment


def challenge_notice(case: Case, told: PermanentExclusion, *, received_on: date, at: datetime) -> None:
    """Challenge what appears unlawful in a notice that has just been received."""
    found = lawful.of_notice(
        decided_on=told.decided_on,
        first_on=told.first_on,
        received_on=received_on,
        parents_told_on=told.parents_told_on,
    )
    left_on = last_day_at(case)
    if left_on is not None:
        found += lawful.of_roll(left_on)
    challenge(case, found, on=received_on, at=at)


def last_day_at(case: Case) -> date | None:
    """The pupil's last day on the register of the school that excluded; None while it has none."""
    register = Enrolment.objects.filter(child=case.child_id, school=case.school_id)
    return register.order_by("from_on", "pk").values_list("to_on", flat=True).last()


def challenge_meeting(case: Case, event: Event) -> None:
    """Challenge the day on which the governors are to meet, where it is after their last."""
    meeting_on = date.fromisoformat(event.facts[pathway.MEETING_ON.key])
    challenge(case, lawful.of_meeting(meeting_on, by=queries.governors_by(case)), on=event.on, at=event.at)


def challenge_decision(case: Case, event: Event) -> None:
    """Challenge a decision of the governors that came after their last day, unless their meeting of that day was."""
    called = queries.last_of(case, pathway.CALL_GOVERNORS.key)
    if called is not None and called.facts[pathway.MEETING_ON.key] == event.on.isoformat():
        return
    challenge(case, lawful.of_decision(event.on, by=queries.governors_by(case)), on=event.on, at=event.at)


def challenge(case: Case, found: list[str], *, on: date, at: datetime) -> None:
    """Challenge what was found, in one question; nothing where nothing was."""
    if found:
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, reason=" ".join(found))
