"""Dates as people and registers write them. Always day before month."""

import re
from datetime import date

from oxle.schooldays.wording import MONTHS

SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3,9})[ -](?P<year>\d{4}|\d{2})"),
)
AROUND = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? |^(?:w/c|wc|week commencing) |[ t]00:00(?::00)?$")


def read_date(text: str) -> date | None:
    """A date such as 2026-09-01, 01/09/2026 or 1 Sep 2026, with or without its weekday; None for anything else."""
    bare = " ".join(text.lower().replace(",", " ").split())
    before = None
    while bare != before:
        before, bare = bare, AROUND.sub("", bare).strip()
    for shape in SHAPES:
        match = shape.fullmatch(bare)
        if match is None:
            continue
        parts = match.groupdict()
        month = _month(parts["name"]) if "name" in parts else int(parts["month"])
        year = int(parts["year"])
        try:
            return date(year if year > 99 else 2000 + year, month, int(parts["day"]))
        except ValueError:
            return None
    return None


def _month(name: str) -> int:
    """A month's number from its name or the first letters of it; 0, which no date has, for anything else."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name)), 0)
