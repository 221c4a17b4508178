"""When a meeting can be: the hours are the service's, the days are working days."""

from datetime import date, time

from oxle.core.errors import Refused
from oxle.core.rules import Rule
from oxle.schooldays.wording import full_day
from oxle.schooldays.working_days import england


def _hour(typed: str) -> int:
    hour = int(typed)
    if not 0 <= hour <= 23:
        raise ValueError("write an hour of the day, from 0 to 23")
    return hour


def _hour_of_day(key: str, label: str, default: int) -> Rule[int]:
    return Rule(f"meetings.{key}", label, default, _hour, "Local standard", local=True, unit="o’clock")


EARLIEST = _hour_of_day("earliest", "A panel or review begins at this hour of the day at the earliest", 7)
LATEST = _hour_of_day("latest", "A panel or review begins at this hour of the day at the latest", 20)


def must_be_a_day(day: date, *, field: str) -> None:
    """Refuse a day on which nobody is at work: one of a weekend, or a bank holiday."""
    why = england().why_closed(day)
    if why is not None:
        said = "at a weekend" if why == "weekend" else f"a bank holiday ({why})"
        raise Refused(f"{full_day(day)} is {said}: a meeting is on a working day", field=field)


def must_be_an_hour(at: time, on: date) -> None:
    """Refuse a time at which no meeting begins, by the settings of a day."""
    earliest, latest = time(EARLIEST.on(on)), time(LATEST.on(on))
    if not earliest <= at <= latest:
        raise Refused(f"A meeting begins between {earliest:%H:%M} and {latest:%H:%M}", field="starts_at")
