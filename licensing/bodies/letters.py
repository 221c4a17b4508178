"""Our letters to an organisation that wants to be approved, or is. They name no child."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from licensing.bodies import rules
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

# The role of the organisation.
ORGANISATION = "organisation"

_kind = kinds_of("licensing", released_with=release("licensing_letters"), audience=Audience.ORGANISATION)

WHO = {"organisation": "the organisation"}
REASONS = {**WHO, "reasons": "the reasons", "decided_on": "the day of the decision"}
NUMBERED = {"number": "the number of the approval"}
LACKING = _kind(
    "body_lacking", "Your application for the approval of your organisation is not complete", rules.LAW,
    {**WHO, "reasons": "what is lacking"},
)  # fmt: skip
APPROVED = _kind(
    "body_approved",
    "Approval of your organisation (BOPA)",
    rules.LAW,
    {
        **WHO,
        **NUMBERED,
        "activities": "what the children take part in",
        "places": "where",
        "from_on": "the first day of the approval",
        "until_on": "its last day",
        "reported_within": "how often it reports",
        "check_address": "where anybody can check it",
    },
    may_say={"conditions": "the conditions", "reasons": "what was changed, and why"},
)
REFUSED = _kind("body_refused", "We do not approve your organisation", rules.LAW, REASONS)
REMINDER = _kind(
    "body_reminder", "The approval of your organisation ends soon", rules.LAW,
    {**WHO, **NUMBERED, "until_on": "the last day of the approval"}, announces=("until_on",),
)  # fmt: skip
REVOKED = _kind("body_revoked", "We revoke the approval of your organisation", rules.LAW, {**REASONS, **NUMBERED})
ALL = (LACKING, APPROVED, REFUSED, REMINDER, REVOKED)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Each goes to the organisation, and to nobody else."""
    to = case.parties.filter(role=ORGANISATION, to_on=None).first() if kinds else None
    return [(kind, to) for kind in kinds if to]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the approval as it stands and the step that calls for it."""
    entry = case.body_approval
    known: dict[str, Any] = {
        "organisation": entry.organisation,
        "reasons": event.reason,
        "decided_on": event.on.isoformat(),
        "activities": entry.activities,
        "places": ", ".join(entry.places.splitlines()),
        "conditions": entry.conditions,
        "reported_within": rules.REPORTED_WITHIN.in_words(rules.REPORTED_WITHIN.on(event.on)),
    }
    if entry.number:
        path = reverse("licensing:body_validity", args=[entry.number, entry.secret])
        known |= {
            "number": entry.number,
            "from_on": entry.from_on.isoformat(),
            "until_on": entry.until_on.isoformat(),
            "check_address": f"{settings.BASE_URL}{path}",
        }
    said = {*kind.needs, *kind.may_say}
    return {name: value for name, value in known.items() if value and name in said}
