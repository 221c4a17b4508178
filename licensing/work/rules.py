"""The numbers of children’s work that are no limits of the hours, each with its source."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, calendar_days, parse

BYELAWS = "Byelaws of the council under s 18(2), whose text was not read"
COUNCIL = "What the council publishes of work permits"


def _local(key: str, label: str, days: int) -> Rule[Limit]:
    return Rule(f"licensing.permit_{key}", label, calendar_days(days), parse, "Local standard", local=True)


def _number(key: str, label: str, value: int, unit: str, source: str) -> Rule[int]:
    return Rule(f"licensing.permit_{key}", label, value, whole_number, source, local=True, certain=False, unit=unit)


READ_WITHIN = _local("read_within", "An application for a work permit read, or what it lacks asked for", 5)
DECIDED_WITHIN = _local("decided_within", "A work permit decided, once it is being checked", 10)
PARENT_WITHIN = _local("parent_within", "A parent’s written permission for a work permit", 7)
SCHOOL_WITHIN = _local("school_within", "A school’s written answer to a work permit", 7)
SUPPLIED_WITHIN = _local("supplied_within", "What an application for a work permit lacks supplied", 7)
CONSIDERED_WITHIN = _local(
    "considered_within", "A work permit looked at again once the attendance of the child falls below the setting", 5
)
APPLY_WITHIN = _number(
    "apply_within", "An employer applies for a work permit within so long of the first day of work", 7, "days", BYELAWS
)
ATTENDANCE = _number(
    "attendance",
    "The attendance at or below which a work permit is considered by itself; above it, it is normally granted",
    90,
    "%",
    f"{COUNCIL}: above 90 % it is issued, below it is considered individually. Exactly 90 % it leaves open",
)
FALLS_BELOW = _number(
    "falls_below",
    "The attendance below which an officer looks at a work permit again; it never ends by itself",
    90,
    "%",
    "Local standard: the council’s line for granting",
)
WATCHED = _number(
    "watched", "Over how many weeks up to today the attendance of a child who works is added up", 6, "weeks",
    "Local standard",
)  # fmt: skip
PHOTO_MONTHS = _number(
    "photo", "A photograph with an application for a work permit is not older than", 6, "months", COUNCIL
)
