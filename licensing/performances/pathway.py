"""The performance licence as data: received, what it lacks, checked, decided; and what becomes of the licence."""

from datetime import date

from licensing.inspections import rules as inspections
from licensing.performances import letters, rules
from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand ---------------------------------------------------------------------------------
RECEIVED = Stage("received", "Received")
LACKING = Stage("lacking", "Asked for what is lacking")
CHECKING = Stage("checking", "Being checked")
GRANTED = Stage("granted", "Granted")
AMENDED = Stage("amended", "Granted, and amended")
REFUSED = Stage("refused", "Closed: refused", closed=True)
EXPIRED = Stage("expired", "Closed: the licence has run out", closed=True)
REVOKED = Stage("revoked", "Closed: revoked", closed=True)
NOT_NEEDED = Stage("not_needed", "Closed: no licence is needed", closed=True)
SENT_ON = Stage("sent_on", "Closed: another authority decides", closed=True)
WITHDRAWN = Stage("withdrawn", "Closed: withdrawn by the applicant", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
UNDECIDED = (RECEIVED, LACKING, CHECKING)
IN_FORCE = (GRANTED, AMENDED)

# --- what a step may record, and what must hold first --------------------------------------------------------
FIRST_ON = Fact("first_on", "Day of the first performance", required=True)
UNTIL_ON = Fact("until_on", "Last day of the licence", required=True)
COMPLETE = Check("performance_complete", "Nothing is lacking")
CONSENTED = Check("performance_consented", "A parent consents")
NEEDED = Check("performance_needed", "The child is of an age at which a licence is needed")
UNATTENDED = Check("performance_unattended", "Nobody is in charge on a day to come")
FELL = Check(
    "performance_attendance_fell", "The attendance fell, or an inspection found something, and nobody considered it"
)

# --- what can be done ---------------------------------------------------------------------------------------
RECEIVE = Step(
    "receive", "Application for a performance licence", at=(), to=RECEIVED, by=WORK, records=(FIRST_ON,), own_page=True
)
_LICENCE = (letters.LICENCE, letters.LICENCE_FOR_PARENTS)
PARENT = Step("parent", "Record the parent’s part", at=UNDECIDED, by=WORK)
SCHOOL = Step("school", "Record the school’s part", at=UNDECIDED, by=WORK)
ASK = Step(
    "ask",
    "Ask the applicant for what is lacking",
    at=UNDECIDED,
    to=LACKING,
    by=WORK,
    reason=True,
    sends=(letters.LACKING,),
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
    sends=_LICENCE,
    overtakes=(letters.LACKING,),
)
REFUSE = Step(
    "refuse",
    "Refuse the licence",
    at=UNDECIDED,
    to=REFUSED,
    by=DECIDE,
    reason=True,
    sends=(letters.REFUSED, letters.REFUSED_FOR_PARENTS),
)
# The licence is sent again, as it then stands: what of the first was not sent is not true any more.
AMEND = Step(
    "amend",
    "Amend the licence",
    at=IN_FORCE,
    to=AMENDED,
    by=DECIDE,
    reason=True,
    records=(UNTIL_ON,),
    sends=_LICENCE,
    overtakes=_LICENCE,
)
LOOK_AGAIN = Step(
    "look_again",
    "The attendance fell below the setting",
    at=IN_FORCE,
    by=WORK,
    own_page=True,
)
# Taken from the page of the inspection.
INSPECTED = Step("inspected", "An inspection found something wrong", at=IN_FORCE, by=WORK, own_page=True)
KEEP = Step(
    "keep",
    "Record that the licence stays",
    at=IN_FORCE,
    by=DECIDE,
    offered_while=(FELL,),
    reason=True,
)
# Only the service takes it, with the step that ends or suspends the approval of a chaperone.
CHAPERONE_OFF = Step(
    "chaperone_off",
    "A chaperone is approved no more",
    at=(*UNDECIDED, *IN_FORCE),
    by=WORK,
    own_page=True,
    sends=(letters.CHAPERONE_OFF,),
    adds=True,
)
NAME_CHAPERONE = Step(
    "name_chaperone", "Record another chaperone", at=(*UNDECIDED, *IN_FORCE), by=WORK,
    offered_while=(UNATTENDED,),
)  # fmt: skip
REVOKE = Step(
    "revoke",
    "Revoke the licence",
    at=IN_FORCE,
    to=REVOKED,
    by=DECIDE,
    reason=True,
    sends=(letters.REVOKED, letters.REVOKED_FOR_PARENTS),
)
# Only the service takes it, once the last day of the licence is over.
EXPIRE = Step("expire", "The licence has run out", at=IN_FORCE, to=EXPIRED, by=WORK, own_page=True)
NOT_NEEDED_STEP = Step("not_needed", "Close: no licence is needed", at=UNDECIDED, to=NOT_NEEDED, by=WORK, reason=True)
SEND_ON = Step("send_on", "Close: the child lives in another area", at=UNDECIDED, to=SENT_ON, by=WORK, reason=True)
WITHDRAW = Step("withdraw", "Close: the applicant withdrew", at=UNDECIDED, to=WITHDRAWN, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=UNDECIDED, to=MISTAKEN, by=WORK, reason=True)

_ENDS = (GRANT, REFUSE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = Clock(
    "reading",
    "Begin to check the application, or ask for what it lacks",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(RECEIVE,),
    stops=(ASK, CHECK, *_ENDS),
    asks=(CHECK,),
    law=rules.READ_WITHIN.source,
)
FIRST_PERFORMANCE = Clock(
    "first_performance",
    "Decide before the first performance",
    against=Against.COUNCIL,
    limit=rules.ON_THE_DAY,
    from_=(RECEIVE,),
    anchor=FIRST_ON,
    stops=_ENDS,
    asks=(GRANT,),
    law=f"{rules.LAW}: no child performs without a licence where one is needed",
    basis=Basis.LAW,
)
DECIDING = Clock(
    "deciding",
    "Decide on the licence",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(CHECK,),
    stops=(ASK, *_ENDS),
    asks=(GRANT,),
    law=rules.DECIDED_WITHIN.source,
)
SUPPLYING = Clock(
    "supplying",
    "The applicant supplies what is lacking",
    against=Against.OTHER_BODY,
    limit=rules.SUPPLIED_WITHIN,
    from_=(ASK,),
    stops=(CHECK, *_ENDS),
    law=rules.SUPPLIED_WITHIN.source,
    afterwards="Decide with what is there, or ask again",
)
PARENT_ANSWER = Clock(
    "parent_answer",
    "A parent consents, and says how the child is",
    against=Against.PARENT,
    limit=rules.PARENT_WITHIN,
    from_=(RECEIVE,),
    stops=(PARENT, *_ENDS),
    law=rules.PARENT_WITHIN.source,
    afterwards="Ask the parent again, or decide without",
)
SCHOOL_ANSWER = Clock(
    "school_answer",
    "The school says whether it agrees to the absence",
    against=Against.SCHOOL,
    limit=rules.SCHOOL_WITHIN,
    from_=(RECEIVE,),
    stops=(SCHOOL, *_ENDS),
    law=rules.SCHOOL_WITHIN.source,
)
CONSIDERING = Clock(
    "considering",
    "Consider whether education suffers: the attendance fell below the setting",
    against=Against.COUNCIL,
    limit=rules.CONSIDERED_WITHIN,
    from_=(LOOK_AGAIN,),
    stops=(KEEP, REVOKE, EXPIRE),
    asks=(KEEP, REVOKE),
    law=rules.CONSIDERED_WITHIN.source,
)
REVIEWING = Clock(
    "reviewing",
    "Consider whether to revoke the licence: an inspection found something wrong",
    against=Against.COUNCIL,
    limit=inspections.CONSIDERED_WITHIN,
    from_=(INSPECTED,),
    stops=(KEEP, REVOKE, EXPIRE),
    law=inspections.CONSIDERED_WITHIN.source,
)
ANOTHER_CHAPERONE = Clock(
    "another_chaperone",
    "See that another chaperone is named: nobody is in charge on days to come",
    against=Against.COUNCIL,
    limit=rules.CHAPERONE_WITHIN,
    from_=(CHAPERONE_OFF,),
    stops=(NAME_CHAPERONE, REFUSE, REVOKE, EXPIRE, NOT_NEEDED_STEP, SEND_ON, WITHDRAW, MISTAKE),
    law=rules.CHAPERONE_WITHIN.source,
)
LAST_DAY = Clock(
    "last_day",
    "The licence runs out",
    against=Against.OTHER_BODY,
    limit=rules.ON_THE_DAY,
    from_=(GRANT, AMEND),
    anchor=UNTIL_ON,
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
        RECEIVE, CHECK, ASK, PARENT, SCHOOL, GRANT, REFUSE, AMEND, LOOK_AGAIN, INSPECTED, KEEP, CHAPERONE_OFF,
        NAME_CHAPERONE, REVOKE, EXPIRE,
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
