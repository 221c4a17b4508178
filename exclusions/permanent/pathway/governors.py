"""The governors decide whether the exclusion stands, unless the head cancels it before."""

from exclusions.lawful import BEFORE_EXAM, BEFORE_EXAM_LAW, REGULATIONS
from exclusions.permanent import letters, rules
from exclusions.permanent.pathway.stages import (
    EXCLUDED,
    GOVERNORS_CLERK,
    HEAD,
    IN_REVIEW,
    RECONSIDERING,
    REINSTATED,
    RESCINDED,
    UPHELD,
    WORK,
)
from exclusions.permanent.pathway.telling import (
    EXAM_ON,
    GOVERNORS_TOLD,
    GOVERNORS_TOLD_ON,
    GOVERNORS_TOLD_SINCE,
    GOVERNORS_UNTOLD_FROM,
    TELL,
)
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Step

MEETING_ON = Fact("meeting_on", "Day of the governors' meeting", required=True)
PARENTS_TOLD_ON = Fact("parents_told_on", "Day on which the parents were given the decision in writing", required=True)

CALL_GOVERNORS = Step(
    "call_governors",
    "Record when the governors meet",
    at=(EXCLUDED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(MEETING_ON,),
    renews=(letters.STATEMENT,),
    tells_again=(letters.STATEMENT,),
)
STATE = Step(
    "state", "Write the officer's statement to the governors", at=(EXCLUDED,), by=WORK, sends=(letters.STATEMENT,)
)
SEND_PAPERS = Step(
    "send_papers",
    "Record that the governors' papers were sent",
    at=(EXCLUDED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    revocable=True,
)
UPHOLD = Step(
    "uphold",
    "Record that the governors upheld the exclusion",
    at=(EXCLUDED,),
    to=UPHELD,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    overtakes=(letters.STATEMENT,),
    records=(PARENTS_TOLD_ON,),
    revocable=True,
)
REINSTATE = Step(
    "reinstate",
    "Record that the governors reinstated the pupil",
    at=(EXCLUDED, RECONSIDERING),
    to=REINSTATED,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    overtakes=(letters.STATEMENT,),
    reason=True,
)
RESCIND = Step(
    "rescind",
    "Record that the head cancelled the exclusion",
    at=(EXCLUDED,),
    to=RESCINDED,
    by=HEAD,
    on_behalf=WORK,
    corrected_by=WORK,
    reason=True,
)

OWING = Check("exclusion_governors_owe", "Something is due from the governors")
CHASE_GOVERNORS = Step(
    "chase_governors",
    "Ask the governors again",
    at=(EXCLUDED, IN_REVIEW, RECONSIDERING),
    by=WORK,
    needs=(OWING,),
    offered_while=(OWING,),
)

GOVERNORS = Clock(
    "governors",
    "Governors decide",
    against=Against.SCHOOL,
    limit=rules.GOVERNORS_WITHIN,
    from_=(TELL,),
    anchor=GOVERNORS_TOLD_ON,
    stops=(UPHOLD, REINSTATE, RESCIND),
    asks=(UPHOLD, REINSTATE),
    law=f"{REGULATIONS}: within 15 school days of being told; a late decision still counts",
    basis=Basis.LAW,
)
GOVERNORS_TOLD_IN_TIME = Clock(
    "governors_told",
    "Governors told of the exclusion",
    against=Against.SCHOOL,
    limit=rules.GOVERNORS_TOLD_WITHIN,
    from_=(TELL,),
    anchor=GOVERNORS_UNTOLD_FROM,
    stops=(GOVERNORS_TOLD, UPHOLD, REINSTATE),
    met_by=GOVERNORS_TOLD_SINCE,
    instead_of=GOVERNORS,
    law=rules.GOVERNORS_TOLD_WITHIN.source,
    afterwards="Ask the school, and record when the governors were told",
)
GOVERNORS_BEFORE_EXAM = Clock(
    "before_exam",
    "Governors decide before the examination, if at all practicable",
    against=Against.SCHOOL,
    limit=BEFORE_EXAM,
    from_=(TELL,),
    anchor=EXAM_ON,
    stops=(UPHOLD, REINSTATE, RESCIND),
    asks=(UPHOLD, REINSTATE),
    law=BEFORE_EXAM_LAW,
    basis=Basis.LAW,
)
PAPERS = Clock(
    "papers",
    "Governors' papers sent to everybody",
    against=Against.SCHOOL,
    limit=rules.PAPERS_BEFORE,
    from_=(CALL_GOVERNORS,),
    anchor=MEETING_ON,
    stops=(SEND_PAPERS, UPHOLD, REINSTATE, RESCIND),
    law=rules.PAPERS_BEFORE.source,
)
