"""How long records of home education are kept after they are closed, and which tables hold them."""

from ehe.models import ExitForm, HomeEducation, ToldSince
from ehe.pathway import EHE
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_birth
from oxle.core.rules import Rule, whole_number_or_none

UNTIL_AGE: Rule[int] = Rule(
    "ehe.keep_until_age",
    "The age of the child until which the case of home education is kept",
    25,
    whole_number_or_none,
    "Local retention schedule (unsourced): common practice of councils, to age 25",
    local=True,
    certain=False,
    unit="years",
)


RETENTION = {EHE.key: Retention("Home education", (from_birth(UNTIL_AGE),))}
RECORDS = (
    Record(ExitForm, "case", "exit forms"),
    Record(ToldSince, "case", "what was told of home education since"),
    Record(HomeEducation, "case", "records of home education"),
)
