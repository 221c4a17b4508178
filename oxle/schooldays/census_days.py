"""The days of the school census, on which the termly return of children outside school is counted too. Pure."""

from datetime import date, timedelta

# The first Thursday of October, the third of January and of May: (month, which Thursday).
TERMS = ((1, 3), (5, 3), (10, 1))
NAMES = {1: "Spring", 5: "Summer", 10: "Autumn"}
THURSDAY = 3


def census_day(year: int, month: int) -> date:
    """The census day of a year's term, by the month in which it lies: January, May or October."""
    which = dict(TERMS)[month]
    first = date(year, month, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (which - 1))


def is_census_day(on: date) -> bool:
    """Whether a day is one on which the return is counted."""
    return on.month in NAMES and on == census_day(on.year, on.month)


def census_days_until(on: date, count: int) -> list[date]:
    """The last census days up to a day and with it, the newest first."""
    years = range(on.year, on.year - count, -1)
    days = [census_day(year, month) for year in years for month, _ in reversed(TERMS)]
    return [day for day in days if day <= on][:count]


def census_name(on: date) -> str:
    """What a census day is called: "Autumn 2026"."""
    return f"{NAMES[on.month]} {on.year}"
