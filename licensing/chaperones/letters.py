"""Our letters to a chaperone: what each must know. Their wording, versioned, is with the templates."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from licensing.chaperones import rules
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import LetterKind, kinds_of

# The role of whoever applied.
CHAPERONE = "chaperone"

_kind = kinds_of("licensing", released_with=release("licensing_letters"), about_reader=True)

SOURCE = rules.REGULATION
REASONS = {"reasons": "the reasons", "decided_on": "the day of the decision"}
NUMBERED = {"number": "the number of the approval"}
VALID = {
    **NUMBERED,
    "until_on": "the last day of the approval",
    "most": "how many children at once",
    "check_address": "where anybody can check it",
}

RECEIVED = _kind("chaperone_received", "Your application to be a chaperone", SOURCE, {"received_on": "the day it came"})
LACKING = _kind(
    "chaperone_lacking", "Your application to be a chaperone is not complete", SOURCE, {"reasons": "what is lacking"}
)
APPROVED = _kind(
    "chaperone_approved", "Your approval as a chaperone", SOURCE, VALID, may_say={"conditions": "the conditions"}
)
REFUSED = _kind("chaperone_refused", "We do not approve you as a chaperone", SOURCE, REASONS)
REMINDER = _kind(
    "chaperone_reminder", "Your approval as a chaperone ends soon", SOURCE,
    {**NUMBERED, "until_on": "the last day of the approval"}, announces=("until_on",),
)  # fmt: skip
SUSPENDED = _kind("chaperone_suspended", "Your approval as a chaperone is suspended", SOURCE, {**NUMBERED, **REASONS})
RESTORED = _kind("chaperone_restored", "Your approval as a chaperone is valid again", SOURCE, {**NUMBERED, **REASONS})
REVOKED = _kind("chaperone_revoked", "We revoke your approval as a chaperone", SOURCE, {**NUMBERED, **REASONS})
LAPSED = _kind(
    "chaperone_lapsed", "Your approval as a chaperone has ended", SOURCE,
    {**NUMBERED, "until_on": "the last day of the approval"},
)  # fmt: skip
ALL = (RECEIVED, LACKING, APPROVED, REFUSED, REMINDER, SUSPENDED, RESTORED, REVOKED, LAPSED)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Each goes to the chaperone, and to nobody else."""
    to = case.parties.filter(role=CHAPERONE, to_on=None).select_related("adult").first() if kinds else None
    return [(kind, to) for kind in kinds if to]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the register as it stands and the step that calls for it."""
    known: dict[str, Any] = {
        "received_on": event.on.isoformat(),
        "reasons": event.reason,
        "decided_on": event.on.isoformat(),
    }
    # With its first letter the case has no entry of the register yet.
    entry = getattr(case, "chaperone", None)
    if entry is not None and entry.number:
        known |= {
            "number": entry.number,
            "until_on": entry.until_on.isoformat() if entry.until_on else "",
            "conditions": entry.conditions,
            "most": str(entry.most_children or rules.MOST_CHILDREN.on(event.on)),
        }
        path = reverse("licensing:chaperone_validity", args=[entry.number, entry.secret])
        known["check_address"] = f"{settings.BASE_URL}{path}"
    said = {*kind.needs, *kind.may_say}
    return {name: value for name, value in known.items() if value and name in said}
