"""A school tells of a permanent exclusion: what its notice says, and what is still to come when it does not say it."""

from dataclasses import replace

from exclusions.lawful import PARENTS_TOLD_BY, PARENTS_TOLD_LAW
from exclusions.permanent import rules
from exclusions.permanent.pathway.stages import EXCLUDED, OPEN, SCHOOL, WORK
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Step

DECIDED_ON = Fact("decided_on", "Day of the decision", required=True)
TOLD_PARENTS_ON = Fact("parents_told_on", "Day on which the parents were told of it in writing")
FIRST_ON = Fact("first_on", "First excluded school day", required=True)
GOVERNORS_TOLD_ON = Fact("governors_told_on", "Day on which the governors were told")
# Of a school that had not told them when it told the council.
PARENTS_UNTOLD_FROM = Fact(
    "parents_untold_from", "First excluded school day, where the parents were not told when the council was"
)
GOVERNORS_UNTOLD_FROM = Fact(
    "governors_untold_from", "Day on which the council was told, where the governors were not told by then"
)
TOLD_PARENTS_SINCE = replace(TOLD_PARENTS_ON, required=True)
GOVERNORS_TOLD_SINCE = replace(GOVERNORS_TOLD_ON, required=True)
LOOKED_AFTER_ON = Fact("looked_after_on", "First excluded school day of a child who is looked after")
EXAM_ON = Fact("exam_on", "First day of an examination or test that the pupil would miss")
LETTER_OWED_FROM = Fact(
    "letter_owed_from", "Day on which the council was told, where the letter to the parents did not come with it"
)
VIRTUAL_SCHOOL_FROM = Fact(
    "virtual_school_from", "Day on which the council was told of a looked-after child without the Virtual School"
)
# The council of the area where the child lives owes the education: of a child who lives elsewhere another one.
HOME_SAID_FROM = Fact("home_said_from", "Day on which the school said that the child lives in another council’s area")
HOME_OWES_FROM = Fact("home_owes_from", "First excluded day, where another council owes education")
CARED_FOR = Check("exclusion_child_cared_for", "The child is looked after")
WORK_NOT_SET = Check(
    "exclusion_work_not_set", "The school has not said that work of the first five days is set, or these days run"
)
LETTER_OPEN = Check("exclusion_letter_open", "The letter to the parents can still come, or another in its place")
PARENTS_UNTOLD = Check("exclusion_parents_untold", "The school has not said when the parents were told")
GOVERNORS_UNTOLD = Check("exclusion_governors_untold", "The school has not said when the governors were told")

TELL = Step(
    "tell",
    "Told of a permanent exclusion",
    at=(),
    to=EXCLUDED,
    by=WORK,
    records=(
        DECIDED_ON,
        FIRST_ON,
        GOVERNORS_TOLD_ON,
        TOLD_PARENTS_ON,
        EXAM_ON,
        LOOKED_AFTER_ON,
        HOME_SAID_FROM,
        HOME_OWES_FROM,
        LETTER_OWED_FROM,
        VIRTUAL_SCHOOL_FROM,
        PARENTS_UNTOLD_FROM,
        GOVERNORS_UNTOLD_FROM,
    ),
    implied=(
        LOOKED_AFTER_ON,
        HOME_SAID_FROM,
        HOME_OWES_FROM,
        LETTER_OWED_FROM,
        VIRTUAL_SCHOOL_FROM,
        PARENTS_UNTOLD_FROM,
        GOVERNORS_UNTOLD_FROM,
    ),
    own_page=True,
)
PARENTS_TOLD = Step(
    "parents_told",
    "Record that the parents were told of the exclusion in writing",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(TOLD_PARENTS_SINCE,),
    offered_while=(PARENTS_UNTOLD,),
    revocable=True,
)
GOVERNORS_TOLD = Step(
    "governors_told",
    "Record that the governors were told of the exclusion",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(GOVERNORS_TOLD_SINCE,),
    offered_while=(GOVERNORS_UNTOLD,),
    revocable=True,
)
SEND_LETTER = Step(
    "send_letter",
    "Attach the letter to the parents",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    own_page=True,
    offered_while=(LETTER_OPEN,),
)
SAY_WORK = Step(
    "say_work",
    "Say whether work of the first five school days is set",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    offered_while=(WORK_NOT_SET,),
)
SPEAK = Step(
    "speak",
    "Record that the Virtual School was spoken to",
    at=OPEN,
    by=WORK,
    reason=True,
    offered_while=(CARED_FOR,),
    revocable=True,
)

LETTER = Clock(
    "letter",
    "Letter to the parents, with us",
    against=Against.SCHOOL,
    limit=rules.LETTER_WITHIN,
    from_=(TELL,),
    anchor=LETTER_OWED_FROM,
    stops=(SEND_LETTER,),
    law=rules.LETTER_WITHIN.source,
)
PARENTS_TOLD_IN_TIME = Clock(
    "parents_told",
    "Parents told of the exclusion in writing",
    against=Against.SCHOOL,
    limit=PARENTS_TOLD_BY,
    from_=(TELL,),
    anchor=PARENTS_UNTOLD_FROM,
    stops=(PARENTS_TOLD,),
    met_by=TOLD_PARENTS_SINCE,
    law=PARENTS_TOLD_LAW,
    basis=Basis.LAW,
    afterwards="Ask the school, and record when the parents were told",
)
VIRTUAL_SCHOOL = Clock(
    "virtual_school",
    "The Virtual School is spoken to about the exclusion",
    against=Against.COUNCIL,
    limit=rules.VIRTUAL_SCHOOL_WITHIN,
    from_=(TELL,),
    anchor=VIRTUAL_SCHOOL_FROM,
    stops=(SPEAK,),
    law=rules.VIRTUAL_SCHOOL_WITHIN.source,
)
