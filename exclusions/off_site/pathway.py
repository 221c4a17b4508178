"""The off-site direction as data: notice, reviews, its end. The school directs; the council reads and challenges."""

from datetime import date

from exclusions.off_site import rules
from exclusions.permanent import rules as exclusion
from exclusions.reform import DIRECTION_LAW, EXTENDED_BY
from oxle.accounts.permissions import write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn

WORK, SCHOOL = write("exclusions"), write("portal")

# --- where a case can stand ---------------------------------------------------------------------------------
DIRECTED = Stage("directed", "Directed off site")
RETURNED = Stage("returned", "Closed: back at school", closed=True)
MOVED = Stage("moved", "Closed: became a managed move", closed=True)
ENDED = Stage("ended", "Closed: ended early", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (DIRECTED,)
# What a school was asked about is answered and ended also once the case is closed.
CHALLENGED_AT = (*OPEN, RETURNED, MOVED, ENDED)

# --- what a step may record, and what must hold first --------------------------------------------------------
STARTS_ON = Fact("starts_on", "First day there", required=True)
ENDS_ON = Fact("ends_on", "Last day there", required=True)
REVIEW_ON = Fact("review_on", "Day of the next review")
NOTICE_ON = Fact("notice_on", "Day on which the parents were given the notice in writing", required=True)
OWED_FROM = Fact("owed_from", "Day from which a review is owed")
CHALLENGED = Check("direction_challenged", "Something was challenged and is not answered yet")
CAN_BE_PLACED = Check("direction_can_be_placed", "The place is one of the directory and not given yet")

# --- what can be done ---------------------------------------------------------------------------------------
TELL = Step(
    "tell",
    "Told of an off-site direction",
    at=(),
    to=DIRECTED,
    by=WORK,
    records=(STARTS_ON, ENDS_ON, REVIEW_ON),
    own_page=True,
)
LOOK = Step("look", "Record what you found", at=OPEN, by=WORK, reason=True)
PLACE = Step("place", "Give the place with the provider", at=OPEN, by=WORK, offered_while=(CAN_BE_PLACED,))
GIVE_NOTICE = Step(
    "give_notice",
    "Record that the parents were given the notice",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(NOTICE_ON,),
)
ASK_REVIEW = Step(
    "ask_review", "Record that a review was asked for", at=OPEN, by=WORK, records=(OWED_FROM,), implied=(OWED_FROM,)
)
HOLD_REVIEW = Step(
    "hold_review",
    "Record a review",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(REVIEW_ON,),
    revocable=True,
)
EXTEND = Step(
    "extend",
    "Extend it, with a new notice",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(STARTS_ON, ENDS_ON, REVIEW_ON),
    implied=(STARTS_ON,),
)
BEGAN = Check("exclusion_direction_began", "The direction has begun")
RETURN = Step(
    "return",
    "Close: the pupil is back at school",
    at=OPEN,
    to=RETURNED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    needs=(BEGAN,),
    offered_while=(BEGAN,),
)
END = Step("end", "Close: it ended early", at=OPEN, to=ENDED, by=SCHOOL, on_behalf=WORK, corrected_by=WORK, reason=True)
MOVE = Step("move", "Close: it became a managed move", at=OPEN, to=MOVED, by=WORK, reason=True)
CHALLENGE = Step("challenge", "Challenge what appears unlawful", at=OPEN, by=WORK, reason=True)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge", "Close the challenge or uphold it", at=CHALLENGED_AT, by=WORK, offered_while=(CHALLENGED,)
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)

# What a school does in its portal.
BY_SCHOOL = (GIVE_NOTICE, HOLD_REVIEW, EXTEND, RETURN, END)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
NOTICE = Clock(
    "notice",
    "Parents given the notice in writing",
    against=Against.SCHOOL,
    limit=rules.NOTICE_BEFORE,
    from_=(TELL, EXTEND),
    anchor=STARTS_ON,
    stops=(GIVE_NOTICE,),
    met_by=NOTICE_ON,
    law=rules.NOTICE_LAW,
    basis=Basis.LAW,
)
READING = Clock(
    "reading",
    "Look at the direction",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(TELL, EXTEND),
    stops=(LOOK,),
    law=rules.READ_WITHIN.source,
)
REVIEW = Clock(
    "review",
    "The school reviews the direction",
    against=Against.SCHOOL,
    limit=rules.ON_THE_DAY,
    from_=(TELL, EXTEND, HOLD_REVIEW),
    anchor=REVIEW_ON,
    stops=(HOLD_REVIEW,),
    law=f"Regulations under {DIRECTION_LAW}: as often as is needed, so on the day that the school fixed",
    basis=Basis.LAW,
)
ASKED_REVIEW = Clock(
    "asked_review",
    "The school holds the review that was asked for",
    against=Against.SCHOOL,
    limit=rules.ASKED_REVIEW_WITHIN,
    from_=(ASK_REVIEW,),
    anchor=OWED_FROM,
    stops=(HOLD_REVIEW,),
    law=rules.ASKED_REVIEW_WITHIN.source,
)
LAST_DAY = Clock(
    "last_day",
    "The direction ends: back at school, or extended with a new notice",
    against=Against.SCHOOL,
    limit=rules.BACK_WITHIN,
    from_=(TELL, EXTEND),
    anchor=ENDS_ON,
    stops=(EXTEND, RETURN, END, MOVE),
    law=f"{DIRECTION_LAW}: it lasts as long as the notice says, and the pupil is back on the next school day",
    basis=Basis.LAW,
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=exclusion.ANSWERED_WITHIN,
    ended_within=exclusion.ENDED_WITHIN,
)

OFF_SITE = Pathway(
    key="exclusions/off_site",
    duty="exclusions",
    name="Off-site direction",
    version=1,
    in_force_from=date(2010, 9, 1),
    subject=Subject.CHILD,
    source=f"{DIRECTION_LAW} and its regulations; for academies and referral units the {EXTENDED_BY}",
    stages=(DIRECTED, RETURNED, MOVED, ENDED, MISTAKEN),
    steps=(
        TELL, LOOK, GIVE_NOTICE, PLACE, HOLD_REVIEW, ASK_REVIEW, EXTEND, RETURN, END, MOVE, CHALLENGE, REPLY,
        ANSWER_CHALLENGE, MISTAKE,
    ),
    clocks=(NOTICE, READING, REVIEW, ASKED_REVIEW, LAST_DAY, CHALLENGE_ANSWER, CHALLENGE_END),
    opening=(TELL,),
    road=(LOOK, GIVE_NOTICE, HOLD_REVIEW, Turn((RETURN, EXTEND), waits_for=LAST_DAY), RETURN),
    notes=(
        "A maintained school has the power to direct a pupil off site since 2010; academies and pupil referral units "
        "have it from 26 July 2026. A direction by a school that had no power on that day is received and challenged.",
        "The only lawful aim is to improve behaviour. A direction as a sanction is received and challenged.",
        "The notice is the school’s: the service drafts it, and the school gives it to the parents.",
        "A school’s notice takes nobody’s place away: an officer gives the place where the provider is one of the "
        "directory.",
    ),
)  # fmt: skip
