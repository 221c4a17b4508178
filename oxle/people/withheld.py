"""Finds in a text what the person who will read it must not be told: where somebody lives, and how to reach them.

A record says that an address is withheld. But officers type and schools scan, and both can write one where nobody
expects it. So the words of a letter are searched before it is released, and the pages of a court bundle before it is
kept. Finding too much costs a second look; finding too little once cost a family its refuge.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oxle.people.letters import addresses_withheld_from
from oxle.people.models import Address, Adult, Child
from oxle.people.names import search_words

# Shorter pieces, such as “Flat 2”, are in half of all papers.
SHORTEST = 7
SHORTEST_PHONE = 8
# People write these either way. “St” is a saint's too: both are read as one word.
WRITTEN_OUT = {
    "av": "avenue", "ave": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "ho": "house", "hse": "house", "la": "lane", "ln": "lane", "pk": "park", "pl": "place",
    "rd": "road", "saint": "street", "sq": "square", "st": "street", "ter": "terrace", "terr": "terrace", "wy": "way",
}  # fmt: skip
# A text as it is searched: words without capitals, accents or punctuation.
Words = tuple[str, ...]


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


def withheld_from(reader: Adult | None, child: Child, *, public: Iterable[str] = ()) -> Secrets:
    """What records withhold from the reader of a letter about a child; None for one that is no adult of the family.

    With an address goes how to reach the adult who lives there. `public` is what everybody may know, such as the
    council's own address.
    """
    hidden = addresses_withheld_from(reader, child)
    own = [] if reader is None else [way for row in reader.addresses.filter(to_on=None) for way in ways_of_address(row)]
    adults = {row.adult_id: row.adult for row in hidden if row.adult}
    return secrets(addresses=hidden, adults=adults.values(), known=[*own, *(words_of(text) for text in public)])


def ways_of_address(row: Address) -> Iterator[Words]:
    """How an address may be written so that somebody finds it: its street line, each line with a number, its postcode.

    A town alone tells nothing.
    """
    lines = [words for line in re.split(r"[\n,]", row.lines) if (words := words_of(line))]
    long = [words for words in lines if len("".join(words)) >= SHORTEST]
    for number, words in enumerate(long):
        if number == 0 or any(sign.isdigit() for sign in "".join(words)):
            yield words
    if len(lines) > 1:
        yield lines[0] + lines[1]
    if row.postcode:
        yield words_of(row.postcode)


def ways_of_phone(phone: str) -> Iterator[Words]:
    """How a telephone number may be written, from within the country or from abroad; nothing for too few digits."""
    number = re.sub(r"^(00)?(44)?0?", "", re.sub(r"\D", "", phone))
    if len(number) >= SHORTEST_PHONE:
        yield from ((f"{prefix}{number}",) for prefix in ("0", "44", "440", "0044"))


def words_of(text: str) -> Words:
    """The words of a text as they are compared, with what is often shortened written out."""
    return tuple(WRITTEN_OUT.get(word, word) for word in search_words(text))


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
