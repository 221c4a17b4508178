"""Each letter of a duty can be read and let go by somebody who works on that duty: it never waits for strangers."""

import pytest

from oxle.accounts.permissions import Compartment, Permission, Verb, read
from oxle.accounts.roles import COUNCIL, ROLES
from oxle.correspondence.kinds import KINDS, LetterKind

OURS = [role for role in ROLES.values() if role.at == COUNCIL]
# We word these for a head, who signs and sends them: the council has none to let go.
A_HEADS = {"exclusions.head_suspension", "exclusions.head_permanent", "exclusions.off_site_notice"}
LETTERS = [kind for key, kind in KINDS.items() if key not in A_HEADS]


@pytest.mark.parametrize("kind", LETTERS, ids=lambda kind: kind.key)
def test_somebody_who_works_on_a_duty_reads_and_releases_its_letters(kind: LetterKind) -> None:
    works = {Permission(Verb.WRITE, kind.area, compartment) for compartment in (Compartment.ORDINARY, kind.compartment)}
    needed = {read("letters"), kind.read_with, kind.released_with}
    able = [role.key for role in OURS if needed <= role.permissions and works & role.permissions]
    assert able, f"nobody who works on {kind.area} releases it"
