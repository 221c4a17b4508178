"""The approval of a chaperone as data: applied for, checked, interviewed, decided; and what becomes of the approval."""

from datetime import date

from licensing.chaperones import letters, rules
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
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject

# --- where a case can stand ---------------------------------------------------------------------------------
APPROVED = Stage("approved", "Approved")
SUSPENDED = Stage("suspended", "Suspended")
LAPSED = Stage("lapsed", "Closed: the approval has lapsed", closed=True)
ENDED = Stage("ended", "Closed: given up by the chaperone", closed=True)
WITHDRAWN = steps.withdrawn("applicant")
ON_REGISTER = (APPROVED, SUSPENDED)

# --- what a step may record, and what must hold first --------------------------------------------------------
UNTIL_ON = Fact("until_on", "Last day of the approval", required=True)
ALL_IN = Fact("all_in", "Whether every referee has answered")
REFEREE = Fact("referee", "The referee whom it is about")
NO_UPDATE_SERVICE = Fact("no_update_service", "Whether they do not subscribe to the update service")
COMPLETE = Check("chaperone_complete", "Nothing is lacking from the applicant")
HERE = Check("chaperone_here", "They live in this area")
UNANSWERED = Check("chaperone_unanswered", "A referee has not answered yet")
READY = Check("chaperone_ready", "References, interview, DBS and training are all there")
RENEWABLE = Check("chaperone_renewable", "DBS and training are recent enough to go on")

# --- what can be done ---------------------------------------------------------------------------------------
APPLY = Step(
    "apply", "Application to be approved as a chaperone", at=(), to=RECEIVED, by=WORK, own_page=True,
    sends=(letters.RECEIVED,),
)  # fmt: skip
ASK = steps.ask("applicant", letters.LACKING)
CHECK = Step(
    "check", "Begin to check: it is all there", at=(RECEIVED, LACKING), to=CHECKING, by=WORK, needs=(COMPLETE,),
    overtakes=(letters.LACKING,), records=(ALL_IN,), implied=(ALL_IN,),
)  # fmt: skip
ASK_REFEREE = Step(
    "ask_referee", "Ask a referee by a link", at=UNDECIDED, by=WORK, needs=(UNANSWERED,), records=(REFEREE,),
    implied=(REFEREE,),
)  # fmt: skip
REFERENCE = Step(
    "reference", "Record a reference", at=UNDECIDED, by=WORK, records=(ALL_IN, REFEREE), implied=(ALL_IN, REFEREE)
)
INTERVIEW = Step("interview", "Record the interview", at=UNDECIDED, by=WORK)
DBS = Step(
    "dbs", "Record what the DBS says", at=(*UNDECIDED, *ON_REGISTER), by=WORK, records=(NO_UPDATE_SERVICE,),
    implied=(NO_UPDATE_SERVICE,),
)  # fmt: skip
TRAINING = Step("training", "Record the training", at=(*UNDECIDED, *ON_REGISTER), by=WORK)
APPROVE = Step(
    "approve",
    "Approve the chaperone",
    at=(CHECKING,),
    to=APPROVED,
    by=DECIDE,
    needs=(HERE, READY),
    records=(UNTIL_ON,),
    sends=(letters.APPROVED,),
    overtakes=(letters.RECEIVED, letters.LACKING),
)
REFUSE = steps.refuse("approval", letters.REFUSED)
CHANGE = Step(
    "change", "Change the conditions of the approval", at=(APPROVED,), by=DECIDE, reason=True,
    sends=(letters.APPROVED,),
)  # fmt: skip
# Only the service takes it, so long before the last day as the setting says.
REMIND = Step(
    "remind", "Remind the chaperone that the approval ends", at=(APPROVED,), by=WORK, own_page=True,
    sends=(letters.REMINDER,),
)  # fmt: skip
GO_ON = Step("go_on", "Record that the chaperone applies to go on", at=ON_REGISTER, by=WORK)
RENEW = Step(
    "renew",
    "Renew the approval",
    at=(APPROVED,),
    by=DECIDE,
    needs=(RENEWABLE,),
    records=(UNTIL_ON,),
    sends=(letters.APPROVED,),
    overtakes=(letters.APPROVED, letters.REMINDER),
)
SUSPEND = Step(
    "suspend", "Suspend the approval", at=(APPROVED,), to=SUSPENDED, by=DECIDE, reason=True,
    sends=(letters.SUSPENDED,), overtakes=(letters.APPROVED, letters.REMINDER),
)  # fmt: skip
RESTORE = Step(
    "restore", "End the suspension", at=(SUSPENDED,), to=APPROVED, by=DECIDE, reason=True, sends=(letters.RESTORED,),
    overtakes=(letters.SUSPENDED,), restores=(letters.APPROVED, letters.REMINDER),
)  # fmt: skip
REVOKE = steps.revoke("approval", ON_REGISTER, letters.REVOKED)
END = Step("end", "Record that the chaperone gives it up", at=ON_REGISTER, to=ENDED, by=WORK)
# Only the service takes it, once the last day of the approval is over.
LAPSE = Step(
    "lapse", "The approval has lapsed", at=ON_REGISTER, to=LAPSED, by=WORK, own_page=True, sends=(letters.LAPSED,)
)
SEND_ON = steps.send_on("they live")
WITHDRAW = steps.withdraw("applicant", to=WITHDRAWN)

_ENDS = (APPROVE, REFUSE, SEND_ON, WITHDRAW, MISTAKE)
_OVER = (REVOKE, END, LAPSE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = clocks.reading(rules.READ_WITHIN, APPLY, stops=(ASK, CHECK, *_ENDS))
SUPPLYING = clocks.supplying("applicant", rules.SUPPLIED_WITHIN, ASK, stops=(SUPPLY, CHECK, *_ENDS))
ANSWERING = Clock(
    "answering",
    "The referee who was sent a link answers",
    against=Against.OTHER_BODY,
    limit=rules.ANSWERED_WITHIN,
    from_=(ASK_REFEREE,),
    stops=(REFERENCE, ASK_REFEREE, *_ENDS),
    apart=REFEREE,
    law=rules.ANSWERED_WITHIN.source,
    afterwards="Send the referee another link or telephone, or ask the applicant for another referee",
    asks=(ASK_REFEREE,),
)
REFERENCES = Clock(
    "references",
    "The next referee answers",
    against=Against.OTHER_BODY,
    limit=rules.REFERENCES_WITHIN,
    from_=(CHECK, REFERENCE),
    stops=(REFERENCE, *_ENDS),
    waived=ALL_IN,
    unless=(ANSWERING,),
    law=rules.REFERENCES_WITHIN.source,
    afterwards="Ask the referee again, or ask the applicant for another",
)
INTERVIEWING = Clock(
    "interviewing",
    "Interview the applicant",
    against=Against.COUNCIL,
    limit=rules.INTERVIEWED_WITHIN,
    from_=(CHECK,),
    stops=(INTERVIEW, ASK, *_ENDS),
    law=rules.INTERVIEWED_WITHIN.source,
)
DECIDING = clocks.deciding("chaperone", rules.DECIDED_WITHIN, APPLY, stops=_ENDS)
STATUS = Clock(
    "status",
    "Ask the DBS update service again",
    against=Against.COUNCIL,
    limit=rules.STATUS_WITHIN,
    from_=(DBS,),
    stops=(DBS, *_OVER),
    waived=NO_UPDATE_SERVICE,
    law=rules.STATUS_WITHIN.source,
)
LOOKING = Clock(
    "looking",
    "Decide whether the suspended chaperone goes on",
    against=Against.COUNCIL,
    limit=rules.LOOKED_WITHIN,
    from_=(SUSPEND,),
    stops=(RESTORE, *_OVER),
    law=rules.LOOKED_WITHIN.source,
)
GOING_ON = clocks.going_on(rules.RENEWED_WITHIN, GO_ON, stops=(RENEW, *_OVER))
LAST_DAY = clocks.last_day(
    "The approval ends",
    UNTIL_ON,
    from_=(APPROVE, RENEW),
    stops=(RENEW, *_OVER),
    law=f"{rules.APPROVED_FOR.source}; three years by the setting",
    afterwards="The service closes the case by itself, and takes the chaperone off every day to come",
)

CHAPERONE = Pathway(
    key="licensing/chaperone",
    duty="licensing",
    name="Chaperone approval",
    version=1,
    in_force_from=date(2015, 2, 6),
    subject=Subject.ADULT,
    source=f"{rules.REGULATION}; {rules.COUNCILS}",
    stages=(
        RECEIVED, LACKING, CHECKING, APPROVED, SUSPENDED, REFUSED, LAPSED, REVOKED, ENDED, SENT_ON, WITHDRAWN, MISTAKEN,
    ),
    steps=(
        APPLY, CHECK, ASK, SUPPLY, ASK_REFEREE, REFERENCE, INTERVIEW, DBS, TRAINING, APPROVE, REFUSE, CHANGE, REMIND,
        GO_ON, RENEW, SUSPEND, RESTORE, REVOKE, END, LAPSE, SEND_ON, WITHDRAW, MISTAKE,
    ),
    clocks=(
        READING, SUPPLYING, ANSWERING, REFERENCES, INTERVIEWING, DECIDING, STATUS, LOOKING, GOING_ON, LAST_DAY,
    ),
    opening=(APPLY,),
    road=(CHECK, REFERENCE, INTERVIEW, DBS, APPROVE),
    several=True,
    notes=(
        "The authority where the chaperone lives decides. Whoever lives elsewhere is sent on.",
        "A parent, or the child’s own teacher, needs no approval; a grandparent does.",
        "How long an approval lasts is each council’s own choice: three years is a setting.",
        "A copy of a DBS certificate goes by itself within six months; the number, the day and the decision stay.",
        "While an approval is suspended, and from the day on which it ends, nobody is in the chaperone’s charge: "
        "whoever holds a licence that names them is told, and names another.",
    ),
)  # fmt: skip
