"""How provision says its figures: the hours of a week, a price, the places of a week."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from oxle.people.ages import age_on, birthday
from oxle.people.models import Child
from oxle.provision.models import SESSIONS_A_WEEK, WEEKDAYS, Charge, Provider
from oxle.provision.places import Places
from oxle.schooldays.wording import hours, listed, plain_day

# The section of the menu about children who are taught elsewhere, or go there.
PLACES = "Places"
SESSIONS = [
    (number, f"{WEEKDAYS[number // 2]} {'afternoon' if number % 2 else 'morning'}") for number in range(SESSIONS_A_WEEK)
]


def offered_as(provider: Provider, child: Child, on: date) -> str:
    """A provider's name as a form offers it for a child; and from which day it takes one who is not old enough yet."""
    if age_on(child.born_on, on) >= provider.age_from:
        return provider.name
    return (
        f"{provider.name}, from {plain_day(birthday(child.born_on, provider.age_from))} (from age {provider.age_from})"
    )


def _on(days: Sequence[str]) -> str:
    return "every day" if len(days) == len(WEEKDAYS) else f"on {listed(days)}"


def week_of(minutes: Sequence[int]) -> str:
    """How much of a week an offer is, and on which days: “12 hours 30 minutes a week, on Monday and Tuesday”."""
    days = [name for number, name in enumerate(WEEKDAYS) if any(minutes[2 * number : 2 * number + 2])]
    return f"{hours(sum(minutes))} a week" + (f", {_on(days)}" if days else "")


def price(provider: Provider) -> str:
    """What a provider costs: “£85.00 a day”; empty where nobody entered it."""
    if provider.price is None:
        return ""
    return f"£{Decimal(provider.price):,.2f} {Charge(provider.price_for).label}"


def places_in_words(one: Places) -> str:
    """The places of one day of the week: “1 free of 4, 3 taken, 1 reserved for later”."""
    reserved = f", {one.reserved} reserved for later" if one.reserved else ""
    return f"{one.free} free of {one.there}, {one.taken} taken{reserved}"


def free_places(places: Sequence[Places]) -> str:
    """The places free on each day, in a few words: “Mon 2, Tue 0, Wed 1, Thu 2, Fri 2”, or “2 every day”."""
    if len({one.free for one in places}) == 1:
        return f"{places[0].free} every day" if places[0].free else "None"
    return ", ".join(f"{one.weekday[:3]} {one.free}" for one in places)
