"""Our letters about a work permit: what each must know. Their wording, versioned, is with the templates."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from licensing.employment_limits import ACT
from licensing.work import hours, reading
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

# The roles of those who have a part in a case.
EMPLOYER, PARENT, SCHOOL = "employer", "parent", "school"

_kind = kinds_of("licensing", released_with=release("licensing_letters"))
_to_body = {"audience": Audience.ORGANISATION}

WHAT = {"employer_name": "the employer", "job": "the job"}
PARTICULARS = {
    **WHAT,
    "place": "the place of work",
    "hours": "the hours",
    "starts_on": "the first day of work",
    "until_on": "the last day of the permit",
}
MORE = {
    "conditions": "the conditions",
    "number": "the number of the permit",
    "check_address": "where anybody can check it",
}
REASONS = {**WHAT, "reasons": "the reasons", "decided_on": "the day of the decision"}
SOURCE = f"{ACT}, and the byelaws, whose text was not read"

PERMIT = _kind("work_permit", "A permit for a child to work", SOURCE, PARTICULARS, version=3, may_say=MORE, **_to_body)
PERMIT_FOR_PARENTS = _kind(
    "work_permit_for_parents", "A permit for your child to work", SOURCE, PARTICULARS, version=3, may_say=MORE
)
REFUSED = _kind("work_refused", "A work permit that we refuse", SOURCE, REASONS, **_to_body)
REFUSED_FOR_PARENTS = _kind("work_refused_for_parents", "A work permit for your child that we refuse", SOURCE, REASONS)
REVOKED = _kind("work_revoked", "A work permit that we revoke", SOURCE, REASONS, **_to_body)
REVOKED_FOR_PARENTS = _kind("work_revoked_for_parents", "A work permit for your child that we revoke", SOURCE, REASONS)
LACKING = _kind(
    "work_lacking",
    "Your application for a work permit is not complete",
    SOURCE,
    {**WHAT, "reasons": "what is lacking"},
    **_to_body,
)
ALL = (PERMIT, PERMIT_FOR_PARENTS, REFUSED, REFUSED_FOR_PARENTS, REVOKED, REVOKED_FOR_PARENTS, LACKING)
# Who gets each: the permit and its end go to the employer and the school, a refusal to the employer alone of the two.
TO = {
    PERMIT.key: (EMPLOYER, SCHOOL),
    PERMIT_FOR_PARENTS.key: (PARENT,),
    REFUSED.key: (EMPLOYER,),
    REFUSED_FOR_PARENTS.key: (PARENT,),
    REVOKED.key: (EMPLOYER, SCHOOL),
    REVOKED_FOR_PARENTS.key: (PARENT,),
    LACKING.key: (EMPLOYER,),
}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each."""
    parties = list(case.parties.filter(to_on=None).order_by("pk")) if kinds else []
    return [(kind, to) for kind in kinds for to in parties if to.role in TO[kind.key]]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the application as it stands and the step that calls for it. The hours are those
    that were granted: no number of a law stands in a letter."""
    permit = case.work_permit
    known: dict[str, Any] = {
        "employer_name": permit.employer.name,
        "job": permit.job,
        "place": ", ".join(part for part in (*permit.place.splitlines(), permit.place_postcode) if part),
        "hours": "\n".join(hours.in_words(reading.hours_of(case))),
        "starts_on": permit.starts_on.isoformat(),
        "until_on": event.facts.get("until_on"),
        "conditions": permit.conditions,
        "reasons": event.reason,
        "decided_on": event.on.isoformat(),
    }
    if permit.number:
        path = reverse("licensing:permit_validity", args=[permit.number, permit.secret])
        known |= {"number": permit.number, "check_address": f"{settings.BASE_URL}{path}"}
    said = {*kind.needs, *kind.may_say}
    return {name: value for name, value in known.items() if value and name in said}
