"""What whoever releases a letter to a family must know first. With any of it, two people must release the letter."""

from collections.abc import Sequence
from datetime import date

from oxle.correspondence import hooks
from oxle.correspondence.models import Letter
from oxle.people.models import VulnerabilityKind
from oxle.people.queries import Standing, cautions, vulnerabilities_of

RESTRICTED = "This child’s record is restricted."
DOMESTIC_ABUSE = "Domestic abuse is recorded in this family."


def cautions_of(letter: Letter, on: date, *, family_hides: bool | None = None) -> list[str]:
    """What whoever releases this letter must know, in sentences. With any of them, two people must release it.

    `family_hides` is `contents.Addressed.family_hides`, where the caller has the address; None looks it up.
    """
    if letter.child is None or letter.adult is None:
        return []
    told = cautions(letter.adult, letter.child, on, family_hides=family_hides)
    return [*told, *_of_the_family([letter], on)[letter.pk]]


def cautions_of_each(
    letters: Sequence[Letter], standings: dict[tuple[int, int], Standing], on: date
) -> dict[int, list[str]]:
    """`cautions_of` for many letters to adults, by letter. As many queries for one as for many."""
    more = _of_the_family(letters, on)
    return {one.pk: [*standings[one.adult_id, one.child_id].cautions, *more[one.pk]] for one in letters}


def _of_the_family(letters: Sequence[Letter], on: date) -> dict[int, list[str]]:
    vulnerable = vulnerabilities_of({letter.child for letter in letters}, on)
    said = hooks.cautioned(letters)
    found = {}
    for letter in letters:
        told = [RESTRICTED] if letter.child.restricted else []
        if any(row.kind == VulnerabilityKind.DOMESTIC_ABUSE for row in vulnerable[letter.child_id]):
            told.append(DOMESTIC_ABUSE)
        found[letter.pk] = [*told, *said[letter.pk]]
    return found
