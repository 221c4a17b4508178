"""The numbers by which the cases of every duty count."""

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, parse, school_days, working_days

REVIEW_PAUSE_WITHIN: Rule[Limit] = Rule(
    "cases.review_pause_within",
    "Review of a pause, and again after each review",
    school_days(10),
    parse,
    "Local standard",
    local=True,
)


def _team(typed: str) -> str:
    name = " ".join(typed.split())
    first, _, last = name.rpartition(" ")
    if not first or last.lower() != "team" or len(name) > 100:
        raise ValueError("write the name of a team of the council, such as “Pupils Missing Out team”")
    return name


TEAM_ELSEWHERE: Rule[str] = Rule(
    "cases.team_elsewhere",
    "Which team takes what is handed to a service that is not here; one that is not there yet is made",
    "Pupils Missing Out team",
    _team,
    "Local choice",
    local=True,
)
TEAM_FOR_ORDERS: Rule[str] = Rule(
    "cases.team_for_orders",
    "Which team takes what is handed over for a notice under s.437 and a School Attendance Order, until these are here",
    "County Attendance Team",
    _team,
    "Local choice",
    local=True,
)
SOON: Rule[int] = Rule(
    "cases.soon",
    "How far ahead a reminder says that something is due",
    3,
    whole_number,
    "Local standard",
    local=True,
    unit="working days",
)
CHASE_EVERY: Rule[int] = Rule(
    "cases.chase_every",
    "How long after it was asked a school that owes information is asked again",
    5,
    whole_number,
    "Local standard",
    local=True,
    unit="working days",
)
CONCERN_MATCHED_WITHIN: Rule[Limit] = Rule(
    "cases.concern_matched_within",
    "It is said whom a team’s concern is about, where no record matches for certain",
    working_days(1),
    parse,
    "Local standard",
    local=True,
)
