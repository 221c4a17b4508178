"""Addresses and telephone numbers as words that can be compared, however somebody wrote them."""

import re
from collections.abc import Iterator

from oxle.people.models import Address
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
# A text as it is compared: words without capitals, accents or punctuation.
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text, with what is often shortened written out."""
    return tuple(WRITTEN_OUT.get(word, word) for word in search_words(text))


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


def same_place(one: Address, other: Address) -> bool:
    """Whether two addresses are one place: one says no more than the other, and no two postcodes differ."""
    postcodes = {"".join(row.postcode.split()).upper() for row in (one, other)} - {""}
    shorter, longer = sorted((words_of(one.lines), words_of(other.lines)), key=len)
    return len(postcodes) < 2 and bool(shorter) and longer[: len(shorter)] == shorter
