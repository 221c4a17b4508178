"""What begins when a letter about a missing child leaves, and not when it is drafted: an authority was asked, the MASH
was told."""

from collections.abc import Callable
from datetime import datetime

from cme import letters
from cme.asked import count_anew
from cme.models import AuthorityEnquiry
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.entries import root_of
from oxle.cases.models import CaseLetter
from oxle.core.concurrency import save_if_unchanged


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
    count_anew(enquiry)
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
