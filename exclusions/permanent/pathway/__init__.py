"""The permanent exclusion as data. The flow chart of the source (its Appendix C) was never published: this is the law.

Two things run side by side. The governors and the review panel decide whether the exclusion stands: that is where the
case stands. Education must begin by day 6 whatever they decide, and once they uphold the exclusion a school is found
without waiting for the review: those are steps at every stage, each with its clock.

Each part of it has a file here, with what it records, its steps and its clocks: the school tells, education by day 6,
the governors, the review, a new school, and how a case ends besides. This one puts them together in their order.
"""

from datetime import date

from exclusions.permanent.pathway.day_six import (
    ARRANGE,
    ARRANGEMENT,
    BEGIN,
    BEGIN_IN_PART,
    DAY_SIX,
    DAY_SIX_AFTER,
    FURTHER_NOTICE,
    HOME,
    HOME_DAY_SIX,
    HOME_RECEIPT,
    HOME_RECEIVED,
    HOME_SAID,
    LOOKED_AFTER,
    NOT_OWED,
    TELL_PARENTS,
)
from exclusions.permanent.pathway.ending import (
    ANSWER_CHALLENGE,
    CHALLENGE,
    CHALLENGE_ANSWER,
    CHALLENGE_END,
    LEAVE,
    MISTAKE,
    REPLY,
)
from exclusions.permanent.pathway.governors import (
    CALL_GOVERNORS,
    CHASE_GOVERNORS,
    GOVERNORS,
    GOVERNORS_BEFORE_EXAM,
    GOVERNORS_TOLD_IN_TIME,
    MEETING_ON,
    PAPERS,
    REINSTATE,
    RESCIND,
    SEND_PAPERS,
    STATE,
    UPHOLD,
)
from exclusions.permanent.pathway.new_school import CHOOSE_WAY, CONSULT, CONSULTATION, INTERIM, PLACING, TO_A_PLACE, WAY
from exclusions.permanent.pathway.review import (
    ASK_REVIEW,
    DECLINED,
    END_WINDOW,
    RECONSIDERATION,
    REVIEW,
    REVIEW_SENT_BACK,
    REVIEW_TRUST,
    REVIEW_UPHELD,
    REVIEW_WINDOW,
    REVIEW_WITHDRAWN,
    STAND_BY,
    WAIVE_REVIEW,
)
from exclusions.permanent.pathway.stages import (
    ATTENDING,
    EXCLUDED,
    FINAL,
    IN_REVIEW,
    LEFT,
    MISTAKEN,
    RECONSIDERING,
    REINSTATED,
    RESCINDED,
    UPHELD,
)
from exclusions.permanent.pathway.telling import (
    GOVERNORS_TOLD,
    LETTER,
    PARENTS_TOLD,
    PARENTS_TOLD_IN_TIME,
    SAY_WORK,
    SEND_LETTER,
    SPEAK,
    TELL,
    VIRTUAL_SCHOOL,
)
from oxle.cases.pathways import Pathway, Subject, Turn

NAME_PLACE, ENROL, CONFIRM = PLACING.name_place, PLACING.enrol, PLACING.confirm

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
        SAY_WORK,
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
        CHASE_GOVERNORS,
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
        "The school sets and marks work for the first five school days, and says so with its notice or since. That is "
        "guidance: it is asked once more while the days run, and nothing of it is challenged.",
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
