"""The performance licence as data: received, what it lacks, checked, decided; and what becomes of the licence."""

from dataclasses import replace
from datetime import date

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
    UNDECIDED,
    WORK,
)
from licensing.inspections import rules as inspections
from licensing.performances import letters, rules
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

# --- where a case can stand ---------------------------------------------------------------------------------
GRANTED = Stage("granted", "Granted")
AMENDED = Stage("amended", "Granted, and amended")
EXPIRED = Stage("expired", "Closed: the licence has run out", closed=True)
NOT_NEEDED = Stage("not_needed", "Closed: no licence is needed", closed=True)
WITHDRAWN = steps.withdrawn("applicant")
IN_FORCE = (GRANTED, AMENDED)

# --- what a step may record, and what must hold first --------------------------------------------------------
FIRST_ON = Fact("first_on", "Day of the first performance", required=True)
UNTIL_ON = Fact("until_on", "Last day of the licence", required=True)
COMPLETE = Check("performance_complete", "Nothing is lacking")
CONSENTED = Check("performance_consented", "A parent consents")
NEEDED = Check("performance_needed", "The child is of an age at which a licence is needed")
UNATTENDED = Check("performance_unattended", "Nobody is in charge on a day to come")
UNDATED = Check("performance_undated", "A day of the licence has no date")
FELL = Check(
    "performance_attendance_fell", "The attendance fell, or an inspection found something, and nobody considered it"
)

# --- what can be done ---------------------------------------------------------------------------------------
RECEIVE = Step(
    "receive", "Application for a performance licence", at=(), to=RECEIVED, by=WORK, records=(FIRST_ON,), own_page=True
)
LICENCE_LETTERS = (letters.LICENCE, letters.LICENCE_FOR_PARENTS)
PARENT = Step("parent", "Record the parent’s part", at=UNDECIDED, by=WORK)
SCHOOL = Step("school", "Record the school’s part", at=UNDECIDED, by=WORK)
ASK = steps.ask("applicant", letters.LACKING)
# The day of the first performance is that of the schedule as it is then.
SUPPLY = replace(
    steps.SUPPLY, label="Record what was lacking, or is different", records=(FIRST_ON,), implied=(FIRST_ON,)
)
CHECK = Step(
    "check", "Begin to check: it is all there", at=(RECEIVED, LACKING), to=CHECKING, by=WORK, needs=(COMPLETE,)
)
GRANT = Step(
    "grant",
    "Grant the licence",
    at=(CHECKING,),
    to=GRANTED,
    by=DECIDE,
    needs=(CONSENTED, NEEDED),
    records=(UNTIL_ON,),
    sends=LICENCE_LETTERS,
    overtakes=(letters.LACKING,),
)
REFUSE = steps.refuse("licence", letters.REFUSED, letters.REFUSED_FOR_PARENTS)
# The licence is sent again, as it then stands: what of the first was not sent is not true any more.
AMEND = Step(
    "amend",
    "Amend the licence",
    at=IN_FORCE,
    to=AMENDED,
    by=DECIDE,
    reason=True,
    records=(UNTIL_ON,),
    sends=LICENCE_LETTERS,
    overtakes=LICENCE_LETTERS,
)
LOOK_AGAIN = steps.look_again(IN_FORCE)
INSPECTED = steps.inspected(IN_FORCE)
KEEP = steps.keep("licence", IN_FORCE, FELL)
# Only the service takes it, with the step that ends or suspends the approval of a chaperone.
CHAPERONE_OFF = Step(
    "chaperone_off",
    "A chaperone is approved no more",
    at=(*UNDECIDED, *IN_FORCE),
    by=WORK,
    own_page=True,
    sends=(letters.CHAPERONE_OFF,),
    renews=LICENCE_LETTERS,
    adds=True,
)
NAME_CHAPERONE = Step(
    "name_chaperone", "Record another chaperone", at=(*UNDECIDED, *IN_FORCE), by=WORK,
    offered_while=(UNATTENDED,),
)  # fmt: skip
PERFORMED = Step("performed", "Record days performed", at=IN_FORCE, by=WORK, offered_while=(UNDATED,))
REVOKE = steps.revoke("licence", IN_FORCE, letters.REVOKED, letters.REVOKED_FOR_PARENTS)
# Only the service takes it, once the last day of the licence is over.
EXPIRE = Step("expire", "The licence has run out", at=IN_FORCE, to=EXPIRED, by=WORK, own_page=True)
NOT_NEEDED_STEP = steps.not_needed("licence", to=NOT_NEEDED)
SEND_ON = steps.send_on("the child lives")
WITHDRAW = steps.withdraw("applicant", to=WITHDRAWN)

_ENDS = (GRANT, REFUSE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = clocks.reading(rules.READ_WITHIN, RECEIVE, stops=(ASK, CHECK, *_ENDS), asks=(CHECK,))
FIRST_PERFORMANCE = Clock(
    "first_performance",
    "Decide before the first performance",
    against=Against.COUNCIL,
    limit=clocks.ON_THE_DAY,
    from_=(RECEIVE, SUPPLY),
    anchor=FIRST_ON,
    stops=(SUPPLY, *_ENDS),
    asks=(GRANT,),
    law=f"{rules.LAW}: no child performs without a licence where one is needed",
    basis=Basis.LAW,
)
DECIDING = clocks.deciding("licence", rules.DECIDED_WITHIN, CHECK, stops=(ASK, *_ENDS), asks=(GRANT,))
SUPPLYING = clocks.supplying("applicant", rules.SUPPLIED_WITHIN, ASK, stops=(SUPPLY, CHECK, *_ENDS))
PARENT_ANSWER = clocks.parent_answers(
    "A parent consents, and says how the child is", rules.PARENT_WITHIN, RECEIVE, stops=(PARENT, *_ENDS)
)
SCHOOL_ANSWER = clocks.school_answers(
    "The school says whether it agrees to the absence", rules.SCHOOL_WITHIN, RECEIVE, stops=(SCHOOL, *_ENDS)
)
CONSIDERING = clocks.considering(rules.CONSIDERED_WITHIN, LOOK_AGAIN, stops=(KEEP, REVOKE, EXPIRE), asks=(KEEP, REVOKE))
REVIEWING = clocks.reviewing("licence", inspections.CONSIDERED_WITHIN, INSPECTED, stops=(KEEP, REVOKE, EXPIRE))
ANOTHER_CHAPERONE = Clock(
    "another_chaperone",
    "See that another chaperone is named: nobody is in charge on days to come",
    against=Against.COUNCIL,
    limit=rules.CHAPERONE_WITHIN,
    from_=(CHAPERONE_OFF,),
    stops=(NAME_CHAPERONE, REFUSE, REVOKE, EXPIRE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE),
    law=rules.CHAPERONE_WITHIN.source,
)
LAST_DAY = clocks.last_day(
    "The licence runs out",
    UNTIL_ON,
    from_=(GRANT, AMEND),
    stops=(AMEND, REVOKE, EXPIRE),
    law=f"{rules.LAW}: a licence is for the dates that it names",
    afterwards="The service closes the case by itself",
)

LICENCE = Pathway(
    key="licensing/performance",
    duty="licensing",
    name="Performance licence",
    version=1,
    in_force_from=date(2015, 2, 6),
    subject=Subject.CHILD,
    source=f"{rules.LAW}; {rules.REGULATIONS}, of which only the contents were read",
    stages=(
        RECEIVED, LACKING, CHECKING, GRANTED, AMENDED, REFUSED, EXPIRED, REVOKED, NOT_NEEDED, SENT_ON, WITHDRAWN,
        MISTAKEN,
    ),
    steps=(
        RECEIVE, CHECK, ASK, SUPPLY, PARENT, SCHOOL, GRANT, REFUSE, AMEND, LOOK_AGAIN, INSPECTED, KEEP, CHAPERONE_OFF,
        NAME_CHAPERONE, PERFORMED, REVOKE, EXPIRE,
        NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE,
    ),
    clocks=(
        READING, FIRST_PERFORMANCE, DECIDING, SUPPLYING, PARENT_ANSWER, SCHOOL_ANSWER, CONSIDERING,
        ANOTHER_CHAPERONE, REVIEWING, LAST_DAY,
    ),
    opening=(RECEIVE,),
    road=(CHECK, GRANT),
    several=True,
    notes=(
        "A late application, with fewer than 21 days before the first performance, is received and labelled: the "
        "council may refuse it for that, and need not.",
        "The school’s answer is evidence and no veto. The authority where the child lives decides.",
        "A child may have several cases at once, one for each production. The same day in two of them is a finding.",
    ),
)  # fmt: skip
