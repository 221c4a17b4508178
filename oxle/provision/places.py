"""How many places a provider has, has given and has free, for each day of the week."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from oxle.provision.models import DAYS_A_WEEK, WEEKDAYS, Offer, Provider

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Places:
    """The places of one day of the week: how many there are, how many children have one, and how many one that only
    begins later."""

    weekday: str
    there: int
    taken: int
    reserved: int = 0

    @property
    def free(self) -> int:
        """How many are free; never fewer than none, also where a provider has cut its places since."""
        return max(0, self.there - self.taken)


def places_on(providers: Collection[Provider], on: date) -> dict[int, list[Places]]:
    """The places of each provider on a day, Monday to Friday, by its primary key. One query for them all."""
    offers: dict[int, list[Offer]] = {provider.pk: [] for provider in providers}
    for offer in _between(list(offers), on, None):
        offers[offer.provider_id].append(offer)
    return {
        provider.pk: [_of_day(provider, number, offers[provider.pk], on) for number in range(DAYS_A_WEEK)]
        for provider in providers
    }


def _of_day(provider: Provider, weekday: int, offers: Iterable[Offer], on: date) -> Places:
    """Who has one already and goes on with other hours later takes no second one."""
    mine = [offer for offer in offers if is_on(offer, weekday)]
    there = {offer.child_id for offer in mine if offer.from_on <= on}
    later = {offer.child_id for offer in mine} - there
    return Places(WEEKDAYS[weekday], provider.places[weekday], len(there), len(later))


def full_days(provider: Provider, wanted: Iterable[int], first: date, last: date | None) -> list[str]:
    """Of some days of the week (0 is Monday), those on which some week of a period has no place left. One query.

    Without a last day: as long as any offer made so far runs.
    """
    offers = list(_between([provider.pk], first, last))
    # The most children at once are there on the first such day after one of them began.
    begins = {first, *(offer.from_on for offer in offers if offer.from_on > first)}
    return [
        WEEKDAYS[weekday]
        for weekday in sorted(set(wanted))
        if any(
            sum(1 for offer in offers if is_on(offer, weekday) and _covers(offer, day)) >= provider.places[weekday]
            for day in {_next(weekday, begun) for begun in begins}
            if last is None or day <= last
        )
    ]


def is_on(offer: Offer, weekday: int) -> bool:
    """Whether an offer has a session on a day of the week (0 is Monday)."""
    return any(offer.minutes[2 * weekday : 2 * weekday + 2])


def days_of(minutes: Collection[int]) -> list[int]:
    """The days of the week on which there is a session, of an offer's ten sessions (0 is Monday)."""
    return [number for number in range(DAYS_A_WEEK) if any(list(minutes)[2 * number : 2 * number + 2])]


def _between(providers: Iterable[int], first: date, last: date | None) -> Iterable[Offer]:
    until = Q() if last is None else Q(from_on__lte=last)
    return Offer.objects.filter(until, provider__in=providers).exclude(to_on__lt=first)


def _covers(offer: Offer, day: date) -> bool:
    return offer.from_on <= day and (offer.to_on is None or day <= offer.to_on)


def _next(weekday: int, on: date) -> date:
    """The first such day of the week on or after a day."""
    return on + (weekday - on.weekday()) % 7 * DAY
