"""Days, hours, lists and ranges in words, the same in every explanation."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def plain_day(day: date) -> str:
    """A date without its weekday: “23 July 2027”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """A date with its weekday: “Friday 23 July 2027”."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def day_range(first: date, last: date) -> str:
    """A run of days, naming its ends once: “24 October to 1 November 2026”, or one date when they are the same."""
    if first == last:
        return plain_day(first)
    if first.year != last.year:
        return f"{plain_day(first)} to {plain_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {plain_day(last)}"
    return f"{first.day} to {plain_day(last)}"


def listed(parts: Sequence[str]) -> str:
    """Parts as one phrase: “a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def hours(minutes: int) -> str:
    """Minutes as hours and minutes: “12 hours 30 minutes”."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} hour{'' if whole == 1 else 's'}"] if whole or not rest else []
    return " ".join([*parts, *([f"{rest} minute{'' if rest == 1 else 's'}"] if rest else [])])
