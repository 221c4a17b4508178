"""The permanent exclusion as data. The flow chart of the source (its Appendix C) was never published: this is the law.

Two things run side by side. The governors and the review panel decide whether the exclusion stands: that is where the
case stands. Education must begin by day 6 whatever they decide, and once they uphold the exclusion a school is found
without waiting for the review: those are steps at every stage, each with its clock.
"""

from dataclasses import replace
from datetime import date

from exclusions.lawful import (
    BEFORE_EXAM,
    BEFORE_EXAM_LAW,
    FURTHER_NOTICE_DAYS,
    FURTHER_NOTICE_LAW,
    HEAD_ALONE,
    PARENTS_TOLD_BY,
    PARENTS_TOLD_LAW,
    REGULATIONS,
)
from exclusions.not_owed import EXAMS_OVER_ON
from exclusions.permanent import letters, rules
from exclusions.placement.pathway import clocks, placing
from oxle.accounts.permissions import write
from oxle.cases.challenge_clocks import challenge_clocks
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Pathway, Stage, Step, Subject, Turn

WORK = write("exclusions")
# What the school itself records in its portal, and an officer on its behalf: the governors' clerk, the head alone, and
# whoever tells and answers for the school.
GOVERNORS_CLERK, HEAD, SCHOOL = write("governors"), HEAD_ALONE, write("portal")

# --- where a case can stand ---------------------------------------------------------------------------------
EXCLUDED = Stage("excluded", "Excluded, governors to decide")
UPHELD = Stage("upheld", "Upheld, a review can be asked for")
IN_REVIEW = Stage("in_review", "Independent review asked for")
RECONSIDERING = Stage("reconsidering", "Governors to reconsider")
FINAL = Stage("final", "Final")
RESCINDED = Stage("rescinded", "Closed: cancelled by the head", closed=True)
REINSTATED = Stage("reinstated", "Closed: reinstated", closed=True)
ATTENDING = Stage("attending", "Closed: attending a new place", closed=True)
LEFT = Stage("left", "Closed: no longer ours to place", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)

AFTER_GOVERNORS = (UPHELD, IN_REVIEW, RECONSIDERING, FINAL)
OPEN = (EXCLUDED, *AFTER_GOVERNORS)
# What a school was asked about is answered and ended also once the case is closed.
CHALLENGED_AT = (*OPEN, RESCINDED, REINSTATED, ATTENDING, LEFT)

# --- what a step may record, and what must hold first --------------------------------------------------------
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
# The council of the area where the child lives owes the education: of a child who lives elsewhere another one.
LETTER_OWED_FROM = Fact(
    "letter_owed_from", "Day on which the council was told, where the letter to the parents did not come with it"
)
VIRTUAL_SCHOOL_FROM = Fact(
    "virtual_school_from", "Day on which the council was told of a looked-after child without the Virtual School"
)
HOME_SAID_FROM = Fact("home_said_from", "Day on which the school said that the child lives in another council’s area")
HOME_OWES_FROM = Fact("home_owes_from", "First excluded day, where another council owes education")
ELSEWHERE_FROM = Fact("elsewhere_from", "Day on which it was known that the child lives in another council’s area")
MEETING_ON = Fact("meeting_on", "Day of the governors' meeting", required=True)
PARENTS_TOLD_ON = Fact("parents_told_on", "Day on which the parents were given the decision in writing", required=True)
REVIEW_MADE_ON = Fact("review_made_on", "Day on which the review counts as asked for")
# The same, of an academy: its trust arranges the review.
TRUST_REVIEW_MADE_ON = Fact("trust_review_made_on", "Day on which the review by the trust’s panel counts as asked for")
OFFERED_ON = Fact("offered_on", "Day on which the governors offered the place back", required=True)
EDUCATION_FROM = Fact("starts_on", "First day of the education arranged")

FULL_TIME = Check("education_is_full_time", "The education arranged has begun by then and is full-time")
CARED_FOR = Check("exclusion_child_cared_for", "The child is looked after")
LIVES_ELSEWHERE = Check("child_lives_elsewhere", "The child lives in another council’s area")
LETTER_OPEN = Check("exclusion_letter_open", "The letter to the parents can still come, or another in its place")
PARENTS_UNTOLD = Check("exclusion_parents_untold", "The school has not said when the parents were told")
GOVERNORS_UNTOLD = Check("exclusion_governors_untold", "The school has not said when the governors were told")
CHALLENGED = Check("exclusion_challenged", "Something was challenged and is not answered yet")

# --- what can be done ---------------------------------------------------------------------------------------
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
SPEAK = Step(
    "speak",
    "Record that the Virtual School was spoken to",
    at=OPEN,
    by=WORK,
    reason=True,
    offered_while=(CARED_FOR,),
    revocable=True,
)
HOME = Step(
    "home",
    "Record in which council’s area the child lives",
    at=OPEN,
    by=WORK,
    sends=(letters.HOME_NOTICE,),
    records=(ELSEWHERE_FROM,),
    implied=(ELSEWHERE_FROM,),
)
HOME_RECEIVED = Step(
    "home_received",
    "Record that the council where the child lives has our letter",
    at=OPEN,
    by=WORK,
    needs=(LIVES_ELSEWHERE,),
    offered_while=(LIVES_ELSEWHERE,),
    revocable=True,
)
ARRANGE = Step(
    "arrange",
    "Record the education arranged",
    at=OPEN,
    by=WORK,
    sends=(letters.DAY_SIX_OFFER,),
    records=(EDUCATION_FROM,),
    implied=(EDUCATION_FROM,),
    revocable=True,
)
TELL_PARENTS = Step(
    "tell_parents",
    "Record that the parents were told where and when education begins",
    at=OPEN,
    by=WORK,
    revocable=True,
)
BEGIN = Step("begin", "Record that full-time education has begun", at=OPEN, by=WORK, needs=(FULL_TIME,), revocable=True)
BEGIN_IN_PART = Step(
    "begin_in_part", "Record that education has begun, not full-time", at=OPEN, by=WORK, revocable=True
)
NOT_OWED = Step(
    "not_owed",
    "Record that no education is owed from day 6",
    at=OPEN,
    by=WORK,
    reason=True,
    records=(EXAMS_OVER_ON,),
    revocable=True,
)
CALL_GOVERNORS = Step(
    "call_governors",
    "Record when the governors meet",
    at=(EXCLUDED,),
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(MEETING_ON,),
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
ASK_REVIEW = Step(
    "ask_review",
    "Record that a review was asked for",
    at=(UPHELD,),
    to=IN_REVIEW,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    records=(REVIEW_MADE_ON, TRUST_REVIEW_MADE_ON),
    revocable=True,
)
WAIVE_REVIEW = Step(
    "waive_review",
    "Record that the parents will not ask for a review",
    at=(UPHELD,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    reason=True,
    revocable=True,
)
END_WINDOW = Step(
    "end_window",
    "Record that nobody asked for a review in time",
    at=(UPHELD,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_UPHELD = Step(
    "review_upheld",
    "Record that the panel upheld the decision",
    at=(IN_REVIEW,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_SENT_BACK = Step(
    "review_sent_back",
    "Record that the panel sent the decision back to the governors",
    at=(IN_REVIEW,),
    to=RECONSIDERING,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_WITHDRAWN = Step(
    "review_withdrawn",
    "Record that the review was withdrawn",
    at=(IN_REVIEW,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    reason=True,
    revocable=True,
)
STAND_BY = Step(
    "stand_by",
    "Record that the governors kept to their decision",
    at=(RECONSIDERING,),
    to=FINAL,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    reason=True,
    revocable=True,
)
DECLINED = Step(
    "declined",
    "Record that the parents declined the place that the governors offered back",
    at=(RECONSIDERING,),
    to=FINAL,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(OFFERED_ON,),
    reason=True,
    revocable=True,
)
CONSULT = Step("consult", "Record the talk with the parents", at=AFTER_GOVERNORS, by=WORK, revocable=True)
CONSULTED = Check("exclusion_parents_consulted", "The parents were consulted, or could not be reached", met_by=CONSULT)
CHOOSE_WAY = Step("choose_way", "Choose the way to a new school", at=AFTER_GOVERNORS, by=WORK, needs=(CONSULTED,))
PLACING = placing(
    searched_at=AFTER_GOVERNORS, named_at=AFTER_GOVERNORS, confirmed_at=(FINAL,), attending=ATTENDING, delayed_at=OPEN
)
NAME_PLACE, ENROL, CONFIRM = PLACING.name_place, PLACING.enrol, PLACING.confirm
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

STANDS_NO_MORE = (RESCIND, REINSTATE, LEAVE, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
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
ARRANGEMENT = Clock(
    "arrangement",
    "Arrange education from day 6",
    against=Against.COUNCIL,
    limit=rules.ARRANGE_WITHIN,
    from_=(TELL,),
    stops=(ARRANGE, BEGIN, BEGIN_IN_PART, NOT_OWED),
    law=rules.ARRANGE_WITHIN.source,
    waived=HOME_OWES_FROM,
)
LOOKED_AFTER = Clock(
    "looked_after",
    "Education begins: the child is looked after",
    against=Against.COUNCIL,
    limit=rules.LOOKED_AFTER_FROM,
    from_=(TELL,),
    anchor=LOOKED_AFTER_ON,
    stops=(BEGIN, NOT_OWED),
    met_by=EXAMS_OVER_ON,
    law="Guidance expects it from the first day following (unsourced)",
    waived=HOME_OWES_FROM,
)
DAY_SIX = Clock(
    "day_six",
    "Education begins: day 6, the first excluded day counted",
    against=Against.COUNCIL,
    limit=rules.SIXTH_DAY,
    from_=(TELL,),
    anchor=FIRST_ON,
    stops=(BEGIN, NOT_OWED),
    met_by=EXAMS_OVER_ON,
    law=f"{rules.DAY_SIX_LAW}: the sixth school day of the exclusion",
    basis=Basis.LAW,
    waived=HOME_OWES_FROM,
)
DAY_SIX_AFTER = Clock(
    "day_six_after",
    "Education begins: day 6, counted after the first excluded day",
    against=Against.COUNCIL,
    limit=rules.SIXTH_DAY_AFTER,
    from_=(TELL,),
    anchor=FIRST_ON,
    stops=(BEGIN, NOT_OWED),
    met_by=EXAMS_OVER_ON,
    law=f"{rules.DAY_SIX_LAW}, as the guidance reads it: the sixth school day after the first",
    basis=Basis.LAW,
    waived=HOME_OWES_FROM,
)
HOME_DAY_SIX = Clock(
    "home_day_six",
    "Education begins: day 6, owed by the council where the child lives",
    against=Against.OTHER_BODY,
    limit=rules.SIXTH_DAY,
    from_=(TELL,),
    anchor=HOME_OWES_FROM,
    stops=(BEGIN, NOT_OWED),
    met_by=EXAMS_OVER_ON,
    law=f"{rules.DAY_SIX_LAW}: the council of the area where the child lives",
    basis=Basis.LAW,
    afterwards="Ask the council where the child lives, and record what it says",
)
HOME_SAID = Clock(
    "home_said",
    "Record in which council’s area the child lives: the school says another’s",
    against=Against.COUNCIL,
    limit=rules.HOME_RECORDED_WITHIN,
    from_=(TELL,),
    anchor=HOME_SAID_FROM,
    stops=(HOME,),
    law=rules.HOME_RECORDED_WITHIN.source,
)
HOME_RECEIPT = Clock(
    "home_receipt",
    "The council where the child lives has our letter",
    against=Against.COUNCIL,
    limit=rules.HOME_RECEIPT_WITHIN,
    from_=(HOME,),
    anchor=ELSEWHERE_FROM,
    stops=(HOME_RECEIVED,),
    law=rules.HOME_RECEIPT_WITHIN.source,
)
FURTHER_NOTICE = Clock(
    "further_notice",
    "Parents told in writing where and when education begins",
    against=Against.COUNCIL,
    limit=FURTHER_NOTICE_DAYS,
    from_=(ARRANGE,),
    anchor=EDUCATION_FROM,
    stops=(TELL_PARENTS, BEGIN, BEGIN_IN_PART, NOT_OWED),
    law=FURTHER_NOTICE_LAW,
    basis=Basis.LAW,
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
REVIEW_WINDOW = Clock(
    "review_window",
    "A review can be asked for until",
    against=Against.PARENT,
    limit=rules.REVIEW_ASKED_WITHIN,
    from_=(UPHOLD,),
    anchor=PARENTS_TOLD_ON,
    stops=(ASK_REVIEW, WAIVE_REVIEW, END_WINDOW),
    opens=(END_WINDOW,),
    law=f"{REGULATIONS} Sch 1 para 2: 15 school days after the day on which they were told in writing",
    basis=Basis.LAW,
    afterwards="Record that nobody asked for a review in time",
)
REVIEW = Clock(
    "review",
    "Review panel meets, arranged by the council",
    against=Against.COUNCIL,
    limit=rules.REVIEW_HELD_WITHIN,
    from_=(ASK_REVIEW,),
    anchor=REVIEW_MADE_ON,
    stops=(REVIEW_UPHELD, REVIEW_SENT_BACK, REVIEW_WITHDRAWN),
    asks=(REVIEW_UPHELD, REVIEW_SENT_BACK),
    law=f"{REGULATIONS} Sch 1 para 1: by the fifteenth school day after it was asked for. The council arranges "
    "it for a maintained school or referral unit",
    basis=Basis.LAW,
)
REVIEW_TRUST = Clock(
    "review_trust",
    "Review panel meets, arranged by the academy’s trust",
    against=Against.SCHOOL,
    limit=rules.REVIEW_HELD_WITHIN,
    from_=(ASK_REVIEW,),
    anchor=TRUST_REVIEW_MADE_ON,
    stops=(REVIEW_UPHELD, REVIEW_SENT_BACK, REVIEW_WITHDRAWN),
    asks=(REVIEW_UPHELD, REVIEW_SENT_BACK),
    law=f"{REGULATIONS} Sch 1 para 1: by the fifteenth school day after it was asked for. The trust arranges it for "
    "an academy",
    basis=Basis.LAW,
)
RECONSIDERATION = Clock(
    "reconsideration",
    "Governors reconsider",
    against=Against.SCHOOL,
    limit=rules.RECONSIDERED_WITHIN,
    from_=(REVIEW_SENT_BACK,),
    stops=(STAND_BY, REINSTATE, DECLINED),
    asks=(STAND_BY, REINSTATE),
    # The governors were in time where their offer was, whenever the parents answered it.
    met_by=OFFERED_ON,
    law=f"{REGULATIONS}: within 10 school days of the panel's decision (unsourced)",
    basis=Basis.LAW,
)
CHALLENGE_ANSWER, CHALLENGE_END = challenge_clocks(
    CHALLENGE,
    REPLY,
    ANSWER_CHALLENGE,
    MISTAKE,
    answered_within=rules.ANSWERED_WITHIN,
    ended_within=rules.ENDED_WITHIN,
)
CONSULTATION = Clock(
    "consultation",
    "Talk with the parents about a new school",
    against=Against.COUNCIL,
    limit=rules.CONSULT_WITHIN,
    from_=(UPHOLD,),
    # Nor does a place that was named say what the parents wish.
    stops=(CONSULT,),
    law=rules.CONSULT_WITHIN.source,
)
WAY = Clock(
    "way",
    "Choose the way to a new school",
    against=Against.COUNCIL,
    limit=rules.REFER_WITHIN,
    from_=(CONSULT,),
    stops=(CHOOSE_WAY, NAME_PLACE),
    law=rules.REFER_WITHIN.source,
)
TO_A_PLACE = clocks(PLACING, from_=(CHOOSE_WAY,), basis=Basis.POLICY)
INTERIM = Clock(
    "interim",
    "The interim place ends: name a school or a long-term place",
    against=Against.COUNCIL,
    limit=rules.INTERIM_WITHIN,
    from_=(BEGIN, BEGIN_IN_PART),
    stops=(NAME_PLACE,),
    # A place that was named before the interim one began has dates of its own.
    unless=tuple(one for one in TO_A_PLACE if one.key in {"enrolment", "confirmation"}),
    law=rules.INTERIM_WITHIN.source,
)
PERMANENT = Pathway(
    key="exclusions/permanent",
    duty="exclusions",
    name="Permanent exclusion",
    version=1,
    in_force_from=date(2014, 9, 1),
    subject=Subject.CHILD,
    source="Education Act 2002 s.51A; SI 2012/1033; Education Act 1996 s.19(3A) and SI 2007/1870",
    stages=(
        EXCLUDED,
        UPHELD,
        IN_REVIEW,
        RECONSIDERING,
        FINAL,
        RESCINDED,
        REINSTATED,
        ATTENDING,
        LEFT,
        MISTAKEN,
    ),
    steps=(
        TELL,
        PARENTS_TOLD,
        GOVERNORS_TOLD,
        SEND_LETTER,
        SPEAK,
        HOME,
        HOME_RECEIVED,
        ARRANGE,
        TELL_PARENTS,
        BEGIN,
        BEGIN_IN_PART,
        NOT_OWED,
        CALL_GOVERNORS,
        STATE,
        SEND_PAPERS,
        UPHOLD,
        REINSTATE,
        RESCIND,
        ASK_REVIEW,
        WAIVE_REVIEW,
        END_WINDOW,
        REVIEW_UPHELD,
        REVIEW_SENT_BACK,
        REVIEW_WITHDRAWN,
        STAND_BY,
        DECLINED,
        CONSULT,
        CHOOSE_WAY,
        *PLACING.steps,
        CHALLENGE,
        REPLY,
        ANSWER_CHALLENGE,
        LEAVE,
        MISTAKE,
    ),
    clocks=(
        PARENTS_TOLD_IN_TIME,
        GOVERNORS_TOLD_IN_TIME,
        LETTER,
        VIRTUAL_SCHOOL,
        ARRANGEMENT,
        LOOKED_AFTER,
        DAY_SIX,
        DAY_SIX_AFTER,
        HOME_DAY_SIX,
        HOME_SAID,
        HOME_RECEIPT,
        FURTHER_NOTICE,
        GOVERNORS,
        GOVERNORS_BEFORE_EXAM,
        PAPERS,
        REVIEW_WINDOW,
        REVIEW,
        REVIEW_TRUST,
        RECONSIDERATION,
        CHALLENGE_ANSWER,
        CHALLENGE_END,
        CONSULTATION,
        WAY,
        INTERIM,
        *TO_A_PLACE,
    ),
    opening=(TELL,),
    road=(
        ARRANGE,
        TELL_PARENTS,
        BEGIN,
        CALL_GOVERNORS,
        SEND_PAPERS,
        Turn((UPHOLD, REINSTATE), waits_for=MEETING_ON, told_by=CALL_GOVERNORS),
        CONSULT,
        CHOOSE_WAY,
        *PLACING.road,
    ),
    per_school=True,
    notes=(
        "The clerk records what the governors do, and the head that the exclusion is cancelled; an officer enters "
        "either on their behalf. A review panel is the council’s for a maintained school or referral unit, and an "
        "academy’s trust arranges its own: only an academy’s clerk records that.",
        "A school that has not told the parents or the governors yet when it tells the council says so. Each then has "
        "a date; the governors’ 15 school days begin on the day on which they are told, once that is recorded.",
        "Day 6 is counted in two ways, which differ by one school day: with the first excluded day as day 1, and after "
        "it. Education is planned to the earlier; both are shown.",
        "Education of less than full time does not meet day 6: that it has begun is recorded, and the dates run on. "
        "Nor does a word: where the child is taught, and for how many hours, is recorded first.",
        "A school that has taken the child on its roll may exclude it again before the first case is closed: that is "
        "a case of its own, and each shows the other.",
        "An interim place is for a while: within 12 weeks of its beginning, a local setting, a school or a long-term "
        "place is named.",
        "The council where the child lives owes the education, also for a child of another council’s school. "
        "Where an officer records that the child lives elsewhere, day 6 is that council’s, which is told by a letter. "
        "A school that says so asks for that record: until then day 6 is this council’s.",
        "Where the pupil would miss a public examination or national curriculum test the governors decide before "
        "it, so far as is reasonably practicable; a maintained school’s chair may consider it alone where it is not. "
        "Once its day has come without a decision the service challenges that.",
        "No education is owed once a pupil of Year 11 has sat every public examination (SI 2007/1870): day 6 is met by "
        "the last of them, and was missed where it came before that.",
        "Parents may decline the place that the governors offer back after a review. No payment can be ordered then, "
        "if it was offered within the 10 school days, and a new school is looked for as before, so that the child is "
        "not left without one. What becomes of the exclusion itself the sources do not say.",
        "A review does not hold up a new school: the search begins with the governors’ decision. The child stays on "
        "the old roll until the review rights have ended.",
        "A notice that is late or appears unlawful is received, named with its rule, and challenged: the service takes "
        "that step itself. The child counts as out all the same.",
        "A school that is named may refuse. The council directs a maintained school, after notice, and asks the "
        "Secretary of State to direct an academy, until a setting says that it directs academies too.",
        "The exclusion flow chart that the process of 2014 names (Appendix C) was not published with it.",
    ),
)
