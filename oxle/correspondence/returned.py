"""Post that came back undelivered: what is said of the address on a record, and before the next letter goes there."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from oxle.accounts.models import Organisation
from oxle.accounts.permissions import read
from oxle.correspondence.models import Letter
from oxle.people.address_words import Words, words_of
from oxle.people.models import Address, Adult
from oxle.schooldays.wording import plain_day


def last_from(recipient: Adult | Organisation, address: str) -> Letter | None:
    """The last letter to a recipient that came back from an address, given as it stands on a letter; None if none."""
    to = {"adult": recipient} if isinstance(recipient, Adult) else {"organisation": recipient}
    place = _place(address)
    return next((letter for letter in _newest_first().filter(**to) if _place(letter.address) == place), None)


def since_release(letters: Iterable[Letter], on: date) -> dict[int, Letter]:
    """By letter, the last that came back by a day from where it goes, since it was released. One query for them all."""
    each = list(letters)
    to = Q(adult__in={one.adult_id for one in each} - {None})
    to |= Q(organisation__in={one.organisation_id for one in each} - {None})
    came = list(_newest_first().filter(to, returned_on__lte=on))
    found = {}
    for letter in each:
        recipient, place = (letter.adult_id, letter.organisation_id), _place(letter.address)
        for one in came:
            same = (one.adult_id, one.organisation_id) == recipient and _place(one.address) == place
            if same and one.returned_at > letter.released_at:
                found.setdefault(letter.pk, one)
    return found


def same_place(address: str, other: str) -> bool:
    """Whether two addresses, each given as it stands on a letter, are one, however they are written."""
    return _place(address) == _place(other)


def sentence(letter: Letter) -> str:
    """That post came back, when and why, in words that tell no address."""
    return f"Post came back on {plain_day(letter.returned_on)}: {why(letter)}."


def why(letter: Letter) -> str:
    """Why a letter came back, within a sentence and without what somebody typed about it."""
    words = letter.get_returned_because_display()
    return words[0].lower() + words[1:]


def said_of(user: Any, addresses: Iterable[Address]) -> dict[int, str]:
    """Of which of these addresses of adults post came back, as one person may know it. One query for them all."""
    theirs = [address for address in addresses if address.adult_id]
    if not theirs or not user.can(read("letters")):
        return {}
    came: dict[tuple[int | None, Words], Letter] = {}
    for letter in _newest_first().filter(adult__in={address.adult_id for address in theirs}):
        came.setdefault((letter.adult_id, _place(letter.address)), letter)
    found = {address.pk: came.get((address.adult_id, _words(address))) for address in theirs}
    return {pk: sentence(letter) for pk, letter in found.items() if letter}


def _newest_first() -> QuerySet[Letter]:
    came_back = Letter.objects.filter(state=Letter.State.RETURNED).order_by("-returned_on", "-pk")
    return came_back.only("adult", "organisation", "address", "returned_on", "returned_at", "returned_because")


def _place(address: str) -> Words:
    # The first line is the recipient, who may have changed their name since.
    return words_of("\n".join(address.splitlines()[1:]))


def _words(address: Address) -> Words:
    return words_of(f"{address.lines}\n{address.postcode}")
