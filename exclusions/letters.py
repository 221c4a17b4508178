"""Every letter of the duty: each part says of its own whom it goes to and what it knows."""

from collections.abc import Sequence
from typing import Any

from exclusions import head_letters
from exclusions.off_site import letters as off_site
from exclusions.permanent import letters as permanent
from exclusions.placement import letters as placement
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind

ALL = (*permanent.ALL, *placement.ALL, *head_letters.ALL, *off_site.ALL)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each."""
    of_a_place = [kind for kind in kinds if kind in placement.ALL]
    others = [kind for kind in kinds if kind not in placement.ALL]
    return [
        *(permanent.recipients(others, case, party, event) if others else ()),
        *(placement.recipients(of_a_place, case, party, event) if of_a_place else ()),
    ]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says."""
    part = placement if kind in placement.ALL else permanent
    return part.context(kind, case, party, event)
