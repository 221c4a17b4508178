"""The numbers of a permanent exclusion, each with its source."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days

DAY_SIX_LAW = "Education Act 1996 s.19(3A); SI 2007/1870"
# The first excluded school day is day 1: the earlier reading, and what is planned to.
SIXTH_DAY = school_days(6).beginning_with()
# The sixth school day after the first, which is day 0: the later reading.
SIXTH_DAY_AFTER = school_days(6)
FIRST_DAY_COUNTS, FIRST_DAY_DOES_NOT = "with the first day", "after the first day"


def _which_reading(typed: str) -> str:
    if typed.casefold() not in {FIRST_DAY_COUNTS, FIRST_DAY_DOES_NOT}:
        raise ValueError(f"write “{FIRST_DAY_COUNTS}” or “{FIRST_DAY_DOES_NOT}”")
    return typed.casefold()


# Education is planned to the earlier all the same, and both are shown.
BREACH: Rule[str] = Rule(
    "exclusions.day_six_breach",
    f"How day 6 of a permanent exclusion is counted where it says whether there was a breach: “{FIRST_DAY_COUNTS}” as "
    f"day 1, or “{FIRST_DAY_DOES_NOT}”, which is a school day later",
    FIRST_DAY_COUNTS,
    _which_reading,
    "The explanatory note of SI 2007/1870 counts with the first day, the guidance on permanent exclusion after it",
    local=True,
    certain=False,
)
# For a child who is looked after: the day after the first.
LOOKED_AFTER_FROM = school_days(1)
GOVERNORS_WITHIN = school_days(15)
REVIEW_ASKED_WITHIN = school_days(15)
REVIEW_HELD_WITHIN = school_days(15)
RECONSIDERED_WITHIN = school_days(10)


def _local(key: str, label: str, value: Limit, source: str = "Local standard") -> Rule[Limit]:
    return Rule(f"exclusions.{key}", label, value, parse, source, local=True)


ARRANGE_WITHIN = _local("arrange_within", "Education arranged after a permanent exclusion", school_days(3))
LETTER_WITHIN = _local(
    "letter_within", "The letter to the parents about a permanent exclusion sent to the council", school_days(1)
)
GOVERNORS_TOLD_WITHIN = _local(
    "governors_told_within",
    "The governors told of a permanent exclusion of which they were not when the council was",
    school_days(1),
    "SI 2012/1033 says without delay; how long that is is a local standard",
)
VIRTUAL_SCHOOL_WITHIN = _local(
    "virtual_school_within",
    "The Virtual School spoken to about the permanent exclusion of a looked-after child, where the school had not yet",
    school_days(1),
)
HOME_RECORDED_WITHIN = _local(
    "home_recorded_within",
    "Recorded in which council’s area an excluded child lives, where the school says that it is another’s",
    school_days(1),
)
HOME_RECEIPT_WITHIN = _local(
    "home_receipt_within", "The council where an excluded child lives confirms that it was told", school_days(1)
)
ANSWERED_WITHIN = _local("challenge_answered_within", "A challenge answered by the school", school_days(5))
ENDED_WITHIN = _local("challenge_ended_within", "A school’s answer to a challenge read", school_days(5))
PAPERS_BEFORE = _local(
    "papers_before",
    "The governors’ papers sent to everybody before they meet",
    school_days(5).before(),
    "Oxfordshire’s guidance; the national one says where possible",
)
INTERIM_WITHIN = _local(
    "interim_within",
    "A school or long-term place named after an interim place began",
    calendar_days(84),
    "Local standard: 12 weeks at most (unsourced)",
)
CONSULT_WITHIN = _local("consult_within", "Parents consulted after the governors upheld the exclusion", school_days(5))
REFER_WITHIN = _local("refer_within", "The way to a new school chosen after the parents were consulted", school_days(5))
