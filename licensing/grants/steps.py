"""What the pathways of grants have in common: where a case can stand, and the steps that are alike in all of them."""

from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Check, Stage, Step
from oxle.correspondence.kinds import LetterKind

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand: what it is called once something is granted each pathway says ------------------
RECEIVED = Stage("received", "Received")
LACKING = Stage("lacking", "Asked for what is lacking")
CHECKING = Stage("checking", "Being checked")
REFUSED = Stage("refused", "Closed: refused", closed=True)
REVOKED = Stage("revoked", "Closed: revoked", closed=True)
SENT_ON = Stage("sent_on", "Closed: another authority decides", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
UNDECIDED = (RECEIVED, LACKING, CHECKING)

# --- what can be done ---------------------------------------------------------------------------------------
SUPPLY = Step("supply", "Record what was lacking", at=UNDECIDED, by=WORK)
MISTAKE = Step("mistake", "Close: entered by mistake", at=UNDECIDED, to=MISTAKEN, by=WORK, reason=True)


def ask(whom: str, letter: LetterKind) -> Step:
    """Whoever applied is asked for what is lacking."""
    label = f"Ask the {whom} for what is lacking"
    return Step("ask", label, at=UNDECIDED, to=LACKING, by=WORK, reason=True, sends=(letter,))


def refuse(what: str, *letters: LetterKind) -> Step:
    """It is not granted, and the letters say why."""
    return Step("refuse", f"Refuse the {what}", at=UNDECIDED, to=REFUSED, by=DECIDE, reason=True, sends=letters)


def look_again(in_force: tuple[Stage, ...]) -> Step:
    """The service asks an officer to consider it, since education may suffer."""
    return Step("look_again", "The attendance fell below the setting", at=in_force, by=WORK, own_page=True)


def inspected(in_force: tuple[Stage, ...]) -> Step:
    """An inspection asks whether it stays: taken from the page of the inspection."""
    return Step("inspected", "An inspection found something wrong", at=in_force, by=WORK, own_page=True)


def keep(what: str, in_force: tuple[Stage, ...], asked: Check, *, needs: tuple[Check, ...] = ()) -> Step:
    """It stays, where that was asked."""
    label = f"Record that the {what} stays"
    return Step("keep", label, at=in_force, by=DECIDE, needs=needs, offered_while=(asked,), reason=True)


def revoke(what: str, in_force: tuple[Stage, ...], *letters: LetterKind) -> Step:
    """It ends by a decision of ours, and the letters say why."""
    return Step("revoke", f"Revoke the {what}", at=in_force, to=REVOKED, by=DECIDE, reason=True, sends=letters)


def not_needed(what: str, to: Stage) -> Step:
    """The law asks for none."""
    return Step("not_needed", f"Close: no {what} is needed", at=UNDECIDED, to=to, by=WORK, reason=True)


def send_on(because: str) -> Step:
    """Another authority decides, for a reason that is said as the beginning of a sentence."""
    label = f"Close: {because} in another area"
    return Step("send_on", label, at=UNDECIDED, to=SENT_ON, by=WORK, reason=True)


def withdraw(who: str, to: Stage) -> Step:
    """Whoever applied does not want it any more."""
    return Step("withdraw", f"Close: the {who} withdrew", at=UNDECIDED, to=to, by=WORK, reason=True)


def withdrawn(by: str) -> Stage:
    """Where a case stands once whoever applied withdrew."""
    return Stage("withdrawn", f"Closed: withdrawn by the {by}", closed=True)
