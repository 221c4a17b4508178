"""What higher layers know of letters and do when one goes out or comes back: they add a function here when they start.

Those that are told are called as `hook(letter, by=user, on=today)`, inside the letter's own transaction, so that the
letter and the clock that runs from it stand or fall together: a clock runs from sending or service, never from a click.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from oxle.accounts.models import Organisation, User
from oxle.correspondence.models import Letter


class Hook(Protocol):
    """A function that is told of a letter, of who acted, and of the day on which they did."""

    def __call__(self, letter: Letter, *, by: User, on: date) -> None: ...


class KeepsBack(Protocol):
    """A function that says which of some letters may not leave on a day: by letter, why, in a sentence."""

    def __call__(self, letters: Sequence[Letter], on: date) -> Mapping[int, str]: ...


class Cautions(Protocol):
    """A function that says of some letters, in sentences, what whoever releases them to adults must know: by letter."""

    def __call__(self, letters: Sequence[Letter]) -> Mapping[int, Sequence[str]]: ...


class Teams(Protocol):
    """A function that says which team a letter comes from; None where it does not know the letter."""

    def __call__(self, letter: Letter) -> Organisation | None: ...


# Asked where nobody signs a letter, or who signs gives no telephone number.
teams: list[Teams] = []
# Asked when a letter to an adult is released, and again before it leaves: with any caution two people must release it.
cautions: list[Cautions] = []
# Asked before a letter is released, printed for the post or recorded as sent.
keeps_back: list[KeepsBack] = []
# The letter is recorded as sent: `sent_on`, `method` and `deemed_served_on` are known.
letter_sent: list[Hook] = []
# The day or the method of sending, or the proof of service, was put right or added afterwards; or that it came back.
letter_corrected: list[Hook] = []
# The letter was recorded as come back undelivered: its day of deemed service no longer counts.
letter_returned: list[Hook] = []
# The letter was withdrawn before it was sent.
letter_withdrawn: list[Hook] = []


def call(hooks: list[Hook], letter: Letter, *, by: User, on: date) -> None:
    """Tell every registered function about a letter."""
    for hook in hooks:
        hook(letter, by=by, on=on)


def team_of(letter: Letter) -> Organisation | None:
    """Which team a letter comes from, if a higher layer knows."""
    return next((team for hook in teams if (team := hook(letter)) is not None), None)


def kept_back(letters: Sequence[Letter], on: date) -> dict[int, str]:
    """By letter, why it may not leave on a day; the others are not named. As many queries for one as for many."""
    reasons: dict[int, str] = {}
    for hook in keeps_back:
        reasons |= hook(letters, on)
    return reasons


def cautioned(letters: Sequence[Letter]) -> dict[int, list[str]]:
    """By letter, what higher layers say must be known. As many queries for one as for many."""
    told: dict[int, list[str]] = {letter.pk: [] for letter in letters}
    for hook in cautions:
        for letter, sentences in hook(letters).items():
            told[letter].extend(sentences)
    return told
