"""Every write about the money that moves with a permanently excluded pupil."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from exclusions.funding import allowed
from exclusions.funding.account import standing
from exclusions.funding.formula import NOTHING
from exclusions.funding.known import NOTHING_KNOWN, known_of
from exclusions.funding.models import DisputeCode, EntryKind, Funding, FundingEntry, Side
from exclusions.funding.worked import Worked, pounds
from exclusions.permanent.models import PermanentExclusion
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged, wait_turn
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


@transaction.atomic
def state_figures(
    case: Case,
    version: int,
    *,
    amount: Decimal | None,
    amount_from: str,
    order: Decimal,
    reserved_place: bool,
    by: User,
) -> None:
    """State the pupil's amount (A, in pounds; None where the school has no budget share) and where it is from, what a
    panel ordered (C), and whether the place was reserved. What is not raised yet follows; an invoice that was raised
    stays, and the page says that it differs."""
    funding = _held(case)
    funding.amount, funding.amount_from = amount, amount_from
    funding.order, funding.reserved_place = order, reserved_place
    funding.order_answered = known_of([case.pk]).get(case.pk, NOTHING_KNOWN).may_be_ordered
    save_if_unchanged(funding, version, ["amount", "amount_from", "order", "reserved_place", "order_answered"])


@transaction.atomic
def record_admission(case: Case, version: int, *, school: School, admitted_on: date, by: User) -> None:
    """Record which school took the pupil and from when, which makes it due the mirror of what is recovered."""
    funding = _held(case)
    if school == case.school:
        raise Refused(f"{school.name} excluded the pupil. Choose the school that took the pupil.", field="school")
    _not_before(case.permanent_exclusion, admitted_on, "The pupil cannot have been admitted", field="admitted_on")
    funding.admitting_school, funding.admitted_on = school, admitted_on
    save_if_unchanged(funding, version, ["admitting_school", "admitted_on"])


@transaction.atomic
def record_invoice(
    one: Worked, side: Side, version: int, *, number: str, amount: Decimal, on: date, by: User, at: datetime
) -> FundingEntry:
    """Record an invoice to the school that excluded, or the order to pay the one that admitted; it takes the place of
    one before. Refused when the amount is not what is owed, for a day before the one whose place it takes, and for a
    number that another invoice has."""
    funding, found = _held(one.case), one.side(side)
    _refuse(allowed.why_no_invoice(found))
    if amount != found.owed:
        raise Refused(f"By what is known today {pounds(found.owed or NOTHING)} is owed.", field="amount")
    _not_before(one.told, on, "The invoice cannot be", field="on_day")
    if found.invoice is not None and on < found.invoice.on:
        former = f"{found.invoice.number}, of {plain_day(found.invoice.on)}"
        raise Refused(f"It takes the place of {former}: it cannot be before that.", field="on_day")
    # Entries are never changed, so that no column could free a number again: who records one waits for another.
    wait_turn(f"invoice {side} {number}")
    others = FundingEntry.objects.filter(side=side, kind=EntryKind.RAISED, number=number, cancelled_by=None)
    taken = others.select_related("case").first()
    if taken is not None:
        raise Refused(f"Invoice {number} is recorded already, for {taken.case.reference}.", field="number")
    save_if_unchanged(funding, version, [])
    return _enter(one.case, side, EntryKind.RAISED, on=on, amount=amount, number=number, by=by, at=at)


@transaction.atomic
def record_money(
    one: Worked, side: Side, version: int, *, amount: Decimal, on: date, by: User, at: datetime
) -> FundingEntry:
    """Record money that came from the school that excluded, or went to the one that admitted. Too much is recorded like
    any other."""
    _refuse(allowed.why_no_money(one.side(side)))
    _not_before(one.told, on, "It cannot have been paid", field="on_day")
    save_if_unchanged(_held(one.case), version, [])
    return _enter(one.case, side, EntryKind.RECEIVED, on=on, amount=amount, by=by, at=at)


@transaction.atomic
def record_money_back(
    one: Worked, side: Side, version: int, *, amount: Decimal, on: date, by: User, at: datetime
) -> FundingEntry:
    """Record that what had come above what is asked for went back to the school that excluded, or came back from the
    one that admitted. Refused for more than that, and for a day before any of it had come."""
    found = one.side(side)
    _refuse(allowed.why_nothing_back(found))
    if amount > found.to_give_back:
        raise Refused(f"No more than {pounds(found.to_give_back)} is to be given back.", field="amount")
    came_on = min(line.on for line in standing(one.entries, side) if line.kind == EntryKind.RECEIVED)
    if on < came_on:
        raise Refused(f"It cannot go back before it came, on {plain_day(came_on)}.", field="on_day")
    save_if_unchanged(_held(one.case), version, [])
    return _enter(one.case, side, EntryKind.RETURNED, on=on, amount=amount, by=by, at=at)


@transaction.atomic
def write_off(
    one: Worked, side: Side, version: int, *, amount: Decimal, reason: str, on: date, by: User, at: datetime
) -> FundingEntry:
    """Give up all that is outstanding, or still to be raised, for a reason, which ends a dispute of it.

    Refused when the amount is another: an exclusion that was put right meanwhile changes what is still to be raised.
    """
    found = one.side(side)
    _refuse(allowed.why_no_write_off(found))
    if amount != found.to_give_up:
        raise Refused(f"By what is known today {pounds(found.to_give_up)} is outstanding.", field="amount")
    save_if_unchanged(_held(one.case), version, [])
    return _enter(one.case, side, EntryKind.WRITTEN_OFF, on=on, amount=amount, reason=reason, by=by, at=at)


@transaction.atomic
def record_dispute(
    one: Worked, version: int, *, code: DisputeCode, reason: str, on: date, by: User, at: datetime
) -> FundingEntry:
    """Record that the school that excluded disputes the invoice, which stays outstanding. Refused where nothing of one
    is outstanding, and while it is disputed already."""
    found = one.recovery
    _refuse(allowed.why_no_dispute(found))
    if found.invoice is not None and on < found.invoice.on:
        raise Refused(
            f"It cannot have been disputed before the invoice, on {plain_day(found.invoice.on)}.", field="on_day"
        )
    save_if_unchanged(_held(one.case), version, [])
    said = {"on": on, "amount": found.outstanding, "code": code, "reason": reason}
    return _enter(one.case, Side.RECOVERY, EntryKind.DISPUTED, **said, by=by, at=at)


@transaction.atomic
def end_dispute(
    one: Worked, version: int, *, how: EntryKind, reason: str, on: date, by: User, at: datetime
) -> FundingEntry:
    """Record how a dispute ended: settled, so that the invoice stands, or upheld, so that it is to be corrected."""
    dispute = one.recovery.dispute
    if dispute is None:
        raise Refused(allowed.why_no_end(one.recovery))
    if on < dispute.on:
        raise Refused(f"It cannot have ended before it began, on {plain_day(dispute.on)}.", field="on_day")
    save_if_unchanged(_held(one.case), version, [])
    said = {"on": on, "amount": dispute.amount, "reason": reason}
    return _enter(one.case, Side.RECOVERY, how, **said, by=by, at=at)


@transaction.atomic
def cancel_entry(
    one: Worked, entry: FundingEntry, version: int, *, reason: str, on: date, by: User, at: datetime
) -> FundingEntry:
    """Let an entry that was a mistake count no more. Refused for one that does not count already, and for money that
    was given back."""
    side = Side(entry.side)
    _refuse(allowed.why_it_stands(one.side(side), entry, standing(one.entries, side)))
    save_if_unchanged(_held(one.case), version, [])
    said = {"on": on, "amount": entry.amount, "reason": reason, "cancels": entry}
    return _enter(one.case, side, EntryKind.CANCELLED, **said, by=by, at=at)


def _held(case: Case) -> Funding:
    """The figures of an exclusion, which is held for the transaction; version 1 until somebody states the first."""
    PermanentExclusion.objects.select_for_update().only("pk").get(pk=case.pk)
    return Funding.objects.get_or_create(case=case)[0]


def _enter(case: Case, side: Side, kind: EntryKind, **line: object) -> FundingEntry:
    return FundingEntry.objects.create(case=case, side=side, kind=kind, **line)


def _refuse(why: str) -> None:
    if why:
        raise Refused(why)


def _not_before(told: PermanentExclusion, on: date, what: str, *, field: str) -> None:
    if on < told.first_on:
        raise Refused(f"{what} before the pupil was excluded, on {plain_day(told.first_on)}.", field=field)
