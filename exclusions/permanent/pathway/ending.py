"""What appears unlawful is challenged, and a case ends that is no longer ours, or never was."""

from exclusions.permanent import rules
from exclusions.permanent.pathway.stages import (
    ATTENDING,
    EXCLUDED,
    LEFT,
    MISTAKEN,
    OPEN,
    REINSTATED,
    RESCINDED,
    SCHOOL,
    WORK,
)
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Check, Step

# What a school was asked about is answered and ended also once the case is closed.
CHALLENGED_AT = (*OPEN, RESCINDED, REINSTATED, ATTENDING, LEFT)

CHALLENGED = Check("exclusion_challenged", "Something was challenged and is not answered yet")

CHALLENGE = Step("challenge", "Challenge what appears unlawful", at=(*OPEN, REINSTATED), by=WORK, reason=True)
REPLY = Step("reply", "The school answers the challenge", at=CHALLENGED_AT, by=SCHOOL, own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge",
    "Close the challenge or uphold it",
    at=CHALLENGED_AT,
    by=WORK,
    offered_while=(CHALLENGED,),
)
LEAVE = Step(
    "leave",
    "Close: the child is no longer ours to place",
    at=OPEN,
    to=LEFT,
    by=WORK,
    reason=True,
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=(EXCLUDED,), to=MISTAKEN, by=WORK, reason=True)

CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.ENDED_WITHIN,
)
