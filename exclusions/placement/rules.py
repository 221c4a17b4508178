"""The numbers and lists of the way to a new school, each with its source."""

from oxle.core.rules import Rule
from oxle.correspondence.rules import yes_or_no
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days

ADMISSIONS_CODE = "School Admissions Code 2021"
DIRECTION_LAW = "School Standards and Framework Act 1998 ss.96–97"
ACADEMY_LAW = "The academy’s funding agreement; Education (Independent School) arrangements (unsourced)"
PANEL_WITHIN = school_days(20)


def _local(key: str, label: str, value: Limit, source: str = "Local standard", *, certain: bool = True) -> Rule[Limit]:
    return Rule(f"exclusions.{key}", label, value, parse, source, local=True, certain=certain)


PLACE_WITHIN = _local(
    "place_within",
    "A school or long-term place named after the way to it was chosen",
    PANEL_WITHIN,
    "School Admissions Code: 20 school days for a child referred to the Fair Access Protocol",
)
ENROL_WITHIN = _local("enrol_within", "On roll after a place was named", school_days(10))
CONFIRM_WITHIN = _local("confirm_within", "Attendance at the new place confirmed by its register", school_days(10))
ANSWER_REFUSAL_WITHIN = _local(
    "answer_refusal_within", "A direction begun, or another place looked for, after a school refused", school_days(5)
)
ADJUDICATOR_WITHIN = _local(
    "adjudicator_within",
    "A school that is to be directed can refer it to the adjudicator",
    calendar_days(15),
    f"{DIRECTION_LAW}: 15 days (unsourced: which days, and from when)",
    certain=False,
)
ADJUDICATOR_LOOKED_AFTER_WITHIN = _local(
    "adjudicator_looked_after_within",
    "The same, where the child is looked after",
    calendar_days(7),
    f"{DIRECTION_LAW}: 7 days (unsourced: which days, and from when)",
    certain=False,
)
ASK_OUTCOME_WITHIN = _local(
    "ask_outcome_within", "Asked what came of a request for a direction, or of a referral", school_days(15)
)
DIRECTS_ACADEMIES: Rule[bool] = Rule(
    "exclusions.directs_academies",
    "The council itself directs an academy to take a child, instead of asking the Secretary of State",
    default=False,
    parse=yes_or_no,
    source="Children’s Wellbeing and Schools Act s.62, from a day that is not known yet",
    local=True,
    certain=False,
)
# Why a place takes longer, by code. Which of them are offered is a setting.
DELAYS = {
    "PA": "Waits for the panel",
    "SC": "The school has not answered",
    "RE": "The school refuses",
    "DI": "A direction runs",
    "FA": "The family asks for time, or does not answer",
    "SE": "Waits for a decision about special educational needs",
    "SW": "Waits for children’s services",
    "TR": "Transport",
    "NO": "No school within reach has a place in the year",
    "PR": "No provider that fits has a place free",
    "OT": "Something else",
}


# For which place it takes longer. What was recorded before it was asked is of the long-term one.
INTERIM, LONG_TERM = "interim", "long_term"
PLACES = {INTERIM: "The interim place: education by day 6, or meanwhile", LONG_TERM: "The school or long-term place"}


def codes(typed: str) -> str:
    """Reads codes of delays, with spaces between them."""
    found = typed.upper().split()
    if not found or set(found) - DELAYS.keys() or len(set(found)) < len(found):
        raise ValueError(f"write some of {' '.join(DELAYS)}, each once, with spaces between them")
    return " ".join(found)


DELAY_CODES: Rule[str] = Rule(
    "exclusions.delay_codes",
    "The reasons that are offered where a place takes longer, by code",
    " ".join(DELAYS),
    codes,
    "Local list (unsourced)",
    local=True,
    certain=False,
)
