"""The approval of a body of persons as data: applied for, checked, decided; what it reports; what becomes of it."""

from datetime import date

from licensing.bodies import letters, rules
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
    WORK,
)
from licensing.inspections import rules as inspections
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject

# --- where a case can stand ---------------------------------------------------------------------------------
APPROVED = Stage("approved", "Approved")
LAPSED = Stage("lapsed", "Closed: the approval has run out", closed=True)
ENDED = Stage("ended", "Closed: given up by the organisation", closed=True)
WITHDRAWN = steps.withdrawn("organisation")
IN_FORCE = (APPROVED,)

# --- what a step may record, and what must hold first --------------------------------------------------------
UNTIL_ON = Fact("until_on", "Last day of the approval", required=True)
COMPLETE = Check("body_complete", "Nothing is lacking from the organisation")
HERE = Check("body_here", "The performances are in this area")
UNPAID = Check("body_unpaid", "No child is paid")
ASKED = Check("body_asked", "An inspection asks whether it stays")

# --- what can be done ---------------------------------------------------------------------------------------
APPLY = Step("apply", "Application for the approval of an organisation", at=(), to=RECEIVED, by=WORK, own_page=True)
ASK = steps.ask("organisation", letters.LACKING)
CHECK = Step(
    "check", "Begin to check: it is all there", at=(RECEIVED, LACKING), to=CHECKING, by=WORK, needs=(COMPLETE,),
    overtakes=(letters.LACKING,),
)  # fmt: skip
APPROVE = Step(
    "approve", "Approve the organisation", at=(CHECKING,), to=APPROVED, by=DECIDE, needs=(HERE, UNPAID),
    records=(UNTIL_ON,), sends=(letters.APPROVED,), overtakes=(letters.LACKING,),
)  # fmt: skip
REFUSE = steps.refuse("approval", letters.REFUSED)
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
INSPECTED = steps.inspected(IN_FORCE)
KEEP = steps.keep("approval", IN_FORCE, ASKED, needs=(ASKED,))
REVOKE = steps.revoke("approval", IN_FORCE, letters.REVOKED)
END = Step("end", "Record that the organisation gives it up", at=IN_FORCE, to=ENDED, by=WORK)
# Only the service takes it, once the last day of the approval is over.
LAPSE = Step("lapse", "The approval has run out", at=IN_FORCE, to=LAPSED, by=WORK, own_page=True)
SEND_ON = steps.send_on("the performances are")
WITHDRAW = steps.withdraw("organisation", to=WITHDRAWN)

_ENDS = (APPROVE, REFUSE, SEND_ON, WITHDRAW, MISTAKE)
_OVER = (REVOKE, END, LAPSE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = clocks.reading(rules.READ_WITHIN, APPLY, stops=(ASK, CHECK, *_ENDS))
SUPPLYING = clocks.supplying("organisation", rules.SUPPLIED_WITHIN, ASK, stops=(SUPPLY, CHECK, *_ENDS))
DECIDING = clocks.deciding("organisation", rules.DECIDED_WITHIN, APPLY, stops=_ENDS)
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
REVIEWING = clocks.reviewing(
    "approval", inspections.CONSIDERED_WITHIN, INSPECTED, stops=(KEEP, *_OVER), asks=(KEEP, REVOKE)
)
GOING_ON = clocks.going_on(rules.RENEWED_WITHIN, GO_ON, stops=(RENEW, *_OVER))
LAST_DAY = clocks.last_day(
    "The approval ends",
    UNTIL_ON,
    from_=(APPROVE, RENEW),
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
