"""The numbers of an in-year application and of the fair access panel, each with its source."""

from exclusions.placement.rules import ADMISSIONS_CODE
from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, parse, school_days

ANSWER_AIM = school_days(10)
ANSWER_BY = school_days(15)
ANSWER_LAW = f"{ADMISSIONS_CODE}: the outcome of an in-year application"
REFER_WITHIN: Rule[Limit] = Rule(
    "exclusions.fair_access_refer_within",
    "A child without a school referred to the fair access panel, or a place found, after we knew",
    school_days(5),
    parse,
    "Local standard",
    local=True,
)
# The day of release is the first: education begins on it, or on the first school day after it.
RELEASED_WITHIN: Rule[Limit] = Rule(
    "exclusions.leaver_education",
    "Education begins for a child who leaves a secure or residential placement",
    school_days(1).beginning_with(),
    parse,
    "Local standard: on the day of release (unsourced)",
    local=True,
    certain=False,
)
