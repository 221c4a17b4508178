"""The work permit as data: applied for, what it lacks, checked, decided; and what becomes of the permit."""

from datetime import date

from licensing.employment_limits import ACT
from licensing.grants import clocks, steps
from licensing.grants.steps import (
    CHECKING,
    DECIDE,
    LACKING,
    MISTAKE,
    MISTAKEN,
    RECEIVED,
    REFUSED,
    REVOKED,
    SENT_ON,
    SUPPLY,
    UNDECIDED,
    WORK,
)
from licensing.inspections import rules as inspections
from licensing.work import rules
from licensing.work.permits import letters
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

# --- where a case can stand ---------------------------------------------------------------------------------
GRANTED = Stage("granted", "Granted")
ENDED = Stage("ended", "Closed: the permit has ended", closed=True)
NOT_NEEDED = Stage("not_needed", "Closed: no permit is needed", closed=True)
WITHDRAWN = steps.withdrawn("employer")
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
ASK = steps.ask("employer", letters.LACKING)
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
REFUSE = steps.refuse("permit", letters.REFUSED, letters.REFUSED_FOR_PARENTS)
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
LOOK_AGAIN = steps.look_again(IN_FORCE)
INSPECTED = steps.inspected(IN_FORCE)
KEEP = steps.keep("permit", IN_FORCE, FELL)
REVOKE = steps.revoke("permit", IN_FORCE, letters.REVOKED, letters.REVOKED_FOR_PARENTS)
END = Step("end", "Record that the work has ended", at=IN_FORCE, to=ENDED, by=WORK)
# Only the service takes it, once the last day of the permit is over.
EXPIRE = Step("expire", "The permit has run out", at=IN_FORCE, to=ENDED, by=WORK, own_page=True)
NOT_NEEDED_STEP = steps.not_needed("permit", to=NOT_NEEDED)
SEND_ON = steps.send_on("the work is")
WITHDRAW = steps.withdraw("employer", to=WITHDRAWN)

_ENDS = (GRANT, REFUSE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = clocks.reading(rules.READ_WITHIN, APPLY, stops=(ASK, CHECK, *_ENDS), asks=(CHECK,))
FIRST_DAY = Clock(
    "first_day",
    "Decide before the first day of work",
    against=Against.COUNCIL,
    limit=clocks.ON_THE_DAY,
    from_=(APPLY,),
    anchor=STARTS_ON,
    stops=_ENDS,
    asks=(GRANT,),
    law=f"{rules.BYELAWS}: an employer applies within a week of the start",
)
DECIDING = clocks.deciding("permit", rules.DECIDED_WITHIN, CHECK, stops=(ASK, *_ENDS), asks=(GRANT,))
SUPPLYING = clocks.supplying("employer", rules.SUPPLIED_WITHIN, ASK, stops=(SUPPLY, CHECK, *_ENDS))
PARENT_ANSWER = clocks.parent_answers(
    "A parent gives written permission", rules.PARENT_WITHIN, APPLY, stops=(PARENT, *_ENDS)
)
SCHOOL_ANSWER = clocks.school_answers(
    "The school answers in writing, with the attendance", rules.SCHOOL_WITHIN, APPLY, stops=(SCHOOL, *_ENDS)
)
CONSIDERING = clocks.considering(
    rules.CONSIDERED_WITHIN, LOOK_AGAIN, stops=(KEEP, REVOKE, END, EXPIRE), asks=(KEEP, REVOKE)
)
REVIEWING = clocks.reviewing("permit", inspections.CONSIDERED_WITHIN, INSPECTED, stops=(KEEP, REVOKE, END, EXPIRE))
LAST_DAY = clocks.last_day(
    "The permit runs out: the job or compulsory school age ends",
    UNTIL_ON,
    from_=(GRANT, CHANGE),
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
