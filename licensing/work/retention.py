"""How long work permits are kept after they are closed, and which tables hold them."""

from licensing.work.models import Permit, PermitAnswer, WorkHours
from licensing.work.permits.pathway import PERMIT
from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none

SCHEDULE = "Local retention schedule (unsourced)"
KEPT: Rule[int] = Rule(
    "licensing.keep_permit",
    "How long the case of a work permit is kept after it is closed",
    6,
    whole_number,
    SCHEDULE,
    local=True,
    certain=False,
    unit="years",
)
UNTIL_AGE: Rule[int] = Rule(
    "licensing.keep_permit_until_age",
    "The age of the child until which the case of a work permit is kept, if that is longer (0: not counted)",
    0,
    whole_number_or_none,
    SCHEDULE,
    local=True,
    certain=False,
    unit="years",
)
RETENTION = {PERMIT.key: Retention("Work permit", (from_closing(KEPT), from_birth(UNTIL_AGE)))}
RECORDS = (
    Record(PermitAnswer, "case", "answers to work permits"),
    Record(WorkHours, "case", "hours of work"),
    Record(Permit, "case", "work permits"),
)
