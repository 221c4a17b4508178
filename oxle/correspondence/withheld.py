"""Withheld addresses in letters: what the recipient must not be told, and what not every reader in the council."""

from collections.abc import Iterator
from typing import Any

from oxle.correspondence.models import Letter
from oxle.people.withheld import withheld_from


def told_by(letter: Letter) -> list[str]:
    """A sentence for each thing that a letter tells and that records withhold from its recipient.

    Searched is what somebody typed, the own paragraph and the letter's values: the wording around them is ours.
    """
    if letter.child is None:
        return []
    hidden = withheld_from(letter.adult, letter.child)
    told = dict.fromkeys(whose for text in _typed(letter) for whose in hidden.told_in(text))
    return [f"The letter tells {whose}, which its recipient must not learn. Take it out first." for whose in told]


def _typed(letter: Letter) -> Iterator[str]:
    yield letter.own_paragraph
    yield from _texts(letter.context)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
