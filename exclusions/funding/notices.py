"""The notice to a school of the money that moves with a permanent exclusion: every number of it, and no child's name.

Made when the finance officer asks for it, to go with the council's own invoice or order to pay; it is not kept.
"""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from exclusions.funding import words
from exclusions.funding.models import Side
from exclusions.funding.rules import LAW
from exclusions.funding.worked import Worked, numbers_of, payment_numbers_of, pounds
from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.correspondence import rendering
from oxle.schools.models import School

TEMPLATE = "exclusions/papers/funding_notice.html"
TITLES = {
    Side.RECOVERY: "Money that leaves your school with a permanently excluded pupil",
    Side.PAYMENT: "Money that comes to your school with a pupil who was permanently excluded",
}


def why_not(one: Worked, side: Side) -> str:
    """Why there is nothing to tell the school of one side yet; empty where there is."""
    account = one.account_of(side)
    if account is None or _school_of(one, side) is None:
        return "No school is recorded that it could be sent to."
    if account.owed is None:
        return account.why_nothing or "How much it is is not known yet: state the figures first."
    # Who was asked for money reads that none is owed, and what becomes of what they paid.
    return "" if account.invoice else account.why_nothing


def pdf(one: Worked, side: Side, *, by: User, on: date) -> bytes:
    """The notice to the school of one side, as a PDF.

    It says what is owed by what is known today and how it is worked out, what was asked for, came, was given back and
    was written off, what came of a dispute, and what is still asked for. Refused while there is nothing to tell.
    Raises `rendering.CannotRender` where this machine makes none.
    """
    account, school = one.account_of(side), _school_of(one, side)
    if (why := why_not(one, side)) or account is None or school is None or account.owed is None:
        raise Refused(why)
    invoice = account.invoice if not account.differs else None
    # What a panel ordered is no part of the budget of any weeks, and is due to nobody else.
    ordered = side == Side.RECOVERY and one.funding.order
    said = {
        "title": TITLES[side],
        "council_name": settings.COUNCIL_NAME,
        "council_address": settings.COUNCIL_ADDRESS,
        "school": school,
        "on": on,
        "by": by,
        "reference": one.case.reference,
        "is_payment": side == Side.PAYMENT,
        "amount": pounds(account.owed),
        "why_nothing": account.why_nothing,
        "stands": words.standing_for_school(one, side),
        "moved": [{"key": key, "value": value} for key, value in words.moved_in_rows(one, side)],
        "is_open": bool(account.outstanding and not account.upheld) and not account.differs,
        "order": pounds(one.funding.order) if ordered else "",
        "no_share": one.no_share,
        "share": pounds(account.owed - one.funding.order),
        "numbers": payment_numbers_of(one) if side == Side.PAYMENT else numbers_of(one),
        "invoice": invoice.number if invoice else "",
        "law": LAW,
    }
    return rendering.pdf(render_to_string(TEMPLATE, said))


def _school_of(one: Worked, side: Side) -> School | None:
    """The one that excluded, or the one that admitted."""
    return one.funding.admitting_school if side == Side.PAYMENT else one.case.school
