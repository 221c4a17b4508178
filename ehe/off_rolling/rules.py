"""The numbers of a challenge of off-rolling at a school. None is law: each is a dated setting."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, parse, school_days, working_days


def _local(key: str, label: str, value: Limit) -> Rule[Limit]:
    return Rule(f"ehe.off_rolling_{key}", label, value, parse, "Local standard", local=True)


ANSWERED_WITHIN = _local(
    "answered_within", "A challenge of off-rolling, about several pupils of a school, answered", school_days(10)
)
READ_WITHIN = _local("read_within", "A school’s answer about off-rolling read", school_days(5))
ESCALATED_WITHIN = _local(
    "escalated_within", "The governors and the trust answer what was escalated to them", school_days(10)
)
ENDED_WITHIN = _local(
    "ended_within", "A challenge of off-rolling about several pupils ended, answered or not", working_days(30)
)
DECIDED_WITHIN = _local(
    "decided_within", "What follows from a school’s answer about off-rolling decided", working_days(5)
)
PATTERN: Rule[int] = Rule(
    "ehe.off_rolling_pattern",
    "The number of pupils of one school of whom off-rolling was upheld within a year, from which it is a pattern and "
    "Ofsted can be written to",
    3,
    whole_number,
    "Local choice: neither law nor guidance that we have says what a pattern is (unsourced)",
    local=True,
    certain=False,
    unit="pupils",
)
