"""The numbers of the approval of a chaperone, each with its source."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, calendar_days, months, parse

REGULATION = "SI 2014/3309 reg 15 (of which only the contents were read)"
COUNCILS = "What councils publish of chaperones: it is each council’s own choice"


def _local(key: str, label: str, limit: Limit) -> Rule[Limit]:
    return Rule(f"licensing.chaperone_{key}", label, limit, parse, "Local standard", local=True)


def _number(key: str, label: str, value: int, unit: str, source: str = COUNCILS) -> Rule[int]:
    return Rule(f"licensing.chaperone_{key}", label, value, whole_number, source, local=True, certain=False, unit=unit)


READ_WITHIN = _local("read_within", "An application of a chaperone read, or what it lacks asked for", calendar_days(5))
SUPPLIED_WITHIN = _local("supplied_within", "What an application of a chaperone lacks supplied", calendar_days(21))
REFERENCES_WITHIN = _local("references_within", "A reference for a chaperone given", calendar_days(21))
# As long as the link works (`references.messages.LASTS`).
ANSWERED_WITHIN = _local("answered_within", "A referee who was sent a link answers", calendar_days(14))
INTERVIEWED_WITHIN = _local(
    "interviewed_within", "A chaperone interviewed, once the application is being checked", calendar_days(28)
)
DECIDED_WITHIN = _local("decided_within", "A chaperone decided on, once the application came", calendar_days(90))
LOOKED_WITHIN = _local("looked_within", "A suspended chaperone decided on", calendar_days(14))
STATUS_WITHIN = _local("status_within", "The DBS update service asked again about an approved chaperone", months(12))
RENEWED_WITHIN = _local("renewed_within", "A chaperone who applies to go on decided on", calendar_days(42))
APPROVED_FOR = _number("approved_for", "A chaperone is approved for at most", 3, "years")
REMINDED_BEFORE = _number("reminded_before", "A chaperone is reminded before the approval ends", 12, "weeks")
LEAST_AGE = _number("least_age", "A chaperone is at least", 18, "years")
ADDRESSES = _number("addresses", "A chaperone tells the addresses of the last", 5, "years")
REFEREES = _number("referees", "A chaperone names so many referees", 2, "referees")
TRAINED_WITHIN = _number("trained_within", "The training of a chaperone is not older than", 36, "months")
DBS_WITHIN = _number(
    "dbs_within", "A DBS certificate, or what the update service says, was seen for an approval within", 6, "months"
)
MOST_CHILDREN = _number(
    "most_children", "A chaperone is in charge of at most so many children at once", 12, "children", REGULATION
)
