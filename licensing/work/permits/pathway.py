"""The work permit as data: applied for, what it lacks, checked, decided; and what becomes of the permit."""

from datetime import date

from licensing.employment_limits import ACT
from licensing.inspections import rules as inspections
from licensing.work import rules
from licensing.work.permits import letters
from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand ---------------------------------------------------------------------------------
RECEIVED = Stage("received", "Received")
LACKING = Stage("lacking", "Asked for what is lacking")
CHECKING = Stage("checking", "Being checked")
GRANTED = Stage("granted", "Granted")
REFUSED = Stage("refused", "Closed: refused", closed=True)
ENDED = Stage("ended", "Closed: the permit has ended", closed=True)
REVOKED = Stage("revoked", "Closed: revoked", closed=True)
NOT_NEEDED = Stage("not_needed", "Closed: no permit is needed", closed=True)
SENT_ON = Stage("sent_on", "Closed: another authority decides", closed=True)
WITHDRAWN = Stage("withdrawn", "Closed: withdrawn by the employer", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
UNDECIDED = (RECEIVED, LACKING, CHECKING)
IN_FORCE = (GRANTED,)

# --- what a step may record, and what must hold first --------------------------------------------------------
STARTS_ON = Fact("starts_on", "First day of work", required=True)
UNTIL_ON = Fact("until_on", "Last day of the permit", required=True)
COMPLETE = Check("permit_complete", "Nothing is lacking from the employer and the parent")
HERE = Check("permit_here", "The work is in this area")
PERMITTED = Check("permit_permitted", "A parent gives written permission")
FELL = Check("permit_fell", "The attendance fell, or an inspection found something, and nobody has answered that yet")
WITHIN_LIMITS = Check("permit_within_limits", "The hours and the work break no limit")

# --- what can be done ---------------------------------------------------------------------------------------
APPLY = Step("apply", "Application for a work permit", at=(), to=RECEIVED, by=WORK, records=(STARTS_ON,), own_page=True)
PARENT = Step("parent", "Record the parent’s permission", at=UNDECIDED, by=WORK)
SCHOOL = Step("school", "Record the school’s answer", at=UNDECIDED, by=WORK)
HOURS = Step("hours", "Record other hours", at=UNDECIDED, by=WORK, reason=True)
SUPPLY = Step("supply", "Record what was lacking", at=UNDECIDED, by=WORK)
ASK = Step(
    "ask", "Ask the employer for what is lacking", at=UNDECIDED, to=LACKING, by=WORK, reason=True,
    sends=(letters.LACKING,),
)  # fmt: skip
CHECK = Step(
    "check", "Begin to check: it is all there", at=(RECEIVED, LACKING), to=CHECKING, by=WORK, needs=(COMPLETE,)
)
GRANT = Step(
    "grant",
    "Grant the permit",
    at=(CHECKING,),
    to=GRANTED,
    by=DECIDE,
    needs=(HERE, PERMITTED, WITHIN_LIMITS),
    records=(UNTIL_ON,),
    implied=(UNTIL_ON,),
    sends=(letters.PERMIT, letters.PERMIT_FOR_PARENTS),
)
REFUSE = Step(
    "refuse", "Refuse the permit", at=UNDECIDED, to=REFUSED, by=DECIDE, reason=True,
    sends=(letters.REFUSED, letters.REFUSED_FOR_PARENTS),
)  # fmt: skip
CHANGE = Step(
    "change",
    "Change the hours of the permit",
    at=IN_FORCE,
    by=DECIDE,
    reason=True,
    needs=(HERE,),
    records=(UNTIL_ON,),
    implied=(UNTIL_ON,),
    sends=(letters.PERMIT, letters.PERMIT_FOR_PARENTS),
)
LOOK_AGAIN = Step("look_again", "The attendance fell below the setting", at=IN_FORCE, by=WORK, own_page=True)
# Taken from the page of the inspection.
INSPECTED = Step("inspected", "An inspection found something wrong", at=IN_FORCE, by=WORK, own_page=True)
KEEP = Step(
    "keep",
    "Record that the permit stays",
    at=IN_FORCE,
    by=DECIDE,
    offered_while=(FELL,),
    reason=True,
)
REVOKE = Step(
    "revoke", "Revoke the permit", at=IN_FORCE, to=REVOKED, by=DECIDE, reason=True,
    sends=(letters.REVOKED, letters.REVOKED_FOR_PARENTS),
)  # fmt: skip
END = Step("end", "Record that the work has ended", at=IN_FORCE, to=ENDED, by=WORK)
# Only the service takes it, once the last day of the permit is over.
EXPIRE = Step("expire", "The permit has run out", at=IN_FORCE, to=ENDED, by=WORK, own_page=True)
NOT_NEEDED_STEP = Step("not_needed", "Close: no permit is needed", at=UNDECIDED, to=NOT_NEEDED, by=WORK, reason=True)
SEND_ON = Step("send_on", "Close: the work is in another area", at=UNDECIDED, to=SENT_ON, by=WORK, reason=True)
WITHDRAW = Step("withdraw", "Close: the employer withdrew", at=UNDECIDED, to=WITHDRAWN, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=UNDECIDED, to=MISTAKEN, by=WORK, reason=True)

_ENDS = (GRANT, REFUSE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = Clock(
    "reading",
    "Begin to check the application, or ask for what it lacks",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(APPLY,),
    stops=(ASK, CHECK, *_ENDS),
    asks=(CHECK,),
    law=rules.READ_WITHIN.source,
)
FIRST_DAY = Clock(
    "first_day",
    "Decide before the first day of work",
    against=Against.COUNCIL,
    limit=rules.ON_THE_DAY,
    from_=(APPLY,),
    anchor=STARTS_ON,
    stops=_ENDS,
    asks=(GRANT,),
    law=f"{rules.BYELAWS}: an employer applies within a week of the start",
)
DECIDING = Clock(
    "deciding",
    "Decide on the permit",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(CHECK,),
    stops=(ASK, *_ENDS),
    asks=(GRANT,),
    law=rules.DECIDED_WITHIN.source,
)
SUPPLYING = Clock(
    "supplying",
    "The employer supplies what is lacking",
    against=Against.OTHER_BODY,
    limit=rules.SUPPLIED_WITHIN,
    from_=(ASK,),
    stops=(SUPPLY, CHECK, *_ENDS),
    law=rules.SUPPLIED_WITHIN.source,
    afterwards="Decide with what is there, or ask again",
)
PARENT_ANSWER = Clock(
    "parent_answer",
    "A parent gives written permission",
    against=Against.PARENT,
    limit=rules.PARENT_WITHIN,
    from_=(APPLY,),
    stops=(PARENT, *_ENDS),
    law=rules.PARENT_WITHIN.source,
    afterwards="Ask the parent again, or decide without",
)
SCHOOL_ANSWER = Clock(
    "school_answer",
    "The school answers in writing, with the attendance",
    against=Against.SCHOOL,
    limit=rules.SCHOOL_WITHIN,
    from_=(APPLY,),
    stops=(SCHOOL, *_ENDS),
    law=rules.SCHOOL_WITHIN.source,
)
CONSIDERING = Clock(
    "considering",
    "Consider whether education suffers: the attendance fell below the setting",
    against=Against.COUNCIL,
    limit=rules.CONSIDERED_WITHIN,
    from_=(LOOK_AGAIN,),
    stops=(KEEP, REVOKE, END, EXPIRE),
    asks=(KEEP, REVOKE),
    law=rules.CONSIDERED_WITHIN.source,
)
REVIEWING = Clock(
    "reviewing",
    "Consider whether to revoke the permit: an inspection found something wrong",
    against=Against.COUNCIL,
    limit=inspections.CONSIDERED_WITHIN,
    from_=(INSPECTED,),
    stops=(KEEP, REVOKE, END, EXPIRE),
    law=inspections.CONSIDERED_WITHIN.source,
)
LAST_DAY = Clock(
    "last_day",
    "The permit runs out: the job or compulsory school age ends",
    against=Against.OTHER_BODY,
    limit=rules.ON_THE_DAY,
    from_=(GRANT, CHANGE),
    anchor=UNTIL_ON,
    stops=(REVOKE, END, EXPIRE),
    law="Education Act 1996 s 8(3): the last Friday in June of the school year in which the child turns 16",
    basis=Basis.LAW,
    afterwards="The service closes the case by itself",
)

PERMIT = Pathway(
    key="licensing/permit",
    duty="licensing",
    name="Work permit",
    version=1,
    in_force_from=date(2015, 1, 1),
    subject=Subject.CHILD,
    source=f"{ACT}, which was read; {rules.BYELAWS}; {rules.COUNCIL}",
    stages=(
        RECEIVED, LACKING, CHECKING, GRANTED, REFUSED, ENDED, REVOKED, NOT_NEEDED, SENT_ON, WITHDRAWN, MISTAKEN,
    ),
    steps=(
        APPLY, CHECK, ASK, PARENT, SCHOOL, SUPPLY, HOURS, GRANT, REFUSE, CHANGE, LOOK_AGAIN, INSPECTED, KEEP, REVOKE,
        END, EXPIRE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE,
    ),
    clocks=(READING, FIRST_DAY, DECIDING, SUPPLYING, PARENT_ANSWER, SCHOOL_ANSWER, CONSIDERING, REVIEWING, LAST_DAY),
    opening=(APPLY,),
    road=(CHECK, GRANT),
    several=True,
    notes=(
        "The authority where the work is decides. An application for work elsewhere is sent on.",
        "An application that comes more than a week after the work began is received and labelled.",
        "Attendance above the setting is granted normally; at or below it the permit is considered by itself, which "
        "the officer says in a sentence. It refuses nothing, and ends no permit, by itself.",
        "No permit is granted while the hours break a limit, those of the child’s other jobs counted with them.",
    ),
)  # fmt: skip
