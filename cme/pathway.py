"""Children missing education as data: safeguarding first, every enquiry, found or not found, and two ways to close.

One officer closes on a matched new-pupil return or on another authority's written receipt. Whatever else is said of
the child, two persons close, or nobody does; nothing closes by itself, and the database holds to that as well.
"""

from datetime import date

from cme import letters, rules
from oxle.accounts.permissions import decide, write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.challenges import ANSWER
from oxle.cases.challenges import CHALLENGE as CHALLENGED
from oxle.cases.challenges import REPLY as REPLIED
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE, SCHOOL = write("cme"), decide("cme"), write("portal")

REFERRED = Stage("referred", "Referred: safeguarding to be looked at")
STOPPED = Stage("stopped", "Stopped: safeguarding comes first")
ENQUIRIES = Stage("enquiries", "Being looked for")
HERE = Stage("here", "Found here, a school place sought")
ELSEWHERE = Stage("elsewhere", "Found in another area, receipt awaited")
ABROAD = Stage("abroad", "Said to be abroad, evidence awaited")
HOME = Stage("home", "Said to be educated at home")
NOT_LOCATED = Stage("not_located", "Not located: looked for anew until found")
PROPOSED = Stage("proposed", "Closing proposed: a second person decides")
ENROLLED = Stage("enrolled", "Closed: on a school’s register", closed=True)
RECEIVED = Stage("received", "Closed: another authority has received the child", closed=True)
AGREED = Stage("agreed", "Closed: agreed by two persons", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake, agreed by two persons", closed=True)

LOOKED_FOR = (ENQUIRIES, NOT_LOCATED)
SOMEWHERE = (HERE, ELSEWHERE, ABROAD, HOME)
# Wherever a case stands that safeguarding has let go on.
WORKED_ON = (*LOOKED_FOR, *SOMEWHERE)
OPEN = (REFERRED, STOPPED, *WORKED_ON)
# Also while a second person thinks about closing: what a school tells is received wherever the case stands.
UNTIL_CLOSED = (*OPEN, PROPOSED)

EVERY_ENQUIRY = Check("cme_every_enquiry", "Every enquiry of the list was made, or it is said why not")
MATCHED = Check("cme_matched", "A school’s new-pupil return is matched to the child")
RECEIPT = Check("cme_receipt", "Another authority has confirmed in writing that it has the child")

LAST_ATTENDED_ON = Fact("last_attended_on", "Day on which the child was last at school")

# Of two schools that ask, or one that asks for another, each has its own answer.
WHICH_SCHOOL = Fact("school", "Which school asks")

BACK_ON = Fact("back_on", "Day from which the child was at a school again, where they are")

REFER = Step(
    "refer", "Referred as missing education", at=(), to=REFERRED, by=WORK, records=(LAST_ATTENDED_ON,), own_page=True
)
# What tells the family or another authority something, or lets a school forget the child: held back while safeguarding
# stops everything else.
HELD_BACK = (letters.PARENT_CONTACT, letters.AUTHORITY_ENQUIRY, letters.SECTION_437, letters.MAY_DELETE)
CLEAR = Step("clear", "Safeguarding looked at: begin the enquiries", at=(REFERRED,), to=ENQUIRIES, by=WORK)
STOP = Step(
    "stop", "Stop: safeguarding comes first", at=(REFERRED, *WORKED_ON, PROPOSED), to=STOPPED, by=WORK, reason=True,
    overtakes=HELD_BACK,
)  # fmt: skip
LOOK_AGAIN = Step("look_again", "Record that safeguarding still stops it", at=(STOPPED,), by=WORK, reason=True)
# A notice is not given by itself again: its child is looked for anew, and found first.
GO_ON = Step(
    "go_on", "Go on: safeguarding allows the enquiries", at=(STOPPED,), to=ENQUIRIES, by=WORK, reason=True,
    restores=(letters.PARENT_CONTACT, letters.AUTHORITY_ENQUIRY),
)  # fmt: skip
FIND_HERE = Step("find_here", "Found in our area", at=(*LOOKED_FOR, ELSEWHERE, ABROAD, HOME), to=HERE, by=WORK)
FIND_ELSEWHERE = Step(
    "find_elsewhere", "Found in another authority’s area", at=(*LOOKED_FOR, HERE, ABROAD, HOME), to=ELSEWHERE, by=WORK
)
FIND_ABROAD = Step(
    "find_abroad", "Said to have gone abroad", at=(*LOOKED_FOR, HERE, ELSEWHERE, HOME), to=ABROAD, by=WORK
)
FIND_HOME = Step(
    "find_home", "Said to be educated at home", at=(*LOOKED_FOR, HERE, ELSEWHERE, ABROAD), to=HOME, by=WORK
)
NOT_FOUND = Step(
    "not_found",
    "Not located after every enquiry",
    at=(ENQUIRIES,),
    to=NOT_LOCATED,
    by=WORK,
    needs=(EVERY_ENQUIRY,),
)
REVIEW = Step("review", "Record that the child was looked for anew", at=(NOT_LOCATED,), by=WORK)
ESCALATE = Step("escalate", "Brought before the strategic group", at=(NOT_LOCATED,), by=WORK)
LOST_AGAIN = Step("lost_again", "Not there after all: look again", at=SOMEWHERE, to=ENQUIRIES, by=WORK, reason=True)

NOT_ENDED = Check("cme_challenged", "Something was challenged that has not ended")
# The child is found; what the school did is still to be answered.
CHALLENGED_AT = (*UNTIL_CLOSED, ENROLLED, RECEIVED, AGREED)
CHALLENGE = Step(CHALLENGED, "Challenge what appears unlawful", at=UNTIL_CLOSED, by=WORK, reason=True)
REPLY = Step(REPLIED, "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    ANSWER, "Close the challenge or uphold it", at=CHALLENGED_AT, by=WORK, offered_while=(NOT_ENDED,)
)

DELETE_ASKED = Check("cme_delete_asked", "The school has asked whether it may delete, and has no answer yet")
GROUND_TEXT = Check("cme_ground_text", "The words of the ground were confirmed")
JOINT = Check("cme_joint", "Where the ground asks it: its school days are over, and both looked in vain")
ASK_DELETE = Step(
    "ask_delete", "A school asks whether it may delete the pupil", at=UNTIL_CLOSED, by=SCHOOL, on_behalf=WORK,
    own_page=True,
)  # fmt: skip
ADVISE_MAY = Step(
    "advise_may",
    "Tell the school that it may delete the pupil",
    at=WORKED_ON,
    by=WORK,
    needs=(DELETE_ASKED, GROUND_TEXT, JOINT),
    sends=(letters.MAY_DELETE,),
    offered_while=(DELETE_ASKED,),
)
ADVISE_NOT = Step(
    "advise_not",
    "Tell the school that it may not delete the pupil",
    at=UNTIL_CLOSED,
    by=WORK,
    reason=True,
    needs=(DELETE_ASKED,),
    sends=(letters.MAY_NOT_DELETE,),
    overtakes=(letters.MAY_DELETE,),
    offered_while=(DELETE_ASKED,),
)
ADDED = Check("cme_added", "Somebody added what they know, and nobody has read it yet")
TELL_MORE = Step(
    "tell_more",
    "A school or another team adds what it knows",
    at=UNTIL_CLOSED,
    by=SCHOOL,
    on_behalf=write("inbox"),
    own_page=True,
)
READ_MORE = Step("read_more", "Record that what was added was read", at=UNTIL_CLOSED, by=WORK, offered_while=(ADDED,))
TOLD_BY_SCHOOL = Check("cme_told_by_school", "A school told us of the child")
ACKNOWLEDGE = Step(
    "acknowledge",
    "Acknowledge the referral to the school by letter",
    at=OPEN,
    by=WORK,
    sends=(letters.ACKNOWLEDGEMENT,),
    offered_while=(TOLD_BY_SCHOOL,),
)
WRITE_PARENTS = Step("write_parents", "Write to the parents", at=WORKED_ON, by=WORK, sends=(letters.PARENT_CONTACT,))
WRITE_AUTHORITY = Step(
    "write_authority",
    "Write to another authority",
    at=WORKED_ON,
    by=WORK,
    sends=(letters.AUTHORITY_ENQUIRY,),
    adds=True,
)
# Its letter says that we ring and visit nobody of the family until we are told how to go on: from then on that is so.
TO_MASH = Step(
    "to_mash",
    "Refer the child to the MASH by letter, and stop",
    at=UNTIL_CLOSED,
    to=STOPPED,
    stays_at=(STOPPED,),
    by=WORK,
    reason=True,
    sends=(letters.MASH_REFERRAL,),
    overtakes=HELD_BACK,
    adds=True,
)
STOPS = (STOP, TO_MASH)
# Its letter had not left: the school is told to keep the name, and asks still.
NOT_SAID = Step("not_said", "The answer that the school may delete is taken back", at=(STOPPED,), by=WORK, part_of=STOP)
NOTICE = Step(
    "notice", "Give the parents notice under s.437", at=(HERE, HOME), by=WORK, reason=True, sends=(letters.SECTION_437,)
)

CLOSE_ENROLLED = Step(
    "close_enrolled",
    "Close: on a school’s register",
    at=WORKED_ON,
    to=ENROLLED,
    by=WORK,
    needs=(MATCHED,),
    sends=(letters.DESTINATION,),
)
CLOSE_RECEIVED = Step(
    "close_received",
    "Close: another authority has received the child",
    at=WORKED_ON,
    to=RECEIVED,
    by=WORK,
    needs=(RECEIPT,),
    sends=(letters.DESTINATION,),
)
# Not before safeguarding has let the enquiries begin, nor while it stops them: whoever does not agree sends the case
# back to them.
PROPOSE = Step(
    "propose",
    "Propose to close it for another reason",
    at=WORKED_ON,
    to=PROPOSED,
    by=WORK,
    reason=True,
    records=(BACK_ON,),
)
AGREE = Step(
    "agree", "Agree that it is closed", at=(PROPOSED,), to=AGREED, by=DECIDE, reason=True, not_by_taker_of=(PROPOSE,)
)
# Apart from the other, because such a case never counts: not in a return, and not as a child who went elsewhere.
MISTAKE = Step(
    "agree_mistake",
    "Agree that it was entered by mistake",
    at=(PROPOSED,),
    to=MISTAKEN,
    by=DECIDE,
    reason=True,
    not_by_taker_of=(PROPOSE,),
)
NOT_AGREED = Step("not_agreed", "Do not agree: look again", at=(PROPOSED,), to=ENQUIRIES, by=DECIDE, reason=True)
# What the second person decides on what the first proposed.
BY_A_SECOND = (AGREE, MISTAKE, NOT_AGREED)

TRIAGE = Clock(
    "triage",
    "Look at safeguarding",
    against=Against.COUNCIL,
    limit=rules.TRIAGE_WITHIN,
    from_=(REFER,),
    stops=(CLEAR, *STOPS),
    law=rules.TRIAGE_WITHIN.source,
)
STOPPED_STILL = Clock(
    "stopped_still",
    "Look whether safeguarding still stops the enquiries",
    against=Against.COUNCIL,
    limit=rules.LOOK_AGAIN_WITHIN,
    from_=(*STOPS, LOOK_AGAIN),
    # Whoever tells the MASH more has looked.
    stops=(TO_MASH, LOOK_AGAIN, GO_ON),
    law=rules.LOOK_AGAIN_WITHIN.source,
)
EVERY = Clock(
    "every_enquiry",
    "Every enquiry is made, or the child is found",
    against=Against.COUNCIL,
    limit=rules.ENQUIRIES_WITHIN,
    from_=(CLEAR, GO_ON, LOST_AGAIN, NOT_AGREED),
    stops=(FIND_HERE, FIND_ELSEWHERE, FIND_ABROAD, FIND_HOME, NOT_FOUND, *STOPS, PROPOSE),
    law=f"{rules.LAW}; {rules.ENQUIRIES_WITHIN.source}",
)
_MOVES = (FIND_HERE, FIND_ELSEWHERE, FIND_ABROAD, FIND_HOME, LOST_AGAIN, *STOPS, PROPOSE)
PLACE = Clock(
    "place",
    "The child is on a school’s register",
    against=Against.COUNCIL,
    limit=rules.PLACE_WITHIN,
    from_=(FIND_HERE,),
    stops=_MOVES,
    asks=(CLOSE_ENROLLED,),
    law=rules.PLACE_WITHIN.source,
)
RECEIPT_DUE = Clock(
    "receipt",
    "The other authority’s written receipt is there, or it is chased",
    against=Against.COUNCIL,
    limit=rules.RECEIPT_WITHIN,
    from_=(FIND_ELSEWHERE,),
    stops=_MOVES,
    asks=(CLOSE_RECEIVED,),
    law=rules.RECEIPT_WITHIN.source,
)
EVIDENCE = Clock(
    "evidence",
    "There is evidence of where the child is taught",
    against=Against.COUNCIL,
    limit=rules.EVIDENCE_WITHIN,
    from_=(FIND_ABROAD, FIND_HOME),
    stops=_MOVES,
    asks=(PROPOSE,),
    law=rules.EVIDENCE_WITHIN.source,
)
LOOKED_ANEW = Clock(
    "looked_anew",
    "Look anew for the child",
    against=Against.COUNCIL,
    limit=rules.REVIEWED_EVERY,
    from_=(NOT_FOUND, REVIEW),
    stops=(REVIEW, *_MOVES),
    law=rules.REVIEWED_EVERY.source,
)
GROUP = Clock(
    "group",
    "Bring the child before the strategic group",
    against=Against.COUNCIL,
    limit=rules.ESCALATED_AFTER,
    from_=(NOT_FOUND,),
    stops=(ESCALATE, *_MOVES),
    law=rules.ESCALATED_AFTER.source,
)
SECOND = Clock(
    "second",
    "A second person agrees to close, or does not",
    against=Against.COUNCIL,
    limit=rules.AGREED_WITHIN,
    from_=(PROPOSE,),
    stops=(AGREE, MISTAKE, NOT_AGREED, *STOPS),
    law=rules.AGREED_WITHIN.source,
)

ADVICE = Clock(
    "advice",
    "Tell the school whether it may delete the pupil",
    against=Against.COUNCIL,
    limit=rules.ADVICE_WITHIN,
    from_=(ASK_DELETE, NOT_SAID),
    stops=(ADVISE_MAY, ADVISE_NOT),
    apart=WHICH_SCHOOL,
    law=f"{letters.REG_9}; {rules.ADVICE_WITHIN.source}",
)
MORE = Clock(
    "more",
    "Read what was added",
    against=Against.COUNCIL,
    limit=rules.MORE_READ_WITHIN,
    from_=(TELL_MORE,),
    stops=(READ_MORE,),
    law=rules.MORE_READ_WITHIN.source,
)
NOTICE_ENDS = Clock(
    "notice_ends",
    "The parents satisfy us that the child is educated",
    against=Against.PARENT,
    limit=rules.NOTICE_PERIOD,
    from_=(NOTICE,),
    served=letters.SECTION_437,
    stops=(FIND_ELSEWHERE, FIND_ABROAD, LOST_AGAIN, *STOPS, PROPOSE),
    law=rules.NOTICE_LAW,
    basis=Basis.LAW,
    afterwards="Hand over for a School Attendance Order, where they did not",
)

TRACKING = Pathway(
    key="cme/tracking",
    duty="cme",
    name="Child missing education",
    version=1,
    in_force_from=date(2013, 9, 1),
    subject=Subject.CHILD,
    source=f"{rules.LAW}; {rules.GUIDANCE}",
    stages=(
        REFERRED, STOPPED, ENQUIRIES, HERE, ELSEWHERE, ABROAD, HOME, NOT_LOCATED, PROPOSED, ENROLLED, RECEIVED, AGREED,
        MISTAKEN,
    ),
    steps=(
        REFER, CLEAR, STOP, LOOK_AGAIN, GO_ON, FIND_HERE, FIND_ELSEWHERE, FIND_ABROAD, FIND_HOME, NOT_FOUND, REVIEW,
        ESCALATE, LOST_AGAIN, TELL_MORE, READ_MORE, ACKNOWLEDGE, ASK_DELETE, ADVISE_MAY, ADVISE_NOT, WRITE_PARENTS,
        WRITE_AUTHORITY, TO_MASH, NOT_SAID, NOTICE, CHALLENGE, REPLY, ANSWER_CHALLENGE, CLOSE_ENROLLED,
        CLOSE_RECEIVED, PROPOSE, AGREE, MISTAKE, NOT_AGREED,
    ),
    clocks=(
        TRIAGE,
        STOPPED_STILL,
        EVERY,
        PLACE,
        RECEIPT_DUE,
        EVIDENCE,
        LOOKED_ANEW,
        GROUP,
        SECOND,
        ADVICE,
        MORE,
        NOTICE_ENDS,
        *challenge_clocks(
            CHALLENGE,
            REPLY,
            ANSWER_CHALLENGE,
            MISTAKE,
            answered_within=rules.CHALLENGE_ANSWERED_WITHIN,
            ended_within=rules.CHALLENGE_ENDED_WITHIN,
        ),
    ),
    opening=(REFER,),
    road=(CLEAR, FIND_HERE, CLOSE_ENROLLED, AGREE),
    notes=(
        "A referral here is no substitute for a safeguarding referral: the form says so, and safeguarding is looked at "
        "before anything else. It can stop everything else: what is drafted or released to the family or to another "
        "authority and has not left is withdrawn, and so is what lets a school delete or waits for an order.",
        "A pupil who is on a register and does not come is not missing education; that is for attendance.",
        "One officer closes a case only on a school’s new-pupil return that is matched to the child, or on another "
        "authority’s written receipt. Abroad, at home, not located, entered by mistake: a second person agrees.",
        "Any school that has the pupil may ask whether it may delete, whoever told us of the child; an officer enters "
        "what one asks otherwise. It is answered by letter, with the ground’s words and never its letter. Words that "
        "nobody has confirmed are printed by no letter.",
        "A child who is not located is looked for anew for as long as it takes.",
    ),
)  # fmt: skip
