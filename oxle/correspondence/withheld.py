"""Withheld addresses in letters: what the recipient must not be told, and what not every reader in the council."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from oxle.accounts.visibility import NOTHING
from oxle.correspondence import contents
from oxle.correspondence.models import Letter
from oxle.people.models import Address
from oxle.people.visibility import may_see_withheld
from oxle.people.withheld import Secrets, secrets, withheld_from

ADDRESS = "(an address that is withheld)"
UNSHOWN = "(Not shown: it tells an address that is withheld.)"


def told_by(letter: Letter) -> list[str]:
    """A sentence for each thing that a letter tells and that records withhold from its recipient.

    Searched is what somebody typed, the own paragraph and the letter's values: the wording around them is ours.
    """
    if letter.child is None:
        return []
    hidden = withheld_from(letter.adult, letter.child)
    told = dict.fromkeys(whose for text in _typed(letter) for whose in hidden.told_in(text))
    return [f"The letter tells {whose}, which its recipient must not learn. Take it out first." for whose in told]


def hidden_from(user: Any) -> Q:
    """The letters of which a person may not learn where they go: their recipient has, or had, a withheld address."""
    if may_see_withheld(user):
        return NOTHING
    return Q(Exists(Address.objects.filter(adult=OuterRef("adult"), withheld=True)))


def hides_address(user: Any, letter: Letter) -> bool:
    """Whether a person who may work on a letter may not learn where it goes: neither from its text nor its PDF."""
    return Letter.objects.filter(hidden_from(user), pk=letter.pk).exists()


def typed_address(letter: Letter) -> bool:
    """Whether somebody typed the recipient's withheld address into what the letter says."""
    own = _own(letter)
    return any(own.told_in(text) for text in _typed(letter))


def unaddressed(letter: Letter, text: str) -> str:
    """A text of the letter's record, such as the proof of service, or that it is not shown to who may not read it."""
    return UNSHOWN if _own(letter).told_in(text) else text


def html_without_address(letter: Letter, *, on: date) -> str:
    """What the letter says, for a person who may not learn where it goes."""
    if typed_address(letter):
        return f"<!DOCTYPE html><html lang='en-GB'><title>Not shown</title><p>{UNSHOWN}</p></html>"
    address = f"{letter.recipient_name}\n{ADDRESS}"
    return contents.html_of(letter, on=letter.released_on or on, address=address, draft=letter.released_at is None)


def _own(letter: Letter) -> Secrets:
    rows = letter.adult.addresses.filter(withheld=True).select_related("adult") if letter.adult else ()
    return secrets(addresses=rows, adults=(), known=())


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
