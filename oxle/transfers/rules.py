"""The figures of records transfer: how soon each file must follow the child, and how far back moves are looked for."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, parse, school_days

FILE_WITHIN: Rule[Limit] = Rule(
    key="transfers.file_within",
    label="How soon the common transfer file and the general file go to the new school",
    default=school_days(15),
    parse=parse,
    source="Education (Pupil Information) (England) Regulations 2005: 15 school days after the pupil ceases to be "
    "registered (that they are school days is unsourced)",
    certain=False,
)
SAFEGUARDING_WITHIN: Rule[Limit] = Rule(
    key="transfers.safeguarding_within",
    label="How soon the safeguarding file goes to the new school",
    default=school_days(5),
    parse=parse,
    source="Keeping children safe in education: within five days of a move during the year, or within the first five "
    "days of a new term (that they are school days is unsourced)",
    certain=False,
)
SHOWN_AFTER: Rule[int] = Rule(
    key="transfers.shown_after",
    label="How long the new place sees a move whose files have all come, once the pupil is not there any more",
    default=28,
    parse=whole_number,
    source="The service’s choice: time to put a receipt right; while the pupil is there, it is shown in any case",
    local=True,
    unit="days",
)
LOOKED_BACK: Rule[int] = Rule(
    key="transfers.looked_back",
    label="How long after a move the service still opens the transfer of its records by itself",
    default=90,
    parse=whole_number,
    source="The service’s choice: what is recorded later than that is opened by hand",
    local=True,
    unit="days",
)
