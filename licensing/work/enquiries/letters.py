"""Our letters of an enquiry into illegal employment. They name no child to the employer, who knows whom it employs."""

from collections.abc import Sequence
from typing import Any

from licensing.employment_limits import ACT
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

# The roles of those who have a part in an enquiry.
EMPLOYER, CHILD, PARENT = "employer", "child", "parent"

_kind = kinds_of("licensing", released_with=release("licensing_letters"))
SOURCE = f"{ACT}, and the byelaws, whose text was not read"
WHAT = {
    "employer_name": "the employer",
    "place": "the place of work",
    "reasons": "what was found, and what must be done",
}

INFORMED = _kind("work_unlawful", "Children at work at your business", SOURCE, WHAT, audience=Audience.ORGANISATION)
INFORMED_PARENTS = _kind("work_unlawful_for_parents", "Your child’s work", SOURCE, WHAT)
ALL = (INFORMED, INFORMED_PARENTS)
TO = {INFORMED.key: EMPLOYER, INFORMED_PARENTS.key: PARENT}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """The employer, and the parents of the child once it is known who it is: one each."""
    parties = list(case.parties.filter(to_on=None).order_by("pk")) if kinds else []
    return [(kind, to) for kind in kinds for to in parties if to.role == TO[kind.key]]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, of the enquiry as it stands and the step that calls for it."""
    enquiry = case.work_enquiry
    return {
        "employer_name": enquiry.employer.name,
        "place": ", ".join(enquiry.place.splitlines()),
        "reasons": event.reason,
    }
