"""What the days of one child break one after another: rest, days in a row, nights, days off. Pure.

A day is that of the arrival: what is done after midnight belongs to the day before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from licensing.checking.days import over
from licensing.checking.findings import Finding
from licensing.checking.schedule import Line
from licensing.checking.times import clock
from licensing.limits import (
    DAYS_IN_A_ROW,
    LONG_RUN,
    NIGHT_REST,
    NIGHTS_IN_A_ROW,
    OVERNIGHT,
    TWO_PLACES,
    PerformanceLimits,
)
from oxle.schooldays.wording import hours, plain_day

DAY = timedelta(days=1)


def of_child(lines: Sequence[Line], nights: Sequence[Line], limits: PerformanceLimits) -> Iterator[Finding]:
    """What the lines of one child, in order of arrival, break together; `nights` are those of permitted night work."""
    yield from _rest(lines, limits)
    yield from _night_rest(lines, nights, limits)
    yield from _nights_in_a_row(nights, limits)
    first_of = {line.on: line for line in reversed([line for line in lines if line.performing])}
    days = sorted(first_of)
    yield from _days_in_a_row(days, first_of, limits)
    yield from _long_run(days, first_of, limits)


def _rest(lines: Sequence[Line], limits: PerformanceLimits) -> Iterator[Finding]:
    """Between the last departure of any day before and the first arrival of a day; and no two places at once."""
    left = -1
    left_before = -1
    for before, line in pairwise(lines):
        left = max(left, before.here.ends)
        if line.on != before.on:
            left_before = left
        if line.here.starts < left:
            words = f"arrives at {clock(line.here.starts, line.on)}, before leaving another place"
            yield over(TWO_PLACES, line, words, line.here.starts - left, 0)
        elif line.on != before.on and line.here.starts - left_before < limits.overnight:
            rest = line.here.starts - left_before
            words = f"{hours(rest)} of rest since the day before: at least {hours(limits.overnight)}"
            yield over(OVERNIGHT, line, words, rest, limits.overnight)


def _night_rest(lines: Sequence[Line], nights: Sequence[Line], limits: PerformanceLimits) -> Iterator[Finding]:
    """From the end of a performance at night to the child’s next performance."""
    for night in nights:
        if not night.performing:
            continue
        ends = night.performing[-1].ends
        later = [line for line in lines if line.performing and line.here.starts >= night.here.ends]
        if later and (rest := later[0].performing[0].starts - ends) < limits.night_rest:
            words = f"performs {hours(rest)} after night work: at least {hours(limits.night_rest)} of rest"
            yield over(NIGHT_REST, later[0], words, rest, limits.night_rest)


def _nights_in_a_row(nights: Sequence[Line], limits: PerformanceLimits) -> Iterator[Finding]:
    """After so many nights in a row, no night work for so many days."""
    on_night = {line.on for line in nights}
    for line in nights:
        for back in range(1, limits.days_off_nights + 1):
            last = line.on - back * DAY
            if all(last - night * DAY in on_night for night in range(limits.nights_in_a_row)):
                words = (
                    f"night work {back} {'day' if back == 1 else 'days'} after {limits.nights_in_a_row} nights in a "
                    f"row, the last on {plain_day(last)}: none for {limits.days_off_nights} days"
                )
                yield over(NIGHTS_IN_A_ROW, line, words, back, limits.days_off_nights + 1)
                break


def _days_in_a_row(days: Sequence[date], line_of: dict[date, Line], limits: PerformanceLimits) -> Iterator[Finding]:
    in_a_row = 0
    for place, day in enumerate(days):
        in_a_row = in_a_row + 1 if place and days[place - 1] == day - DAY else 1
        if in_a_row > limits.days_in_a_row:
            words = f"day {in_a_row} in a row of performing: at most {limits.days_in_a_row}"
            yield over(DAYS_IN_A_ROW, line_of[day], words, in_a_row, limits.days_in_a_row)


def _long_run(days: Sequence[date], line_of: dict[date, Line], limits: PerformanceLimits) -> Iterator[Finding]:
    """As many days in eight weeks as six a week, however they lie, and a performance in the 14 days after the last."""
    if len(days) < limits.long_run_least:
        return
    weeks = limits.long_run_weeks
    busy = weeks * limits.days_in_a_row
    said: set[date] = set()
    for end, last in enumerate(days):
        first = last - (7 * weeks - 1) * DAY
        if end - bisect_left(days, first) + 1 < busy:
            continue
        for day in days[end + 1 : bisect_right(days, last + limits.long_run_off * DAY)]:
            if day in said:
                continue
            said.add(day)
            words = (
                f"performs {(day - last).days} days after {weeks} weeks at {limits.days_in_a_row} days a week, which "
                f"ended on {plain_day(last)}: {limits.long_run_off} days off"
            )
            yield over(LONG_RUN, line_of[day], words, (day - last).days, limits.long_run_off)
