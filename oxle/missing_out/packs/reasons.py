"""Of which reasons for being on the register a person may know, and which nobody outside the service learns."""

from collections.abc import Collection

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment
from oxle.cases import duties
from oxle.cases.permissions import knows_of
from oxle.missing_out.register import IN_CONFIDENCE


class KnownReasons:
    """Of which of the reasons for being on the register a person may know, asked once for all rows."""

    def __init__(self, user: User) -> None:
        self.known: dict[str, bool] = {}
        pathways = {one.key: one for one in duties.pathways()}
        for duty in duties.duties():
            for one in duty.missing_out:
                known = knows_of(user, pathways[one.pathway])
                self.known[one.kind] = self.known.get(one.kind, False) or known

    def said(self, kinds: Collection[str]) -> tuple[str, ...]:
        """The reasons of a row as this person may read them, as the register words them."""
        return tuple(dict.fromkeys(one if self.known.get(one, True) else IN_CONFIDENCE for one in kinds))


def in_confidence() -> set[str]:
    """The reasons that a pathway in confidence gives."""
    secret = {one.key for one in duties.pathways() if one.compartment != Compartment.ORDINARY}
    return {one.kind for duty in duties.duties() for one in duty.missing_out if one.pathway in secret}
