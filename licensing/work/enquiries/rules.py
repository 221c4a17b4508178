"""The numbers of an enquiry into illegal employment, each with its source."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, months, parse

# Whose numbers the Act of 1933 leaves to the service.
OFFENCE = "Children and Young Persons Act 1933 s 21: the employer commits the offence"
PROCEEDINGS = "Magistrates’ Courts Act 1980 s 127, whose text was not read"


def _local(key: str, label: str, days: int) -> Rule[Limit]:
    return Rule(f"licensing.enquiry_{key}", label, calendar_days(days), parse, "Local standard", local=True)


FOUND_WITHIN = _local("found_within", "Found out what there is, once somebody told of a child at work", 10)
INFORMED_WITHIN = _local("informed_within", "The employer informed, once it is found what there is", 5)
OUTCOME_WITHIN = _local("outcome_within", "Seen whether the work has stopped, or a permit was applied for", 28)
DECIDED_WITHIN = _local("decided_within", "Decided whether to prosecute an employer", 10)
PROCEEDINGS_WITHIN: Rule[Limit] = Rule(
    "licensing.enquiry_proceedings_within",
    "How long proceedings against an employer can begin after a child was last seen at unlawful work",
    months(6),
    parse,
    PROCEEDINGS,
    local=True,
    certain=False,
)
