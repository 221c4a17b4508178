"""The review of the pupils at a referral unit: who is ready for a school, and whose programme is changed.

The process of 2014 (the source, paragraphs 19 to 22): the unit and the council meet regularly, so that a place that was
meant for a while does not become the end of the road.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from exclusions.permanent import pathway
from exclusions.permanent.agenda import placed, told_of
from exclusions.placement.words import place_in_words
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand, last_of_each
from oxle.meetings.kinds import Decision, Kind
from oxle.meetings.models import Item
from oxle.provision import reviewing, reviews
from oxle.provision.review_models import ProgrammeReview
from oxle.schooldays.wording import plain_day

READY = Decision("ready", "Ready for a school")
CHANGED = Decision("changed", "Stays, and the programme is changed")
STAYS = Decision("stays", "Stays as it is")
OURS = (READY, CHANGED, STAYS)


def _waiting() -> QuerySet[Case]:
    """Excluded children whose education has begun, and who have no new school: none named yet, or none any more."""
    begun = Event.objects.filter(case=OuterRef("pk"), step=pathway.BEGIN.key, superseded_by=None)
    rows = Case.objects.filter(Exists(begun), pathway=pathway.PERMANENT.key, closed_on=None)
    return rows.exclude(pk__in=placed(rows))


def _arranged(cases: Sequence[Case]) -> Mapping[int, Mapping[str, Any]]:
    taken = last_of_each(as_they_stand(Event.objects.filter(case__in=cases, step=pathway.ARRANGE.key)))
    return {key: event.facts for (key, _), event in taken.items()}


def _taught_by(cases: Sequence[Case]) -> Mapping[int, str]:
    """The key of the provider that teaches each, as it was arranged last; none of one who is taught elsewhere."""
    return {key: facts["provider"] for key, facts in _arranged(cases).items() if facts.get("provider")}


def _taught_at(cases: Sequence[Case]) -> Mapping[int, str]:
    """Where each is taught. A unit's review is of its own pupils, and its members read of no other unit's."""
    arranged = _arranged(cases)
    return {
        case.pk: place_in_words(facts) if "place" in (facts := arranged.get(case.pk, {})) else "Not recorded"
        for case in cases
    }


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """Where the child is taught, since when, and what a school would have to know."""
    begun = last_of_each(as_they_stand(Event.objects.filter(case__in=cases, step=pathway.BEGIN.key)))
    since = {key: plain_day(event.on) for (key, _), event in begun.items()}
    at = _taught_at(cases)
    last = reviews.last_of([case.child_id for case in cases if case.child_id])
    return {
        case.pk: [
            *rows,
            {"key": "Taught at", "value": at[case.pk]},
            {"key": "Since", "value": since.get(case.pk, "Not yet")},
            {"key": "Last programme review", "value": _review_words(last.get(case.child_id or 0))},
        ]
        for case, rows in told_of(cases)
    }


def _review_words(review: ProgrammeReview | None) -> str:
    """What the provider’s last review says comes next."""
    if review is None:
        return "None yet"
    more = f". {review.next_words}" if review.next_words else ""
    return f"{plain_day(review.held_on)}, {review.provider.name}: {review.get_next_step_display()}{more}"


def _beside(cases: Sequence[Case]) -> Mapping[int, str]:
    return {key: f"Taught at: {place}" for key, place in _taught_at(cases).items()}


def _carry_out(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """No step of the case follows by itself: what somebody has to do is a task of the meeting. Where the last programme
    review of the unit asks for more than to stay, this decision is what the council does about it.
    """
    if decision not in OURS:
        return
    review = _last_review(item)
    if review is not None and review.waits and item.meeting.series.provider_id in {None, review.provider_id}:
        reviewing.follow_up(review, review.version, words=_followed_by(item, decision), by=by, at=at)


def _undo(item: Item, decision: Decision, by: User, at: datetime, reason: str) -> None:
    """What the council does about the unit's review is asked again, where this decision was the answer."""
    review = _last_review(item)
    if decision in OURS and review is not None and review.followed_words == _followed_by(item, decision):
        reviewing.ask_again(review, review.version, by=by)


def _last_review(item: Item) -> ProgrammeReview | None:
    return reviews.last_of([item.case.child_id or 0]).get(item.case.child_id or 0)


def _followed_by(item: Item, decision: Decision) -> str:
    return f"{item.meeting}: {decision.label}.{f' {item.words}' if item.words else ''}"


UNIT_REVIEW = Kind(
    key="unit_review",
    name="Referral unit review",
    weeks=6,
    decisions=OURS,
    waiting=_waiting,
    about=_about,
    purpose="to review how these children are taught, and who is ready for a school",
    carry_out=_carry_out,
    undo=_undo,
    repeats_why=True,
    taught_by=_taught_by,
    beside=_beside,
)
