"""The prosecution of one parent as data: from papers in preparation to the court's decision.

One case a defendant. Two parents of one child are two cases, which share nothing but the referral they came from.
"""

from datetime import date

from attendance.prosecution import letters, rules
from attendance.referrals.rules import CHARGE_WITHIN, SIX_MONTHS
from oxle.accounts.permissions import Compartment, release, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject
from oxle.cases.rules import REVIEW_PAUSE_WITHIN

PREPARE = write("attendance", Compartment.LEGAL)
SOLICITOR = release("attendance", Compartment.LEGAL)

# --- where a case can stand ---------------------------------------------------------------------------------
PREPARING = Stage("preparing", "Papers in preparation")
WITH_LEGAL = Stage("with_legal", "With the solicitor")
RETURNED = Stage("returned", "Returned by the solicitor")
RELEASED = Stage("released", "Released: to be charged")
COMMENCED = Stage("commenced", "Charged: plea awaited")
BEFORE_COURT = Stage("before_court", "Before the court")
CONCLUDED = Stage("concluded", "Concluded", closed=True)
DISCONTINUED = Stage("discontinued", "Discontinued", closed=True)

IN_HAND = (PREPARING, RETURNED)
OPEN = (PREPARING, WITH_LEGAL, RETURNED, RELEASED, COMMENCED, BEFORE_COURT)

# --- what a step may record, and what must hold first --------------------------------------------------------
OFFENCE_FROM_ON = Fact("offence_from_on", "First day of the offence")
OFFENCE_TO_ON = Fact("offence_to_on", "Last day of the offence")
NOTICE_SERVED_ON = Fact("notice_served_on", "Day the single justice procedure notice was served")
STATEMENTS_SERVED_ON = Fact("statements_served_on", "Day the written statements were served")
HEARING_ON = Fact("hearing_on", "Day of the next hearing")
READY = Check("papers_ready", "Nothing is missing from the papers")
BUNDLE_CURRENT = Check("bundle_current", "The bundle holds the papers as they stand")
GOES_ON = Check("charge_goes_on", "The referral is not paused, or somebody has said why the charge goes on")
IN_TIME = Check("charge_in_time", "The offence can still be charged")

# --- what can be done ---------------------------------------------------------------------------------------
BEGIN = Step(
    "begin",
    "Prepare court papers for one parent",
    at=(),
    to=PREPARING,
    by=PREPARE,
    records=(OFFENCE_FROM_ON, OFFENCE_TO_ON),
    own_page=True,
)
SET_CHARGE = Step(
    "set_charge",
    "Choose the charge and the offence period",
    at=IN_HAND,
    by=PREPARE,
    records=(OFFENCE_FROM_ON, OFFENCE_TO_ON),
    own_page=True,
)
CONSIDER_SUPERVISION = Step(
    "consider_supervision",
    "Record that an education supervision order was considered",
    at=(PREPARING, RETURNED, WITH_LEGAL),
    by=PREPARE,
    reason=True,
)
SUBMIT = Step(
    "submit",
    "Hand the papers to the solicitor",
    at=IN_HAND,
    to=WITH_LEGAL,
    by=PREPARE,
    needs=(READY,),
    done="The handing of the papers to the solicitor is recorded",
)
RETURN_PAPERS = Step(
    "return_papers",
    "Return the papers",
    at=(WITH_LEGAL, RELEASED),
    to=RETURNED,
    by=SOLICITOR,
    reason=True,
)
RELEASE = Step(
    "release",
    "Release the papers",
    at=(WITH_LEGAL,),
    to=RELEASED,
    by=SOLICITOR,
    needs=(READY, BUNDLE_CURRENT),
    not_by_taker_of=(BEGIN, SET_CHARGE, SUBMIT),
    own_page=True,
)
COMMENCE = Step(
    "commence",
    "Record that proceedings began",
    at=(RELEASED,),
    to=COMMENCED,
    by=PREPARE,
    needs=(IN_TIME, GOES_ON),
    sends=(letters.NOTICE_COVER, letters.REQUISITION_COVER),
    records=(NOTICE_SERVED_ON, STATEMENTS_SERVED_ON, HEARING_ON),
    own_page=True,
)
RECORD_OBJECTION = Step(
    "objection",
    "Record an objection to a written statement",
    at=(COMMENCED, BEFORE_COURT),
    by=PREPARE,
)
RECORD_PLEA = Step("plea", "Record the plea", at=(COMMENCED, BEFORE_COURT), to=BEFORE_COURT, by=PREPARE)
RECORD_NO_PLEA = Step(
    "no_plea", "Record that no plea was entered", at=(COMMENCED, BEFORE_COURT), to=BEFORE_COURT, by=PREPARE
)
PLEA_KNOWN = Check("plea_known", "A plea, or that none was entered, is recorded", met_by=RECORD_PLEA)
RECORD_HEARING = Step(
    "hearing",
    "Record a hearing",
    at=(COMMENCED, BEFORE_COURT),
    to=BEFORE_COURT,
    by=PREPARE,
    records=(HEARING_ON,),
    renews=(letters.REQUISITION_COVER,),
)
RECORD_OUTCOME = Step(
    "outcome",
    "Record the outcome",
    at=(BEFORE_COURT,),
    to=CONCLUDED,
    by=PREPARE,
    needs=(PLEA_KNOWN,),
    sends=(letters.OUTCOME_TO_PARENT, letters.OUTCOME_TO_SCHOOL),
    final="What the court decided is put right in the timeline; a case that it opens again is recorded as reopened.",
)
# A court tells its dates by letter and by telephone, too, and not only at a hearing.
RECORD_LISTING = Step(
    "listing",
    "Record the day of the next hearing",
    at=(COMMENCED, BEFORE_COURT),
    by=PREPARE,
    records=(HEARING_ON,),
    renews=(letters.REQUISITION_COVER,),
)
TIME_RUNS_ON = "With the end of the papers the time to charge runs on in the referral: prepare new papers there."
WITHDRAW_PAPERS = Step(
    "withdraw_papers",
    "Withdraw the papers",
    at=IN_HAND,
    to=DISCONTINUED,
    by=PREPARE,
    reason=True,
    while_paused=True,
    sends=(letters.DISCONTINUED,),
    final=TIME_RUNS_ON,
)
DISCONTINUE = Step(
    "discontinue",
    "Discontinue",
    at=OPEN,
    to=DISCONTINUED,
    by=SOLICITOR,
    reason=True,
    while_paused=True,
    sends=(letters.DISCONTINUED,),
    final=TIME_RUNS_ON,
)
REOPEN = Step(
    "reopen",
    "Record that the court reopened the case",
    at=(CONCLUDED,),
    to=BEFORE_COURT,
    by=PREPARE,
    reason=True,
    overtakes=(letters.OUTCOME_TO_PARENT, letters.OUTCOME_TO_SCHOOL),
)
PAUSE = Step(
    "pause",
    "Pause for a safeguarding, medical or SEN enquiry",
    at=OPEN,
    by=PREPARE,
    reason=True,
    done="The pause is recorded",
)
RESUME = Step("resume", "Resume", at=OPEN, by=PREPARE, reason=True, done="The end of the pause is recorded")
KEEP_PAUSED = Step(
    "keep_paused",
    "Record that the enquiry goes on",
    at=OPEN,
    by=PREPARE,
    reason=True,
    while_paused=True,
    only_paused=True,
)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
# The time to charge runs whatever happens: no pause stops it, and the child growing too old for school ends nothing.
CHARGE_SAFE = Clock(
    "charge_safe",
    "Charge for the whole offence period, at the latest",
    against=Against.COUNCIL,
    limit=CHARGE_WITHIN,
    from_=(BEGIN, SET_CHARGE),
    anchor=OFFENCE_FROM_ON,
    stops=(COMMENCE,),
    law=SIX_MONTHS,
    basis=Basis.LAW,
)
CHARGE_LAST = Clock(
    "charge_last",
    "Last day to charge for any of the offence period",
    against=Against.COUNCIL,
    limit=CHARGE_WITHIN,
    from_=(BEGIN, SET_CHARGE),
    anchor=OFFENCE_TO_ON,
    stops=(COMMENCE,),
    law=SIX_MONTHS,
    basis=Basis.LAW,
)
HAND_IN = Clock(
    "hand_in",
    "Hand the papers to the solicitor",
    against=Against.COUNCIL,
    limit=rules.HAND_IN_WITHIN,
    from_=(BEGIN,),
    stops=(SUBMIT,),
    pauses=(PAUSE,),
    law=rules.HAND_IN_WITHIN.source,
)
CHARGE_RELEASED = Clock(
    "charge_released",
    "Charge the defendant: the papers are released",
    against=Against.COUNCIL,
    limit=rules.CHARGE_ONCE_RELEASED,
    from_=(RELEASE,),
    stops=(COMMENCE, RETURN_PAPERS),
    pauses=(PAUSE,),
    law=rules.CHARGE_ONCE_RELEASED.source,
)
REVIEW = Clock(
    "solicitor",
    "Solicitor to release or return the papers",
    against=Against.COUNCIL,
    limit=rules.SOLICITOR_WITHIN,
    from_=(SUBMIT,),
    stops=(RELEASE, RETURN_PAPERS, DISCONTINUE),
    pauses=(PAUSE,),
    law=rules.SOLICITOR_WITHIN.source,
)
ANSWER = Clock(
    "answer_solicitor",
    "Put right what the solicitor asked for",
    against=Against.COUNCIL,
    limit=rules.ANSWER_SOLICITOR_WITHIN,
    from_=(RETURN_PAPERS,),
    stops=(SUBMIT, WITHDRAW_PAPERS, DISCONTINUE),
    pauses=(PAUSE,),
    law=rules.ANSWER_SOLICITOR_WITHIN.source,
)
PLEA = Clock(
    "plea",
    "Defendant to answer the single justice procedure notice",
    against=Against.PARENT,
    limit=rules.PLEA_WITHIN,
    from_=(COMMENCE,),
    anchor=NOTICE_SERVED_ON,
    stops=(RECORD_PLEA, RECORD_NO_PLEA),
    afterwards="Record the plea, or that none was entered",
    opens=(RECORD_NO_PLEA,),
    law=rules.PLEA_WITHIN.source,
    basis=Basis.LAW,
)
OBJECTION = Clock(
    "objection",
    "Defendant to object to the written statements",
    against=Against.PARENT,
    limit=rules.OBJECT_WITHIN,
    from_=(COMMENCE,),
    anchor=STATEMENTS_SERVED_ON,
    stops=(RECORD_OBJECTION, RECORD_HEARING, RECORD_OUTCOME),
    law=rules.OBJECT_WITHIN.source,
    basis=Basis.LAW,
)
NEXT_HEARING = Clock(
    "next_hearing",
    "Be ready for the next hearing",
    against=Against.COUNCIL,
    limit=rules.READY_FOR_HEARING,
    from_=(COMMENCE, RECORD_HEARING, RECORD_LISTING),
    anchor=HEARING_ON,
    stops=(RECORD_HEARING, RECORD_OUTCOME),
    asks=(RECORD_OUTCOME,),
    law=rules.READY_FOR_HEARING.source,
)
COURT_SILENT = Clock(
    "court_silent",
    "Ask the court what comes next",
    against=Against.COUNCIL,
    limit=rules.ASK_COURT_WITHIN,
    from_=(COMMENCE, RECORD_PLEA, RECORD_NO_PLEA, RECORD_HEARING, REOPEN),
    unless=(PLEA, NEXT_HEARING),
    stops=(RECORD_HEARING, RECORD_OUTCOME),
    asks=(RECORD_OUTCOME,),
    law=rules.ASK_COURT_WITHIN.source,
)
PAUSE_REVIEW = Clock(
    "pause_review",
    "Review the pause: is the enquiry over?",
    against=Against.COUNCIL,
    limit=REVIEW_PAUSE_WITHIN,
    from_=(PAUSE, KEEP_PAUSED),
    stops=(RESUME, KEEP_PAUSED),
    law=REVIEW_PAUSE_WITHIN.source,
)

PROSECUTION = Pathway(
    key="attendance/prosecution",
    duty="attendance",
    name="Attendance prosecution",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.ADULT,
    compartment=Compartment.LEGAL,
    source="Education Act 1996 ss.444–447; Magistrates' Courts Act 1980; Criminal Justice Act 1967 s.9",
    stages=(PREPARING, WITH_LEGAL, RETURNED, RELEASED, COMMENCED, BEFORE_COURT, CONCLUDED, DISCONTINUED),
    steps=(
        BEGIN,
        SET_CHARGE,
        CONSIDER_SUPERVISION,
        SUBMIT,
        RELEASE,
        RETURN_PAPERS,
        COMMENCE,
        RECORD_PLEA,
        RECORD_NO_PLEA,
        RECORD_OBJECTION,
        RECORD_LISTING,
        RECORD_HEARING,
        RECORD_OUTCOME,
        REOPEN,
        WITHDRAW_PAPERS,
        DISCONTINUE,
        PAUSE,
        RESUME,
        KEEP_PAUSED,
    ),
    clocks=(
        CHARGE_SAFE,
        CHARGE_LAST,
        HAND_IN,
        REVIEW,
        ANSWER,
        CHARGE_RELEASED,
        PLEA,
        OBJECTION,
        NEXT_HEARING,
        COURT_SILENT,
        PAUSE_REVIEW,
    ),
    opening=(BEGIN,),
    road=(SET_CHARGE, CONSIDER_SUPERVISION, SUBMIT, RELEASE, COMMENCE, RECORD_PLEA, RECORD_OUTCOME),
    pause=PAUSE,
    resume=RESUME,
    notes=(
        "Only a local authority may prosecute (s.446), and it must first consider an education supervision order "
        "instead or as well (s.447(1)).",
        "Breach of a School Attendance Order is an offence under s.443 and starts from an order, not here; the flow "
        "chart of September 2014 says s.444.",
        "The single justice procedure is open to s.444(1), which cannot be punished with prison, and never to "
        "s.444(1A).",
        "The 21 days to answer a notice and the five business days to object to a statement are unsourced: check "
        "them against the Criminal Procedure Rules in force before relying on them.",
        "A child who passes compulsory school age changes nothing for offences committed before.",
    ),
)
