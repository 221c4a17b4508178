"""The numbers of a managed move. No law fixes one: each is a local standard."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days

# On the day itself, which somebody fixed.
ON_THE_DAY = calendar_days(1).beginning_with()


def _local(key: str, label: str, value: Limit) -> Rule[Limit]:
    return Rule(f"exclusions.managed_move_{key}", label, value, parse, "Local standard", local=True)


READ_WITHIN = _local("read_within", "A managed move looked at by an officer", school_days(5))
AGREED_BEFORE = _local(
    "agreed_before", "Everybody agrees to a managed move, in writing, before it begins", school_days(5).before()
)
OTHERS_TOLD_WITHIN = _local(
    "others_told_within", "The social worker and the SEN team told of a managed move", school_days(2)
)
