"""What a child's rating was and becomes, in words: which way it goes, what would lower it, and what persons set."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.cases.rating_models import SetRating
from oxle.missing_out.rating import Rating
from oxle.schooldays.wording import listed, plain_day


def travel(before: Rated, now: Rating, on: date) -> list[str]:
    """Which way it went since a day, and when it becomes lower by itself."""
    was = before.label.lower()
    if now.rated == before:
        way = f"No change: {was} a week ago, on {plain_day(on)}, too."
    else:
        way = f"It is {'worse' if now.rated > before else 'better'}: {was} a week ago, on {plain_day(on)}."
    return [way, *_lower(now)]


def _lower(now: Rating) -> Iterator[str]:
    """The point at which it becomes lower."""
    if now.worked_out != Rated.GREEN:
        worst = [one.criterion.label for one in now.reasons if one.criterion.rated == now.worked_out]
        rest = max((one.criterion.rated for one in now.reasons if one.criterion.rated < now.worked_out), default=0)
        yield (
            f"What is worked out becomes {Rated(rest).label.lower()} by itself once none of these holds any more: "
            f"{listed([f'“{one}”' for one in dict.fromkeys(worst)])}."
        )
    if now.set_by is not None:
        until = now.set_by.until_on
        what = f"{now.worked_out.label.lower()}, or what is then worked out,"
        yield (
            f"From the day after {plain_day(until)} {what} counts again by itself."
            if until
            else "What is worked out counts again once whoever raised it takes it back, or two persons lower it."
        )


def items_of(rows: Sequence[SetRating], user: User | None, on: date) -> list[dict[str, Any]]:
    """All that persons set, asked and answered, the newest first; with the way to take it back for whoever may."""
    found = [item for one in rows for item in _items(one, user, on)]
    return sorted(found, key=lambda item: item["at"])[::-1]


def _items(one: SetRating, user: User | None, on: date) -> Iterator[dict[str, Any]]:
    until = f" until {plain_day(one.until_on)}" if one.until_on else ""
    was, rated = f"{one.get_before_display()} before.", one.get_rated_display().lower()
    title = f"Asked to lower it to {rated}{until}" if one.is_lowered else f"Raised to {rated}{until}"
    item = {"title": title, "at": one.asked_at, "by": one.asked_by.name, "text": f"{was} {one.reason}"}
    lasts = one.ended_on is None and one.agreed is not False and (one.until_on is None or one.until_on >= on)
    if user is not None and lasts and (one.is_lowered or one.asked_by_id == user.pk):
        item |= {"url": reverse("missing_out:end", args=[one.key]), "link": "Take it back"}
    yield item
    if one.decided_by is not None:
        answer = "Agreed to lower it" if one.agreed else "Did not agree to lower it"
        yield {"title": answer, "at": one.decided_at, "by": one.decided_by.name, "text": one.decided_because}
    if one.ended_by is not None:
        yield {"title": "Taken back", "at": one.ended_at, "by": one.ended_by.name, "text": one.ended_because}
