"""The managed move as data: everybody agrees, the pupil is on the new roll, the register shows the pupil there."""

from datetime import date

from exclusions.managed_moves import rules
from exclusions.permanent import rules as exclusion
from exclusions.placement import rules as placement
from exclusions.reform import GUIDANCE
from oxle.accounts.permissions import write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, SCHOOL = write("exclusions"), write("portal")

# --- where a case can stand ---------------------------------------------------------------------------------
PLANNED = Stage("planned", "Planned")
ON_ROLL = Stage("on_roll", "On the roll of the new school")
ATTENDING = Stage("attending", "Closed: attending the new school", closed=True)
WITHDRAWN = Stage("withdrawn", "Closed: withdrawn", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (PLANNED, ON_ROLL)
# What a school was asked about is answered and ended also once the case is closed.
CHALLENGED_AT = (*OPEN, ATTENDING, WITHDRAWN)

# --- what a step may record, and what must hold first --------------------------------------------------------
STARTS_ON = Fact("starts_on", "First day on the roll of the new school", required=True)
# On which day everybody had agreed, where that was told later: `agree` keeps it.
AGREED_ON = "agreed_on"
OTHERS_OWED_ON = Fact("others_owed_on", "Day on which it was told, of a pupil of whom others must know")
TO_AGREE = Check("managed_move_to_agree", "The head of the new school has not agreed yet")
ON_REGISTER = Check(
    "managed_move_on_register", "The register of the new school has the pupil, or the planned day has come"
)
ATTENDS = Check(
    "managed_move_attends",
    "The first day there has come, and the register shows the pupil there where it is ours to see",
)
CHALLENGED = Check("managed_move_challenged", "Something was challenged and is not answered yet")

# --- what can be done ---------------------------------------------------------------------------------------
TELL = Step(
    "tell",
    "Told of a managed move",
    at=(),
    to=PLANNED,
    by=WORK,
    records=(STARTS_ON, OTHERS_OWED_ON),
    implied=(OTHERS_OWED_ON,),
    own_page=True,
)
LOOK = Step("look", "Record what you found", at=OPEN, by=WORK, reason=True)
ACCEPT = Step(
    "accept",
    "Record that the head of the new school agrees",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    offered_while=(TO_AGREE,),
)
AGREE = Step("agree", "Record that everybody agreed", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK)
TELL_OTHERS = Step(
    "tell_others",
    "Record that the social worker and the SEN team were told",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    revocable=True,
)
ENROL = Step(
    "enrol",
    "Record that the pupil is on the new roll",
    at=(PLANNED,),
    to=ON_ROLL,
    by=SCHOOL,
    needs=(ON_REGISTER,),
    on_behalf=WORK,
    corrected_by=WORK,
)
CONFIRM = Step(
    "confirm",
    "Close: the register shows the pupil attending",
    at=(ON_ROLL,),
    to=ATTENDING,
    by=WORK,
    needs=(ATTENDS,),
)
WITHDRAW = Step(
    "withdraw",
    "Close: the move is withdrawn",
    at=OPEN,
    to=WITHDRAWN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    reason=True,
)
CHALLENGE = Step("challenge", "Challenge what appears unlawful", at=OPEN, by=WORK, reason=True)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge", "Close the challenge or uphold it", at=CHALLENGED_AT, by=WORK, offered_while=(CHALLENGED,)
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)

# What the school that the pupil leaves does in its portal.
BY_SCHOOL = (AGREE, TELL_OTHERS, ENROL, WITHDRAW)
# What the new school does in its own: it agrees, and says that the pupil is on its roll.
BY_NEW_SCHOOL = (ACCEPT, ENROL)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
READING = Clock(
    "reading",
    "Look at the managed move",
    against=Against.COUNCIL,
    limit=rules.READ_WITHIN,
    from_=(TELL,),
    stops=(LOOK,),
    law=rules.READ_WITHIN.source,
)
AGREEMENT = Clock(
    "agreement",
    "The parents and both heads agree, in writing",
    against=Against.SCHOOL,
    limit=rules.AGREED_BEFORE,
    from_=(TELL,),
    anchor=STARTS_ON,
    stops=(AGREE, ENROL),
    law=f"{GUIDANCE}: voluntary and planned. By when is a local standard",
)
OTHERS = Clock(
    "others",
    "The social worker and the SEN team are told",
    against=Against.SCHOOL,
    limit=rules.OTHERS_TOLD_WITHIN,
    from_=(TELL,),
    anchor=OTHERS_OWED_ON,
    stops=(TELL_OTHERS,),
    law=rules.OTHERS_TOLD_WITHIN.source,
)
ENROLMENT = Clock(
    "enrolment",
    "On the roll of the new school",
    against=Against.SCHOOL,
    limit=rules.ON_THE_DAY,
    from_=(TELL,),
    anchor=STARTS_ON,
    stops=(ENROL,),
    law=f"{GUIDANCE}: on the day that was planned",
)
CONFIRMATION = Clock(
    "confirmation",
    "Confirm from the register that the pupil attends",
    against=Against.COUNCIL,
    limit=placement.CONFIRM_WITHIN,
    from_=(ENROL,),
    stops=(CONFIRM,),
    law=placement.CONFIRM_WITHIN.source,
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=exclusion.ANSWERED_WITHIN,
    ended_within=exclusion.ENDED_WITHIN,
)

MANAGED = Pathway(
    key="exclusions/managed_moves",
    duty="exclusions",
    name="Managed move",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.CHILD,
    source=GUIDANCE,
    stages=(PLANNED, ON_ROLL, ATTENDING, WITHDRAWN, MISTAKEN),
    steps=(
        TELL, LOOK, ACCEPT, AGREE, TELL_OTHERS, ENROL, CONFIRM, CHALLENGE, REPLY, ANSWER_CHALLENGE, WITHDRAW, MISTAKE,
    ),
    clocks=(READING, AGREEMENT, OTHERS, ENROLMENT, CONFIRMATION, CHALLENGE_ANSWER, CHALLENGE_END),
    opening=(TELL,),
    road=(LOOK, AGREE, ENROL, CONFIRM),
    notes=(
        "The new school, where it is one of the list, agrees in its own portal and says there that the pupil is on its "
        "roll; an officer can enter either. Once the parents have agreed in writing too, everybody has.",
        "A managed move is for good, voluntary and planned. From 26 July 2026 there is no trial: a plan that speaks of "
        "one, or of a review after which the pupil could be sent back, is received and challenged.",
        "An off-site direction may come first, if its aim is behaviour; the pupil can then be on both rolls.",
        "It ends when the register of the new school shows the pupil attending: being on a roll says nothing of it.",
    ),
)  # fmt: skip
