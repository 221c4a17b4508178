"""How long inspections are kept after they are closed."""

from licensing.inspections.models import Inspection
from licensing.inspections.pathway import INSPECTION
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_closing
from oxle.core.rules import Rule, whole_number

KEPT: Rule[int] = Rule(
    "licensing.keep_inspection",
    "How long an inspection is kept after it is closed",
    6,
    whole_number,
    "Local retention schedule (unsourced)",
    local=True,
    certain=False,
    unit="years",
)
RETENTION = {INSPECTION.key: Retention("Inspection", (from_closing(KEPT),))}
RECORDS = (Record(Inspection, "case", "inspections"),)
