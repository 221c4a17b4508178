"""The numbers of an inspection, each with its source."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, parse

POWERS = (
    "Children and Young Persons Act 1933 s 28, of places of work, and 1963 Act s 37 with SI 2014/3309, of "
    "performances, whose text was not read"
)
# On the day itself, which the plan or the letter says.
ON_THE_DAY = calendar_days(1).beginning_with()
WRITTEN_WITHIN: Rule[Limit] = Rule(
    "licensing.inspection_written_within",
    "What was found at an inspection written to whom it concerns, once the visit was made",
    calendar_days(5),
    parse,
    "Local standard",
    local=True,
)
CONSIDERED_WITHIN: Rule[Limit] = Rule(
    "licensing.inspection_considered_within",
    "A permit or a licence looked at again once an inspection found something wrong",
    calendar_days(5),
    parse,
    "Local standard",
    local=True,
)
