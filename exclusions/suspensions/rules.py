"""The numbers of suspensions, each with its source. Sessions are half days."""

from exclusions.lawful import REGULATIONS
from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, parse, school_days

DAY_SIX_LAW = "Education and Inspections Act 2006 s.100; SI 2007/1870 as amended by SI 2014/3216"
# Up to so many school days one page is enough, and no education is owed.
SHORT_DAYS = 5
# In a period to a reference date: above the first the governors consider what parents say, above the second they meet.
MAY_MEET_ABOVE, MUST_MEET_ABOVE = 10, 30
# In a school year, at all schools: 45 school days.
MOST_IN_A_YEAR = 90
# For more days than a school year has nobody can have been suspended: 190 at a maintained school (SI 1999/3181), at an
# academy perhaps some more.
DAYS_OF_A_YEAR = 200
SIXTH_DAY = school_days(6).beginning_with()
# For a child who is looked after: the day after the first.
LOOKED_AFTER_FROM = school_days(1)
MEETING_WITHIN = school_days(15)
REPRESENTATIONS_WITHIN = school_days(50)
LIMIT_LAW = f"{REGULATIONS}: 45 school days in a school year, at whatever school"
EXTENDED_LAW = f"{REGULATIONS} and its guidance: a suspension cannot be extended"


def _local(key: str, label: str, value: Limit) -> Rule[Limit]:
    return Rule(f"exclusions.{key}", label, value, parse, "Local standard", local=True)


FOLLOWED_UP_WITHIN = _local(
    "suspension_followed_up_within", "What is owed for a suspension looked at, and looked at again", school_days(10)
)
LETTER_WITHIN = _local(
    "suspension_letter_within",
    "The letter to the parents about a suspension of more than five school days sent to the council",
    school_days(1),
)
VIRTUAL_SCHOOL_WITHIN = _local(
    "suspension_virtual_school_within",
    "The Virtual School spoken to about the suspension of a looked-after child, where the school had not yet",
    school_days(1),
)
ANSWERED_WITHIN = _local(
    "suspension_answered_within", "A challenge of a suspension answered by the school", school_days(5)
)
ENDED_WITHIN = _local(
    "suspension_challenge_ended_within", "A school’s answer to a challenge of a suspension read", school_days(5)
)
