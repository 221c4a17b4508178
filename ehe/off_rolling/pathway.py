"""Off-rolling at a school as data: challenged about several pupils, answered, escalated, read, and what follows."""

from datetime import date

from ehe.off_rolling import letters, rules
from ehe.pathway import CHALLENGED, SIGNS, WORK
from oxle.accounts.permissions import decide
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Check, Clock, Pathway, Stage, Step, Subject

DECIDE = decide("ehe")

# --- where a case can stand ---------------------------------------------------------------------------------
ASKED = Stage("asked", "The school is asked")
ESCALATED = Stage("escalated", "Escalated to the governors and the trust")
READ = Stage("read", "Answer read")
CLOSED = Stage("closed", "Closed", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
WAITS = (ASKED, ESCALATED)
OPEN = (*WAITS, READ)
CHALLENGED_AT = (*OPEN, CLOSED)

# --- what must hold first ------------------------------------------------------------------------------------
FOR_OFSTED = Check("ehe_for_ofsted", "It was upheld, it is a pattern, and Ofsted was not written to yet")
NOT_FOR_OFSTED = Check("ehe_not_for_ofsted", "It is no pattern, or Ofsted was written to")

# --- what can be done ---------------------------------------------------------------------------------------
TAKE_UP = Step("take_up", "Take up what the radar found", at=(), to=ASKED, by=WORK, own_page=True)
# The steps by which every pathway challenges: the register of challenges reads them.
CHALLENGE = Step(
    "challenge",
    "Challenge the school",
    at=(ASKED,),
    by=WORK,
    reason=True,
    sends=(letters.HEAD, letters.COPY),
    part_of=TAKE_UP,
)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SIGNS, own_page=True)
ESCALATE = Step(
    "escalate",
    "Escalate to the governors and the trust",
    at=(ASKED,),
    to=ESCALATED,
    by=WORK,
    reason=True,
    sends=(letters.ESCALATION,),
)
ANSWER = Step(
    "answer_challenge",
    "Close the challenge or uphold it",
    at=CHALLENGED_AT,
    to=READ,
    stays_at=(READ, CLOSED),
    by=WORK,
    offered_while=(CHALLENGED,),
)
WRITE_TO_OFSTED = Step(
    "write_to_ofsted",
    "Draft a letter to Ofsted",
    at=(READ,),
    by=DECIDE,
    reason=True,
    sends=(letters.TO_OFSTED,),
    offered_while=(FOR_OFSTED,),
)
CLOSE = Step("close", "Close the case", at=(READ,), to=CLOSED, by=WORK, offered_while=(NOT_FOR_OFSTED,))
LEAVE = Step(
    "leave",
    "Close: a pattern, and Ofsted is not written to",
    at=(READ,),
    to=CLOSED,
    by=DECIDE,
    reason=True,
    offered_while=(FOR_OFSTED,),
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)
ENDS = (CLOSE, LEAVE, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.READ_WITHIN,
)
# Also where nobody answers: somebody must end it.
ENDED = Clock(
    "ended",
    "End the challenge: close it or uphold it, also without an answer",
    against=Against.COUNCIL,
    limit=rules.ENDED_WITHIN,
    from_=(TAKE_UP,),
    stops=(ANSWER, MISTAKE),
    law=rules.ENDED_WITHIN.source,
)
ESCALATION_END = Clock(
    "escalation_end",
    "See what the governors and the trust answered, and end the challenge",
    against=Against.COUNCIL,
    limit=rules.ESCALATED_WITHIN,
    from_=(ESCALATE,),
    stops=(REPLY, ANSWER, MISTAKE),
    asks=(ANSWER,),
    law=rules.ESCALATED_WITHIN.source,
)
FOLLOWS = Clock(
    "follows",
    "Decide what follows from the answer: close the case, or write to Ofsted about a pattern",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(ANSWER,),
    stops=(WRITE_TO_OFSTED, *ENDS),
    asks=(CLOSE, WRITE_TO_OFSTED, LEAVE),
    law=rules.DECIDED_WITHIN.source,
)
WRITTEN = Clock(
    "written",
    "See that the letter to Ofsted has gone, and close the case",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(WRITE_TO_OFSTED,),
    stops=ENDS,
    asks=(CLOSE,),
    law=rules.DECIDED_WITHIN.source,
)

OFF_ROLLING = Pathway(
    key="ehe/off_rolling",
    duty="ehe",
    name="Off-rolling at a school",
    version=1,
    in_force_from=date(1996, 11, 1),
    # The school, as the body that letters go to.
    subject=Subject.ORGANISATION,
    source=letters.SOURCE,
    stages=(ASKED, ESCALATED, READ, CLOSED, MISTAKEN),
    steps=(TAKE_UP, CHALLENGE, REPLY, ESCALATE, ANSWER, WRITE_TO_OFSTED, CLOSE, LEAVE, MISTAKE),
    clocks=(CHALLENGE_ANSWER, CHALLENGE_END, ESCALATION_END, ENDED, FOLLOWS, WRITTEN),
    opening=(TAKE_UP,),
    road=(ANSWER, CLOSE),
    several=True,
    notes=(
        "It is about a school, and about several of its former pupils at once: those of Years 10 and 11 who left "
        "before January, of whom there is no case, or those of whom something came before home education more often "
        "than chance explains. What appears unlawful of one child is challenged on the case of that child.",
        "Nothing opens by itself, and nothing is decided by a number: an officer challenges, reads the answer and "
        "upholds it or not, and a manager writes to Ofsted.",
    ),
)
