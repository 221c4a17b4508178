"""What can be recorded of one side of an account as it stands, and why something cannot, in a sentence. Pure."""

from collections.abc import Iterable

from exclusions.funding.account import Account, Line
from exclusions.funding.models import EntryKind
from oxle.schooldays.wording import plain_day

NOT_KNOWN = "What is owed is not known yet. State the figures first."
NOTHING_OUTSTANDING = "Nothing is outstanding."


def why_no_invoice(found: Account) -> str:
    """Why no invoice, or order to pay, can be recorded; empty where one can."""
    if found.owed is None:
        return NOT_KNOWN
    if found.invoice is None and not found.owed:
        return found.why_nothing or "Nothing is owed."
    return ""


def why_no_money(found: Account) -> str:
    """Why no money can have come, or gone; empty where it can. More than is asked for can."""
    return "" if found.invoice else "No invoice is recorded. Record it first."


def why_nothing_back(found: Account) -> str:
    """Why nothing can be given back, or come back; empty where it can."""
    return "" if found.to_give_back else "Nothing is to be given back: no more was paid than was asked for."


def why_no_write_off(found: Account) -> str:
    """Why nothing can be written off; empty where something can."""
    if found.to_give_up:
        return ""
    if found.invoice is None and found.owed is None:
        return NOT_KNOWN
    return f"{NOTHING_OUTSTANDING} It is written off already." if found.written_off else NOTHING_OUTSTANDING


def why_no_dispute(found: Account) -> str:
    """Why the school cannot dispute an invoice; empty where it can."""
    if found.invoice is None or not found.outstanding:
        return "No invoice is outstanding that could be disputed."
    if found.dispute is not None:
        return f"Invoice {found.invoice.number} is disputed already, since {plain_day(found.dispute.on)}."
    return ""


def why_no_end(found: Account) -> str:
    """Why no dispute can have ended; empty where one can."""
    return "" if found.dispute else "No invoice is disputed."


def why_it_stands(found: Account, entry: Line, counting: Iterable[Line]) -> str:
    """Why an entry cannot be cancelled as a mistake, of those that count; empty where it can."""
    if entry not in counting:
        return "This entry does not count any more."
    if entry.kind == EntryKind.RECEIVED and found.returned > found.received - entry.amount:
        return "Some of it was given back. Cancel that first."
    return ""
