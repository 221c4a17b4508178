"""The letters of a prosecution. A solicitor releases each of them, and never the person who drafted it."""

from collections.abc import Sequence
from typing import Any

from attendance.prosecution.listing import listed_on
from attendance.prosecution.rules import OBJECT_WITHIN
from attendance.referrals.queries import OFFENCES
from attendance.referrals.rules import FLOW_CHART
from oxle.accounts.permissions import Compartment, release
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of
from oxle.schooldays.counting import due

OFFENCE = {
    "school_name": "the school",
    "offence": "the offence charged",
    "offence_from_on": "the first day of the offence",
    "offence_to_on": "the last day of the offence",
}
DECISION = {"decided_on": "the day of the court's decision", "verdict": "the court's verdict"}
SENTENCE = {
    "sentence": "the sentence",
    "fine": "the fine",
    "costs": "the costs",
    "parenting_order": "whether a parenting order was made",
    "parenting_order_until_on": "the last day of the parenting order",
}
_kind = kinds_of(
    "attendance",
    released_with=release("attendance", Compartment.LEGAL),
    second_person=True,
    compartment=Compartment.LEGAL,
)

NOTICE_COVER = _kind(
    "court_notice",
    "Single justice procedure notice",
    "Magistrates' Courts Act 1980 s.16A; Criminal Justice Act 2003 s.29",
    {
        **OFFENCE,
        "charged_on": "the day of the charge",
        "urn": "the unique reference number",
        "answer_by_on": "the last day to answer",
    },
)
REQUISITION_COVER = _kind(
    "court_requisition",
    "Written charge and requisition",
    "Criminal Justice Act 2003 s.29",
    {
        **OFFENCE,
        "charged_on": "the day of the charge",
        "urn": "the unique reference number",
        "court": "the court",
        "hearing_on": "the day of the hearing",
        "object_within": "how long there is to object to a statement",
    },
    may_say={"object_by_on": "the last day to object to a statement"},
    version=2,
)
DISCONTINUED = _kind(
    "court_discontinued",
    "We are not going on with the prosecution",
    "Education Act 1996 s.446",
    {"school_name": "the school"},
    may_say={"charged_on": "the day of the charge", "urn": "the unique reference number"},
)
OUTCOME_TO_PARENT = _kind(
    "outcome_parent",
    "The court’s decision",
    "Education Act 1996 ss.444 and 446",
    {"school_name": "the school", **DECISION},
    may_say=SENTENCE,
)
OUTCOME_TO_SCHOOL = _kind(
    "outcome_school",
    "Outcome of a prosecution",
    FLOW_CHART,
    DECISION,
    may_say={"sentence": "the sentence", "parenting_order": "whether a parenting order was made"},
    audience=Audience.ORGANISATION,
)
ALL = (NOTICE_COVER, REQUISITION_COVER, DISCONTINUED, OUTCOME_TO_PARENT, OUTCOME_TO_SCHOOL)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to: this defendant and nobody else; the outcome to the school besides.

    A covering letter goes only with its own way of beginning.
    """
    return [(kind, to) for kind in kinds for to in _recipients(kind, case, event)]


def _recipients(kind: LetterKind, case: Case, event: Event) -> list[Party]:
    if kind is OUTCOME_TO_SCHOOL:
        return list(case.parties.filter(role="school"))
    method = {NOTICE_COVER.key: "sjp", REQUISITION_COVER.key: "requisition"}.get(kind.key)
    if method and event.facts.get("method") != method:
        return []
    return list(case.parties.filter(role="defendant").select_related("adult"))


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, from the step that called for it and the charge as it stands."""
    charge = case.charges.filter(replaced_on=None).first()
    begun = last_taken(case, "commence")
    known: dict[str, Any] = {"school_name": str(case.school), **event.facts}
    if charge:
        known |= {
            "offence": OFFENCES[charge.kind],
            "offence_from_on": charge.offence_from_on,
            "offence_to_on": charge.offence_to_on,
        }
    if begun:
        known |= {"charged_on": begun.on, "urn": begun.facts.get("urn")}
        # A late charge reaches back only so far, and alleges nothing older.
        if reaches := begun.facts.get("in_time_from_on"):
            known["offence_from_on"] = reaches
    if kind is REQUISITION_COVER:
        # One that has not left says the day that the court told last.
        known |= {**_objection(event), "hearing_on": listed_on(case)}
    if event.step == "outcome":
        known["decided_on"] = event.on
    said = {*kind.needs, *kind.may_say}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in known.items()
        if name in said and value not in (None, "")
    }


def _objection(event: Event) -> dict[str, Any]:
    """How long the defendant has to object to a statement, and until when, by the same setting as the clock."""
    served_on = from_iso(event.facts.get("statements_served_on"))
    limit = OBJECT_WITHIN.on(served_on or event.on)
    by_on = due(limit, served_on).on if served_on else None
    return {"object_within": limit.unit.of(limit.count), "object_by_on": by_on}
