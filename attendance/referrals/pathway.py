"""The referral's pathway as data: the County Attendance Team's flow chart of September 2014, refined by the law.

Read it from top to bottom: where a case can stand, what can be done there and by whom, and what is due when.
"""

from datetime import date

from attendance.referrals import letters, rules
from oxle.accounts.permissions import Compartment, decide, release, write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn
from oxle.cases.rules import REVIEW_PAUSE_WITHIN

DECIDE = decide("attendance")
WORK = write("attendance")
LEGAL = write("attendance", Compartment.LEGAL)

# --- where a case can stand ---------------------------------------------------------------------------------
RECEIVED = Stage("received", "Received from the school")
RETURNED = Stage("returned", "With the school for more information")
ACCEPTED = Stage("accepted", "Accepted: first letters and meeting to arrange")
INVITED = Stage("invited", "Meeting arranged")
MONITORING = Stage("monitoring", "Target set, attendance monitored")
FURTHER_REVIEW = Stage("further_review", "Target met, under further review")
TARGET_MISSED = Stage("target_missed", "Target not met")
FINAL_WARNING = Stage("final_warning", "Final warning given")
WITH_COURT = Stage("with_court", "Papers for court", elsewhere=True)
REJECTED = Stage("rejected", "Rejected", closed=True)
IMPROVED = Stage("improved", "Closed: attendance improved", closed=True)
CONCLUDED = Stage("concluded", "Closed: court proceedings ended", closed=True)
WITHDRAWN = Stage("withdrawn", "Withdrawn", closed=True)
TRANSFERRED = Stage("transferred", "Closed: moved to another authority", closed=True)
OVER_AGE = Stage("over_age", "Closed: over compulsory school age", closed=True)

IN_PROGRESS = (ACCEPTED, INVITED, MONITORING, FURTHER_REVIEW, TARGET_MISSED)
OPEN = (RECEIVED, RETURNED, *IN_PROGRESS, FINAL_WARNING, WITH_COURT)

# --- what a step may record, and what must hold first --------------------------------------------------------
FIRST_ABSENCE_ON = Fact("first_absence_on", "First unauthorised absence of the period")
LAST_ABSENCE_ON = Fact("last_absence_on", "Last unauthorised absence of the period")
MEETING_ON = Fact("meeting_on", "Day of the meeting")
INVITED_PARENTS = Fact("invited", "Parents who are invited")
CONSIDERED = Check("considered", "Everything that may stand in the way of enforcement was considered")
ROUTE_CHOSEN = Check("route_chosen", "A prosecution route is chosen for this parent")
STILL_IN_TIME = Check("still_in_time", "An absence can still be charged")
MEETING_TRIED = Check("meeting_tried", "A meeting was held, or a parent did not come to it")
OUT_OF_TIME = Check("out_of_time", "No absence of the period can be charged any more")
PAST_SCHOOL_AGE = Check("past_school_age", "The child is over compulsory school age")
COURT_OVER = Check("court_over", "Everything that was taken to court has ended")
NO_OPEN_PAPERS = Check("no_open_papers", "No court papers about this parent are in hand")
MEETING_AHEAD = Check("meeting_ahead", "A meeting is arranged to which this parent is invited")
NOT_IN_BUNDLE = Check("not_in_bundle", "No bundle that was released holds it")
ANOTHER_PARENT = Check("another_parent", "Another parent stays in the case")

# --- what can be done ---------------------------------------------------------------------------------------
REFER = Step(
    "refer",
    "Refer to the County Attendance Team",
    at=(),
    to=RECEIVED,
    by=write("portal"),
    own_page=True,
    corrected_by=DECIDE,
)
# What a school sends is received whatever happens: a pause holds nothing back.
RESUBMIT = Step(
    "resubmit",
    "Send the referral again",
    at=(RETURNED,),
    to=RECEIVED,
    by=write("portal"),
    own_page=True,
    on_behalf=write("inbox"),
    corrected_by=DECIDE,
    while_paused=True,
)
RETURN = Step(
    "return", "Return for more information", at=(RECEIVED,), to=RETURNED, by=DECIDE, reason=True, own_page=True
)
REJECT = Step("reject", "Reject the referral", at=(RECEIVED,), to=REJECTED, by=DECIDE, reason=True, own_page=True)
ACCEPT = Step(
    "accept",
    "Accept the referral",
    at=(RECEIVED,),
    to=ACCEPTED,
    by=DECIDE,
    reason=True,
    own_page=True,
    sends=(letters.FIRST_WARNING, letters.PACE_LETTER),
    needs=(CONSIDERED,),
)
# One for each parent with a legal route, so that each has dates of their own and one's papers never stop the other's.
CHOOSE_ROUTE = Step(
    "choose_route",
    "Choose a parent's legal route",
    at=(ACCEPTED,),
    by=DECIDE,
    per_party=True,
    records=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
    implied=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
    part_of=ACCEPT,
)
CHANGE_ROUTE = Step(
    "change_route",
    "Change a parent's legal route",
    at=(*IN_PROGRESS, FINAL_WARNING, WITH_COURT),
    by=DECIDE,
    per_party=True,
    reason=True,
    needs=(NO_OPEN_PAPERS,),
    records=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
    implied=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
)
DROP_ROUTE = Step(
    "drop_route",
    "Take no legal route against a parent any more",
    at=CHANGE_ROUTE.at,
    by=DECIDE,
    per_party=True,
    reason=True,
    needs=(NO_OPEN_PAPERS,),
    part_of=CHANGE_ROUTE,
)
# A school can name the wrong parents, or not all of them. Whoever is added has no route until one is chosen for them.
ADD_PARENT = Step(
    "add_parent",
    "Add a parent",
    at=OPEN,
    by=WORK,
    per_party=True,
    reason=True,
    own_page=True,
    while_paused=True,
)
END_PARENT = Step(
    "end_parent",
    "Take a parent off the case",
    at=OPEN,
    by=WORK,
    per_party=True,
    reason=True,
    needs=(NO_OPEN_PAPERS, ANOTHER_PARENT),
    while_paused=True,
)
# A referral may enter without its register, and letters and papers show what the case holds: the newest is added here.
ADD_REGISTER = Step(
    "add_register",
    "Add a register extract",
    at=OPEN,
    by=WORK,
    own_page=True,
    while_paused=True,
)
# The time to charge runs from the absences, so a route that was chosen before they were known gets its dates now.
DATE_ROUTE = Step(
    "date_route",
    "Work out the time to charge a parent from a newer register",
    at=(*IN_PROGRESS, FINAL_WARNING, WITH_COURT),
    by=WORK,
    per_party=True,
    records=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
    while_paused=True,
    part_of=ADD_REGISTER,
)
SOMEBODY_TO_WRITE_TO = Check("somebody_to_write_to", "A legal route is chosen for a parent", met_by=CHANGE_ROUTE)
# One meeting held is not the last: an interview may follow a panel, or the second parent's that of the first.
INVITE_PANEL = Step(
    "invite_panel",
    "Invite to an Attendance Panel Meeting",
    at=(ACCEPTED, INVITED, MONITORING, TARGET_MISSED),
    to=INVITED,
    stays_at=(MONITORING, TARGET_MISSED),
    by=WORK,
    needs=(SOMEBODY_TO_WRITE_TO,),
    sends=(letters.PANEL_INVITATION,),
    records=(MEETING_ON,),
    done="The invitation to the Attendance Panel Meeting is recorded",
)
INVITE_PACE = Step(
    "invite_pace",
    "Invite to a PACE meeting",
    at=INVITE_PANEL.at,
    to=INVITED,
    stays_at=INVITE_PANEL.stays_at,
    by=LEGAL,
    per_party=True,
    needs=(ROUTE_CHOSEN,),
    sends=(letters.PACE_INVITATION,),
    records=(MEETING_ON,),
    done="The invitation to the PACE meeting is recorded",
)
# To meetings that can no longer be held, or recorded, after some of the steps below.
INVITATIONS = (letters.PANEL_INVITATION, letters.PACE_INVITATION)
# Of one parent, about one meeting: the others, and the other meeting, are still to be reminded of.
# An interview may be still ahead when a panel has been held, or a meeting when a target was missed.
REMIND = Step(
    "remind",
    "Record the reminder call",
    at=(INVITED, MONITORING, TARGET_MISSED),
    by=WORK,
    per_party=True,
    needs=(MEETING_AHEAD,),
    records=(MEETING_ON,),
)
# Nobody has been reminded, so the clock of the call runs on.
MISS_CALL = Step(
    "miss_call",
    "Record that nobody answered the reminder call",
    at=REMIND.at,
    by=WORK,
    per_party=True,
    part_of=REMIND,
)
RECORD_PANEL = Step(
    "record_panel",
    "Record the Attendance Panel Meeting",
    at=(ACCEPTED, INVITED, MONITORING, TARGET_MISSED),
    to=MONITORING,
    by=WORK,
    correction_needs=(NOT_IN_BUNDLE,),
)
RECORD_PACE = Step(
    "record_pace",
    "Record the PACE interview",
    at=RECORD_PANEL.at,
    to=MONITORING,
    by=LEGAL,
    per_party=True,
    needs=(ROUTE_CHOSEN,),
    correction_needs=(NOT_IN_BUNDLE,),
)
# An interview is voluntary. Nothing was held and no target set, so no clock of a meeting stops or starts.
MISS_PACE = Step(
    "miss_pace",
    "Record that a parent did not come to the PACE meeting",
    at=RECORD_PACE.at,
    by=LEGAL,
    per_party=True,
    needs=(ROUTE_CHOSEN,),
    correction_needs=(NOT_IN_BUNDLE,),
    part_of=RECORD_PACE,
)
RECORD_TARGET_MET = Step(
    "target_met",
    "Record that the target is met",
    at=(MONITORING,),
    to=FURTHER_REVIEW,
    by=WORK,
    sends=(letters.TARGET_MET,),
    overtakes=INVITATIONS,
)
RECORD_TARGET_MISSED = Step(
    "target_missed",
    "Record that the target is not met",
    at=(MONITORING, FURTHER_REVIEW),
    to=TARGET_MISSED,
    by=WORK,
    overtakes=(letters.TARGET_MET,),
)
WARN_FINALLY = Step(
    "final_warning",
    "Give the final warning",
    at=(INVITED, TARGET_MISSED),
    to=FINAL_WARNING,
    by=WORK,
    reason=True,
    overtakes=INVITATIONS,
    needs=(MEETING_TRIED, SOMEBODY_TO_WRITE_TO, CONSIDERED),
    done="The final warning is recorded",
)
WARN_PARENT = Step(
    "warn_parent",
    "Send a parent the final warning",
    at=(FINAL_WARNING, WITH_COURT),
    by=WORK,
    per_party=True,
    sends=(letters.FINAL_WARNING,),
    part_of=WARN_FINALLY,
)
PREPARE_PAPERS = Step(
    "prepare_papers",
    "Prepare court papers",
    at=(FINAL_WARNING, WITH_COURT),
    to=WITH_COURT,
    by=LEGAL,
    per_party=True,
    needs=(ROUTE_CHOSEN, STILL_IN_TIME, CONSIDERED),
    done="Court papers are begun",
)
SEEK_SUPERVISION_ORDER = Step(
    "seek_supervision_order",
    "Seek an education supervision order",
    at=(*IN_PROGRESS, FINAL_WARNING, WITH_COURT),
    to=WITH_COURT,
    by=DECIDE,
    reason=True,
    overtakes=(*INVITATIONS, letters.TARGET_MET),
)
# The Act allows an order instead or as well (s.447): only who is on that route needs no papers any more.
SEEK_FOR_PARENT = Step(
    "seek_for_parent",
    "Seek the order instead of prosecuting a parent",
    at=(WITH_COURT,),
    by=DECIDE,
    per_party=True,
    part_of=SEEK_SUPERVISION_ORDER,
)
# Papers that end without a decision of the court leave the offence as it was, for as long as it can be charged.
CHARGE_AGAIN = Step(
    "charge_again",
    "Note that a parent can still be charged",
    at=(WITH_COURT,),
    by=LEGAL,
    on_behalf=release("attendance", Compartment.LEGAL),
    per_party=True,
    records=(FIRST_ABSENCE_ON, LAST_ABSENCE_ON),
    while_paused=True,
    part_of=PREPARE_PAPERS,
)
END_COURT = Step(
    "court_ended",
    "Record that proceedings have ended",
    at=(WITH_COURT,),
    to=CONCLUDED,
    by=WORK,
    reason=True,
    needs=(COURT_OVER,),
)
CLOSE_IMPROVED = Step(
    "close_improved",
    "Close: attendance improved",
    at=(MONITORING, FURTHER_REVIEW, TARGET_MISSED, FINAL_WARNING),
    to=IMPROVED,
    by=WORK,
    reason=True,
)
PAUSE = Step(
    "pause",
    "Pause for a safeguarding, medical or SEN enquiry",
    at=OPEN,
    by=WORK,
    reason=True,
    done="The pause is recorded",
)
RESUME = Step("resume", "Resume", at=OPEN, by=WORK, reason=True, done="The end of the pause is recorded")
KEEP_PAUSED = Step(
    "keep_paused",
    "Record that the enquiry goes on",
    at=OPEN,
    by=WORK,
    reason=True,
    while_paused=True,
    only_paused=True,
)
# What was taken to court goes on whatever becomes of the referral, so it ends first.
WITHDRAW = Step(
    "withdraw",
    "Withdraw",
    at=OPEN,
    to=WITHDRAWN,
    by=WORK,
    reason=True,
    needs=(COURT_OVER,),
    while_paused=True,
)
TRANSFER = Step(
    "transfer_out",
    "Close: moved to another authority",
    at=OPEN,
    to=TRANSFERRED,
    by=WORK,
    reason=True,
    needs=(COURT_OVER,),
    while_paused=True,
)
# Offences committed while of compulsory school age can still be charged in time: then it is noted, and closes nothing.
LEAVE_AGE = Step(
    "over_age",
    "Close: over compulsory school age",
    at=(RECEIVED, RETURNED, *IN_PROGRESS),
    to=OVER_AGE,
    by=WORK,
    needs=(OUT_OF_TIME,),
    while_paused=True,
    offered_while=(PAST_SCHOOL_AGE,),
)
NOTE_OVER_AGE = Step(
    "note_over_age",
    "Note that the child is over compulsory school age",
    at=(*IN_PROGRESS, FINAL_WARNING, WITH_COURT),
    by=WORK,
    while_paused=True,
    offered_while=(PAST_SCHOOL_AGE,),
)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
DECISION = Clock(
    "decision",
    "Decide on the referral",
    against=Against.COUNCIL,
    limit=rules.DECIDE_WITHIN,
    from_=(REFER, RESUBMIT),
    stops=(ACCEPT, REJECT, RETURN),
    pauses=(PAUSE,),
    law=rules.DECIDE_WITHIN.source,
)
ANSWER = Clock(
    "answer",
    "School to send the missing information",
    against=Against.SCHOOL,
    limit=rules.SCHOOL_ANSWERS_WITHIN,
    from_=(RETURN,),
    stops=(RESUBMIT,),
    pauses=(PAUSE,),
    law=rules.SCHOOL_ANSWERS_WITHIN.source,
)
MEETING = Clock(
    "meeting",
    "Hold the Attendance Panel Meeting or PACE meeting",
    against=Against.COUNCIL,
    limit=rules.MEETING_WITHIN,
    from_=(ACCEPT,),
    since=(REFER, RESUBMIT),
    stops=(RECORD_PANEL, RECORD_PACE, WARN_FINALLY, SEEK_SUPERVISION_ORDER),
    asks=(RECORD_PANEL, RECORD_PACE),
    pauses=(PAUSE,),
    law=rules.FLOW_CHART,
)
# Two kinds of meeting, and one held says nothing of the other.
REMINDER = Clock(
    "reminder",
    "Ring the parents to remind them of the Attendance Panel Meeting",
    against=Against.COUNCIL,
    limit=rules.REMIND_BEFORE,
    from_=(INVITE_PANEL,),
    anchor=MEETING_ON,
    stops=(RECORD_PANEL, RECORD_TARGET_MET, WARN_FINALLY, SEEK_SUPERVISION_ORDER),
    stops_each=(REMIND, DROP_ROUTE, END_PARENT),
    concerns=INVITED_PARENTS,
    joined_by=(CHANGE_ROUTE,),
    law=rules.FLOW_CHART,
)
REMINDER_PACE = Clock(
    "reminder_pace",
    "Ring the parent to remind them of the PACE meeting",
    against=Against.COUNCIL,
    limit=rules.REMIND_BEFORE,
    from_=(INVITE_PACE,),
    anchor=MEETING_ON,
    stops=(RECORD_PACE, MISS_PACE, RECORD_TARGET_MET, WARN_FINALLY, SEEK_SUPERVISION_ORDER),
    stops_each=(REMIND, DROP_ROUTE, END_PARENT),
    law=rules.FLOW_CHART,
)
REVIEW = Clock(
    "review",
    "Review the target",
    against=Against.COUNCIL,
    limit=rules.REVIEW_WITHIN,
    from_=(RECORD_PANEL, RECORD_PACE),
    stops=(RECORD_TARGET_MET, RECORD_TARGET_MISSED, SEEK_SUPERVISION_ORDER, CLOSE_IMPROVED),
    pauses=(PAUSE,),
    law=rules.FLOW_CHART,
)
AGAIN = Clock(
    "further_review",
    "Review again and close",
    against=Against.COUNCIL,
    limit=rules.FURTHER_REVIEW_WITHIN,
    from_=(RECORD_TARGET_MET,),
    stops=(CLOSE_IMPROVED, RECORD_TARGET_MISSED, SEEK_SUPERVISION_ORDER),
    pauses=(PAUSE,),
    law=rules.FLOW_CHART,
)
WARNING = Clock(
    "warning",
    "Give the final warning, or find another way on",
    against=Against.COUNCIL,
    limit=rules.WARN_WITHIN,
    from_=(RECORD_TARGET_MISSED,),
    stops=(WARN_FINALLY, RECORD_PANEL, RECORD_PACE, SEEK_SUPERVISION_ORDER, CLOSE_IMPROVED),
    pauses=(PAUSE,),
    law=rules.WARN_WITHIN.source,
)
PAPERS = Clock(
    "papers",
    "Prepare the papers for court",
    against=Against.COUNCIL,
    limit=rules.PAPERS_WITHIN,
    from_=(WARN_PARENT,),
    served=letters.FINAL_WARNING,
    stops=(PREPARE_PAPERS, DROP_ROUTE, END_PARENT, SEEK_FOR_PARENT, CLOSE_IMPROVED),
    pauses=(PAUSE,),
    law=rules.PAPERS_WITHIN.source,
)
# Where no letter could go, or every parent's papers are ended in another way, somebody still says what follows.
AFTER_WARNING = Clock(
    "after_warning",
    "Say what follows the final warning",
    against=Against.COUNCIL,
    limit=rules.FOLLOW_WARNING_WITHIN,
    from_=(WARN_FINALLY,),
    unless=(PAPERS,),
    stops=(PREPARE_PAPERS, SEEK_SUPERVISION_ORDER, CLOSE_IMPROVED),
    pauses=(PAUSE,),
    law=rules.FOLLOW_WARNING_WITHIN.source,
)
CHARGE_SAFE = Clock(
    "charge_safe",
    "Charge for the whole period, at the latest",
    against=Against.COUNCIL,
    limit=rules.CHARGE_WITHIN,
    from_=(CHOOSE_ROUTE, CHANGE_ROUTE, DATE_ROUTE, CHARGE_AGAIN),
    anchor=FIRST_ABSENCE_ON,
    stops=(PREPARE_PAPERS, DROP_ROUTE, END_PARENT, CLOSE_IMPROVED),
    law=rules.SIX_MONTHS,
    basis=Basis.LAW,
)
CHARGE_LAST = Clock(
    "charge_last",
    "Last day to charge for any of the period",
    against=Against.COUNCIL,
    limit=rules.CHARGE_WITHIN,
    from_=(CHOOSE_ROUTE, CHANGE_ROUTE, DATE_ROUTE, CHARGE_AGAIN),
    anchor=LAST_ABSENCE_ON,
    stops=(PREPARE_PAPERS, DROP_ROUTE, END_PARENT, CLOSE_IMPROVED),
    law=rules.SIX_MONTHS,
    basis=Basis.LAW,
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

REFERRAL = Pathway(
    key="attendance/referrals",
    duty="attendance",
    name="Attendance referral",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.CHILD,
    source="County Attendance Team case process flow chart, September 2014, read with Education Act 1996 ss.444–447",
    stages=(
        RECEIVED,
        RETURNED,
        ACCEPTED,
        INVITED,
        MONITORING,
        FURTHER_REVIEW,
        TARGET_MISSED,
        FINAL_WARNING,
        WITH_COURT,
        REJECTED,
        IMPROVED,
        CONCLUDED,
        WITHDRAWN,
        TRANSFERRED,
        OVER_AGE,
    ),
    steps=(
        REFER,
        RESUBMIT,
        ACCEPT,
        CHOOSE_ROUTE,
        RETURN,
        REJECT,
        INVITE_PANEL,
        INVITE_PACE,
        REMIND,
        RECORD_PANEL,
        RECORD_PACE,
        MISS_PACE,
        MISS_CALL,
        RECORD_TARGET_MET,
        RECORD_TARGET_MISSED,
        WARN_FINALLY,
        WARN_PARENT,
        PREPARE_PAPERS,
        CHARGE_AGAIN,
        SEEK_SUPERVISION_ORDER,
        SEEK_FOR_PARENT,
        END_COURT,
        CLOSE_IMPROVED,
        CHANGE_ROUTE,
        DROP_ROUTE,
        PAUSE,
        RESUME,
        KEEP_PAUSED,
        ADD_REGISTER,
        DATE_ROUTE,
        ADD_PARENT,
        END_PARENT,
        WITHDRAW,
        TRANSFER,
        LEAVE_AGE,
        NOTE_OVER_AGE,
    ),
    clocks=(
        DECISION,
        ANSWER,
        MEETING,
        REMINDER,
        REMINDER_PACE,
        REVIEW,
        AGAIN,
        WARNING,
        PAPERS,
        AFTER_WARNING,
        CHARGE_SAFE,
        CHARGE_LAST,
        PAUSE_REVIEW,
    ),
    opening=(REFER,),
    road=(
        ACCEPT,
        INVITE_PANEL,
        REMIND,
        Turn((RECORD_PANEL,), waits_for=MEETING_ON, told_by=INVITE_PANEL),
        Turn((RECORD_PACE,), waits_for=MEETING_ON, told_by=INVITE_PACE),
        Turn((RECORD_TARGET_MET, RECORD_TARGET_MISSED), waits_for=REVIEW),
        Turn((CLOSE_IMPROVED, RECORD_TARGET_MISSED), waits_for=AGAIN),
        WARN_FINALLY,
        PREPARE_PAPERS,
    ),
    pause=PAUSE,
    resume=RESUME,
    notes=(
        "The chart of 2014 says that breach of a School Attendance Order leads to prosecution under s.444. "
        "In law the breach is an offence under s.443, and starts from an order.",
        "The chart gives “20 days” and “5 weeks” without a unit. The units used are settings, shown beside each date.",
        "The chart's “parenting contract” is now called an attendance contract.",
    ),
)
