"""What is owed for a child's suspensions, as data. Most suspensions owe nothing and never come here.

A case stands at one stage while anything is owed. What comes to be owed is recorded by the service, each a step with a
clock of its own, and so it is for whatever further suspension comes while the case is open: each step says which
suspension it is about, so that a later one puts off nothing of an earlier.
"""

from datetime import date

from exclusions.lawful import (
    BEFORE_EXAM,
    BEFORE_EXAM_LAW,
    FURTHER_NOTICE_DAYS,
    FURTHER_NOTICE_LAW,
    PARENTS_TOLD_BY,
    PARENTS_TOLD_LAW,
    REGULATIONS,
)
from exclusions.not_owed import EXAMS_OVER_ON
from exclusions.permanent.rules import PAPERS_BEFORE
from exclusions.suspensions import rules
from oxle.accounts.permissions import write
from oxle.cases.challenge_clocks import ABOUT, challenge_clocks
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK = write("exclusions")
# What the governors' clerk records in the school's portal, and an officer on their behalf.
GOVERNORS_CLERK = write("governors")

OWED = Stage("owed", "Something may be owed")
SETTLED = Stage("settled", "Closed: nothing is owed any more", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)

SCHOOL_OWES_FROM = Fact("school_owes_from", "First excluded day, where the school owes education")
COUNCIL_OWES_FROM = Fact("council_owes_from", "First excluded day, where the council owes education")
DAY_SIX_ON = Fact("day_six_on", "Sixth school day, where education is owed")
LOOKED_AFTER_ON = Fact("looked_after_on", "First excluded day of a child who is looked after")
EDUCATION_FROM = Fact("starts_on", "First day of the education arranged")
GOVERNORS_TOLD_ON = Fact("governors_told_on", "Day on which the governors were told", required=True)
MEETING_ON = Fact("meeting_on", "Day of the governors' meeting", required=True)
EXAM_ON = Fact("exam_on", "First day of an examination or test that the pupil would miss")
LETTER_OWED_FROM = Fact("letter_owed_from", "Day on which the council was told, without the letter to the parents")
PARENTS_UNTOLD_FROM = Fact(
    "parents_untold_from", "First excluded school day, where the parents were not told when the council was"
)
VIRTUAL_SCHOOL_FROM = Fact(
    "virtual_school_from", "Day on which the council was told of a looked-after child without the Virtual School"
)
OWING = Check("suspension_governors_owe", "Something is due from the governors")
CHALLENGED = Check("suspension_challenged", "Something was challenged and is not answered yet")

FOLLOW = Step("follow", "Told of a suspension for which something may be owed", at=(), to=OWED, by=WORK, own_page=True)
FURTHER = Step("further", "Told of a further suspension", at=(OWED,), by=WORK, own_page=True)
LOOK = Step("look", "Record what was found", at=(OWED,), by=WORK, reason=True)
OWE_EDUCATION = Step(
    "owe_education",
    "Education is owed from day 6",
    at=(OWED,),
    by=WORK,
    records=(SCHOOL_OWES_FROM, COUNCIL_OWES_FROM, DAY_SIX_ON),
    implied=(DAY_SIX_ON,),
    own_page=True,
)
OWE_CARE = Step(
    "owe_looked_after",
    "Education is owed from day 1: the child is looked after",
    at=(OWED,),
    by=WORK,
    records=(LOOKED_AFTER_ON,),
    implied=(LOOKED_AFTER_ON,),
    own_page=True,
)
TO_TEACH = Check("suspension_to_teach", "Education is owed for a suspension")
FULL_TIME = Check("suspension_taught_full_time", "The education arranged has begun by then and is full-time")
ARRANGE = Step(
    "arrange",
    "Record the education arranged",
    at=(OWED,),
    by=WORK,
    records=(EDUCATION_FROM,),
    implied=(EDUCATION_FROM,),
    needs=(TO_TEACH,),
    offered_while=(TO_TEACH,),
    revocable=True,
)
TELL_PARENTS = Step(
    "tell_parents",
    "Record that the parents were told where and when education begins",
    at=(OWED,),
    by=WORK,
    revocable=True,
)
BEGIN = Step(
    "begin", "Record that full-time education has begun", at=(OWED,), by=WORK, needs=(FULL_TIME,), revocable=True
)
BEGIN_IN_PART = Step(
    "begin_in_part", "Record that education has begun, not full-time", at=(OWED,), by=WORK, revocable=True
)
END_EDUCATION = Step(
    "not_owed",
    "Record that education is not owed, or was missed",
    at=(OWED,),
    by=WORK,
    reason=True,
    records=(EXAMS_OVER_ON,),
    revocable=True,
)
END_CARE = Step(
    "not_owed_day_one",
    "Record that no education is owed from day 1 after all",
    at=(OWED,),
    by=WORK,
    reason=True,
    revocable=True,
)
OWE_MEETING = Step(
    "owe_meeting", "The governors must meet", at=(OWED,), by=WORK, records=(GOVERNORS_TOLD_ON, EXAM_ON), own_page=True
)
END_MEETING = Step(
    "not_meet", "Record that the governors need not meet after all", at=(OWED,), by=WORK, reason=True, revocable=True
)
OPEN_TO_PARENTS = Check("suspension_open_to_parents", "The governors would have to consider what the parents say")
REPRESENT = Step(
    "represent",
    "Record that the parents made representations",
    at=(OWED, SETTLED),
    to=OWED,
    stays_at=(OWED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(GOVERNORS_TOLD_ON,),
    needs=(OPEN_TO_PARENTS,),
)
TO_DECIDE = Check("suspension_to_decide", "The governors have something to decide")
CALL_GOVERNORS = Step(
    "call_governors",
    "Record when the governors meet",
    at=(OWED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(MEETING_ON,),
    offered_while=(TO_DECIDE,),
)
CHASE_GOVERNORS = Step(
    "chase_governors", "Ask the governors again", at=(OWED,), by=WORK, needs=(OWING,), offered_while=(OWING,)
)
SEND_PAPERS = Step(
    "send_papers",
    "Record that the governors' papers were sent",
    at=(OWED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    revocable=True,
)
DECIDED = Step(
    "decided", "Record what the governors decided", at=(OWED,), by=GOVERNORS_CLERK, on_behalf=WORK, corrected_by=WORK
)
OWE_LETTER = Step(
    "owe_letter",
    "The letter to the parents did not come with the notice",
    at=(OWED,),
    by=WORK,
    records=(LETTER_OWED_FROM,),
    own_page=True,
)
TO_SEND = Check("suspension_letter_to_send", "The letter to the parents is still to come")
SEND_LETTER = Step(
    "send_letter",
    "Attach the letter to the parents",
    at=(OWED,),
    by=write("portal"),
    on_behalf=WORK,
    own_page=True,
    offered_while=(TO_SEND,),
)
END_LETTER = Step("not_letter", "No letter is owed after all", at=(OWED,), by=WORK, reason=True, own_page=True)
OWE_TELLING = Step(
    "owe_telling",
    "The parents were not told when the council was",
    at=(OWED,),
    by=WORK,
    records=(PARENTS_UNTOLD_FROM,),
    own_page=True,
)
END_TELLING = Step(
    "not_telling",
    "The school need not say any more when the parents were told",
    at=(OWED,),
    by=WORK,
    reason=True,
    own_page=True,
)
OWE_SPEAKING = Step(
    "owe_speaking",
    "The Virtual School was not spoken to before the notice",
    at=(OWED,),
    by=WORK,
    records=(VIRTUAL_SCHOOL_FROM,),
    own_page=True,
)
TO_SPEAK = Check("suspension_to_speak", "The Virtual School is still to be spoken to")
SPEAK = Step(
    "speak",
    "Record that the Virtual School was spoken to",
    at=(OWED,),
    by=WORK,
    reason=True,
    offered_while=(TO_SPEAK,),
    revocable=True,
)
END_SPEAKING = Step(
    "not_speaking",
    "The Virtual School need not be spoken to after all",
    at=(OWED,),
    by=WORK,
    reason=True,
    own_page=True,
)
CHALLENGE = Step("challenge", "Challenge what appears unlawful", at=(OWED,), by=WORK, reason=True)
REPLY = Step("reply", "The school answers the challenge", at=(OWED,), by=write("portal"), own_page=True)
ANSWER_CHALLENGE = Step(
    "answer_challenge", "Close the challenge or uphold it", at=(OWED,), by=WORK, offered_while=(CHALLENGED,)
)
TAUGHT = Check("suspension_taught", "No education is owed that has not begun", met_by=BEGIN)
DECIDED_ON = Check("suspension_decided_on", "The governors have nothing to decide", met_by=DECIDED)
ANSWERED = Check("suspension_answered", "Every challenge has ended", met_by=ANSWER_CHALLENGE)
SETTLE = Step(
    "settle", "Close: nothing is owed any more", at=(OWED,), to=SETTLED, by=WORK, needs=(TAUGHT, DECIDED_ON, ANSWERED)
)
MISTAKE = Step("mistake", "Close: entered by mistake", at=(OWED,), to=MISTAKEN, by=WORK, reason=True)

FOLLOW_UP = Clock(
    "follow_up",
    "Look at what is owed",
    against=Against.COUNCIL,
    limit=rules.FOLLOWED_UP_WITHIN,
    from_=(FOLLOW, FURTHER, LOOK, REPRESENT),
    stops=(LOOK, SETTLE, MISTAKE),
    law=rules.FOLLOWED_UP_WITHIN.source,
)
DAY_SIX = Clock(
    "day_six",
    "Education begins: day 6, owed by the school’s governors or trust",
    against=Against.SCHOOL,
    limit=rules.SIXTH_DAY,
    from_=(OWE_EDUCATION,),
    anchor=SCHOOL_OWES_FROM,
    stops=(BEGIN, END_EDUCATION),
    met_by=EXAMS_OVER_ON,
    law=f"{rules.DAY_SIX_LAW}: the sixth consecutive school day of suspension",
    basis=Basis.LAW,
    apart=ABOUT,
)
DAY_SIX_COUNCIL = Clock(
    "day_six_council",
    "Education begins: day 6, owed by the council for its own referral unit",
    against=Against.COUNCIL,
    limit=rules.SIXTH_DAY,
    from_=(OWE_EDUCATION,),
    anchor=COUNCIL_OWES_FROM,
    stops=(BEGIN, END_EDUCATION),
    met_by=EXAMS_OVER_ON,
    law=f"{rules.DAY_SIX_LAW}: the sixth consecutive school day of suspension",
    basis=Basis.LAW,
    apart=ABOUT,
)
LOOKED_AFTER = Clock(
    "looked_after",
    "Education begins: the child is looked after, by the school with the Virtual School",
    against=Against.SCHOOL,
    limit=rules.LOOKED_AFTER_FROM,
    from_=(OWE_CARE,),
    anchor=LOOKED_AFTER_ON,
    stops=(BEGIN, END_CARE),
    law="Guidance expects it from the first day following (unsourced)",
    apart=ABOUT,
)
FURTHER_NOTICE = Clock(
    "further_notice",
    "Parents told in writing where and when education begins",
    against=Against.SCHOOL,
    limit=FURTHER_NOTICE_DAYS,
    from_=(OWE_EDUCATION,),
    anchor=DAY_SIX_ON,
    stops=(TELL_PARENTS, BEGIN, BEGIN_IN_PART, END_EDUCATION),
    law=FURTHER_NOTICE_LAW,
    basis=Basis.LAW,
    apart=ABOUT,
)
LETTER = Clock(
    "letter",
    "Letter to the parents, with us",
    against=Against.SCHOOL,
    limit=rules.LETTER_WITHIN,
    from_=(OWE_LETTER,),
    anchor=LETTER_OWED_FROM,
    stops=(SEND_LETTER, END_LETTER),
    law=rules.LETTER_WITHIN.source,
    apart=ABOUT,
)
PARENTS_TOLD_IN_TIME = Clock(
    "parents_told",
    "Parents told of the suspension in writing",
    against=Against.SCHOOL,
    limit=PARENTS_TOLD_BY,
    from_=(OWE_TELLING,),
    anchor=PARENTS_UNTOLD_FROM,
    stops=(END_TELLING,),
    law=PARENTS_TOLD_LAW,
    basis=Basis.LAW,
    apart=ABOUT,
    afterwards="Ask the school, and put right on the page of the suspension when the parents were told",
)
VIRTUAL_SCHOOL = Clock(
    "virtual_school",
    "The Virtual School is spoken to about the suspension",
    against=Against.COUNCIL,
    limit=rules.VIRTUAL_SCHOOL_WITHIN,
    from_=(OWE_SPEAKING,),
    anchor=VIRTUAL_SCHOOL_FROM,
    stops=(SPEAK, END_SPEAKING),
    law=rules.VIRTUAL_SCHOOL_WITHIN.source,
    apart=ABOUT,
)
MEETING = Clock(
    "meeting",
    "Governors decide",
    against=Against.SCHOOL,
    limit=rules.MEETING_WITHIN,
    from_=(OWE_MEETING,),
    anchor=GOVERNORS_TOLD_ON,
    stops=(DECIDED, END_MEETING),
    law=f"{REGULATIONS}: within 15 school days of being told, where the pupil is out for more than 15 school days in "
    "the period or would miss an examination",
    basis=Basis.LAW,
    apart=ABOUT,
)
MEETING_BEFORE_EXAM = Clock(
    "before_exam",
    "Governors decide before the examination, if at all practicable",
    against=Against.SCHOOL,
    limit=BEFORE_EXAM,
    from_=(OWE_MEETING,),
    anchor=EXAM_ON,
    stops=(DECIDED, END_MEETING),
    law=BEFORE_EXAM_LAW,
    basis=Basis.LAW,
    apart=ABOUT,
)
REPRESENTATIONS = Clock(
    "representations",
    "Governors decide on what the parents say",
    against=Against.SCHOOL,
    limit=rules.REPRESENTATIONS_WITHIN,
    from_=(REPRESENT,),
    anchor=GOVERNORS_TOLD_ON,
    stops=(DECIDED,),
    law=f"{REGULATIONS}: within 50 school days of being told, for more than 5 and up to 15 school days in the period",
    basis=Basis.LAW,
    apart=ABOUT,
)
# One meeting looks at several suspensions, and a day that is fixed anew takes the place of the one before.
PAPERS = Clock(
    "papers",
    "Governors' papers sent to everybody",
    against=Against.SCHOOL,
    limit=PAPERS_BEFORE,
    from_=(CALL_GOVERNORS,),
    anchor=MEETING_ON,
    stops=(SEND_PAPERS, DECIDED, END_MEETING),
    law=PAPERS_BEFORE.source,
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.ENDED_WITHIN,
)

SUSPENDED = Pathway(
    key="exclusions/suspensions",
    duty="exclusions",
    name="Suspensions for which something is owed",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.CHILD,
    source="Education Act 2002 s.51A; SI 2012/1033; Education and Inspections Act 2006 s.100 and SI 2007/1870",
    stages=(OWED, SETTLED, MISTAKEN),
    steps=(
        FOLLOW,
        FURTHER,
        LOOK,
        OWE_EDUCATION,
        OWE_CARE,
        ARRANGE,
        TELL_PARENTS,
        BEGIN,
        BEGIN_IN_PART,
        END_EDUCATION,
        END_CARE,
        OWE_MEETING,
        END_MEETING,
        REPRESENT,
        CALL_GOVERNORS,
        SEND_PAPERS,
        CHASE_GOVERNORS,
        DECIDED,
        OWE_LETTER,
        SEND_LETTER,
        END_LETTER,
        OWE_TELLING,
        END_TELLING,
        OWE_SPEAKING,
        SPEAK,
        END_SPEAKING,
        CHALLENGE,
        REPLY,
        ANSWER_CHALLENGE,
        SETTLE,
        MISTAKE,
    ),
    clocks=(
        FOLLOW_UP,
        DAY_SIX,
        DAY_SIX_COUNCIL,
        LOOKED_AFTER,
        FURTHER_NOTICE,
        LETTER,
        PARENTS_TOLD_IN_TIME,
        VIRTUAL_SCHOOL,
        MEETING,
        MEETING_BEFORE_EXAM,
        REPRESENTATIONS,
        PAPERS,
        CHALLENGE_ANSWER,
        CHALLENGE_END,
    ),
    opening=(FOLLOW,),
    road=(LOOK, SETTLE),
    per_school=True,
    notes=(
        "A suspension is a record of its own. A case is opened for a child when education, a meeting of the governors "
        "or an answer is owed, and further suspensions from the same school are added to it while it is open. What "
        "another school owes for its own is a case of that school’s.",
        "When a suspension is put right or withdrawn, what is owed is worked out anew: the service records what "
        "changes, and closes the case once nothing is owed for any of its suspensions.",
        "Where the pupil would miss a public examination or national curriculum test the governors decide before "
        "it, so far as is reasonably practicable; a maintained school’s chair may consider it alone where it is not. "
        "Once its day has come without a decision the service challenges that.",
        "Parents may make representations whenever they wish: they open a case again on which nothing was owed.",
        "Suspensions whose school days follow each other count as one for day 6.",
        "Where the pupil is taught, by whom and for how many hours is recorded before it counts as begun; less than "
        "full time does not meet what is owed. What was arranged ends with the suspension.",
        "Of a child who is looked after education is expected from the day after the first, however short the "
        "suspension; of one day only there is no day after.",
        "Where the school had not yet spoken to the Virtual School about a looked-after child, we do, however short "
        "the suspension.",
        "A school that has not told the parents yet when it tells the council says so, and has a date; once it was "
        "done the school, or an officer, puts the suspension right with the day.",
        "Terms are the periods to 31 December, Easter Monday and 31 July, not a county’s six.",
    ),
)
