"""The enquiry into illegal employment as data: told of, found out, the employer informed, and how it ended."""

from datetime import date

from licensing.employment_limits import ACT
from licensing.work.enquiries import letters, rules
from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand ---------------------------------------------------------------------------------
OPENED = Stage("opened", "Being found out")
FOUND = Stage("found", "Found")
PROSECUTION = Stage("prosecution", "Prosecution considered")
LAWFUL = Stage("lawful", "Closed: no unlawful work", closed=True)
STOPPED = Stage("stopped", "Closed: the work has stopped", closed=True)
PERMITTED = Stage("permitted", "Closed: a permit was applied for", closed=True)
PROSECUTED = Stage("prosecuted", "Closed: given to the legal team to prosecute", closed=True)
SENT_ON = Stage("sent_on", "Closed: the work is in another area", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
BEFORE_A_DECISION = (OPENED, FOUND)
OPEN = (OPENED, FOUND, PROSECUTION)

# --- what a step may record, and what must hold first --------------------------------------------------------
SEEN_ON = Fact("seen_on", "Last day on which a child is known to have worked there")
APPLIED = Check("enquiry_applied", "The employer has applied for a permit since")

# --- what can be done ---------------------------------------------------------------------------------------
RECEIVE = Step("receive", "Told of a child at work", at=(), to=OPENED, by=WORK, own_page=True)
# Taken from the child's own page.
NAME = Step("name", "Record which child it is", at=OPEN, by=WORK, own_page=True)
FIND = Step("find", "Record what was found", at=BEFORE_A_DECISION, to=FOUND, by=WORK, records=(SEEN_ON,))
INFORM = Step(
    "inform", "Inform the employer", at=OPEN, by=WORK, reason=True,
    sends=(letters.INFORMED, letters.INFORMED_PARENTS),
)  # fmt: skip
CONSIDER = Step("consider", "Consider whether to prosecute", at=(FOUND,), to=PROSECUTION, by=DECIDE, reason=True)
NOT_PROSECUTE = Step(
    "not_prosecute", "Decide not to prosecute", at=(PROSECUTION,), to=FOUND, by=DECIDE, reason=True
)  # fmt: skip
PROSECUTE = Step(
    "prosecute", "Decide to prosecute, and give it to the legal team", at=(PROSECUTION,), to=PROSECUTED, by=DECIDE,
    reason=True,
)  # fmt: skip
STOP = Step("stop", "Close: the work has stopped", at=(FOUND,), to=STOPPED, by=WORK, reason=True)
PERMIT = Step("permit", "Close: a permit was applied for", at=(FOUND,), to=PERMITTED, by=WORK, needs=(APPLIED,))
CLEAR = Step("clear", "Close: there is no unlawful work", at=BEFORE_A_DECISION, to=LAWFUL, by=WORK, reason=True)
SEND_ON = Step("send_on", "Close: the work is in another area", at=BEFORE_A_DECISION, to=SENT_ON, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=BEFORE_A_DECISION, to=MISTAKEN, by=WORK, reason=True)

_ENDS = (PROSECUTE, STOP, PERMIT, CLEAR, SEND_ON, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
FINDING = Clock(
    "finding",
    "Find out what there is",
    against=Against.COUNCIL,
    limit=rules.FOUND_WITHIN,
    from_=(RECEIVE,),
    stops=(FIND, *_ENDS),
    law=rules.FOUND_WITHIN.source,
)
INFORMING = Clock(
    "informing",
    "Inform the employer of what was found",
    against=Against.COUNCIL,
    limit=rules.INFORMED_WITHIN,
    from_=(FIND,),
    stops=(INFORM, *_ENDS),
    law=rules.INFORMED_WITHIN.source,
)
OUTCOME = Clock(
    "outcome",
    "See whether the work has stopped, or a permit was applied for",
    against=Against.COUNCIL,
    limit=rules.OUTCOME_WITHIN,
    from_=(FIND, INFORM, NOT_PROSECUTE),
    stops=(CONSIDER, *_ENDS),
    law=rules.OUTCOME_WITHIN.source,
)
DECIDING = Clock(
    "deciding",
    "Decide whether to prosecute",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(CONSIDER,),
    stops=(NOT_PROSECUTE, *_ENDS),
    # Neither is the likelier one: a person decides.
    asks=(PROSECUTE, NOT_PROSECUTE),
    law=rules.DECIDED_WITHIN.source,
)
PROCEEDINGS = Clock(
    "proceedings",
    "The last day on which proceedings can begin",
    against=Against.COURT,
    limit=rules.PROCEEDINGS_WITHIN,
    from_=(FIND,),
    anchor=SEEN_ON,
    stops=(NOT_PROSECUTE, *_ENDS),
    law=rules.PROCEEDINGS,
    basis=Basis.LAW,
    afterwards="It is too late to prosecute. Close the case, or inform the employer again",
)

ENQUIRY = Pathway(
    key="licensing/enquiry",
    duty="licensing",
    name="Illegal employment enquiry",
    version=1,
    in_force_from=date(2015, 1, 1),
    subject=Subject.ORGANISATION,
    source=f"{ACT}, which was read; {rules.OFFENCE}; {rules.PROCEEDINGS}",
    stages=(OPENED, FOUND, PROSECUTION, LAWFUL, STOPPED, PERMITTED, PROSECUTED, SENT_ON, MISTAKEN),
    steps=(
        RECEIVE, FIND, INFORM, NAME, CONSIDER, PROSECUTE, NOT_PROSECUTE, PERMIT, STOP, CLEAR, SEND_ON, MISTAKE,
    ),
    clocks=(FINDING, INFORMING, OUTCOME, DECIDING, PROCEEDINGS),
    opening=(RECEIVE,),
    road=(FIND, INFORM, PERMIT),
    several=True,
    notes=(
        "It is about an employer at a place: it begins also where nobody knows yet which child it is. Each child that "
        "is known is named on it, from the child’s own page.",
        "The employer commits the offence, not the child and not the parent. Whether to prosecute is decided by a "
        "named person, and nothing is decided by itself.",
    ),
)  # fmt: skip
