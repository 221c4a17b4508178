"""Children we may already hold under another record. A person decides; nothing is ever merged by the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from oxle.accounts.visibility import visible_to
from oxle.people.models import Adult, Child
from oxle.people.names import search_words
from oxle.people.search_index import postcode_words
from oxle.people.sounds import sound_codes
from oxle.people.upn import looks_like_upn

MOST_SHOWN = 20
MOST_WEIGHED = 300
# A record that may not be opened is mentioned only when whole name and birthday or UPN agree, and never by which:
# otherwise birthdays could be guessed at.
TELLING = 7
UNSAID = "It agrees in name and date of birth, or in UPN"


@dataclass(frozen=True)
class Duplicate:
    """A record that may be the same child, and why. `child` is None when this person may not open it."""

    child: Child | None
    key: str
    reasons: tuple[str, ...]
    strength: int


@dataclass(frozen=True)
class Described:
    """A child as described by the person who is about to add a record, folded for comparing."""

    given: list[str]
    family: list[str]
    born_on: date | None
    upn: str
    postcode: str


def possible_duplicates(
    user: Any,
    *,
    given: str,
    family: str,
    born_on: date | None,
    upn: str = "",
    postcode: str = "",
    apart_from: Child | None = None,
) -> list[Duplicate]:
    """Records that may be this child, the likeliest first: by UPN, by birthday and name, by name and postcode.

    A record that the person may not open is listed too, without saying whose it is: a second record of a restricted
    child would be worse. `born_on` is None where nobody knows it. One query.
    """
    upn = "".join(upn.split()).upper()
    described = Described(
        given=search_words(given),
        family=search_words(family),
        born_on=born_on,
        upn=upn if looks_like_upn(upn) else "",
        postcode=postcode_words(postcode.lower())[0] if postcode.strip() else "",
    )
    rows = Child.objects.filter(_may_be(described), merged_into=None)
    if apart_from:
        rows = rows.exclude(pk=apart_from.pk)
    openable = Q(pk__in=visible_to(user, Child).values("pk"))
    listed = []
    for child in rows.annotate(openable=openable).order_by("sort_name", "pk")[:MOST_WEIGHED]:
        reasons = _reasons(child, described)
        strength = sum(weight for _, weight in reasons)
        if reasons and child.openable:
            listed.append(Duplicate(child, child.key, tuple(words for words, _ in reasons), strength))
        elif strength >= TELLING:
            listed.append(Duplicate(None, child.key, (UNSAID,), strength))
    return sorted(listed, key=lambda one: -one.strength)[:MOST_SHOWN]


def possible_adults(user: Any, *, given: str, family: str) -> list[Adult]:
    """Adults we hold, and this person may see, whose name is the same. One query."""
    return adults_called(user, [(given, family)])[0]


def adults_called(user: Any, names: Iterable[tuple[str, str]]) -> list[list[Adult]]:
    """For each given and family name, the adults we hold, and this person may see, of that name. One query for all."""
    wanted = [[f" {word} " for word in (*search_words(given)[:1], *search_words(family))] for given, family in names]
    called = [Q(*(Q(search_text__contains=word) for word in words)) for words in wanted if words]
    rows = list(visible_to(user, Adult).filter(_any(called)).order_by("sort_name", "pk")[:MOST_WEIGHED])
    return [
        [adult for adult in rows if words and all(word in adult.search_text for word in words)][:MOST_SHOWN]
        for words in wanted
    ]


def _may_be(described: Described) -> Q:
    """Which rows are worth weighing; wider than what is listed."""
    birthdays = [described.born_on, _swapped(described.born_on)] if described.born_on else []
    found = Q(born_on__in=birthdays)
    full_name = Q()
    for word in (*described.given[:1], *described.family):
        full_name &= Q(search_text__contains=f" {word} ")
    if full_name:
        found |= full_name
    if described.upn:
        found |= Q(upn=described.upn) | Q(former_upn=described.upn)
    if described.postcode:
        given = _any([Q(search_text__contains=f" {word} ") for word in described.given])
        found |= Q(search_text__contains=f" {described.postcode} ") & given
    return found


def _reasons(child: Child, described: Described) -> list[tuple[str, int]]:
    """Why a row may be the child, each with its weight; empty when nothing but a birthday agrees."""
    reasons = []
    if described.upn and child.upn == described.upn:
        reasons.append(("The same UPN", 10))
    elif described.upn and child.former_upn == described.upn:
        reasons.append(("The UPN is this child’s former one", 9))
    names = _name_reason(child, described)
    same_day = child.born_on == described.born_on
    swapped = not same_day and described.born_on is not None and child.born_on == _swapped(described.born_on)
    if names and same_day:
        reasons.append((f"{names[0]} and the same date of birth", names[1] + 3))
    elif names and swapped:
        reasons.append((f"{names[0]}, and the date of birth with day and month the other way round", names[1] + 2))
    elif names and names[1] >= 4:
        reasons.append((f"{names[0]}, but another date of birth" if described.born_on else names[0], 1))
    if described.postcode and f" {described.postcode} " in child.search_text and names:
        reasons.append(("The same postcode", 2))
    return reasons


def _name_reason(child: Child, described: Described) -> tuple[str, int] | None:
    text, heard = child.search_text, child.search_sounds

    def held(words: list[str]) -> bool:
        return bool(words) and all(f" {word} " in text for word in words)

    def sounds(words: list[str]) -> bool:
        return bool(words) and all(
            f" {word} " in text or any(f" {code} " in heard for code in sound_codes(word)) for word in words
        )

    given, family = described.given[:1], described.family
    if held(described.given) and held(family):
        return "The same name", 5
    if held(given) and held(family):
        return "The same first and family names", 4
    if sounds(given) and sounds(family):
        return "A name that sounds the same", 3
    if held(family):
        return "The same family name", 1
    if held(given):
        return "The same first name", 1
    return None


def _any(tests: list[Q]) -> Q:
    either = Q(pk__in=[])
    for test in tests:
        either |= test
    return either


def _swapped(day: date) -> date:
    """The date with day and month exchanged, as a form in American order would have it; else the date itself."""
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return day
