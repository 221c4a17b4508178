"""The reduced timetable as data: notice, validation, reviews, extensions, back to full time."""

from datetime import date

from oxle.accounts.permissions import decide, write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn
from reduced_timetables import letters, rules

WORK, SCHOOL, DECIDE = write("reduced_timetables"), write("portal"), decide("reduced_timetables")

# --- where a case can stand ---------------------------------------------------------------------------------
NOTIFIED = Stage("notified", "Notified, not validated")
ACTIVE = Stage("active", "Active: validated")
RETURNED = Stage("returned", "Closed: back to full time", closed=True)
CONVERTED = Stage("converted", "Closed: became something else", closed=True)
ENDED = Stage("ended", "Closed: ended otherwise", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (NOTIFIED, ACTIVE)
# What a school was asked about is answered, escalated and ended also once the case is closed.
CHALLENGED_AT = (*OPEN, RETURNED, CONVERTED, ENDED)

# --- what a step may record, and what must hold first --------------------------------------------------------
STARTS_ON = Fact("starts_on", "First day", required=True)
ENDS_ON = Fact("ends_on", "Planned end", required=True)
REVIEW_ON = Fact("review_on", "Day of the next review")
CHANGES_ON = Fact("changes_on", "Day from which the sessions are to change")
FROM_ON = Fact("from_on", "First day of the new sessions", required=True)
WAITS_FROM = Fact("waits_from", "Day from which it is to be seen what the pupil is offered instead")
COMPLETE = Check("timetable_complete", "Everything that must be there before it is validated is there")
CHALLENGES_ENDED = Check("timetable_challenges_ended", "Every challenge has ended")
CHALLENGED = Check("timetable_challenged", "Something was challenged and has not ended")
HOURS_RUN = Check("timetable_hours_run", "The hours of the timetable still count as what the pupil is offered")
ESCALATED = Check("timetable_escalated", "It was escalated, and the senior manager has not said what was done")

# --- what can be done ---------------------------------------------------------------------------------------
TELL = Step(
    "tell",
    "Told of a reduced timetable",
    at=(),
    to=NOTIFIED,
    by=WORK,
    records=(STARTS_ON, ENDS_ON, REVIEW_ON),
    own_page=True,
)
AGREE = Step("agree", "Record that somebody agreed", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK)
WITHDRAW = Step(
    "withdraw",
    "Record that an agreement was withdrawn",
    at=OPEN,
    to=NOTIFIED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
)
ASK_PARENT = Step(
    "ask_parent", "Ask a parent to agree, by e-mail", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK
)
# A parent’s own answer, by the link that was sent to them: only the service takes it.
DECLINE = Step("decline", "A parent did not agree", at=OPEN, by=WORK, own_page=True)
SUPPLY = Step("supply", "Record what was missing", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK)
VALIDATE = Step(
    "validate",
    "Validate it: it becomes active",
    at=(NOTIFIED,),
    to=ACTIVE,
    by=WORK,
    needs=(COMPLETE, CHALLENGES_ENDED),
    sends=(letters.ACKNOWLEDGEMENT, letters.FOR_PARENTS),
    overtakes=(letters.CHALLENGE, letters.AGREEMENT, letters.ESCALATION),
)
HOLD_REVIEW = Step(
    "hold_review",
    "Record a review",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(REVIEW_ON, CHANGES_ON),
)
CHANGE = Step(
    "change",
    "Change the sessions, with a fresh agreement",
    at=OPEN,
    to=NOTIFIED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(FROM_ON,),
    revocable=True,
)
EXTEND = Step(
    "extend",
    "Extend it, with a fresh agreement",
    at=OPEN,
    to=NOTIFIED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(STARTS_ON, ENDS_ON, REVIEW_ON),
    implied=(STARTS_ON,),
    revocable=True,
)
ASK = Step("ask", "Ask how it stands this half-term", at=OPEN, by=WORK, sends=(letters.HALF_TERM,))
CONFIRM = Step("confirm", "Record how it stands this half-term", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK)
_THAT_IT_IS_CLOSED = (letters.CLOSED, letters.CLOSED_FOR_PARENTS)
RETURN = Step(
    "return",
    "Close: back to full time",
    at=OPEN,
    to=RETURNED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    sends=_THAT_IT_IS_CLOSED,
)
CONVERT = Step(
    "convert",
    "Close: it became something else",
    at=OPEN,
    to=CONVERTED,
    by=WORK,
    reason=True,
    records=(WAITS_FROM,),
    implied=(WAITS_FROM,),
    sends=_THAT_IT_IS_CLOSED,
)
OFFERED = Step(
    "offered",
    "Record what the pupil is offered by now",
    at=(CONVERTED,),
    by=WORK,
    records=(WAITS_FROM,),
    implied=(WAITS_FROM,),
    offered_while=(HOURS_RUN,),
)
END = Step("end", "Close: it ended otherwise", at=OPEN, to=ENDED, by=WORK, reason=True, sends=_THAT_IT_IS_CLOSED)
CHALLENGE = Step(
    "challenge",
    "Challenge what appears unlawful",
    at=OPEN,
    by=WORK,
    reason=True,
    sends=(letters.CHALLENGE, letters.AGREEMENT),
)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge", "Close the challenge or uphold it", at=CHALLENGED_AT, by=WORK, offered_while=(CHALLENGED,)
)
ESCALATE = Step(
    "escalate",
    "Escalate to a senior manager",
    at=CHALLENGED_AT,
    by=WORK,
    reason=True,
    offered_while=(CHALLENGED,),
    sends=(letters.ESCALATION,),
)
TAKE_UP = Step(
    "take_up",
    "Record what the senior manager did",
    at=CHALLENGED_AT,
    by=DECIDE,
    on_behalf=WORK,
    corrected_by=WORK,
    offered_while=(ESCALATED,),
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)

# What a school does in its portal.
BY_SCHOOL = (AGREE, ASK_PARENT, SUPPLY, WITHDRAW, HOLD_REVIEW, CHANGE, EXTEND, CONFIRM, RETURN)
# What a parent does who is asked by a link.
BY_A_PARENT = (AGREE.key, DECLINE.key)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = Clock(
    "reading",
    "Validate or challenge the timetable",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(TELL, CHANGE, EXTEND, WITHDRAW),
    stops=(VALIDATE, CHALLENGE),
    law=rules.READ_WITHIN.source,
)
REVIEW = Clock(
    "review",
    "The school reviews the timetable",
    against=Against.SCHOOL,
    limit=rules.ON_THE_DAY,
    from_=(TELL, EXTEND, HOLD_REVIEW),
    anchor=REVIEW_ON,
    stops=(HOLD_REVIEW,),
    law="Working together to improve school attendance (2024): regular reviews, so on the day that the school fixed",
)
# A review that raises the hours says from when; which sessions these are comes next, with the agreement to them.
NEW_SESSIONS = Clock(
    "new_sessions",
    "The school tells which sessions there are now, as a review says that they change",
    against=Against.SCHOOL,
    limit=rules.ON_THE_DAY,
    from_=(HOLD_REVIEW,),
    anchor=CHANGES_ON,
    stops=(CHANGE, EXTEND),
    asks=(CHANGE,),
    law=f"{rules.AGREED_LAW}: the times and dates are agreed, so before the pupil comes at others",
)
LONGEST = Clock(
    "longest",
    "The longest time of a reduced timetable is over: full time, or an extension with a fresh agreement",
    against=Against.COUNCIL,
    limit=rules.LONGEST,
    from_=(TELL, EXTEND),
    anchor=STARTS_ON,
    stops=(EXTEND, RETURN, CONVERT, END),
    asks=(RETURN, EXTEND),
    law=rules.LONGEST.source,
)
LAST_DAY = Clock(
    "last_day",
    "The timetable ends: back to full time, or extended with a fresh agreement",
    against=Against.SCHOOL,
    limit=rules.BACK_WITHIN,
    from_=(TELL, EXTEND),
    anchor=ENDS_ON,
    stops=(EXTEND, RETURN, CONVERT, END),
    asks=(RETURN, EXTEND),
    law=f"{rules.AGREED_LAW}: for the dates that were agreed, so full-time on the next school day",
    basis=Basis.LAW,
)
HALF_TERM = Clock(
    "half_term",
    "The school says how it stands this half-term",
    against=Against.SCHOOL,
    limit=rules.CONFIRMED_WITHIN,
    from_=(ASK,),
    stops=(CONFIRM,),
    law=rules.CONFIRMED_WITHIN.source,
)
# What it became has seldom begun by then, or is less than full time: these hours count until the pupil has that.
OTHER_BEGINS = Clock(
    "other_begins",
    "See what the pupil is offered by now: the hours of the timetable still count",
    against=Against.COUNCIL,
    limit=rules.SEEN_WITHIN,
    from_=(CONVERT, OFFERED),
    anchor=WAITS_FROM,
    stops=(OFFERED,),
    law=rules.SEEN_WITHIN.source,
    survives_closing=True,
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.ENDED_WITHIN,
)
TO_ESCALATE = Clock(
    "to_escalate",
    "Escalate the challenge to a senior manager: nobody answered it",
    against=Against.COUNCIL,
    limit=rules.ESCALATED_WITHIN,
    from_=(CHALLENGE,),
    stops=(REPLY, ANSWER_CHALLENGE, ESCALATE, MISTAKE),
    asks=(ESCALATE,),
    law=rules.ESCALATED_WITHIN.source,
    survives_closing=True,
)
TAKEN_UP = Clock(
    "taken_up",
    "The senior manager takes it up with the school, and says what was done",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(ESCALATE,),
    stops=(TAKE_UP, ANSWER_CHALLENGE, MISTAKE),
    law=rules.DECIDED_WITHIN.source,
    survives_closing=True,
)

TIMETABLE = Pathway(
    key="reduced_timetables/timetable",
    duty="reduced_timetables",
    name="Reduced timetable",
    version=1,
    in_force_from=date(2024, 8, 19),
    subject=Subject.CHILD,
    source=f"{rules.AGREED_LAW}; Working together to improve school attendance (2024); {rules.FULL_TIME_LAW}",
    stages=(NOTIFIED, ACTIVE, RETURNED, CONVERTED, ENDED, MISTAKEN),
    steps=(
        TELL, VALIDATE, AGREE, ASK_PARENT, DECLINE, SUPPLY, WITHDRAW, HOLD_REVIEW, CHANGE, EXTEND, ASK, CONFIRM,
        RETURN, CONVERT, OFFERED, END, CHALLENGE, REPLY, ANSWER_CHALLENGE, ESCALATE, TAKE_UP, MISTAKE,
    ),
    clocks=(
        READING, REVIEW, NEW_SESSIONS, LAST_DAY, LONGEST, HALF_TERM, OTHER_BEGINS, CHALLENGE_ANSWER, CHALLENGE_END,
        TO_ESCALATE, TAKEN_UP,
    ),
    opening=(TELL,),
    road=(VALIDATE, HOLD_REVIEW, Turn((RETURN, EXTEND), waits_for=LAST_DAY), RETURN),
    per_school=True,
    notes=(
        "A notice is always received. One that lacks what must be there is labelled and challenged, and is never "
        "active; the child counts as out for those hours all the same.",
        "An extension is validated anew, with agreements of its own, and so are other sessions at a review. A return "
        "in steps that was told at once is agreed to at once.",
        "The child counts as out until somebody says when it was back full-time, also after the planned end, "
        "and where the timetable became something else that has not begun.",
        "The regulation binds maintained and special schools; others are expected to do the same.",
    ),
)  # fmt: skip
