"""A place through fair access as data: for a child who needs a school and has none, excluded or not.

The case is opened when we know: for a child who leaves a secure or residential placement that is before the release.
The panel finds a school; what follows, a refusal and a direction among it, is what every new place has.
"""

from datetime import date

from exclusions.fair_access import rules
from exclusions.placement.pathway import clocks, placing
from exclusions.placement.rules import ADMISSIONS_CODE
from oxle.accounts.permissions import write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK = write("exclusions")

KNOWN = Stage("known", "Needs a school, not referred yet")
REFERRED = Stage("referred", "Referred to the panel")
NAMED = Stage("named", "A place is named")
ATTENDING = Stage("attending", "Closed: attending a new place", closed=True)
LEFT = Stage("left", "Closed: needs no place from us any more", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (KNOWN, REFERRED, NAMED)

APPLIED_ON = Fact("applied_on", "Day on which the in-year application came")
RELEASE_ON = Fact("release_on", "Day of release from a secure or residential placement")

OPENED = Step(
    "open",
    "Known to need a school",
    at=(),
    to=KNOWN,
    by=WORK,
    records=(APPLIED_ON, RELEASE_ON),
    own_page=True,
)
ANSWER = Step("answer", "Record the answer to the in-year application", at=OPEN, by=WORK, revocable=True)
BEGIN = Step("begin", "Record that education has begun", at=OPEN, by=WORK, revocable=True)
WRITTEN = Check("fair_access_needs_written", "It is written down what a school must know")
REFER = Step("refer", "Refer to the fair access panel", at=(KNOWN,), to=REFERRED, by=WORK, needs=(WRITTEN,))
PLACING = placing(
    searched_at=OPEN,
    named_at=(NAMED,),
    confirmed_at=(NAMED,),
    attending=ATTENDING,
    named=NAMED,
    searched_again=REFERRED,
)
NAME_PLACE, ENROL, CONFIRM = PLACING.name_place, PLACING.enrol, PLACING.confirm
LEAVE = Step("leave", "Close: the child needs no place from us any more", at=OPEN, to=LEFT, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=(KNOWN, REFERRED), to=MISTAKEN, by=WORK, reason=True)

REFERRAL = Clock(
    "referral",
    "Refer to the panel, or name a place",
    against=Against.COUNCIL,
    limit=rules.REFER_WITHIN,
    from_=(OPENED,),
    stops=(REFER, NAME_PLACE),
    law=rules.REFER_WITHIN.source,
)
ANSWER_AIM = Clock(
    "answer_aim",
    "Aim: the in-year application is answered",
    against=Against.COUNCIL,
    limit=rules.ANSWER_AIM,
    from_=(OPENED,),
    anchor=APPLIED_ON,
    stops=(ANSWER, NAME_PLACE),
    law=f"{rules.ANSWER_LAW} should be sent within 10 school days",
)
ANSWER_BY = Clock(
    "answer_by",
    "The in-year application is answered",
    against=Against.COUNCIL,
    limit=rules.ANSWER_BY,
    from_=(OPENED,),
    anchor=APPLIED_ON,
    stops=(ANSWER, NAME_PLACE),
    law=f"{rules.ANSWER_LAW} must be sent within 15 school days",
    basis=Basis.LAW,
)
RELEASE = Clock(
    "release",
    "Education begins on the day of release",
    against=Against.COUNCIL,
    limit=rules.RELEASED_WITHIN,
    from_=(OPENED,),
    anchor=RELEASE_ON,
    stops=(BEGIN,),
    law=rules.RELEASED_WITHIN.source,
)

FAIR_ACCESS = Pathway(
    key="exclusions/fair_access",
    duty="exclusions",
    name="Place through fair access",
    version=1,
    in_force_from=date(2021, 9, 1),
    subject=Subject.CHILD,
    source=f"{ADMISSIONS_CODE}, paragraphs 2.23–2.30 and 3.14–3.22; School Standards and Framework Act 1998 ss.96–97",
    stages=(KNOWN, REFERRED, NAMED, ATTENDING, LEFT, MISTAKEN),
    steps=(OPENED, ANSWER, BEGIN, REFER, *PLACING.steps, LEAVE, MISTAKE),
    clocks=(
        REFERRAL,
        ANSWER_AIM,
        ANSWER_BY,
        RELEASE,
        *clocks(PLACING, from_=(REFER,), basis=Basis.LAW),
    ),
    opening=(OPENED,),
    road=(REFER, *PLACING.road),
    notes=(
        "A permanent exclusion whose way to a new school is the panel comes before the same one with its own case: it "
        "is not opened here as well.",
        "The panel finds a school within 20 school days of the referral.",
        "A child who leaves a secure or residential placement is opened before the release, and education begins on "
        "that day. One of whom we hear later is opened all the same, and the date is overdue at once.",
        "A school that is named may refuse. The council directs a maintained school, after notice, and asks the "
        "Secretary of State to direct an academy, until a setting says that it directs academies too.",
        "The paragraphs of the Code, and the days in which a school can go to the adjudicator, were not confirmed.",
    ),
)
