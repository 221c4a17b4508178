"""The independent review panel that the council arranges: for its maintained schools and referral units.

SI 2012/1033 Sch 1: an academy's trust arranges its own, and its governors' clerk records what that one decided.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from exclusions.permanent import pathway
from exclusions.permanent.agenda import told_of
from exclusions.permanent.review_forms import SENT_BACK, why_too_early
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand, last_of_each
from oxle.core.errors import Refused
from oxle.meetings.kinds import Decision, Kind
from oxle.meetings.models import Item
from oxle.schooldays.wording import plain_day

UPHELD = Decision("upheld", "The governors’ decision is upheld")
RECOMMENDED = Decision("recommended", SENT_BACK["recommended"])
QUASHED = Decision("quashed", SENT_BACK["quashed"])


def _waiting() -> QuerySet[Case]:
    """The exclusions of which a review was asked for, of schools whose review the council arranges."""
    return Case.objects.filter(pathway=pathway.PERMANENT.key, stage=pathway.IN_REVIEW.key, school__is_academy=False)


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What is reviewed. The papers themselves go to the members from the clerk, to everybody alike."""
    steps = (pathway.UPHOLD.key, pathway.ASK_REVIEW.key)
    events = last_of_each(as_they_stand(Event.objects.filter(case__in=cases, step__in=steps)))
    taken = {key: plain_day(event.on) for key, event in events.items()}
    return {
        case.pk: [
            *rows,
            {"key": "The governors upheld it", "value": taken.get((case.pk, pathway.UPHOLD.key), "")},
            {"key": "The review was asked for", "value": taken.get((case.pk, pathway.ASK_REVIEW.key), "")},
        ]
        for case, rows in told_of(cases)
    }


def _carry_out(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """What the panel decided is recorded on the case; sent back, it is with the governors again. Refused for a meeting
    before the review counts as asked for."""
    if why := why_too_early(item.case, item.meeting.on):
        raise Refused(why, field="decision")
    if decision is UPHELD:
        cases.take(item.case, pathway.REVIEW_UPHELD, by=by, on=item.meeting.on, at=at)
    elif decision in (RECOMMENDED, QUASHED):
        facts = {"outcome": decision.key}
        cases.take(item.case, pathway.REVIEW_SENT_BACK, by=by, on=item.meeting.on, at=at, facts=facts)


def _undo(item: Item, decision: Decision, by: User, at: datetime, reason: str) -> None:
    """The exclusion is in review again; refused where something was recorded that rests on what the panel decided."""
    steps = {UPHELD: pathway.REVIEW_UPHELD, RECOMMENDED: pathway.REVIEW_SENT_BACK, QUASHED: pathway.REVIEW_SENT_BACK}
    if decision not in steps:
        return
    taken = as_they_stand(Event.objects.filter(case=item.case, step=steps[decision].key))
    for event in [one for one in taken if root_of(one).on == item.meeting.on][-1:]:
        revoking.revoke(event, by=by, at=at, reason=reason)


REVIEW_PANEL = Kind(
    key="review_panel",
    name="Independent review panel",
    weeks=None,
    decisions=(UPHELD, RECOMMENDED, QUASHED),
    waiting=_waiting,
    about=_about,
    purpose="to review whether these exclusions stand",
    carry_out=_carry_out,
    undo=_undo,
)
