"""Every write about concerns: told, matched to a child or answered; advice and challenges; what was concluded."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import Organisation, User
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.missing_out.rating import rating_of
from oxle.people.actions import add_child
from oxle.people.matching import Described, How, match
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

MATCHED = ("match", "child", "matched_at", "matched_by", "answer")


@transaction.atomic
def tell(team: Organisation, *, told: dict[str, Any], by: User, on: date, at: datetime) -> Concern:
    """Keep what a team tells about a child. The child is matched where its details leave no doubt; else the concern
    waits until a person says whom it is about. `told` has the fields of Concern."""
    one = Concern(team=team, **told, told_on=on, told_at=at, told_by=by)
    if one.born_on is not None:
        how, child = match(Described(one.given, one.family, one.born_on, one.upn, one.postcode))
        if child is not None and how is not How.WAITS:
            one.match, one.child, one.matched_at = Concern.Match(how.value), child, at
    one.save(force_insert=True)
    return one


def say_whom(one: Concern, version: int, *, child: Child, by: User, at: datetime) -> None:
    """Record whom a concern that waits is about. Refused once somebody said so, or answered it."""
    _waits(one)
    _matched(one, version, Concern.Match.PERSON, child=child, by=by, at=at)


@transaction.atomic
def make_record(one: Concern, version: int, *, by: User, on: date, at: datetime) -> Child:
    """Make the record of a child whom nobody knew, of what the team told. Refused without a date of birth, where
    another record has the UPN, and once somebody said whom it is about."""
    _waits(one)
    if one.born_on is None:
        raise Refused("The team gave no date of birth. Ask it, and add the pupil on the page Pupils.")
    child = add_child(given=one.given, family=one.family, born_on=one.born_on, upn=one.upn, by=by, on=on)
    _matched(one, version, Concern.Match.MADE, child=child, by=by, at=at)
    return child


def answer(one: Concern, version: int, *, text: str, by: User, at: datetime) -> None:
    """Answer a concern that is about no child whom we can work with; its team reads the answer."""
    _waits(one)
    _matched(one, version, Concern.Match.ANSWERED, answer=text, by=by, at=at)


@transaction.atomic
def take_off(one: Concern, version: int) -> None:
    """Put a concern back into the queue that is about another child. Refused once something was concluded with it."""
    if one.child is None:
        raise Refused("Nobody has said yet whom this concern is about.")
    if Conclusion.objects.filter(child=one.child, at__gte=one.matched_at).exists():
        raise Refused("Something was concluded about this pupil since. Conclude anew first, and say what was wrong.")
    _matched(one, version, Concern.Match.WAITS, by=None, at=None)


def _waits(one: Concern) -> None:
    if one.match != Concern.Match.WAITS:
        raise Refused("It is known already whom this concern is about, or somebody has answered it.")


def _matched(
    one: Concern, version: int, how: Concern.Match, *, by: User | None, at: datetime | None, child: Child | None = None,
    answer: str = "",
) -> None:  # fmt: skip
    one.match, one.child, one.matched_at, one.matched_by, one.answer = how, child, at, by, answer
    save_if_unchanged(one, version, MATCHED)


def advise(
    child: Child, *, kind: str, to_whom: str, text: str, due_on: date, by: User, on: date, at: datetime
) -> Advice:
    """Record advice given, or a challenge made, today about a child, with the day by which an answer is due. Refused
    for a day that is not to come."""
    if due_on <= on:
        raise Refused("The day must be in the future.", field="due_on")
    return Advice.objects.create(
        child=child, kind=kind, to_whom=to_whom, text=text, due_on=due_on, asked_on=on, asked_at=at, asked_by=by
    )


def record_answer(
    one: Advice, version: int, *, answered_on: date, answer: str, outcome: str, by: User, on: date, at: datetime
) -> None:
    """Record what was answered to advice or a challenge and what came of it, also that nothing was. Refused where it
    was answered, for a day before it was asked, and for one to come."""
    if not one.waits:
        raise Refused("The answer is recorded already.")
    if answered_on > on:
        raise Refused("The day must be today or in the past.", field="answered_on")
    if answered_on < one.asked_on:
        raise Refused(f"It was asked on {plain_day(one.asked_on)}. Enter a later day.", field="answered_on")
    if outcome == Advice.Outcome.NO_ANSWER and on <= one.due_on:
        raise Refused(f"An answer may still come: it is due on {plain_day(one.due_on)}.", field="outcome")
    said = {
        "answered_on": answered_on, "answer": answer, "outcome": outcome, "answered_at": at, "answered_by": by,
    }  # fmt: skip
    for name, value in said.items():
        setattr(one, name, value)
    save_if_unchanged(one, version, said)


@transaction.atomic
def conclude(child: Child, *, goes_up: bool, because: str, by: User, on: date, at: datetime) -> Conclusion:
    """Record that a child goes to the Strategic Group, or that it is settled here. Nothing is settled while an answer
    is awaited; what nobody answers can go up."""
    # Two conclusions about one child queue here.
    Child.objects.select_for_update().only("pk").get(pk=child.pk)
    if not goes_up and Advice.objects.filter(child=child, answered_on=None).exists():
        raise Refused("An answer is still awaited. Record it first, or that none came.", field="goes_up")
    return Conclusion.objects.create(
        child=child, goes_up=goes_up, because=because, rated=rating_of(child, on).rated, on=on, at=at, by=by
    )
