"""How long enquiries into illegal employment are kept after they are closed."""

from licensing.work.enquiries.models import Enquiry
from licensing.work.enquiries.pathway import ENQUIRY
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_closing
from oxle.core.rules import Rule, whole_number

KEPT: Rule[int] = Rule(
    "licensing.keep_enquiry",
    "How long an enquiry into illegal employment is kept after it is closed",
    6,
    whole_number,
    "Local retention schedule (unsourced)",
    local=True,
    certain=False,
    unit="years",
)
RETENTION = {ENQUIRY.key: Retention("Illegal employment enquiry", (from_closing(KEPT),))}
RECORDS = (Record(Enquiry, "case", "enquiries into illegal employment"),)
