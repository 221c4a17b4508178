"""A long-term place with a provider of ours: a place as any other, from its first day.

It takes one of the provider's places and is refused where another would be. An interim place elsewhere ends on the day
before it, one at the same provider goes on; and where it comes to nothing before it began, so that it never was, the
interim place goes on as well.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from exclusions.placement.ending import DAY, LONG_TERM_UNDER, places_of
from exclusions.placement.queries import TAKES_AFTER_ALL, latest_way_of
from oxle.accounts.models import User
from oxle.cases import giving_back
from oxle.cases.models import Case, Event
from oxle.cases.projection import happenings
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.provision.actions import drop_offer, end_offer
from oxle.provision.models import Offer, OfferKind, Provider
from oxle.provision.placing import must_be_choosable, place
from oxle.schooldays.wording import plain_day

# Where the step that names the place keeps the interim ones that it ended, as they stood before it.
ENDED = "ended"
REFUSED, LOOKED_AGAIN = "refuse", "look_again"


def give(case: Case, data: Mapping[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    """Give the child the place that is named; what the step keeps of it.

    `data`: provider, starts_on, minutes (of each session), full_time. A place that the child has there already, and
    that has no last day, goes on with its hours. Refused as `placing.place` refuses, and where a place elsewhere has
    begun on that day or later.
    """
    provider, first_on, today = data["provider"], data["starts_on"], london_day(at)
    there = goes_on(case, provider, first_on)
    if there is not None and case.child is not None:
        must_be_choosable(case.child, provider, from_on=first_on, on=today)
    ended = end_before(case, provider, first_on, today=today, by=by, keep=there)
    offer = there or _place(case, provider, first_on, data, by=by, today=today)
    return {
        "provider": provider.key,
        "minutes": list(offer.minutes),
        "full_time": offer.full_time,
        **({ENDED: ended} if ended else {}),
    }


def _place(
    case: Case, provider: Provider, first_on: date, data: Mapping[str, Any], *, by: User | None, today: date
) -> Offer:
    return place(
        case.child,
        provider,
        kind=OfferKind.ALTERNATIVE,
        from_on=first_on,
        to_on=None,
        minutes=data["minutes"],
        full_time=data["full_time"],
        basis=LONG_TERM_UNDER,
        source=case.reference,
        by=by,
        on=today,
        first_day="starts_on",
    )


def goes_on(case: Case, provider: Provider, first_on: date) -> Offer | None:
    """The place that the child has with a provider on a day, and that has no last day; None where there is none."""
    return places_of(case).filter(provider=provider, to_on=None, from_on__lte=first_on).order_by("from_on").last()


def end_before(
    case: Case, provider: Provider, first_on: date, *, today: date, by: User | None, keep: Offer | None = None
) -> list[dict[str, Any]]:
    """End what was arranged before on the day before a place with a provider begins; those places as they stood.

    What would begin on that day or later never was, where it has not begun yet or is the same place, whose first day
    was wrong.
    """
    rows = places_of(case).filter(Q(to_on=None) | Q(to_on__gte=first_on)).order_by("from_on")
    stood = []
    for offer in rows.select_related("provider__organisation", "school"):
        if offer == keep:
            continue
        stood.append(giving_back.kept(offer))
        if offer.from_on < first_on:
            end_offer(offer, to_on=first_on - DAY, by=by)
        elif offer.from_on > today or offer.provider == provider:
            drop_offer(offer, by=by)
        else:
            raise Refused(
                f"A place with {offer.place.name} has begun on {plain_day(offer.from_on)}. Enter a later day.",
                field="starts_on",
            )
    return stood


def last_day_before(case: Case, provider: Provider, first_on: date) -> tuple[Offer | None, date | None]:
    """The long-term place that is named and to come, and the last day of an interim one with a provider before it.

    Refused where the interim place would only begin when the long-term one does, or where that is an interim place that
    goes on, and would end.
    """
    way = latest_way_of(case)
    key = way.named.facts.get("provider") if way.named and not way.is_refused else None
    if not key or way.named is None:
        return None, None
    open_ended = places_of(case).filter(provider__key=key, to_on=None).select_related("provider__organisation")
    named = open_ended.filter(basis=LONG_TERM_UNDER).last()
    if named is not None and first_on < named.from_on:
        return named, named.from_on - DAY
    goes = named or open_ended.exclude(provider=provider).last()
    if goes is not None:
        raise Refused(
            f"A long-term place with {goes.place.name} is named from "
            f"{plain_day(date.fromisoformat(way.named.facts['starts_on']))}. “Look for another place” first, or name "
            "another.",
            field="starts_on",
        )
    return None, None


def leave(case: Case, *, on: date, by: User | None) -> None:
    """The place that was named last comes to nothing: where it has not begun by a day it never was, and the interim
    places that ended for it go on. One that has begun is left as it is, so that nobody loses education by it."""
    for offer in places_of(case).filter(basis=LONG_TERM_UNDER, from_on__gt=on):
        drop_offer(offer, by=by)
        named = [one.facts for one in happenings(case) if one.step == "name_place"]
        stood = {one["key"]: one for one in (named[-1].get(ENDED, []) if named else [])}
        last_on = offer.from_on - DAY
        now = {one.key: one for one in places_of(case).select_related("provider", "school")}
        for key, one in stood.items():
            if key not in now or now[key].to_on == last_on:
                # Where something else is arranged on those days by now, that stands.
                with suppress(Refused):
                    giving_back.stand(case, one, now.get(key), by=by)
        for key, found in now.items():
            # Arranged since, until the place that was to come.
            if key not in stood and found.to_on == last_on:
                with suppress(Refused):
                    end_offer(found, to_on=None, by=by)


def follow(case: Case, event: Event, by: User | None) -> None:
    """The place follows a step: with a provider that refuses it ends, and one that takes the child after all gives it
    again."""
    if event.step in {REFUSED, LOOKED_AGAIN}:
        leave(case, on=event.on, by=by)
    if event.step == REFUSED:
        for offer in places_of(case).filter(Q(to_on=None) | Q(to_on__gt=event.on), basis=LONG_TERM_UNDER):
            end_offer(offer, to_on=event.on, by=by)
    way = latest_way_of(case)
    if event.step not in TAKES_AFTER_ALL or way.named is None or way.is_refused:
        return
    facts = way.named.facts
    provider = Provider.objects.filter(key=facts.get("provider", "")).first()
    first_on = max(date.fromisoformat(facts["starts_on"]), event.on)
    if provider is not None and goes_on(case, provider, first_on) is None:
        today = london_day(event.at)
        end_before(case, provider, first_on, today=today, by=by)
        _place(case, provider, first_on, facts, by=by, today=today)
