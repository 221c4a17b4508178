"""Months as the monthly data pack knows them: each by its last day, and by its name in an address. Pure functions."""

import calendar
import re
from datetime import date, timedelta

from oxle.schooldays.wording import MONTHS

NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
FIRST_YEAR = 2000


def last_day(of: date) -> date:
    """The last day of the month that holds a day."""
    return of.replace(day=calendar.monthrange(of.year, of.month)[1])


def month_before(month: date) -> date:
    """The last day of the month before the one that holds a day."""
    return month.replace(day=1) - timedelta(days=1)


def year_before(month: date) -> date:
    """The last day of the same month a year earlier."""
    return last_day(date(month.year - 1, month.month, 1))


def ended(on: date, count: int) -> list[date]:
    """So many months that are over on a day, the newest first, each by its last day."""
    found = [month_before(on)]
    while len(found) < count:
        found.append(month_before(found[-1]))
    return found


def name_of(month: date) -> str:
    """A month as an address names it: “2026-10”."""
    return f"{month.year}-{month.month:02d}"


def named(name: str) -> date | None:
    """The last day of the month that an address names; None where it names none."""
    found = NAME.fullmatch(name)
    if found is None or int(found[1]) < FIRST_YEAR:
        return None
    return last_day(date(int(found[1]), int(found[2]), 1))


def in_words(month: date) -> str:
    """A month as people say it: “October 2026”."""
    return f"{MONTHS[month.month - 1]} {month.year}"
