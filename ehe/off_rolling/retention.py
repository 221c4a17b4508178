"""How long challenges of off-rolling at a school are kept after they are closed."""

from ehe.off_rolling.models import OffRolling, Trace
from ehe.off_rolling.pathway import OFF_ROLLING
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_closing
from oxle.core.rules import Rule, whole_number

KEPT: Rule[int] = Rule(
    "ehe.keep_off_rolling",
    "How long a challenge of off-rolling at a school is kept after it is closed",
    6,
    whole_number,
    "Local retention schedule (unsourced)",
    local=True,
    certain=False,
    unit="years",
)
RETENTION = {OFF_ROLLING.key: Retention("Off-rolling at a school", (from_closing(KEPT),))}
RECORDS = (
    Record(Trace, "case", "traces of off-rolling"),
    Record(OffRolling, "case", "challenges of off-rolling"),
)
