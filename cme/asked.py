"""From when another authority owes its answer, and by when: the day of its letter, or an answer before that."""

from datetime import date

from cme import letters, rules
from cme.models import AuthorityEnquiry
from oxle.cases.entries import root_of
from oxle.cases.models import CaseLetter
from oxle.correspondence.actions import SENT
from oxle.schooldays.counting import due
from oxle.schooldays.working_days import england


def answer_due(sent_on: date) -> date:
    """By when another authority that was asked on a day is to answer."""
    return due(rules.RECEIPT_WITHIN.on(sent_on), sent_on, bank_holidays=england()).on or sent_on


def earliest_answer_on(enquiry: AuthorityEnquiry) -> date:
    """Before which nothing can have been answered: the day it was asked. Where it answered before its letter left, such
    as by telephone, the day of the draft."""
    if enquiry.by_letter is None:
        return enquiry.sent_on or date.min
    posted_on = _posted_on(enquiry)
    return posted_on if posted_on is not None and posted_on == enquiry.sent_on else enquiry.by_letter.on


def count_anew(enquiry: AuthorityEnquiry) -> None:
    """Set from when, and by when, an authority that was asked by letter owes its answer. Nothing is saved.

    From the day on which the first letter that did not come back was sent; an answer that is there tells that it was
    asked by then.
    """
    if enquiry.by_letter is None:
        return
    posted_on = _posted_on(enquiry)
    days = [posted_on, enquiry.answered_on, enquiry.receipt_on]
    enquiry.sent_on = min(day for day in days if day is not None) if posted_on is not None else None
    enquiry.due_on = answer_due(enquiry.sent_on) if enquiry.sent_on else None


def _posted_on(enquiry: AuthorityEnquiry) -> date | None:
    step = enquiry.by_letter
    if step is None:
        return None
    sent = CaseLetter.objects.filter(
        case=enquiry.case_id, letter__kind=letters.AUTHORITY_ENQUIRY.key, letter__state__in=SENT
    )
    return min(
        (one.letter.sent_on for one in sent.select_related("letter", "event") if root_of(one.event) == step),
        default=None,
    )
