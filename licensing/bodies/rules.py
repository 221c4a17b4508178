"""The numbers of the approval of a body of persons, each with its source."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, calendar_days, months, parse

LAW = "Children and Young Persons Act 1963 s 37(3)(b), as councils tell it (text not read)"
COUNCILS = "What councils publish of such approvals: it is each council’s own choice"


def _local(key: str, label: str, limit: Limit) -> Rule[Limit]:
    return Rule(f"licensing.body_{key}", label, limit, parse, "Local standard", local=True)


READ_WITHIN = _local(
    "read_within", "An application of an organisation read, or what it lacks asked for", calendar_days(5)
)
SUPPLIED_WITHIN = _local("supplied_within", "What an application of an organisation lacks supplied", calendar_days(21))
DECIDED_WITHIN = _local("decided_within", "An organisation decided on, once the application came", calendar_days(42))
REPORTED_WITHIN = _local("reported_within", "An approved organisation reports its performances and children", months(3))
RENEWED_WITHIN = _local("renewed_within", "An organisation that applies to go on decided on", calendar_days(28))
APPROVED_FOR: Rule[int] = Rule(
    "licensing.body_approved_for", "An organisation is approved for at most", 12, whole_number, COUNCILS, local=True,
    certain=False, unit="months",
)  # fmt: skip
REMINDED_BEFORE: Rule[int] = Rule(
    "licensing.body_reminded_before", "An organisation is reminded before its approval ends", 6, whole_number,
    COUNCILS, local=True, certain=False, unit="weeks",
)  # fmt: skip
