"""How long the approval of an organisation is kept after its end, with the children whom it reported."""

from licensing.bodies.models import BodyApproval, BodyChild, BodyReport
from licensing.bodies.pathway import BODY
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_closing
from oxle.core.rules import Rule, whole_number

KEPT: Rule[int] = Rule(
    "licensing.keep_body",
    "How long the approval of an organisation is kept after its case is closed",
    6,
    whole_number,
    "Local retention schedule (unsourced)",
    local=True,
    certain=False,
    unit="years",
)
RETENTION = {BODY.key: Retention("Approval of an organisation", (from_closing(KEPT),))}
RECORDS = (
    Record(BodyChild, "report__case", "children whom approved organisations reported"),
    Record(BodyReport, "case", "reports of approved organisations"),
    Record(BodyApproval, "case", "approvals of organisations"),
)
