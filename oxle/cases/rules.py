"""The numbers by which the cases of every duty count."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, parse, school_days

REVIEW_PAUSE_WITHIN: Rule[Limit] = Rule(
    "cases.review_pause_within",
    "Review of a pause, and again after each review",
    school_days(10),
    parse,
    "Local standard",
    local=True,
)
