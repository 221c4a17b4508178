"""The numbers of licensing that are the council's own, and the day from which the new law of children's work counts."""

from datetime import time

from licensing.employment_limits import BYELAWS, NEW_ACT
from oxle.core import typed_times
from oxle.core.rules import Rule, whole_number_or_none
from oxle.correspondence.rules import yes_or_no


def clock(text: str) -> time:
    """A time of day, as 08:45."""
    try:
        return typed_times.read(text)
    except ValueError:
        raise ValueError("write a time, such as 08:45") from None


def _time(key: str, label: str, value: time) -> Rule[time]:
    source = "Local standard: schools do not tell us their hours"
    return Rule(f"licensing.{key}", label, value, clock, source, local=True)


SCHOOL_BEGINS = _time("school_begins", "When a school day begins, for whoever performs or works", time(8, 45))
SCHOOL_ENDS = _time("school_ends", "When a school day ends, for whoever performs or works", time(15, 30))
BEFORE_SCHOOL = Rule(
    "licensing.before_school",
    "How long a child may work before school on a school day",
    60,
    whole_number_or_none,
    f"{BYELAWS}. Ours were not read: most councils allow an hour",
    local=True,
    certain=False,
    unit="minutes",
)
AT_13 = Rule(
    "licensing.at_13",
    "Whether a child of 13 may do the light work that the byelaws list",
    True,
    yes_or_no,
    f"{BYELAWS}. Ours were not read: their explanatory note says so",
    local=True,
    certain=False,
)
NEW_LAW = Rule(
    "licensing.new_employment_law",
    "Whether the new law of children’s work is in force",
    False,
    yes_or_no,
    f"{NEW_ACT}: enacted on 29 April 2026. Set it to “yes” from the day on which it commences",
)
