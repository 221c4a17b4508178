"""The reads on funding: the exclusions whose money a person may see, worked out, and what all of them come to."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from exclusions.funding.account import Account, State
from exclusions.funding.formula import NOTHING
from exclusions.funding.known import NOTHING_KNOWN, known_of
from exclusions.funding.models import FundingEntry, Side
from exclusions.funding.worked import Worked, work_out
from exclusions.permanent.models import PermanentExclusion
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.core.rules import RuleBook
from oxle.schooldays.queries import calendars_for


def _rows(user: User) -> QuerySet[PermanentExclusion]:
    return (
        visible_to(user, PermanentExclusion)
        .select_related(
            "case__child", "case__school__organisation", "case__funding__admitting_school__organisation"
        )
        .prefetch_related("case__funding_entries__by")
    )  # fmt: skip


def money_for(user: User, *, sight: str = "list") -> list[Worked]:
    """The money of every exclusion that this person may see, the newest first, the sight of the children recorded."""
    told = list(_rows(user).order_by("-first_on", "-pk"))
    sights.see([one.case.child_id for one in told], sight)
    return _worked(told)


def money_of(user: User, key: str) -> Worked:
    """The money of one exclusion that this person may see, the sight of the child recorded; 404 to strangers."""
    told = get_or_404(_rows(user), case__key=key)
    sights.see([told.case.child_id], "page")
    return _worked([told])[0]


def entry_of(one: Worked, key: str) -> FundingEntry:
    """An entry of an exclusion's accounts by its key; 404 for any other."""
    try:
        return next(entry for entry in one.entries if entry.key == key)
    except StopIteration:
        raise Http404 from None


def _worked(told: list[PermanentExclusion]) -> list[Worked]:
    calendars, book = calendars_for({one.case.calendar_id for one in told}), RuleBook()
    known = known_of(one.case_id for one in told)
    return [work_out(one, calendars[one.case.calendar_id], book, known.get(one.case_id, NOTHING_KNOWN)) for one in told]


@dataclass(frozen=True)
class Totals:
    """What one side of many accounts comes to."""

    to_raise: Decimal
    to_correct: Decimal
    raised: Decimal
    received: Decimal
    returned: Decimal
    written_off_raised: Decimal
    written_off_unraised: Decimal
    outstanding: Decimal
    disputed: Decimal
    to_give_back: Decimal


def totals(accounts: Iterable[Account]) -> Totals:
    """Add accounts of one side up. What is still to be raised is no part of what is outstanding, and what was written
    off without an invoice no part of what was raised.
    """
    names = [field.name for field in fields(Totals)]
    found = dict.fromkeys(names, NOTHING)
    for one in accounts:
        if one.state is State.TO_RAISE and one.owed:
            found["to_raise"] += one.owed
        for name in names[1:]:
            found[name] += getattr(one, name)
    return Totals(**found)


def of_side(money: Iterable[Worked], side: Side) -> list[Account]:
    """One side of each exclusion that has it."""
    return [found for one in money if (found := one.account_of(side)) is not None]
