"""How long records of reduced timetables are kept after they are closed, and which tables hold them."""

from oxle.cases.offers import Record
from oxle.cases.retention import Retention, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none
from reduced_timetables.models import Agreement, AskedParent, SessionsChange, Timetable
from reduced_timetables.pathway import TIMETABLE

SCHEDULE = "Local retention schedule (unsourced)"
KEPT: Rule[int] = Rule(
    "reduced_timetables.keep_case",
    "How long the case of a reduced timetable is kept after it is closed",
    6,
    whole_number,
    SCHEDULE,
    local=True,
    certain=False,
    unit="years",
)
UNTIL_AGE: Rule[int] = Rule(
    "reduced_timetables.keep_until_age",
    "The age of the child until which the case of a reduced timetable is kept, if that is longer (0: not counted)",
    25,
    whole_number_or_none,
    f"{SCHEDULE}: to age 25",
    local=True,
    certain=False,
    unit="years",
)


TERMS = (from_closing(KEPT), from_birth(UNTIL_AGE))
RETENTION = {TIMETABLE.key: Retention("Reduced timetable", TERMS)}
RECORDS = (
    Record(AskedParent, "timetable__case", "parents asked to agree by e-mail"),
    Record(Agreement, "timetable__case", "agreements to reduced timetables"),
    Record(SessionsChange, "timetable__case", "changes of the sessions of reduced timetables"),
    Record(Timetable, "case", "reduced timetables"),
)
