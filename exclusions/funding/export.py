"""What schools owe and are due as rows of a file: one row for each side of each exclusion, and no name of a child."""

from collections.abc import Iterator
from typing import Any

from exclusions.funding.account import Account, Dispute
from exclusions.funding.models import DisputeCode, Side
from exclusions.funding.words import end_of
from exclusions.funding.worked import Worked, admission_in_words, changed_since
from oxle.schools.models import School

HEADINGS = (
    "Reference", "Side", "School", "URN", "First excluded day", "Counted from", "Counted to", "Complete weeks (B)",
    "Amount (A)", "Ordered (C)", "Owed", "Invoice", "Invoice day", "Raised", "Received", "Given back",
    "Written off", "Outstanding", "To be given back", "Written off without an invoice", "Where it stands",
    "Disputed invoice", "Disputed on", "Disputed because", "Dispute ended on", "How the dispute ended", "Note",
)  # fmt: skip


def rows_of(money: list[Worked]) -> Iterator[list[Any]]:
    """The rows, in the order of the exclusions. An amount that is not known is empty."""
    for one in money:
        yield _row(one, one.recovery, one.case.school)
        if one.payment is not None:
            yield _row(one, one.payment, one.funding.admitting_school)


def _row(one: Worked, found: Account, school: School | None) -> list[Any]:
    recovery = found.side == Side.RECOVERY
    weeks, invoice = one.weeks if recovery else one.payment_weeks, found.invoice
    return [
        one.case.reference,
        found.side.label,
        school.name if school else "",
        school.urn if school else "",
        one.told.first_on,
        weeks.from_on if weeks else None,
        weeks.to_on if weeks else None,
        weeks.complete if weeks else None,
        one.funding.amount,
        one.funding.order if recovery else None,
        found.owed,
        invoice.number if invoice else None,
        invoice.on if invoice else None,
        invoice.amount if invoice else None,
        found.received,
        found.returned,
        found.written_off_raised,
        found.outstanding,
        found.to_give_back,
        found.written_off_unraised,
        found.label,
        *_dispute(found.last_dispute),
        changed_since(one, found.side) or found.why_nothing or (_note_of_recovery(one) if recovery else ""),
    ]


def _note_of_recovery(one: Worked) -> str:
    return " ".join(said for said in (one.only_order, admission_in_words(one)) if said)


def _dispute(last: Dispute | None) -> list[Any]:
    """The newest dispute, also once it has ended and a corrected invoice took the place of the one disputed."""
    if last is None:
        return [None] * 5
    opened, ended = last.opened, last.ended
    why = DisputeCode(opened.code).label
    return [last.invoice.number, opened.on, why, ended.on if ended else None, end_of(last) or None]
