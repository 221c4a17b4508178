"""Our letters about a missing child: what each must know. Wording: templates/letters/cme/, versioned.

None tells where a child is or was: a school, an authority or a parent may be whom the family fled.
"""

from collections.abc import Sequence
from typing import Any

from cme import rules
from oxle.accounts.permissions import Compartment, release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

PARENT, SCHOOL, AUTHORITY, MASH = "parent", "school", "other authority", "MASH"
# Another school that has the pupil, and is told nothing of the case but what it asks.
ASKING = "school that asks"
REG_9 = "School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208 reg 9"

# Whoever looks for the child knows what is right in its letters, and lets them go.
_kind = kinds_of("cme", released_with=release("cme_letters"))

ACKNOWLEDGEMENT = _kind(
    "acknowledgement",
    "A child missing education: we have your referral",
    f"{rules.LAW}; {rules.GUIDANCE}",
    {"told_on": "the day on which we were told", "school_name": "the school"},
    audience=Audience.ORGANISATION,
)
MAY_DELETE = _kind(
    "may_delete",
    "You may take this pupil off your register",
    REG_9,
    {"school_name": "the school", "ground": "the ground, in words that were confirmed", "decided_on": "the day"},
    audience=Audience.ORGANISATION,
)
MAY_NOT_DELETE = _kind(
    "may_not_delete",
    "You may not take this pupil off your register",
    REG_9,
    {"school_name": "the school", "reasons": "why not", "decided_on": "the day"},
    may_say={"ground": "the ground that the school named, in words that were confirmed"},
    audience=Audience.ORGANISATION,
)
AUTHORITY_ENQUIRY = _kind(
    "authority_enquiry",
    "A child missing education who may be in your area",
    f"{rules.LAW}; Children Act 2004 ss.10 and 11",
    {"authority": "the authority", "asked_on": "the day", "reply_within": "the time for an answer"},
    may_say={"why_there": "why the child may be there"},
    audience=Audience.ORGANISATION,
)
PARENT_CONTACT = _kind(
    "parent_contact",
    "Your child’s education: please get in touch",
    f"{rules.LAW}; Education Act 1996 s.7",
    {"reply_within": "the time for an answer"},
)
SECTION_437 = _kind(
    "section_437",
    "Notice: satisfy us that your child receives suitable education",
    "Education Act 1996 s.437(1)",
    {"reasons": "why it appears so", "decided_on": "the day", "period": "the period of the notice"},
)
MASH_REFERRAL = _kind(
    "mash_referral",
    "A safeguarding referral about a child missing education",
    "Children Act 1989 s.47; Children Act 2004 s.11",
    {"concern": "the concern", "decided_on": "the day"},
    audience=Audience.ORGANISATION,
    # Whoever posts the letters of every duty does not read this one.
    compartment=Compartment.SAFEGUARDING,
)
DESTINATION = _kind(
    "destination",
    "We know where this pupil is educated",
    f"{rules.LAW}; {rules.GUIDANCE}",
    {"school_name": "the school", "decided_on": "the day"},
    audience=Audience.ORGANISATION,
)
ALL = (
    ACKNOWLEDGEMENT, MAY_DELETE, MAY_NOT_DELETE, AUTHORITY_ENQUIRY, PARENT_CONTACT, SECTION_437, MASH_REFERRAL,
    DESTINATION,
)  # fmt: skip
ANSWERS = (MAY_DELETE, MAY_NOT_DELETE)
TO = {
    ACKNOWLEDGEMENT.key: SCHOOL,
    MAY_DELETE.key: SCHOOL,
    MAY_NOT_DELETE.key: SCHOOL,
    DESTINATION.key: SCHOOL,
    AUTHORITY_ENQUIRY.key: AUTHORITY,
    MASH_REFERRAL.key: MASH,
}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: the school that told us, or the one that the step answers, the authority that the
    step names, the MASH, or every parent of the case."""
    parties = list(case.parties.filter(to_on=None).select_related("organisation").order_by("pk"))
    return [(kind, to) for kind in kinds for to in parties if _is_for(kind, to, event)]


def _is_for(kind: LetterKind, to: Party, event: Event) -> bool:
    if kind in ANSWERS and event.party_id is not None:
        return to.pk == event.party_id
    if to.role != TO.get(kind.key, PARENT):
        return False
    return to.role != AUTHORITY or str(to.organisation) == event.facts.get("authority")


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it."""
    known = {
        "told_on": case.opened_on.isoformat(),
        "school_name": _answered(kind, event) or (str(case.school) if case.school else None),
        "decided_on": event.on.isoformat(),
        "asked_on": event.on.isoformat(),
        "reasons": event.reason,
        "concern": event.reason,
        "ground": event.facts.get("ground_text"),
        "authority": event.facts.get("authority"),
        "why_there": event.facts.get("why_there"),
        "reply_within": str(rules.PARENT_REPLY_WITHIN.on(event.on))
        if kind is PARENT_CONTACT
        else str(rules.RECEIPT_WITHIN.on(event.on)),
        "period": str(rules.NOTICE_PERIOD),
    }
    return {name: value for name, value in known.items() if value and (name in kind.needs or name in kind.may_say)}


def _answered(kind: LetterKind, event: Event) -> str:
    """The school that a step answers; empty where it answers none."""
    return event.party.name if kind in ANSWERS and event.party is not None else ""
