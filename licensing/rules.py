"""The numbers of licensing that are the council's own."""

from datetime import time

from oxle.core import typed_times
from oxle.core.rules import Rule


def clock(text: str) -> time:
    """A time of day, as 08:45."""
    try:
        return typed_times.read(text)
    except ValueError:
        raise ValueError("write a time, such as 08:45") from None


def _time(key: str, label: str, value: time) -> Rule[time]:
    return Rule(
        f"licensing.{key}", label, value, clock, "Local standard: schools do not tell us their hours", local=True
    )


SCHOOL_BEGINS = _time("school_begins", "When a school day begins, for whoever performs or works", time(8, 45))
SCHOOL_ENDS = _time("school_ends", "When a school day ends, for whoever performs or works", time(15, 30))
