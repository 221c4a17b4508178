"""Education by day 6: in whose area the child lives, what is arranged, when it begins."""

from exclusions.lawful import FURTHER_NOTICE_DAYS, FURTHER_NOTICE_LAW
from exclusions.not_owed import EXAMS_OVER_ON
from exclusions.permanent import letters, rules
from exclusions.permanent.pathway.stages import OPEN, WORK
from exclusions.permanent.pathway.telling import FIRST_ON, HOME_OWES_FROM, HOME_SAID_FROM, LOOKED_AFTER_ON, TELL
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Step

ELSEWHERE_FROM = Fact("elsewhere_from", "Day on which it was known that the child lives in another council’s area")
EDUCATION_FROM = Fact("starts_on", "First day of the education arranged")
FULL_TIME = Check("education_is_full_time", "The education arranged has begun by then and is full-time")
LIVES_ELSEWHERE = Check("child_lives_elsewhere", "The child lives in another council’s area")

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
