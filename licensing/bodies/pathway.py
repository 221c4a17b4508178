"""The approval of a body of persons as data: applied for, checked, decided; what it reports; what becomes of it."""

from datetime import date

from licensing.bodies import letters, rules
from licensing.inspections import rules as inspections
from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand ---------------------------------------------------------------------------------
RECEIVED = Stage("received", "Received")
LACKING = Stage("lacking", "Asked for what is lacking")
CHECKING = Stage("checking", "Being checked")
APPROVED = Stage("approved", "Approved")
REFUSED = Stage("refused", "Closed: refused", closed=True)
LAPSED = Stage("lapsed", "Closed: the approval has run out", closed=True)
REVOKED = Stage("revoked", "Closed: revoked", closed=True)
ENDED = Stage("ended", "Closed: given up by the organisation", closed=True)
SENT_ON = Stage("sent_on", "Closed: another authority decides", closed=True)
WITHDRAWN = Stage("withdrawn", "Closed: withdrawn by the organisation", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
UNDECIDED = (RECEIVED, LACKING, CHECKING)
IN_FORCE = (APPROVED,)

# --- what a step may record, and what must hold first --------------------------------------------------------
UNTIL_ON = Fact("until_on", "Last day of the approval", required=True)
COMPLETE = Check("body_complete", "Nothing is lacking from the organisation")
HERE = Check("body_here", "The performances are in this area")
UNPAID = Check("body_unpaid", "No child is paid")
ASKED = Check("body_asked", "An inspection asks whether it stays")

# --- what can be done ---------------------------------------------------------------------------------------
APPLY = Step("apply", "Application for the approval of an organisation", at=(), to=RECEIVED, by=WORK, own_page=True)
ASK = Step(
    "ask", "Ask the organisation for what is lacking", at=UNDECIDED, to=LACKING, by=WORK, reason=True,
    sends=(letters.LACKING,),
)  # fmt: skip
SUPPLY = Step("supply", "Record what was lacking", at=UNDECIDED, by=WORK)
CHECK = Step(
    "check", "Begin to check: it is all there", at=(RECEIVED, LACKING), to=CHECKING, by=WORK, needs=(COMPLETE,),
    overtakes=(letters.LACKING,),
)  # fmt: skip
APPROVE = Step(
    "approve", "Approve the organisation", at=(CHECKING,), to=APPROVED, by=DECIDE, needs=(HERE, UNPAID),
    records=(UNTIL_ON,), sends=(letters.APPROVED,), overtakes=(letters.LACKING,),
)  # fmt: skip
REFUSE = Step(
    "refuse", "Refuse the approval", at=UNDECIDED, to=REFUSED, by=DECIDE, reason=True, sends=(letters.REFUSED,)
)
REPORT = Step("report", "Record performances and children that it reports", at=IN_FORCE, by=WORK)
CHANGE = Step(
    "change", "Change the conditions of the approval", at=IN_FORCE, by=DECIDE, reason=True, sends=(letters.APPROVED,)
)
# Only the service takes it, so long before the last day as the setting says.
REMIND = Step(
    "remind", "Remind the organisation that the approval ends", at=IN_FORCE, by=WORK, own_page=True,
    sends=(letters.REMINDER,),
)  # fmt: skip
GO_ON = Step("go_on", "Record that the organisation applies to go on", at=IN_FORCE, by=WORK)
RENEW = Step(
    "renew", "Renew the approval", at=IN_FORCE, by=DECIDE, records=(UNTIL_ON,), sends=(letters.APPROVED,),
    overtakes=(letters.APPROVED, letters.REMINDER),
)  # fmt: skip
# Taken from the page of the inspection.
INSPECTED = Step("inspected", "An inspection found something wrong", at=IN_FORCE, by=WORK, own_page=True)
KEEP = Step(
    "keep", "Record that the approval stays", at=IN_FORCE, by=DECIDE, needs=(ASKED,), offered_while=(ASKED,),
    reason=True,
)  # fmt: skip
REVOKE = Step(
    "revoke", "Revoke the approval", at=IN_FORCE, to=REVOKED, by=DECIDE, reason=True, sends=(letters.REVOKED,)
)
END = Step("end", "Record that the organisation gives it up", at=IN_FORCE, to=ENDED, by=WORK)
# Only the service takes it, once the last day of the approval is over.
LAPSE = Step("lapse", "The approval has run out", at=IN_FORCE, to=LAPSED, by=WORK, own_page=True)
SEND_ON = Step("send_on", "Close: the performances are in another area", at=UNDECIDED, to=SENT_ON, by=WORK, reason=True)
WITHDRAW = Step("withdraw", "Close: the organisation withdrew", at=UNDECIDED, to=WITHDRAWN, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=UNDECIDED, to=MISTAKEN, by=WORK, reason=True)

_ENDS = (APPROVE, REFUSE, SEND_ON, WITHDRAW, MISTAKE)
_OVER = (REVOKE, END, LAPSE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = Clock(
    "reading",
    "Begin to check the application, or ask for what it lacks",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(APPLY,),
    stops=(ASK, CHECK, *_ENDS),
    law=rules.READ_WITHIN.source,
)
SUPPLYING = Clock(
    "supplying",
    "The organisation supplies what is lacking",
    against=Against.OTHER_BODY,
    limit=rules.SUPPLIED_WITHIN,
    from_=(ASK,),
    stops=(SUPPLY, CHECK, *_ENDS),
    law=rules.SUPPLIED_WITHIN.source,
    afterwards="Decide with what is there, or ask again",
)
DECIDING = Clock(
    "deciding",
    "Decide on the organisation",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(APPLY,),
    stops=_ENDS,
    law=rules.DECIDED_WITHIN.source,
)
REPORTING = Clock(
    "reporting",
    "The organisation reports its performances and children",
    against=Against.OTHER_BODY,
    limit=rules.REPORTED_WITHIN,
    from_=(APPROVE, REPORT),
    stops=(REPORT, *_OVER),
    law=rules.REPORTED_WITHIN.source,
    afterwards="Ask the organisation for its report, or revoke the approval",
)
REVIEWING = Clock(
    "reviewing",
    "Consider whether to revoke the approval: an inspection found something wrong",
    against=Against.COUNCIL,
    limit=inspections.CONSIDERED_WITHIN,
    from_=(INSPECTED,),
    stops=(KEEP, *_OVER),
    asks=(KEEP, REVOKE),
    law=inspections.CONSIDERED_WITHIN.source,
)
GOING_ON = Clock(
    "going_on",
    "Decide whether the approval is renewed",
    against=Against.COUNCIL,
    limit=rules.RENEWED_WITHIN,
    from_=(GO_ON,),
    stops=(RENEW, *_OVER),
    law=rules.RENEWED_WITHIN.source,
)
LAST_DAY = Clock(
    "last_day",
    "The approval ends",
    against=Against.OTHER_BODY,
    limit=rules.ON_THE_DAY,
    from_=(APPROVE, RENEW),
    anchor=UNTIL_ON,
    stops=(RENEW, *_OVER),
    law=f"{rules.APPROVED_FOR.source}; twelve months by the setting",
    afterwards="The service closes the case by itself",
)

BODY = Pathway(
    key="licensing/body",
    duty="licensing",
    name="Approval of an organisation (BOPA)",
    version=1,
    in_force_from=date(2015, 2, 6),
    subject=Subject.ORGANISATION,
    source=rules.LAW,
    stages=(
        RECEIVED, LACKING, CHECKING, APPROVED, REFUSED, LAPSED, REVOKED, ENDED, SENT_ON, WITHDRAWN, MISTAKEN,
    ),
    steps=(
        APPLY, CHECK, ASK, SUPPLY, APPROVE, REFUSE, REPORT, CHANGE, REMIND, GO_ON, RENEW, INSPECTED, KEEP, REVOKE, END,
        LAPSE, SEND_ON, WITHDRAW, MISTAKE,
    ),
    clocks=(READING, SUPPLYING, DECIDING, REPORTING, REVIEWING, GOING_ON, LAST_DAY),
    opening=(APPLY,),
    road=(CHECK, APPROVE),
    several=True,
    notes=(
        "The authority where the performances are decides. An application for performances elsewhere is sent on.",
        "While an approval is in force a child who takes part under it needs no licence of their own, as long as "
        "nobody is paid for it.",
        "The children of a report stand there as the organisation wrote them: no case of a child comes of it.",
        "An inspection revokes nothing by itself: what an officer asks is considered here.",
    ),
)  # fmt: skip
