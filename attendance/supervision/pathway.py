"""The education supervision order as data: a branch of its own, in the family court, about the child."""

from datetime import date

from attendance.supervision import rules
from oxle.accounts.permissions import Compartment, decide, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn
from oxle.cases.rules import REVIEW_PAUSE_WITHIN

WORK = write("attendance")
LEGAL = write("attendance", Compartment.LEGAL)
DECIDE = decide("attendance")

# --- where a case can stand ---------------------------------------------------------------------------------
PREPARING = Stage("preparing", "Application in preparation")
APPLIED = Stage("applied", "Application made")
IN_FORCE = Stage("in_force", "Order in force")
EXTENDING = Stage("extending", "Order in force, extension applied for")
NOT_PURSUED = Stage("not_pursued", "Not pursued", closed=True)
REFUSED = Stage("refused", "Refused by the court", closed=True)
DISCHARGED = Stage("discharged", "Discharged", closed=True)
EXPIRED = Stage("expired", "Ended by time", closed=True)

ORDERED = (IN_FORCE, EXTENDING)
OPEN = (PREPARING, APPLIED, *ORDERED)

# --- what a step may record, and what must hold first --------------------------------------------------------
HEARING_ON = Fact("hearing_on", "Day of the next hearing")
ENDS_ON = Fact("ends_on", "Last day of the order", required=True)
NOT_IN_CARE = Check("supervision_not_in_care", "The child is not in care")
OF_SCHOOL_AGE = Check("supervision_school_age", "The child is of compulsory school age")
ORDER_OVER = Check("supervision_over", "The order's last day has passed")

# --- what can be done ---------------------------------------------------------------------------------------
BEGIN = Step("begin", "Prepare an application for a supervision order", at=(), to=PREPARING, by=DECIDE, own_page=True)
CONSULT = Step("consult", "Record the consultation of children's services", at=(PREPARING,), by=WORK)
CONSULTED = Check("supervision_consulted", "Children's services were consulted", met_by=CONSULT)
APPLY = Step(
    "apply",
    "Record the application to the family court",
    at=(PREPARING,),
    to=APPLIED,
    by=LEGAL,
    needs=(CONSULTED, NOT_IN_CARE, OF_SCHOOL_AGE),
    records=(HEARING_ON,),
)
RECORD_HEARING = Step("hearing", "Record a hearing", at=(APPLIED, EXTENDING), by=LEGAL, records=(HEARING_ON,))
RECORD_LISTING = Step(
    "listing", "Record the day of the next hearing", at=(APPLIED, EXTENDING), by=LEGAL, records=(HEARING_ON,)
)
MAKE_ORDER = Step(
    "order_made",
    "Record that the order was made",
    at=(APPLIED,),
    to=IN_FORCE,
    by=LEGAL,
    needs=(NOT_IN_CARE, OF_SCHOOL_AGE),
    records=(ENDS_ON,),
    implied=(ENDS_ON,),
)
REFUSE_ORDER = Step(
    "order_refused", "Record that the order was refused", at=(APPLIED,), to=REFUSED, by=LEGAL, reason=True
)
DIRECT = Step("direction", "Record a direction of the supervisor", at=ORDERED, by=WORK)
FOLLOW_UP = Step("follow_up", "Record whether a direction was followed", at=ORDERED, by=WORK)
APPOINT = Step("supervisor", "Name the supervisor", at=OPEN, by=WORK)
APPLY_TO_EXTEND = Step(
    "apply_to_extend",
    "Record the application to extend the order",
    at=(IN_FORCE,),
    to=EXTENDING,
    by=LEGAL,
    needs=(NOT_IN_CARE, OF_SCHOOL_AGE),
    records=(HEARING_ON,),
)
EXTEND = Step(
    "extended", "Record that the order was extended", at=(EXTENDING,), to=IN_FORCE, by=LEGAL, records=(ENDS_ON,)
)
REFUSE_EXTENSION = Step(
    "extension_refused",
    "Record that the extension was refused",
    at=(EXTENDING,),
    to=IN_FORCE,
    by=LEGAL,
    reason=True,
)
DISCHARGE = Step(
    "discharged",
    "Record that the order was discharged or a care order ended it",
    at=ORDERED,
    to=DISCHARGED,
    by=LEGAL,
    reason=True,
    while_paused=True,
)
EXPIRE = Step(
    "expired",
    "Close: the order has ended",
    at=ORDERED,
    to=EXPIRED,
    by=WORK,
    needs=(ORDER_OVER,),
    while_paused=True,
)
ABANDON = Step(
    "not_pursued",
    "Close: no order is sought any more",
    at=(PREPARING, APPLIED),
    to=NOT_PURSUED,
    by=DECIDE,
    reason=True,
    while_paused=True,
)
PAUSE = Step("pause", "Pause for a safeguarding, medical or SEN enquiry", at=OPEN, by=WORK, reason=True)
RESUME = Step("resume", "Resume", at=OPEN, by=WORK, reason=True)
KEEP_PAUSED = Step(
    "keep_paused",
    "Record that the enquiry goes on",
    at=OPEN,
    by=WORK,
    reason=True,
    while_paused=True,
    only_paused=True,
)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
CONSULTATION = Clock(
    "consultation",
    "Consult children's services",
    against=Against.COUNCIL,
    limit=rules.CONSULT_WITHIN,
    from_=(BEGIN,),
    stops=(CONSULT,),
    pauses=(PAUSE,),
    law="Children Act 1989 s.36(8); the time is a local standard",
)
APPLICATION = Clock(
    "application",
    "Apply to the family court",
    against=Against.COUNCIL,
    limit=rules.APPLY_WITHIN,
    from_=(CONSULT,),
    stops=(APPLY,),
    pauses=(PAUSE,),
    law=rules.APPLY_WITHIN.source,
)
NEXT_HEARING = Clock(
    "next_hearing",
    "Be ready for the next hearing",
    against=Against.COUNCIL,
    limit=rules.READY_FOR_FAMILY_COURT,
    from_=(APPLY, RECORD_HEARING, RECORD_LISTING, APPLY_TO_EXTEND),
    anchor=HEARING_ON,
    stops=(RECORD_HEARING, MAKE_ORDER, REFUSE_ORDER, EXTEND, REFUSE_EXTENSION),
    asks=(MAKE_ORDER, EXTEND, RECORD_HEARING),
    law=rules.READY_FOR_FAMILY_COURT.source,
)
COURT_SILENT = Clock(
    "court_silent",
    "Ask the court what comes next",
    against=Against.COUNCIL,
    limit=rules.ASK_FAMILY_COURT_WITHIN,
    from_=(APPLY, RECORD_HEARING, APPLY_TO_EXTEND),
    unless=(NEXT_HEARING,),
    stops=(RECORD_HEARING, MAKE_ORDER, REFUSE_ORDER, EXTEND, REFUSE_EXTENSION),
    asks=(MAKE_ORDER, EXTEND, RECORD_HEARING),
    law=rules.ASK_FAMILY_COURT_WITHIN.source,
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
# A wait rather than a duty: it holds the application back until the last three months have begun.
EXTENSION = Clock(
    "extension",
    "An extension can be applied for after this day",
    against=Against.COURT,
    limit=rules.EXTENSION_OPENS,
    from_=(MAKE_ORDER, EXTEND),
    anchor=ENDS_ON,
    stops=(APPLY_TO_EXTEND, DISCHARGE, EXPIRE),
    opens=(APPLY_TO_EXTEND,),
    law=f"{rules.SCHEDULE_3}: only in the order's last three months",
)
END = Clock(
    "order_ends",
    "The order ends, unless it is extended",
    against=Against.COUNCIL,
    limit=rules.LAST_DAY,
    from_=(MAKE_ORDER, EXTEND),
    anchor=ENDS_ON,
    stops=(EXTEND, DISCHARGE, EXPIRE),
    asks=(EXPIRE,),
    law=f"{rules.SCHEDULE_3}: one year, or until compulsory school age ends; an extension as the court says",
    basis=Basis.LAW,
)

SUPERVISION = Pathway(
    key="attendance/supervision",
    duty="attendance",
    name="Education supervision order",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.CHILD,
    source="Children Act 1989 s.36 and Schedule 3 Part III; Education Act 1996 s.447",
    stages=(PREPARING, APPLIED, IN_FORCE, EXTENDING, NOT_PURSUED, REFUSED, DISCHARGED, EXPIRED),
    steps=(
        BEGIN,
        CONSULT,
        APPLY,
        RECORD_LISTING,
        RECORD_HEARING,
        MAKE_ORDER,
        REFUSE_ORDER,
        DIRECT,
        FOLLOW_UP,
        APPLY_TO_EXTEND,
        EXTEND,
        REFUSE_EXTENSION,
        EXPIRE,
        DISCHARGE,
        APPOINT,
        ABANDON,
        PAUSE,
        RESUME,
        KEEP_PAUSED,
    ),
    clocks=(CONSULTATION, APPLICATION, NEXT_HEARING, COURT_SILENT, EXTENSION, END, PAUSE_REVIEW),
    opening=(BEGIN,),
    road=(CONSULT, APPOINT, APPLY, MAKE_ORDER, DIRECT, EXTEND, Turn((EXPIRE,), waits_for=END)),
    pause=PAUSE,
    resume=RESUME,
    notes=(
        "An order is made by the family court, about the child. It is not a prosecution and not a penalty.",
        "It cannot be made for a child in care (s.36(6)), and children's services must be consulted first (s.36(8)).",
        "A parent who persistently fails to comply with directions commits an offence (Sch 3 para 18, unsourced).",
        "Breach of a School Attendance Order is an offence under Education Act 1996 s.443 and starts from an order; "
        "the flow chart of September 2014 says s.444.",
    ),
)
