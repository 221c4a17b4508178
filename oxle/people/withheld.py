"""Finds in a text what the person who will read it must not be told: where somebody lives, and how to reach them.

A record says that an address is withheld. But officers type and schools scan, and both can write one where nobody
expects it. So the words of a letter are searched before it is released, and the pages of a court bundle before it is
kept. Finding too much costs a second look; finding too little once cost a family its refuge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from oxle.people.address_words import Words, ways_of_address, ways_of_phone, words_of
from oxle.people.letters import addresses_withheld_from
from oxle.people.models import Address, Adult, Child
from oxle.people.names import search_words


@dataclass(frozen=True)
class Secret:
    """One thing not to be told: whose it is, in words that may be shown to an officer, and how it may be written."""

    whose: str
    ways: tuple[Words, ...]


@dataclass(frozen=True)
class Secrets:
    """What one reader must not be told. `known` is what they know anyway, such as their own address."""

    secrets: tuple[Secret, ...]
    known: tuple[Words, ...] = ()

    def told_in(self, text: str) -> list[str]:
        """Whose secrets a text tells, however it is spaced, broken into lines, shortened or written in capitals."""
        readings = [(reading, self._known_in(reading)) for reading in _readings(text)]
        return [secret.whose for secret in self.secrets if any(_tells(secret, *reading) for reading in readings)]

    def _known_in(self, reading: str) -> list[tuple[int, int]]:
        return [match.span() for words in self.known for match in _pattern(words).finditer(reading)]


def secrets(*, addresses: Iterable[Address], adults: Iterable[Adult], known: Iterable[Words]) -> Secrets:
    """These addresses, and the e-mail addresses and telephone numbers of these adults, less what the reader knows."""
    known = tuple(known)
    found = [Secret(f"the address of {row.adult or row.child}", tuple(ways_of_address(row))) for row in addresses]
    for adult in adults:
        if adult.email:
            found.append(Secret(f"the e-mail address of {adult}", (words_of(adult.email),)))
        found.append(Secret(f"the telephone number of {adult}", tuple(ways_of_phone(adult.phone))))
    # What is part of the reader's own address stands on every letter to them, and tells them nothing.
    left = [Secret(one.whose, tuple(way for way in one.ways if not _is_part(way, known))) for one in found]
    return Secrets(tuple(one for one in left if one.ways), known)


def withheld_from(reader: Adult | None, child: Child) -> Secrets:
    """What records withhold from the reader of a letter about a child; None for one who is no adult of the family.

    With an address goes how to reach the adult who lives there.
    """
    hidden = addresses_withheld_from(reader, child)
    own = [] if reader is None else [way for row in reader.addresses.filter(to_on=None) for way in ways_of_address(row)]
    adults = {row.adult_id: row.adult for row in hidden if row.adult}
    return secrets(addresses=hidden, adults=adults.values(), known=own)


def _readings(text: str) -> tuple[str, str]:
    # A PDF's text may part a word anywhere, so spaces count for nothing; and then a word may not look shortened.
    return "".join(words_of(text)), "".join(search_words(text))


def _tells(secret: Secret, reading: str, known: list[tuple[int, int]]) -> bool:
    return any(
        not any(first <= match.start() and match.end() <= last for first, last in known)
        for words in secret.ways
        for match in _pattern(words).finditer(reading)
    )


def _is_part(way: Words, known: Iterable[Words]) -> bool:
    length = len(way)
    return any(words[first : first + length] == way for words in known for first in range(len(words) - length + 1))


def _pattern(words: Words) -> re.Pattern[str]:
    # “1 High Street” is not told by “21 High Street”.
    way = "".join(words)
    return re.compile(
        ("(?<![0-9])" if way[0].isdigit() else "") + re.escape(way) + ("(?![0-9])" if way[-1].isdigit() else "")
    )
