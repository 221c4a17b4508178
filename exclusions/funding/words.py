"""How the account of one side stands, in words: for the finance officer, and for the school."""

from exclusions.funding.account import Account, Dispute, State, standing
from exclusions.funding.models import DisputeCode, EntryKind, FundingEntry, Side
from exclusions.funding.worked import Worked, pounds
from oxle.schooldays.wording import listed, plain_day

# What the school that admitted is due is ordered to be paid, where the one that excluded gets an invoice.
OF_PAYMENT = {EntryKind.RAISED: "Order to pay", EntryKind.RECEIVED: "Paid", EntryKind.RETURNED: "Came back"}
ENDED = {
    EntryKind.SETTLED: "Settled: the invoice stands",
    EntryKind.UPHELD: "Upheld: the school is right",
    EntryKind.WRITTEN_OFF: "What was outstanding was written off",
}


def title_of(side: Side, kind: EntryKind, number: str = "") -> str:
    """What an entry of one side is called, with its number."""
    words = OF_PAYMENT.get(kind, kind.label) if side == Side.PAYMENT else kind.label
    return f"{words} {number}".rstrip()


def named(entry: FundingEntry) -> str:
    """What an entry is called."""
    return title_of(Side(entry.side), EntryKind(entry.kind), entry.number)


def invoice_in_words(found: Account) -> str:
    """“Invoice EX-4105 of 1 December 2026”; empty while there is none."""
    if found.invoice is None:
        return ""
    return f"{title_of(found.side, EntryKind.RAISED, found.invoice.number)} of {plain_day(found.invoice.on)}"


def end_of(dispute: Dispute) -> str:
    """How a dispute ended; empty while it goes on."""
    if dispute.ended is None:
        return ""
    if dispute.ended.kind == EntryKind.RAISED:
        return f"Corrected invoice {dispute.ended.number}"
    return ENDED[EntryKind(dispute.ended.kind)]


def dispute_in_lines(found: Account) -> list[str]:
    """The newest dispute: of which invoice, since when and why, and how it ended; nothing where there was none."""
    dispute = found.last_dispute
    if dispute is None:
        return []
    why = DisputeCode(dispute.opened.code).label
    lines = [f"Invoice {dispute.invoice.number}, since {plain_day(dispute.opened.on)}", why]
    return [*lines, f"{end_of(dispute)}, {plain_day(dispute.ended.on)}"] if dispute.ended else lines


def outstanding_in_words(found: Account) -> str:
    """What is outstanding, or still to be raised: how much, of what, and what came of the school’s dispute of it."""
    paid = found.side == Side.PAYMENT
    if found.invoice is None:
        of = "is due, and no payment was ordered" if paid else "is owed, and no invoice was raised"
    else:
        of = "is still to be paid of order" if paid else "is outstanding of invoice"
        of = f"{of} {found.invoice.number} of {plain_day(found.invoice.on)}"
    said = f"{pounds(found.to_give_up)} {of}."
    if found.last_dispute and found.last_dispute.invoice == found.invoice:
        return f"{said} Disputed: {'. '.join(dispute_in_lines(found)[1:])}."
    return said


def moved_in_rows(one: Worked, side: Side) -> list[tuple[str, list[str]]]:
    """What was asked for, what moved, and what is left, as the school reads it; nothing where nothing happened yet."""
    found, lines = one.side(side), standing(one.entries, side)
    kinds = {EntryKind.RECEIVED: found.received, EntryKind.RETURNED: found.returned}
    # What was given up beyond what an invoice asks for is no part of the sum that the school is asked for.
    kinds[EntryKind.WRITTEN_OFF] = found.written_off_raised if found.invoice else found.written_off
    days = {kind: dict.fromkeys(plain_day(line.on) for line in lines if line.kind == kind) for kind in kinds}
    rows = [
        (title_of(side, kind), [pounds(amount), listed(list(days[kind]))]) for kind, amount in kinds.items() if amount
    ]
    if found.invoice:
        rows.insert(0, (invoice_in_words(found), [pounds(found.raised)]))
    if not rows:
        return []
    if found.to_give_back:
        to_school = "To be paid back to your school" if side == Side.RECOVERY else "To be paid back by your school"
        return [*rows, (to_school, [pounds(found.to_give_back)])]
    # What is not right, or was found wrong, nobody is to pay before it was put right.
    holds = side == Side.PAYMENT or not (found.outstanding and (found.upheld or found.differs))
    return [*rows, ("Still to be paid" if holds else "Open, and not to be paid", [pounds(found.outstanding)])]


def standing_for_school(one: Worked, side: Side) -> str:
    """What the school that excluded is still asked for, or the one that admitted is due, and what came of a dispute."""
    found = one.side(side)
    return " ".join(said for said in (_dispute_for_school(found), _left_for_school(found)) if said)


def _dispute_for_school(found: Account) -> str:
    dispute = found.last_dispute
    if dispute is None:
        return ""
    said = f"You disputed invoice {dispute.invoice.number} on {plain_day(dispute.opened.on)}"
    if dispute.ended is None:
        return f"{said}. It stays outstanding until that is decided."
    if dispute.ended.kind == EntryKind.UPHELD:
        return f"{said}, and on {plain_day(dispute.ended.on)} it was decided that you are right."
    if dispute.ended.kind == EntryKind.SETTLED:
        return f"{said}, and on {plain_day(dispute.ended.on)} it was decided that the invoice stands."
    return f"{said}."


def _left_for_school(found: Account) -> str:
    recovery = found.side == Side.RECOVERY
    if found.invoice is None:
        if found.state is State.WRITTEN_OFF:
            return f"{pounds(found.written_off)} was written off, and nothing is to be paid."
        return "An invoice follows." if recovery else "We pay it separately."
    if found.differs:
        corrected = "A corrected invoice takes its place" if recovery else "A corrected order takes its place"
        return f"{invoice_in_words(found)} is of {pounds(found.raised)}, which is no longer right. {corrected}."
    if found.to_give_back:
        who = "We pay it back." if recovery else "Please pay it back to us."
        return f"{pounds(found.to_give_back)} more was paid than was asked for. {who}"
    if found.upheld and found.outstanding:
        return f"Do not pay the {pounds(found.outstanding)} that is open: it is put right or written off."
    if found.outstanding:
        return f"{pounds(found.outstanding)} is still to be paid."
    if found.written_off_raised:
        return f"{pounds(found.written_off_raised)} was written off, and nothing more is to be paid."
    return "It is paid, and nothing more is to be paid." if found.raised else "Nothing is to be paid."
