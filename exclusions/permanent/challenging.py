"""Challenges what appears unlawful in a permanent exclusion: nothing is refused for it, and somebody must answer.

`settle` is the one door. It asks of all that is known what appears unlawful now: what was not asked is asked, and what
was asked and rested on an entry that has been put right is ended by the service.
"""

from datetime import date, datetime

from exclusions import lawful
from exclusions.permanent import pathway, queries
from exclusions.suspensions.queries import ended_where
from oxle.cases import actions
from oxle.cases.challenges import ABOUT, Challenge, challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso, london_day
from oxle.people.models import Enrolment

NOTICE, CONVERTED, MEETING, DECISION, EXAM = "notice", "converted", "meeting", "decision", "exam"
DECIDED_AGAIN = "decided_again"
AGAIN = (pathway.STAND_BY.key, pathway.DECLINED.key)
# With a reinstatement the case closes. That it came late is asked all the same: it kept the pupil out for longer.
LOOKED_AT_AFTER = (pathway.CALL_GOVERNORS.key, pathway.UPHOLD.key, pathway.REINSTATE.key, *AGAIN)
ASKED_AT = {stage.key for stage in pathway.CHALLENGE.at}
FOLLOWS = "An entry was put right: it does not appear unlawful any more."


def challenge_notice(case: Case, *, on: date, at: datetime) -> None:
    """Challenge what appears unlawful in a notice that has just been received, and in the register by then."""
    settle(case, on=on, at=at)
    left_on = last_day_at(case)
    if left_on is not None:
        challenge(case, lawful.of_roll(left_on), on=on, at=at)


def last_day_at(case: Case) -> date | None:
    """The pupil's last day on the register of the school that excluded; None while it has none."""
    register = Enrolment.objects.filter(child=case.child_id, school=case.school_id)
    return register.order_by("from_on", "pk").values_list("to_on", flat=True).last()


def settle(case: Case, *, on: date, at: datetime, because: str = "") -> None:
    """Challenge what appears unlawful and was not asked yet, and end what does not appear so any more."""
    if case.stage not in ASKED_AT:
        return
    asked = challenges_of(case)
    for about, why in _unlawful(case, london_day(at)).items():
        mine = [one for one in asked if one.about == about]
        for one in mine:
            if one.answer is None and one.why != why:
                end = {ABOUT: about, "answer": because or FOLLOWS, "ends": "put_right"}
                actions.take(case, pathway.ANSWER_CHALLENGE, by=None, on=on, at=at, facts=end)
        if why and not _is_asked(mine, why):
            challenge(case, [why], about=about, on=on, at=at)


def challenge(case: Case, found: list[str], *, on: date, at: datetime, about: str = "") -> None:
    """Challenge what was found, in one question; nothing where nothing was."""
    if found:
        facts = {ABOUT: about} if about else {}
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, facts=facts, reason=" ".join(found))


def _is_asked(mine: list[Challenge], why: str) -> bool:
    """Whether just this was asked last, and not ended by the service since."""
    if not mine or mine[-1].why != why:
        return False
    return mine[-1].answer is None or mine[-1].answer.by is not None


def _unlawful(case: Case, today: date) -> dict[str, str]:
    """What appears unlawful by today, in words that name the rule, by what it is about; empty where nothing does."""
    told, by = case.permanent_exclusion, queries.governors_by(case)
    found = {
        NOTICE: lawful.of_notice(
            decided_on=told.decided_on,
            first_on=told.first_on,
            received_on=case.opened_on,
            parents_told_on=told.parents_told_on,
        )
    }
    found[CONVERTED] = []
    if case.child is not None and case.school is not None:
        found[CONVERTED] = lawful.of_conversion(
            ended_where(case.child, case.school, told.first_on), first_on=told.first_on
        )
    meets_on = queries.governors_meet_on(case)
    decided = _first_decision(case)
    # Governors who decided sooner did not meet on the day that was called.
    met_sooner = decided is not None and meets_on is not None and decided.on < meets_on
    found[MEETING] = lawful.of_meeting(meets_on, by=by) if meets_on and not met_sooner else []
    # A decision on the day of the meeting is late with it: that was asked.
    found[DECISION] = lawful.of_decision(decided.on, by=by) if decided and decided.on != meets_on else []
    again_on = _decided_again_on(case)
    found[DECIDED_AGAIN] = lawful.of_decision(again_on, by=queries.reconsidered_by(case)) if again_on else []
    found[EXAM] = []
    if told.exam_on is not None and (decided.on if decided else max(meets_on or today, today)) >= told.exam_on:
        found[EXAM] = lawful.of_exam(told.exam_on)
    return {about: " ".join(each) for about, each in found.items()}


def _first_decision(case: Case) -> Event | None:
    """The governors' decision on the exclusion; None while there is none."""
    return last_taken(case, pathway.UPHOLD.key) or last_taken(case, pathway.REINSTATE.key)


def _decided_again_on(case: Case) -> date | None:
    """When the governors decided again after a review: of a place that the parents declined, when it was offered."""
    upheld = last_taken(case, pathway.UPHOLD.key)
    again = last_taken(case, *AGAIN, *([pathway.REINSTATE.key] if upheld else []))
    return (from_iso(again.facts.get(pathway.review.OFFERED_ON.key)) or again.on) if again else None
