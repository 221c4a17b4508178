"""What provision adds to a child's page: the education offered, by whom, how much and until when."""

from datetime import date
from typing import Any

from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.people.models import Child
from oxle.provision import queries
from oxle.provision.models import Offer
from oxle.provision.wording import week_of
from oxle.schooldays.wording import plain_day


def offered(user: User, child: Child, on: date) -> dict[str, Any]:
    """Every offer, the newest first, with the way to end a provider's place that still runs, and to offer another."""
    may_write = user.can(write("provision"))
    return {
        "rows": [_row(offer, child, on, may_write) for offer in queries.offers_of(user, child)],
        "place_url": reverse("provision:place", args=[child.key]) if may_write else "",
    }


def _row(offer: Offer, child: Child, on: date, may_write: bool) -> dict[str, Any]:
    runs = offer.to_on is None or offer.to_on >= on
    until = f" to {plain_day(offer.to_on)}" if offer.to_on else ""
    return {
        "key": offer.place.name,
        "value": [
            f"{offer.get_kind_display()}, from {plain_day(offer.from_on)}{until}",
            week_of(offer.minutes) + (", full-time" if offer.full_time else ""),
            *([offer.basis] if offer.basis else []),
        ],
        "url": reverse("provision:end_place", args=[child.key, offer.key])
        if may_write and runs and offer.provider_id
        else "",
        "link": "Change the last day",
        "hidden": f"at {offer.place.name}",
    }
