"""The only reader of the clock. Views and tasks ask here and pass the answer on; nothing below asks again."""

from datetime import UTC, date, datetime
from os import environ
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC. OXLE_NOW (ISO, tests and the demonstration only) moves it in every process."""
    moved = environ.get("OXLE_NOW") if settings.LOCAL else None
    if moved:
        moment = datetime.fromisoformat(moved)
        return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
    return datetime.now(UTC)


def today() -> date:
    """The day it is in England: what the law and the school calendar mean by a day."""
    return now().astimezone(LONDON).date()


def iso(day: date | None) -> str | None:
    """A day as text to be stored among other facts; None for none."""
    return day.isoformat() if day else None


def from_iso(text: str | None) -> date | None:
    """The day that `iso` wrote."""
    return date.fromisoformat(text) if text else None


def as_day(value: object) -> date | None:
    """The day that a text stands for, as `iso` writes it; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def london_day(moment: datetime) -> date:
    """The day in England on which a moment falls."""
    return moment.astimezone(LONDON).date()
