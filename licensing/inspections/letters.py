"""Our letter of what an inspection found, to the employer or the holder of the licence. It names no child."""

from collections.abc import Sequence
from typing import Any

from licensing.inspections.rules import POWERS
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

# The role of the body that is inspected.
INSPECTED = "inspected"

_kind = kinds_of("licensing", released_with=release("licensing_letters"), audience=Audience.ORGANISATION)

FINDINGS = _kind(
    "inspection_findings",
    "What we found when we visited you",
    POWERS,
    {"who": "whom we visited", "place": "the place", "visited_on": "the day of the visit", "findings": "what we found"},
    may_say={"put_right": "what must be put right", "put_right_on": "by when"},
)
ALL = (FINDINGS,)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """The body that is inspected."""
    parties = list(case.parties.filter(role=INSPECTED, to_on=None)) if kinds else []
    return [(kind, to) for kind in kinds for to in parties]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What the letter says, of the inspection as it stands and the step that calls for it."""
    inspection = case.inspection
    visited_on = inspection.visited_on
    known = {
        "who": inspection.called,
        "place": ", ".join(inspection.place.splitlines()),
        "visited_on": visited_on.isoformat() if visited_on else None,
        "findings": inspection.findings,
        "put_right": event.reason,
        "put_right_on": event.facts.get("put_right_on"),
    }
    return {name: value for name, value in known.items() if value}
