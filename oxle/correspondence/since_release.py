"""What happened between the release of a letter and its posting, and keeps it back until somebody has looked at it.

The text and the address of a letter are fixed when it is released, and it may lie for days before it is posted. Where
its reader has moved, where the place is now withheld from them, where post came back from it or where two people must
now release what one did, it waits: it is withdrawn and drafted again, or somebody says why it goes all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from oxle.core.errors import Refused
from oxle.correspondence import contents, hooks, returned
from oxle.correspondence.cautions import cautions_of_each
from oxle.correspondence.models import Letter
from oxle.correspondence.rules import SECOND_PERSON
from oxle.people.letters import homes
from oxle.people.queries import Standing, standings

MOVED = "Since its release another address has been recorded for whom it goes to."
ENDED = "Since its release the address that it goes to has ended."
WITHHELD = "Since its release the address that it goes to has been withheld from whom it goes to."
TWO = "Two people must now release it, and one did."
WAY_ON = "Withdraw it and draft it again, or say why it goes all the same."
WAY_ON_FOR_ANOTHER = (
    "Withdraw it and draft it again, or let a colleague who releases letters say why it goes all the same."
)


@dataclass(frozen=True)
class Since:
    """What happened since a letter's release, in sentences that tell no address.

    `mark` is another one whenever anything else happens. `for_another`: whoever released it cannot say that it goes.
    """

    told: tuple[str, ...]
    mark: str
    for_another: bool

    @property
    def sentence(self) -> str:
        """Why the letter waits, and the way on."""
        return " ".join([*self.told, WAY_ON_FOR_ANOTHER if self.for_another else WAY_ON])


def kept_back(letters: Sequence[Letter], on: date) -> dict[int, str]:
    """By letter, why it may not leave on a day; the others are not named. As many queries for one as for many."""
    since = {pk: one.sentence for pk, one in happened(letters, on).items()}
    return since | hooks.kept_back(letters, on)


def happened(letters: Sequence[Letter], on: date) -> dict[int, Since]:
    """By letter, what happened to it by a day since it was released, and nobody has said that it goes all the same.

    Only letters that are released and not sent are asked about.
    """
    waiting = [letter for letter in letters if letter.state in {Letter.State.RELEASED, Letter.State.RENDERED}]
    if not waiting:
        return {}
    to_adults = [letter for letter in waiting if letter.adult_id and letter.child_id]
    stand = standings([(letter.adult, letter.child) for letter in to_adults], on)
    about_reader = [letter.adult_id for letter in waiting if letter.adult_id and not letter.child_id]
    lives = homes(about_reader, on) if about_reader else {}
    cautions = cautions_of_each(to_adults, stand, on) if SECOND_PERSON.on(on) else {}
    came_back = returned.since_release(waiting, on)
    found = {}
    for letter in waiting:
        standing = stand.get((letter.adult_id, letter.child_id))
        if letter.adult_id and not letter.child_id:
            # It is about whoever gets it: nothing of a family is told.
            standing = Standing(lives.get(letter.adult_id), withheld=False, cautions=())
        one = _since(letter, standing, cautions.get(letter.pk, []), came_back.get(letter.pk))
        if one.told and one.mark != letter.despite_change_mark:
            found[letter.pk] = one
    return found


def _since(letter: Letter, standing: Standing | None, cautions: Sequence[str], came_back: Letter | None) -> Since:
    now, told = _address_now(letter, standing)
    withheld = [WITHHELD] if standing and standing.withheld and told != [MOVED] else []
    if came_back is not None:
        told.append(returned.sentence(came_back))
    by_one = letter.approved_by_id in {None, letter.released_by_id}
    second = [*cautions, TWO] if cautions and by_one else []
    told = [*told, *withheld, *second]
    # Under our key: it is made of an address that not everybody may learn who reads the letter's row.
    mark = salted_hmac("oxle.correspondence.since_release", "\n".join([*told, now]), algorithm="sha256").hexdigest()
    return Since(tuple(told), mark, bool(withheld or second))


def _address_now(letter: Letter, standing: Standing | None) -> tuple[str, list[str]]:
    """Where the letter would go today, and what that says of where it goes."""
    if standing is None:
        try:
            now = contents.address_of_organisation(letter.organisation)
        except Refused:
            return "", [ENDED]
        return now, [] if returned.same_place(now, letter.address) else [MOVED]
    if standing.address is None:
        return "", [] if letter.address_reason else [ENDED]
    now = f"{letter.adult.name}\n{standing.address.lines}\n{standing.address.postcode}"
    return now, [] if returned.same_place(now, letter.address) else [MOVED]
