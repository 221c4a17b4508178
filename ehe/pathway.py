"""Home education as data: told, safe, enquired, decided, kept in contact, ended. No step waits for the exit form."""

from datetime import date

from ehe import letters, rules
from ehe.act_steps import (
    ASK_CONSENT,
    ASK_PROVIDER,
    CONSENT_DECISION,
    GIVE_CONSENT,
    PRELIMINARY,
    REFUSE_CONSENT,
)  # fmt: skip
from ehe.stages import (
    AGAIN,
    CHALLENGED_AT,
    ENQUIRY,
    MISTAKEN,
    MOVED,
    OF_AGE,
    OPEN,
    RETURNED,
    SAFE,
    SCHOOL,
    SIGNS,
    SUITABLE,
    TAKEN_ON,
    TOLD,
    UNSUITABLE,
    WORK,
)  # fmt: skip
from oxle.accounts.permissions import write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Step, Subject, Turn

# --- what a step may record, and what must hold first --------------------------------------------------------
ASKED_ON = Fact("asked_on", "Day from which the school owes the exit form")
CONCERN_ON = Fact("concern_on", "Day from which a concern is to be shared")
AGE_ENDS_ON = Fact("age_ends_on", "Last day of compulsory school age")
ASK_FROM = Fact("ask_from", "Day from which what must be asked is to be decided")
REGISTERED_ON = Fact("registered_on", "Day of the registration from which a visit may be asked for")
REGISTER_FROM = Fact("register_from", "Day from which the register of children not in school holds the child")
CHALLENGED = Check("ehe_challenged", "Something was challenged and is not answered yet")
FORM_TO_READ = Check("ehe_form_to_read", "An exit form was sent and is not read yet")
HAS_CONCERN = Check("ehe_has_concern", "There is a concern that is not shared yet")
AGE_IS_OVER = Check("ehe_age_is_over", "Compulsory school age ends, or has ended")
HAS_SCHOOL = Check("ehe_has_school", "The child was on the roll of a school that we know of")
ADDED = Check("ehe_added", "Somebody told more, and nobody has read it yet")
SCHOOL_UNASKED = Check("ehe_school_unasked", "The school of the case has said nothing yet, and was asked nothing")
IS_TAKEN_ON = Check("ehe_is_taken_on", "The team for missing education has accepted the child")

# --- what can be done ---------------------------------------------------------------------------------------
TELL = Step(
    "tell",
    "Told of home education",
    at=(),
    to=TOLD,
    by=WORK,
    records=(ASKED_ON, AGE_ENDS_ON, REGISTERED_ON, REGISTER_FROM),
    implied=(ASKED_ON, AGE_ENDS_ON, REGISTERED_ON, REGISTER_FROM),
    own_page=True,
)
CHECK_SAFETY = Step(
    "check_safety",
    "Record the safeguarding check",
    at=(TOLD,),
    to=ENQUIRY,
    by=WORK,
    records=(CONCERN_ON,),
    implied=(CONCERN_ON,),
    sends=(letters.ACKNOWLEDGEMENT,),
)
SHARE = Step(
    "share", "Record that a concern was shared with social care", at=OPEN, by=WORK, offered_while=(HAS_CONCERN,)
)
CONCERN_SHARED = Check("ehe_concern_shared", "No concern waits to be shared with social care", met_by=SHARE)
# Whoever tells of a child whose case is open: a school in its portal, or an officer for anybody.
TELL_MORE = Step(
    "tell_more",
    "Somebody else tells of home education",
    at=OPEN,
    by=SCHOOL,
    on_behalf=write("inbox"),
    own_page=True,
)
READ_MORE = Step(
    "read_more",
    "Record that what was told since was read",
    at=OPEN,
    by=WORK,
    records=(CONCERN_ON,),
    implied=(CONCERN_ON,),
    offered_while=(ADDED,),
)
NAME_SCHOOL = Step(
    "name_school",
    "Name the last school, or put it right",
    at=OPEN,
    by=WORK,
    reason=True,
    records=(ASKED_ON,),
    implied=(ASKED_ON,),
    needs=(SCHOOL_UNASKED,),
)
FILE_FORM = Step(
    "file_form",
    "The school sends the exit form",
    at=OPEN,
    by=SIGNS,
    records=(CONCERN_ON,),
    implied=(CONCERN_ON,),
    own_page=True,
)
RETURN_FORM = Step(
    "return_form",
    "Return the exit form with its gaps",
    at=OPEN,
    by=WORK,
    reason=True,
    records=(ASKED_ON,),
    implied=(ASKED_ON,),
    offered_while=(FORM_TO_READ,),
)
ACCEPT_FORM = Step("accept_form", "Accept the exit form", at=OPEN, by=WORK, offered_while=(FORM_TO_READ,))
ENQUIRE = Step("enquire", "Make the enquiry", at=(ENQUIRY, AGAIN), by=WORK, sends=(letters.ENQUIRY,))
RECEIVE = Step("receive", "Record what was received of the education", at=SAFE, by=WORK)
OFFER_VISIT = Step("offer_visit", "Record that a visit was offered", at=SAFE, by=WORK)
MEET = Step("meet", "Record a meeting with the parents", at=SAFE, by=WORK)
RECORD_TIME = Step("record_time", "Record who educates the child, and for how long", at=OPEN, by=WORK)
FLEXI = Step("flexi", "Record flexi-schooling", at=SAFE, by=WORK)
PLANS = Step("plans", "Record plans for examinations and after Year 11", at=SAFE, by=WORK)
FIND_SUITABLE = Step(
    "find_suitable",
    "Decide: the education is suitable",
    at=(ENQUIRY, AGAIN, UNSUITABLE),
    to=SUITABLE,
    by=WORK,
    reason=True,
    sends=(letters.SUITABLE,),
    overtakes=(letters.CONCERN, letters.UNSUITABLE),
)
NOT_YET = Step(
    "not_yet",
    "Decide: not enough yet",
    at=(ENQUIRY, AGAIN, SUITABLE),
    to=AGAIN,
    by=WORK,
    reason=True,
    sends=(letters.CONCERN,),
    overtakes=(letters.SUITABLE,),
)
FIND_UNSUITABLE = Step(
    "find_unsuitable",
    "Decide: the education appears not suitable",
    at=(ENQUIRY, AGAIN, SUITABLE),
    to=UNSUITABLE,
    by=WORK,
    reason=True,
    sends=(letters.UNSUITABLE,),
    overtakes=(letters.SUITABLE, letters.CONCERN),
)
ORDER = Step("order", "Hand over for a notice and a School Attendance Order", at=(UNSUITABLE,), by=WORK, reason=True)
LOOK_AGAIN = Step("look_again", "Record how it stands with the hand-over", at=(UNSUITABLE,), by=WORK, reason=True)
CONTACT = Step(
    "contact", "Record the yearly contact", at=(SUITABLE,), by=WORK, records=(ASK_FROM,), implied=(ASK_FROM,)
)
ADVISE = Step("advise", "Advise on going back to school", at=SAFE, by=WORK, sends=(letters.RETURN_ADVICE,))
# A case ends once somebody looked whether the child is safe, and every concern is with social care: whoever has the
# child next begins with it. A slip ends at once, for there was nobody to look after.
RETURN = Step(
    "return",
    "Close: the child is at a school",
    at=SAFE,
    to=RETURNED,
    by=WORK,
    reason=True,
    needs=(CONCERN_SHARED,),
)
MOVE = Step(
    "move",
    "Close: moved to another council, which has confirmed it",
    at=SAFE,
    to=MOVED,
    by=WORK,
    reason=True,
    needs=(CONCERN_SHARED,),
)
AGE_OUT = Step(
    "age_out",
    "Close: over compulsory school age",
    at=SAFE,
    to=OF_AGE,
    by=WORK,
    needs=(CONCERN_SHARED, AGE_IS_OVER),
)
TAKE_ON = Step(
    "take_on",
    "Close: the team for missing education took it on",
    at=(UNSUITABLE,),
    to=TAKEN_ON,
    by=WORK,
    reason=True,
    needs=(CONCERN_SHARED, IS_TAKEN_ON),
)
CHALLENGE = Step(
    "challenge",
    "Challenge what appears unlawful",
    at=CHALLENGED_AT,
    by=WORK,
    reason=True,
    sends=(letters.OFF_ROLLING, letters.OFF_ROLLING_COPY),
    adds=True,
    offered_while=(HAS_SCHOOL,),
)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge", "Close the challenge or uphold it", at=CHALLENGED_AT, by=WORK, offered_while=(CHALLENGED,)
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)
ENDS = (RETURN, MOVE, AGE_OUT, TAKE_ON, MISTAKE)
DECISIONS = (FIND_SUITABLE, NOT_YET, FIND_UNSUITABLE)


# --- what is due, when, from whom and under which law ---------------------------------------------------------
SAFETY = Clock(
    "safety",
    "Check whether the child is safe",
    against=Against.COUNCIL,
    limit=rules.SAFETY_WITHIN,
    from_=(TELL,),
    stops=(CHECK_SAFETY,),
    law=rules.SAFETY_WITHIN.source,
)
SHARED = Clock(
    "shared",
    "Share the concern with social care",
    against=Against.COUNCIL,
    limit=rules.SHARED_WITHIN,
    from_=(CHECK_SAFETY, FILE_FORM, READ_MORE),
    anchor=CONCERN_ON,
    stops=(SHARE,),
    law=rules.SHARED_WITHIN.source,
)
MORE = Clock(
    "more",
    "Read what was told since",
    against=Against.COUNCIL,
    limit=rules.MORE_READ_WITHIN,
    from_=(TELL_MORE,),
    stops=(READ_MORE,),
    law=rules.MORE_READ_WITHIN.source,
)
EXIT_FORM = Clock(
    "exit_form",
    "The school sends the exit form",
    against=Against.SCHOOL,
    limit=rules.EXIT_FORM_WITHIN,
    from_=(TELL, RETURN_FORM, NAME_SCHOOL),
    anchor=ASKED_ON,
    stops=(FILE_FORM, NAME_SCHOOL),
    law=rules.EXIT_FORM_WITHIN.source,
)
FORM_READ = Clock(
    "form_read",
    "Read the exit form: accept it, or return it with its gaps",
    against=Against.COUNCIL,
    limit=rules.FORM_READ_WITHIN,
    from_=(FILE_FORM,),
    stops=(RETURN_FORM, ACCEPT_FORM),
    asks=(ACCEPT_FORM, RETURN_FORM),
    law=rules.FORM_READ_WITHIN.source,
)
FIRST_ENQUIRY = Clock(
    "first_enquiry",
    "Make the first enquiry",
    against=Against.COUNCIL,
    limit=rules.ENQUIRY_WITHIN,
    from_=(CHECK_SAFETY,),
    stops=(ENQUIRE, *DECISIONS),
    law=rules.ENQUIRY_WITHIN.source,
)
REPLY_TIME = Clock(
    "reply_time",
    "The parents answer the enquiry",
    against=Against.PARENT,
    limit=rules.REPLY_WITHIN,
    from_=(ENQUIRE,),
    served=letters.ENQUIRY,
    stops=(RECEIVE, *DECISIONS),
    law=rules.REPLY_WITHIN.source,
    afterwards="Decide with what is known. That an enquiry was not answered may itself make it appear that the "
    "education is not suitable (Phillips v Brown, 1980: unsourced).",
)
DECISION = Clock(
    "decision",
    "Decide whether the education is suitable",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(RECEIVE,),
    stops=DECISIONS,
    law=rules.DECIDED_WITHIN.source,
)
DECIDE_AGAIN = Clock(
    "decide_again",
    "Look at the education again and decide",
    against=Against.COUNCIL,
    limit=rules.DECIDED_AGAIN_WITHIN,
    from_=(NOT_YET,),
    stops=DECISIONS,
    law=rules.DECIDED_AGAIN_WITHIN.source,
)
LOOK = Clock(
    "look",
    "See how it stands with the hand-over: is the child at a school?",
    against=Against.COUNCIL,
    limit=rules.LOOK_AGAIN_EVERY,
    from_=(FIND_UNSUITABLE, LOOK_AGAIN),
    stops=(LOOK_AGAIN, FIND_SUITABLE),
    law=rules.LOOK_AGAIN_EVERY.source,
)
# Only of a child who was registered since that is law: else nothing says from when.
VISIT_DUE = Clock(
    "visit_due",
    "Ask whether the child may be visited",
    against=Against.COUNCIL,
    limit=rules.VISIT_WITHIN,
    from_=(TELL,),
    anchor=REGISTERED_ON,
    stops=(OFFER_VISIT,),
    law=rules.VISIT_WITHIN.source,
)
# Only of a child of whom the council was told since the register is law; the page of the case says it of every other.
REGISTER_DUE = Clock(
    "register_due",
    "Record what the register of children not in school asks: who educates the child, and for how long",
    against=Against.COUNCIL,
    limit=rules.REGISTERED_WITHIN,
    from_=(TELL,),
    anchor=REGISTER_FROM,
    stops=(RECORD_TIME,),
    law=rules.REGISTERED_WITHIN.source,
)
NOTICE_ANSWER = Clock(
    "notice_answer",
    "See whether the preliminary notice was served and answered, and decide",
    against=Against.COUNCIL,
    limit=rules.PRELIMINARY_WITHIN,
    from_=(PRELIMINARY,),
    stops=DECISIONS,
    law=rules.PRELIMINARY_WITHIN.source,
)
YEARLY = Clock(
    "yearly",
    "Be in touch with the family",
    against=Against.COUNCIL,
    limit=rules.CONTACT_EVERY,
    from_=(FIND_SUITABLE, CONTACT),
    stops=(CONTACT, NOT_YET, FIND_UNSUITABLE),
    law=rules.CONTACT_EVERY.source,
)
# A contact after which something must be asked; without this nothing would be due for a year.
ASKED = Clock(
    "asked",
    "Decide on what must be asked since the yearly contact",
    against=Against.COUNCIL,
    limit=rules.DECIDED_WITHIN,
    from_=(CONTACT,),
    anchor=ASK_FROM,
    stops=(CONTACT, NOT_YET, FIND_UNSUITABLE),
    law=rules.DECIDED_WITHIN.source,
)
OVER_AGE = Clock(
    "over_age",
    "Compulsory school age ends: close the case",
    against=Against.COUNCIL,
    limit=rules.ON_THE_DAY,
    from_=(TELL,),
    anchor=AGE_ENDS_ON,
    stops=ENDS,
    asks=(AGE_OUT,),
    law="Education Act 1996 s.8",
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.ENDED_WITHIN,
)

EHE = Pathway(
    key="ehe/home_education",
    duty="ehe",
    name="Elective home education",
    version=1,
    in_force_from=date(1996, 11, 1),
    subject=Subject.CHILD,
    source=f"{rules.LAW}; {rules.GUIDANCE}",
    stages=(TOLD, ENQUIRY, AGAIN, SUITABLE, UNSUITABLE, RETURNED, MOVED, OF_AGE, TAKEN_ON, MISTAKEN),
    steps=(
        TELL, CHECK_SAFETY, SHARE, TELL_MORE, READ_MORE, NAME_SCHOOL, ENQUIRE, RECEIVE, OFFER_VISIT, MEET,
        RECORD_TIME, FLEXI, PLANS, FIND_SUITABLE, NOT_YET, FIND_UNSUITABLE, ORDER, LOOK_AGAIN, PRELIMINARY,
        ASK_CONSENT, GIVE_CONSENT, REFUSE_CONSENT, ASK_PROVIDER, CONTACT, ADVISE, FILE_FORM, ACCEPT_FORM, RETURN_FORM,
        RETURN, MOVE, AGE_OUT, TAKE_ON, CHALLENGE, REPLY, ANSWER_CHALLENGE, MISTAKE,
    ),
    clocks=(
        SAFETY, SHARED, MORE, CONSENT_DECISION, FIRST_ENQUIRY, REPLY_TIME, DECISION, DECIDE_AGAIN, LOOK, VISIT_DUE,
        REGISTER_DUE, NOTICE_ANSWER, YEARLY, ASKED, EXIT_FORM, FORM_READ, OVER_AGE, CHALLENGE_ANSWER, CHALLENGE_END,
    ),
    opening=(TELL,),
    road=(CHECK_SAFETY, ENQUIRE, RECEIVE, FIND_SUITABLE, CONTACT, Turn((AGE_OUT,), waits_for=OVER_AGE)),
    notes=(
        "The council has no duty to monitor home education routinely, no right of entry, and there is no curriculum "
        "that a family must follow. It acts where it appears that a child does not receive suitable education.",
        "The case opens the day anybody tells the council. The exit form is asked for and chased, and nothing waits "
        "for it.",
        "The name of a pupil at a special school may come off its roll only with the council’s consent, where the "
        "council arranged the place (reg 9(2): unsourced), and that of a pupil with a School Attendance Order only "
        "once the order is revoked. The council cannot stop a school; it challenges it.",
        "Consent to withdraw is asked for by the school or the parents, and given or refused with reasons that the "
        "parents read in a letter. The school reads what was decided, and not why.",
        "The notice under s.437 and the order are no steps of this pathway: they are handed over.",
        "The provisions of the Children’s Wellbeing and Schools Act 2026 on children not in school are settings that "
        "are off until the day of their commencement is known.",
    ),
)  # fmt: skip
