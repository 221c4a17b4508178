"""The numbers of an off-site direction, each with its source."""

from exclusions.reform import DIRECTION_LAW
from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days, weeks

# Counted back from the first day there: two whole school days lie between.
NOTICE_BEFORE = school_days(2).before()
NOTICE_LAW = f"{DIRECTION_LAW} and its regulations: in writing, not less than two school days before it begins"
# On the day itself, which somebody fixed.
ON_THE_DAY = calendar_days(1).beginning_with()
# After the last day there the pupil is back at school on the next day that has school.
BACK_WITHIN = school_days(1)
NO_REVIEW_AGAIN: Rule[Limit] = Rule(
    "exclusions.off_site_no_review_again",
    "For how long after a review of an off-site direction the school need not hold another one that is asked for",
    weeks(10),
    parse,
    "Regulations under Education Act 2002 s.29A: it must comply unless a review was held in the last ten weeks. That "
    "the tenth week ends on the same weekday is our reading",
)


def _local(key: str, label: str, value: Limit, source: str = "Local standard") -> Rule[Limit]:
    return Rule(f"exclusions.off_site_{key}", label, value, parse, source, local=True)


READ_WITHIN = _local("read_within", "An off-site direction looked at by an officer", school_days(5))
ASKED_REVIEW_WITHIN = _local(
    "asked_review_within",
    "A review of an off-site direction held after it was asked for",
    school_days(10),
    "Local standard: the regulations name no time",
)
