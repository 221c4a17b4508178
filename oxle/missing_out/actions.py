"""Raises and lowers ratings of pupils missing out: to lower one needs a reason, a last day and a second person."""

from datetime import date, datetime, timedelta

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.cases.rating_models import SetRating
from oxle.core.errors import Refused, Stale
from oxle.missing_out import rules
from oxle.missing_out.rating import rating_of
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


@transaction.atomic
def raise_rating(
    child: Child, *, rated: Rated, reason: str, until_on: date | None, by: User, on: date, at: datetime
) -> SetRating:
    """Raise a child's rating from today on, perhaps until a day; it is never lower than what is worked out. Refused
    where the child is rated so already, and for a last day that has passed."""
    _held(child)
    now = rating_of(child, on)
    if rated <= now.rated:
        raise Refused(f"The pupil is rated {now.rated.label.lower()} already.", field="rated")
    if until_on is not None and until_on < on:
        raise Refused("The last day must be today or in the future.", field="until_on")
    return SetRating.objects.create(
        child=child, is_lowered=False, rated=rated, before=now.rated, reason=reason, until_on=until_on,
        asked_by=by, asked_on=on, asked_at=at,
    )  # fmt: skip


@transaction.atomic
def ask_to_lower(
    child: Child, *, rated: Rated, reason: str, until_on: date, by: User, on: date, at: datetime
) -> SetRating:
    """Ask that a child's rating be lowered until a day, against the criteria that hold today. Nothing changes before a
    second person agrees. Refused where it would not be lower, where a request waits already, and for a last day that
    has passed or is later than the setting allows."""
    _held(child)
    now = rating_of(child, on)
    if rated >= now.rated:
        raise Refused(f"The pupil is rated {now.rated.label.lower()}: choose a lower rating.", field="rated")
    if any(one.waits_on(on) for one in SetRating.objects.filter(child=child, agreed=None, is_lowered=True)):
        raise Refused("A request to lower this rating waits for a second person already.")
    last = on + timedelta(weeks=rules.LOWERED_FOR.on(on))
    if not on <= until_on <= last:
        raise Refused(f"The last day must be from today to {plain_day(last)}.", field="until_on")
    return SetRating.objects.create(
        child=child, is_lowered=True, rated=rated, before=now.rated, reason=reason, until_on=until_on,
        covers=[one.criterion.key for one in now.reasons if one.criterion.rated > rated], asked_by=by, asked_on=on,
        asked_at=at,
    )  # fmt: skip


@transaction.atomic
def decide(one: SetRating, version: int, *, agreed: bool, because: str, by: User, on: date, at: datetime) -> SetRating:
    """Agree, as the second person, that a rating be lowered from today on, or do not. Refused to whoever asked, where
    its last day has passed, and where somebody has answered."""
    held = _lock(one, version)
    if held.asked_by_id == by.pk:
        raise Refused("You asked for this yourself. A second person must agree.")
    if not held.waits:
        raise Refused("Somebody has answered this, or taken it back.")
    if agreed and held.until_on and held.until_on < on:
        raise Refused(f"It was to last until {plain_day(held.until_on)}. That day has passed: ask anew.")
    if not agreed and not because:
        raise Refused("Give the reason.", field="because")
    held.agreed, held.decided_because = agreed, because
    held.decided_by, held.decided_on, held.decided_at = by, on, at
    return _save(held)


@transaction.atomic
def end(one: SetRating, version: int, *, because: str, by: User, on: date, at: datetime) -> SetRating:
    """Take back what somebody set or asked for: from today on it does not count. What was raised is taken back by
    whoever raised it; another asks for it to be lowered. Refused where it has ended."""
    held = _lock(one, version)
    if held.ended_on is not None or held.agreed is False or (held.until_on and held.until_on < on):
        raise Refused("It has ended already.")
    if not held.is_lowered and held.asked_by_id != by.pk:
        raise Refused("Whoever raised it takes it back. Ask for the rating to be lowered.")
    held.ended_by, held.ended_on, held.ended_at, held.ended_because = by, on, at, because
    return _save(held)


def _held(child: Child) -> None:
    """Two requests about one child queue here."""
    Child.objects.select_for_update().only("pk").get(pk=child.pk)


def _lock(one: SetRating, version: int) -> SetRating:
    held = SetRating.objects.select_for_update(of=("self",)).select_related("child").get(pk=one.pk)
    if held.version != version:
        raise Stale(held)
    return held


def _save(held: SetRating) -> SetRating:
    held.version += 1
    held.save()
    return held
