"""How one side of an account stands: what is owed, what was asked for, what moved, what is open. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol

from exclusions.funding.formula import NOTHING
from exclusions.funding.models import ENDS_OF_DISPUTE, EntryKind, Side


class State(Enum):
    """Where a side stands: a key, the words for what a school owes, those for what one is due, and a colour."""

    NOTHING = "nothing", "Owes nothing", "Nothing is due", "grey"
    UNKNOWN = "unknown", "Amount not known", "Amount not known", "yellow"
    UNCOUNTED = "uncounted", "Cannot be worked out", "Cannot be worked out", "yellow"
    TO_RAISE = "to_raise", "To be raised", "To be ordered", "yellow"
    RAISED = "raised", "Raised", "Ordered", "blue"
    DISPUTED = "disputed", "Disputed by the school", "Disputed", "red"
    UPHELD = "upheld", "Dispute upheld", "Dispute upheld", "yellow"
    IN_PART = "in_part", "Paid in part", "Paid in part", "blue"
    PAID = "paid", "Paid", "Paid", "green"
    TO_GIVE_BACK = "to_give_back", "To be given back", "To come back", "yellow"
    WRITTEN_OFF = "written_off", "Written off", "Written off", "grey"

    def __init__(self, key: str, owed: str, due: str, colour: str) -> None:
        self.key, self._words, self.colour = key, {Side.RECOVERY: owed, Side.PAYMENT: due}, colour

    def of(self, side: Side) -> str:
        """The state of a side in words."""
        return self._words[side]


class Line(Protocol):
    """One entry; see `models.FundingEntry`."""

    pk: int
    side: str
    kind: str
    on: date
    amount: Decimal
    number: str
    code: str
    cancels_id: int | None


@dataclass(frozen=True)
class Dispute:
    """An invoice that the school disputed, and the entry that ended that: how it was settled, what was written off, or
    the corrected invoice. `ended` is None while it goes on."""

    invoice: Line
    opened: Line
    ended: Line | None = None


@dataclass(frozen=True)
class Account:
    """One side as it stands. `owed` is by what is known today; None where that is not known yet.

    `why_nothing` says why nothing is owed; empty where something is, or may be.
    """

    side: Side
    owed: Decimal | None
    why_nothing: str
    countable: bool
    invoice: Line | None
    received: Decimal
    returned: Decimal
    written_off: Decimal
    # The newest of all its invoices, corrected ones, too; None where the school never disputed one.
    last_dispute: Dispute | None = None

    @property
    def dispute(self) -> Line | None:
        """The dispute that goes on; None where there is none."""
        return self.last_dispute.opened if self.last_dispute and self.last_dispute.ended is None else None

    @property
    def upheld(self) -> Line | None:
        """How a dispute of the invoice that counts ended, where the school was right; None where it was not."""
        last = self.last_dispute
        if last is None or last.ended is None or last.ended.kind != EntryKind.UPHELD or last.invoice != self.invoice:
            return None
        return last.ended

    @property
    def kept(self) -> Decimal:
        """What came and was not given back."""
        return self.received - self.returned

    @property
    def disputed(self) -> Decimal:
        """What is outstanding of a disputed invoice: it stays outstanding."""
        return self.outstanding if self.dispute else NOTHING

    @property
    def raised(self) -> Decimal:
        """What the invoice that counts asks for; nothing while there is none."""
        return self.invoice.amount if self.invoice else NOTHING

    @property
    def outstanding(self) -> Decimal:
        """What was asked for and has neither come nor been written off; never less than nothing."""
        return max(self.raised - self.kept - self.written_off, NOTHING)

    @property
    def written_off_raised(self) -> Decimal:
        """What of the invoice that counts was written off. It asks for this, what came and was kept, and what is
        outstanding."""
        return min(self.written_off, max(self.raised - self.kept, NOTHING))

    @property
    def written_off_unraised(self) -> Decimal:
        """What was written off and no invoice asks for: before there was one, or more than the corrected one asks."""
        return self.written_off - self.written_off_raised

    @property
    def to_give_back(self) -> Decimal:
        """What came above what the invoice that counts asks for, and was not given back yet."""
        return max(self.kept - self.raised, NOTHING)

    @property
    def to_give_up(self) -> Decimal:
        """What can be written off: what is outstanding, or before an invoice what has not come of what is owed."""
        return self.outstanding if self.invoice else max((self.owed or NOTHING) - self.kept, NOTHING)

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.invoice is None:
            return self._before()
        if self.outstanding:
            if self.dispute:
                return State.DISPUTED
            if self.upheld:
                return State.UPHELD
            return State.IN_PART if self.kept else State.RAISED
        if self.to_give_back:
            return State.TO_GIVE_BACK
        if not self.raised:
            return State.NOTHING
        return State.WRITTEN_OFF if self.written_off else State.PAID

    def _before(self) -> State:
        if self.to_give_back and self.owed == NOTHING:
            return State.TO_GIVE_BACK
        if self.written_off:
            return State.WRITTEN_OFF
        if self.why_nothing:
            return State.NOTHING
        if not self.countable:
            return State.UNCOUNTED
        return State.UNKNOWN if self.owed is None else State.TO_RAISE

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        return self.state.of(self.side)

    @property
    def differs(self) -> bool:
        """Whether what was asked for is no longer what is owed."""
        return bool(self.to_correct)

    @property
    def to_correct(self) -> Decimal:
        """By how much an invoice no longer fits: what is owed above what it asks for, less than nothing where it asks
        for too much. No other sum has it until a corrected invoice is recorded."""
        return NOTHING if self.invoice is None or self.owed is None else self.owed - self.raised


def account(side: Side, entries: Iterable[Line], *, owed: Decimal | None, why_nothing: str, countable: bool) -> Account:
    """One side, from the entries of both: those that were cancelled, and what cancels them, count for nothing."""
    mine = [one for one in entries if one.side == side]
    lines = standing(mine, side)
    invoices = [one for one in lines if one.kind == EntryKind.RAISED]

    def total(kind: EntryKind) -> Decimal:
        return sum((one.amount for one in lines if one.kind == kind), NOTHING)

    return Account(
        side,
        owed,
        why_nothing,
        countable,
        invoices[-1] if invoices else None,
        total(EntryKind.RECEIVED),
        total(EntryKind.RETURNED),
        total(EntryKind.WRITTEN_OFF),
        _last_dispute(mine),
    )


def _last_dispute(lines: list[Line]) -> Dispute | None:
    """The newest dispute, of the invoice that counted when it began; one of an invoice that was a mistake is none."""
    cancelled = {one.cancels_id for one in lines}
    invoices: list[Line] = []
    found: list[Dispute] = []
    for one in lines:
        if one.kind == EntryKind.CANCELLED:
            invoices = [invoice for invoice in invoices if invoice.pk != one.cancels_id]
        elif one.kind == EntryKind.DISPUTED and one.pk not in cancelled and invoices:
            found.append(Dispute(invoices[-1], one))
        elif one.kind in ENDS_OF_DISPUTE and one.pk not in cancelled and found and found[-1].ended is None:
            found[-1] = replace(found[-1], ended=one)
        if one.kind == EntryKind.RAISED:
            invoices.append(one)
    found = [one for one in found if one.invoice.pk not in cancelled]
    return found[-1] if found else None


def standing(entries: Iterable[Line], side: Side) -> list[Line]:
    """The entries of one side that count, in order."""
    lines = [one for one in entries if one.side == side]
    cancelled = {one.cancels_id for one in lines}
    return [one for one in lines if one.kind != EntryKind.CANCELLED and one.pk not in cancelled]
