"""The last wall before a bundle is kept: its text is searched for what this defendant must never be told.

The bundle's own fields hold no address. But officers type, and schools scan, and both can write one where nobody
expects it. What is looked for: every address of the child and of the other adults around them, and those adults'
e-mail addresses and telephone numbers, unless the defendant lives or lived there too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from attendance.prosecution import queries
from oxle.cases.models import Case
from oxle.people.models import Address, Adult, Relationship
from oxle.people.names import search_words

# Shorter pieces, such as "Flat 2", are in half of all papers.
SHORTEST = 7
SHORTEST_PHONE = 9


@dataclass(frozen=True)
class Secret:
    """One thing not to be told: whose it is, in words that may be shown to an officer, and how it may be written."""

    whose: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A page of a bundle, counted from 1, that tells a secret."""

    page: int
    whose: str


def secrets_from(case: Case) -> list[Secret]:
    """Everything that the defendant of a case must not be told in it."""
    child, defendant = queries.child_of(case), case.adult
    around = Relationship.objects.filter(child=child).exclude(adult=defendant).values("adult")
    adults = list(Adult.objects.filter(pk__in=around).order_by("pk"))
    known = _known_to(case, defendant)
    rows = Address.objects.filter(Q(child=child) | Q(adult__in=adults)).select_related("adult", "child")
    found = []
    for row in rows:
        # What is part of the defendant's own address stands on every letter to them, and tells them nothing.
        ways = tuple(way for way in _ways_of_address(row) if not any(way in own for own in known))
        if ways:
            found.append(Secret(f"the address of {row.adult or row.child}", ways))
    for adult in adults:
        if adult.email:
            found.append(Secret(f"the e-mail address of {adult}", (_squeezed(adult.email),)))
        phone = re.sub(r"\D", "", adult.phone)
        if len(phone) >= SHORTEST_PHONE and phone not in known:
            found.append(Secret(f"the telephone number of {adult}", (phone,)))
    return found


def told_in(pages: Iterable[str], secrets: Iterable[Secret]) -> list[Told]:
    """Each secret that the text of a page tells, however it is spaced, broken into lines or written in capitals."""
    patterns = [(secret.whose, re.compile("|".join(map(_pattern, secret.ways)))) for secret in secrets]
    return [
        Told(number, whose)
        for number, text in enumerate(pages, start=1)
        for whose, pattern in patterns
        if pattern.search(_squeezed(text))
    ]


def _ways_of_address(row: Address) -> Iterator[str]:
    lines = [line for line in row.lines.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        # The street line is what tells where somebody lives; a town alone tells nothing.
        if (number == 0 or any(sign.isdigit() for sign in line)) and len(_squeezed(line)) >= SHORTEST:
            yield _squeezed(line)
    if len(lines) > 1:
        yield _squeezed(lines[0] + lines[1])
    if row.postcode:
        yield _squeezed(row.postcode)


def _known_to(case: Case, defendant: Adult) -> set[str]:
    known = {way for row in defendant.addresses.all() for way in _ways_of_address(row)}
    known |= {_squeezed(line) for line in (*settings.COUNCIL_ADDRESS, case.school.postcode)}
    known |= {_squeezed(line) for line in case.school.lines.splitlines()}
    return known | {re.sub(r"\D", "", defendant.phone)} - {""}


def _pattern(way: str) -> str:
    # "1 High Street" is not told by "21 High Street".
    return ("(?<![0-9])" if way[0].isdigit() else "") + re.escape(way) + ("(?![0-9])" if way[-1].isdigit() else "")


def _squeezed(text: str) -> str:
    return "".join(search_words(text))
