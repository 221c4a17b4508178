"""Our letters about off-rolling at a school. They name no pupil: the head reads who it is in the school portal."""

from collections.abc import Sequence

from ehe.letters import COPIED, SCHOOL_ROLE
from oxle.accounts.permissions import release
from oxle.cases.models import Case, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of

OFSTED_ROLE, OFSTED_NAME = "ofsted", "Ofsted"
SOURCE = "Education Act 1996 s.7: it is the parents’ choice. Ofsted’s definition of off-rolling (unsourced)"
_WHAT = {
    "school_name": "the school",
    "reasons": "what appears unlawful",
    "pupils": "of how many pupils it is asked",
    "evidence": "what we know, with its days",
}

_kind = kinds_of("ehe", released_with=release("ehe_letters"))
HEAD = _kind(
    "off_rolling_school",
    "Pupils who left your school",
    SOURCE,
    {**_WHAT, "answer_within": "the time for an answer", "copies": "who has a copy"},
    audience=Audience.ORGANISATION,
)
COPY = _kind(
    "off_rolling_school_copy",
    "For the governors and the trust: pupils who left the school",
    SOURCE,
    {**_WHAT, "answer_within": "the time for an answer"},
    audience=Audience.ORGANISATION,
)
ESCALATION = _kind(
    "off_rolling_escalated",
    "For the governors and the trust: please answer about pupils who left the school",
    SOURCE,
    {**_WHAT, "asked_on": "the day on which the school was asked", "answer_within": "the time for an answer"},
    audience=Audience.ORGANISATION,
)
TO_OFSTED = _kind(
    "off_rolling_to_ofsted",
    "Off-rolling at a school: what the council found",
    SOURCE,
    {
        "school_name": "the school",
        "school_urn": "the school’s number",
        "reasons": "why Ofsted is written to",
        "pupils": "of how many pupils it was asked",
        "upheld": "of how many pupils it was upheld in a year",
        "evidence": "what we know, with its days",
    },
    may_say={"answer": "what the school answered"},
    audience=Audience.ORGANISATION,
)
ALL = (HEAD, COPY, ESCALATION, TO_OFSTED)
TO = {HEAD.key: (SCHOOL_ROLE,), COPY.key: COPIED, ESCALATION.key: COPIED, TO_OFSTED.key: (OFSTED_ROLE,)}


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """The head; those who have a copy, and to whom it is escalated; Ofsted. One each."""
    parties = list(case.parties.filter(to_on=None, organisation__isnull=False).order_by("pk")) if kinds else []
    return [(kind, to) for kind in kinds for to in parties if to.role in TO[kind.key]]
