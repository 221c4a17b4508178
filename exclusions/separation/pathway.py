"""The safeguarding separation as data: education at once, reviews, and its end. It is no exclusion."""

from exclusions.reform import CHANGED_ON, GUIDANCE
from exclusions.separation import rules
from oxle.accounts.permissions import Compartment, write
from oxle.cases.pathways import Against, Basis, Clock, Fact, Pathway, Stage, Step, Subject

WORK, SCHOOL = write("exclusions"), write("portal")

APART = Stage("apart", "Kept apart for a time")
ENDED = Stage("ended", "Closed: back together at school", closed=True)
LEFT = Stage("left", "Closed: at another school", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (APART,)

STARTS_ON = Fact("starts_on", "First day on which the pupil may not come", required=True)

TELL = Step(
    "tell",
    "Told of a safeguarding separation",
    at=(),
    to=APART,
    by=WORK,
    records=(STARTS_ON,),
    own_page=True,
)
ARRANGE = Step("arrange", "Record the education arranged", at=OPEN, by=WORK)
BEGIN = Step("begin", "Record that education has begun", at=OPEN, by=WORK, revocable=True)
HOLD_REVIEW = Step(
    "hold_review", "Record a review", at=OPEN, by=SCHOOL, on_behalf=WORK, corrected_by=WORK, revocable=True
)
END = Step(
    "end",
    "Close: they need not be kept apart any more",
    at=OPEN,
    to=ENDED,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
)
LEAVE = Step("leave", "Close: the pupil is at another school", at=OPEN, to=LEFT, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=OPEN, to=MISTAKEN, by=WORK, reason=True)

# What the head does in the portal.
BY_SCHOOL = (HOLD_REVIEW, END)

EDUCATION = Clock(
    "education",
    "Education begins: the pupil may not come to school",
    against=Against.COUNCIL,
    limit=rules.EDUCATION_WITHIN,
    from_=(TELL,),
    anchor=STARTS_ON,
    stops=(BEGIN,),
    law="Education Act 1996 s.19: a separation triggers the council's duty. Within how many days is not sourced",
    basis=Basis.LAW,
)
REVIEW = Clock(
    "review",
    "The school reviews whether they must still be kept apart",
    against=Against.SCHOOL,
    limit=rules.REVIEWED_EVERY,
    from_=(TELL, HOLD_REVIEW),
    stops=(HOLD_REVIEW,),
    law=f"{GUIDANCE}: for a time. How often it is reviewed is not sourced",
)

SEPARATION = Pathway(
    key="exclusions/separation",
    duty="exclusions",
    name="Safeguarding separation",
    version=1,
    in_force_from=CHANGED_ON,
    subject=Subject.CHILD,
    source=GUIDANCE,
    stages=(APART, ENDED, LEFT, MISTAKEN),
    steps=(TELL, ARRANGE, BEGIN, HOLD_REVIEW, END, LEAVE, MISTAKE),
    clocks=(EDUCATION, REVIEW),
    opening=(TELL,),
    road=(ARRANGE, BEGIN, HOLD_REVIEW, END),
    compartment=Compartment.SAFEGUARDING,
    notes=(
        "It is not an exclusion: it counts in no total, and no governors meet about it. It exists from 26 July 2026.",
        "The designated safeguarding lead of the school leads it, and it is rare.",
        "It is open to those who may read safeguarding notes and to whoever’s case it is: a manager gives it to an "
        "officer.",
        "Which code the register has for the pupil is not sourced: a setting shows it as to be confirmed.",
    ),
)
