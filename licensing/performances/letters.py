"""Our letters about a performance licence: what each must know. Their wording, versioned, is with the templates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from licensing.performances import particulars, rules
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of
from oxle.schooldays.wording import full_day

# The roles of those who have a part in a case.
APPLICANT, PARENT, SCHOOL, HOST = "applicant", "parent", "school", "host"

_kind = kinds_of("licensing", released_with=release("licensing_letters"))

WHAT = {"production_name": "the production", "applicant": "who applied"}
# What a licence must say by the regulations of 1968, which were read (regulation 3), with the times of absence from
# school that the Act asks for, and what the form of application of today names beside them. Those regulations attach a
# photograph as well; a licence that was granted without one says so.
PARTICULARS = {
    **WHAT,
    "number": "the number of the licence",
    "granted_on": "the day on which it was granted",
    "from_on": "its first day",
    "until_on": "its last day",
    "role": "the child’s part",
    "days": "the days: times and place, who is in charge, and when school is missed",
    "days_in_all": "how many days they are",
    "check_address": "where anybody can check it",
}
MORE = {
    "photograph": "the photograph of the child",
    "photograph_taken_on": "the day on which it was taken",
    "photograph_on_paper": "whether it was given on paper",
    "amended_on": "the day on which it was amended",
    "nature": "what kind of production it is",
    "places": "the places",
    "chaperones": "who is in charge of the child",
    "education": "the arrangements for education",
    "accommodation": "where the child stays overnight",
    "travel": "how the child travels",
    "earnings": "the sums earned",
    "night_work": "that night work is permitted, and why",
    "conditions": "the conditions",
    "limits": "the limits that an officer compared with the regulations",
    "changes": "what was amended, and why",
    "absent": "whether the child may be absent from school at any time",
}
SOURCE = (
    f"{rules.LAW}, s 37(7) of the times of absence from school (text not read); {rules.REGULATIONS} reg 8 (text not "
    "read); SI 1968/1728 reg 3, which it replaced and which was read; the form of application of today"
)
LICENCE = _kind(
    "licence", "Child performance licence", SOURCE, PARTICULARS, version=3, may_say=MORE,
    audience=Audience.ORGANISATION,
)  # fmt: skip
LICENCE_FOR_PARENTS = _kind(
    "licence_for_parents", "A performance licence for your child", SOURCE, PARTICULARS, version=3, may_say=MORE
)
REASONS = {**WHAT, "reasons": "the reasons", "decided_on": "the day of the decision"}
REFUSED = _kind(
    "refused", "A performance licence that we refuse", rules.APPEAL, REASONS, audience=Audience.ORGANISATION
)
REFUSED_FOR_PARENTS = _kind(
    "refused_for_parents", "A performance licence for your child that we refuse", rules.APPEAL, REASONS
)
OF_LICENCE = {**REASONS, "number": "the number of the licence"}
REVOKED = _kind(
    "revoked", "A performance licence that we revoke", rules.APPEAL, OF_LICENCE, audience=Audience.ORGANISATION
)
REVOKED_FOR_PARENTS = _kind(
    "revoked_for_parents", "A performance licence for your child that we revoke", rules.APPEAL, OF_LICENCE
)
LACKING = _kind(
    "lacking",
    "Your application for a performance licence is not complete",
    rules.LAW,
    {**WHAT, "reasons": "what is lacking"},
    may_say={"first_on": "the first performance"},
    audience=Audience.ORGANISATION,
)
CHAPERONE_OFF = _kind(
    "chaperone_off",
    "A chaperone whom you named is approved no more",
    f"{rules.REGULATIONS} reg 15 (text not read)",
    {**WHAT, "chaperone": "the chaperone", "days": "the days"},
    audience=Audience.ORGANISATION,
)
ALL = (
    CHAPERONE_OFF, LICENCE, LICENCE_FOR_PARENTS, REFUSED, REFUSED_FOR_PARENTS, REVOKED, REVOKED_FOR_PARENTS, LACKING,
)  # fmt: skip
# Who gets each: the licence and its end go to whoever holds it, to the school, and to the authority of the place.
EVERYBODY = (APPLICANT, SCHOOL, HOST)
TO = {
    LICENCE.key: EVERYBODY,
    LICENCE_FOR_PARENTS.key: (PARENT,),
    REFUSED.key: (APPLICANT,),
    REFUSED_FOR_PARENTS.key: (PARENT,),
    REVOKED.key: EVERYBODY,
    REVOKED_FOR_PARENTS.key: (PARENT,),
    LACKING.key: (APPLICANT,),
    CHAPERONE_OFF.key: (APPLICANT,),
}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each."""
    parties = list(case.parties.filter(to_on=None).order_by("pk")) if kinds else []
    return [(kind, to) for kind in kinds for to in parties if to.role in TO[kind.key]]


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the application, the licence as it stands and the step that calls for it."""
    entrant = case.performance
    said = {*kind.needs, *kind.may_say}
    known: dict[str, Any] = {
        "production_name": entrant.production.name,
        "applicant": entrant.production.organisation,
        "reasons": event.reason,
        "decided_on": event.on,
        "first_on": _to_come(entrant.first_on, event.on),
    }
    if kind is CHAPERONE_OFF:
        # Why, and what else is known of the chaperone, is nobody else's.
        days = [full_day(date.fromisoformat(day)) for day in event.facts.get("days", ())]
        known |= {"chaperone": event.facts.get("name"), "days": days}
    licence = getattr(case, "licence", None)
    if licence is not None:
        known["number"] = licence.number
    if licence is not None and kind in (LICENCE, LICENCE_FOR_PARENTS):
        path = reverse("licensing:validity", args=[licence.number, licence.secret])
        known |= particulars.of(entrant, licence, event) | {"check_address": f"{settings.BASE_URL}{path}"}
    return {name: value for name, value in known.items() if value and name in said}


def _to_come(first_on: date | None, on: date) -> date | None:
    return first_on if first_on is not None and first_on > on else None
