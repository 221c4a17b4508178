"""The slow oracle: counts one day at a time with sets of dates, as one would with a finger on a wall calendar.

It shares no code with what it checks.
"""

from collections.abc import Callable
from datetime import date, timedelta

DAY = timedelta(days=1)


def nth_after(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """The `count`th day that counts after a day."""
    while count:
        day += DAY
        if counts(day):
            count -= 1
    return day


def nth_beginning_with(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """The `count`th day that counts, the day itself being the first if it counts."""
    return nth_after(day - DAY, count, counts)


def nth_before(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """The `count`th day that counts before a day."""
    while count:
        day -= DAY
        if counts(day):
            count -= 1
    return day


def month_on(day: date) -> date:
    """The corresponding date a month later, or the last day of that month."""
    later = day.replace(day=1) + 31 * DAY
    wanted = later.replace(day=1) + (day.day - 1) * DAY
    return wanted if wanted.month == later.month else wanted - wanted.day * DAY
