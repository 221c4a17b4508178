"""What the two schools owe and are due for one permanent exclusion, worked out, with every number and its source."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exclusions.funding import rules
from exclusions.funding.account import Account, account
from exclusions.funding.formula import NOTHING, Weeks, share, weeks_left
from exclusions.funding.known import NOTHING_KNOWN, Known
from exclusions.funding.liability import (
    can_be_ordered,
    has_no_budget_share,
    why_no_money_moves,
    why_no_share_moves,
)
from exclusions.funding.models import Funding, FundingEntry, Side
from exclusions.permanent.models import PermanentExclusion
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.core.rules import RuleBook
from oxle.people.ages import year_group_on
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day

# What is said of a number that is a setting which nobody has confirmed, on our page and to the school.
UNCONFIRMED = "This is how the council counts it: it is not yet confirmed in the regulations."


def pounds(amount: Decimal) -> str:
    """An amount as people read it: “£2,009.62”; below nothing “−£106.77”."""
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"


@dataclass(frozen=True)
class Worked:
    """The money of one exclusion. `weeks` is None where the school's terms are not loaded; `payment` is None while no
    school that admitted the pupil is recorded. `no_share`: why nothing of the school's budget moves with the pupil;
    empty where something does."""

    told: PermanentExclusion
    funding: Funding
    entries: list[FundingEntry]
    why_not: str
    relevant_after: str
    weeks: Weeks | None
    recovery: Account
    payment: Account | None
    no_share: str = ""
    known: Known = NOTHING_KNOWN

    @property
    def admitted_unrecorded(self) -> bool:
        """Whether the pupil is on the roll of a school, by the case, and no admission is recorded here."""
        return self.known.school is not None and self.funding.admitting_school is None

    @property
    def asks_for_order(self) -> bool:
        """Whether a panel may have ordered a payment, and nobody has said here whether it did."""
        return self.known.may_be_ordered and not self.funding.order_answered and not self.funding.order

    @property
    def only_order(self) -> str:
        """Why only what a panel ordered is owed; empty where more is, or nothing."""
        if not self.no_share or not self.recovery.owed:
            return ""
        return f"Only what the review panel ordered is owed. {self.no_share} {UNCONFIRMED}"

    @property
    def case(self) -> Case:
        """The case of the exclusion."""
        return self.told.case

    @property
    def year_group(self) -> str:
        """The pupil's year group on the first excluded day, by age."""
        return year_group_on(self.case.child.born_on, self.told.first_on)

    @property
    def payment_weeks(self) -> Weeks | None:
        """The weeks for which the school that admitted is due."""
        return self.weeks.later(self.funding.admitted_on) if self.weeks and self.funding.admitted_on else None

    def account_of(self, side: Side) -> Account | None:
        """One of the two sides; None while no school that admitted the pupil is recorded."""
        return self.recovery if side == Side.RECOVERY else self.payment

    def side(self, side: Side) -> Account:
        """One of the two sides of which something is recorded. Refused while there is nobody to pay."""
        found = self.account_of(side)
        if found is None:
            raise Refused("No school that took the pupil is recorded. Record it first.")
        return found


def work_out(
    told: PermanentExclusion, calendar: SchoolCalendar, book: RuleBook, known: Known = NOTHING_KNOWN
) -> Worked:
    """The money of an exclusion whose case, child, school, funding and entries are at hand: asks nothing more.

    `known`: what its case knows besides.
    """
    case = told.case
    funding = getattr(case, "funding", None) or Funding(case=case)
    limit = book.value(rules.RELEVANT_AFTER, told.first_on)
    counted = due(limit, told.first_on, calendar)
    weeks = counted.on and weeks_left(
        told.first_on,
        counted.on,
        born_on=case.child.born_on,
        school_year_ends=book.value(rules.SCHOOL_YEAR_ENDS, told.first_on),
    )
    entries = list(case.funding_entries.all())
    nothing, no_share = why_no_money_moves(case), why_no_share_moves(case, reserved_place=funding.reserved_place)
    if no_share and not (can_be_ordered(case.school) and book.value(rules.ORDER_STANDS_ALONE, told.first_on)):
        nothing = nothing or no_share
    return Worked(
        told,
        funding,
        entries,
        counted.why_not or "",
        str(limit),
        weeks or None,
        _recovery(funding, entries, weeks or None, nothing, no_share),
        _payment(funding, entries, weeks or None, nothing or no_share),
        no_share,
        known,
    )


def _recovery(
    funding: Funding, entries: list[FundingEntry], weeks: Weeks | None, nothing: str, no_share: str
) -> Account:
    """What the school that excluded owes. `nothing`: why it owes nothing, whatever was ordered; `no_share`: why it owes
    no more than that."""
    if no_share and not nothing:
        why = "" if funding.order else no_share
        return account(Side.RECOVERY, entries, owed=funding.order, why_nothing=why, countable=True)
    owed = None
    if nothing:
        owed = NOTHING
    elif weeks and funding.amount is not None:
        owed = share(funding.amount, weeks.complete) + funding.order
        if not owed:
            nothing = f"No complete week is left from the relevant date to {plain_day(weeks.to_on)}."
    return account(Side.RECOVERY, entries, owed=owed, why_nothing=nothing, countable=weeks is not None)


def _payment(funding: Funding, entries: list[FundingEntry], weeks: Weeks | None, nothing: str) -> Account | None:
    """The mirror of the recovery, without the order: the same amount for the weeks from the admission to the same end,
    so that no more is passed on than was owed for them."""
    school, admitted_on = funding.admitting_school, funding.admitted_on
    if school is None or admitted_on is None:
        return None
    nothing = nothing or has_no_budget_share(school)
    owed = None
    if nothing:
        owed = NOTHING
    elif weeks and funding.amount is not None:
        owed = share(funding.amount, weeks.later(admitted_on).complete)
        if not owed:
            nothing = f"No complete week is left from the admission to {plain_day(weeks.to_on)}."
    return account(Side.PAYMENT, entries, owed=owed, why_nothing=nothing, countable=weeks is not None)


def numbers_of(one: Worked) -> list[dict[str, Any]]:
    """Every number of the formula for what the school owes, and where it is from, as a summary list shows it."""
    told, funding = one.told, one.funding
    rows = [("First excluded day", [plain_day(told.first_on), "As the school told us."])]
    # Weeks and an amount that nothing is worked out from would be read as part of the sum.
    rows += [] if one.only_order else _numbers_of_share(one)
    rows += [
        ("C, ordered by a review panel", [pounds(funding.order)]),
        ("A × (B/52) + C", [_sum_in_words(one)]),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _numbers_of_share(one: Worked) -> list[tuple[str, list[str]]]:
    """The numbers of what moves of the school's budget: from when to when, the weeks (B) and the amount (A)."""
    funding, weeks = one.funding, one.weeks
    rows = []
    if weeks is None:
        rows.append(("Relevant date", [f"Cannot be worked out: {one.why_not}"]))
    else:
        rows += [
            (
                "Relevant date",
                [
                    plain_day(weeks.from_on),
                    f"{one.relevant_after} after the first excluded day. {UNCONFIRMED}",
                ],
            ),
            ("Counted to", [plain_day(weeks.to_on), _why_that_end(one)]),
            ("B, complete weeks", [str(weeks.complete), _days_in_words(weeks)]),
        ]
    amount = [pounds(funding.amount), funding.amount_from] if funding.amount is not None else ["Not stated yet"]
    return [*rows, ("A, the pupil’s amount for the whole period", amount)]


def payment_numbers_of(one: Worked) -> list[dict[str, Any]]:
    """The same for what the school that admitted is due; nothing while none did."""
    funding, weeks = one.funding, one.payment_weeks
    if funding.admitting_school is None or funding.admitted_on is None:
        return []
    rows = [
        ("School", [funding.admitting_school.name]),
        ("Admitted", [plain_day(funding.admitted_on)]),
    ]
    if weeks is not None and one.payment is not None:
        rows.append(("Complete weeks", [str(weeks.complete), _days_in_words(weeks)]))
        if one.payment.why_nothing:
            rows.append(("A × (weeks/52)", [one.payment.why_nothing]))
        elif funding.amount is not None and one.payment.owed is not None:
            said = f"{pounds(funding.amount)} × {weeks.complete}/52 = {pounds(one.payment.owed)}"
            rows.append(("A × (weeks/52)", [f"{said}, to the nearest penny."]))
        else:
            rows.append(("A × (weeks/52)", ["A is not stated yet."]))
    return [{"key": key, "value": value} for key, value in rows]


def _why_that_end(one: Worked) -> str:
    if one.weeks and one.weeks.leaving:
        return (
            f"The end of the school year: the exclusion took effect on or after 1 April of the pupil’s leaving year "
            f"({one.year_group or 'by age'}; {rules.LAW}). {UNCONFIRMED}"
        )
    return f"The end of the funding period in which the relevant date lies ({rules.LAW})."


def _days_in_words(weeks: Weeks) -> str:
    if not weeks.days:
        return f"{plain_day(weeks.from_on)} is after {plain_day(weeks.to_on)}."
    days = f"{weeks.days} day{'' if weeks.days == 1 else 's'}"
    return f"{days} from {plain_day(weeks.from_on)} to {plain_day(weeks.to_on)}, both counted, by seven, cut."


def _sum_in_words(one: Worked) -> str:
    funding, weeks = one.funding, one.weeks
    if one.recovery.why_nothing:
        return one.recovery.why_nothing
    if one.only_order:
        return f"{pounds(funding.order)}. {one.only_order}"
    if weeks is None or funding.amount is None or one.recovery.owed is None:
        return "Not known yet"
    return (
        f"{pounds(funding.amount)} × {weeks.complete}/52 + {pounds(funding.order)} = {pounds(one.recovery.owed)}, "
        "to the nearest penny."
    )


def changed_since(one: Worked, side: Side) -> str:
    """That the invoice asks for another amount than what is owed by what is known today; empty where it does not."""
    found = one.account_of(side)
    if found is None or not found.differs or found.invoice is None or found.owed is None:
        return ""
    because = f" {found.why_nothing}" if found.why_nothing else ""
    asked, corrected = ("Order to pay", "order") if side == Side.PAYMENT else ("Invoice", "invoice")
    return (
        f"{asked} {found.invoice.number} of {plain_day(found.invoice.on)} asks for {pounds(found.raised)}; by what is "
        f"known today it is {pounds(found.owed)}.{because} Record a corrected {corrected}."
    )


def admission_in_words(one: Worked) -> str:
    """Which school has the pupil by the case, where it is not what is recorded here; empty where it is."""
    school, on = one.known.school, one.known.admitted_on
    recorded = (one.funding.admitting_school, one.funding.admitted_on)
    if school is None or on is None or recorded == (school, on):
        return ""
    said = f"By the case the pupil is on the roll of {school.name} since {plain_day(on)}."
    if one.funding.admitting_school is None:
        return f"{said} That is not recorded here yet."
    return f"{said} Something else is recorded here."


def order_in_words(one: Worked) -> str:
    """That a panel may have ordered a payment, while nobody has said whether it did; else empty."""
    known = one.known
    if not one.asks_for_order or known.quashed_on is None:
        return ""
    since = f"the governors kept to it on {plain_day(known.stood_by_on)}" if known.stood_by_on else ""
    if known.silent_since:
        since = f"by {plain_day(known.silent_since)} the governors had not offered that the pupil comes back"
    return (
        f"The review panel quashed the decision on {plain_day(known.quashed_on)}, and {since}. Was a payment ordered? "
        "State the figures with it, or with nothing where none was."
    )
