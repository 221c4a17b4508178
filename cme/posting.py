"""What begins when a letter about a missing child leaves, and not when it is drafted: an authority was asked, the MASH
was told."""

from collections.abc import Callable
from datetime import datetime

from cme import letters
from cme.actions import answer_due
from cme.models import AuthorityEnquiry
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.actions import root_of
from oxle.cases.models import CaseLetter
from oxle.core.concurrency import save_if_unchanged
from oxle.correspondence.actions import SENT


def after_letter(link: CaseLetter, by: User, at: datetime) -> None:
    """A letter was recorded as sent, put right, withdrawn, or as come back."""
    if follow := FOLLOWS.get(link.letter.kind):
        follow(link, by, at)


def _authority_was_asked(link: CaseLetter, by: User, at: datetime) -> None:
    """Its answer is due from the day on which the first letter that did not come back was sent; never before."""
    step = root_of(link.event)
    enquiry = AuthorityEnquiry.objects.filter(by_letter=step).first()
    if enquiry is None:
        return
    sent = CaseLetter.objects.filter(case=link.case_id, letter__kind=link.letter.kind, letter__state__in=SENT)
    days = [one.letter.sent_on for one in sent.select_related("letter", "event") if root_of(one.event) == step]
    # An answer that is there tells that it was asked by then, such as by telephone, before its letter was posted.
    answered = [day for day in (enquiry.answered_on, enquiry.receipt_on) if day is not None]
    enquiry.sent_on = min([*days, *answered]) if days else None
    enquiry.due_on = answer_due(enquiry.sent_on) if enquiry.sent_on else None
    save_if_unchanged(enquiry, enquiry.version, ["sent_on", "due_on"])


def _mash_was_told(link: CaseLetter, by: User, at: datetime) -> None:
    """The contact is of the day on which its letter was sent, also when that day is put right; it says so where the
    letter came back, since the MASH was not told by it."""
    letter = link.letter
    if letter.sent_at is None:
        return
    # Letters of one batch were recorded at one moment: each is about a concern of its own.
    concern = letter.context["concern"]
    made = link.case.safeguarding_referrals.filter(at=letter.sent_at, concern=concern).first()
    if made is None:
        made = casework.refer_to_mash(link.case, concern=concern, by=by, on=letter.sent_on, at=letter.sent_at)
    # Whoever decided had been told by then.
    on = min(letter.sent_on, made.decided_on or letter.sent_on)
    if (made.on, made.came_back_on) != (on, letter.returned_on):
        made.on, made.came_back_on = on, letter.returned_on
        save_if_unchanged(made, made.version, ["on", "came_back_on"])


FOLLOWS: dict[str, Callable[[CaseLetter, User, datetime], None]] = {
    letters.AUTHORITY_ENQUIRY.key: _authority_was_asked,
    letters.MASH_REFERRAL.key: _mash_was_told,
}
