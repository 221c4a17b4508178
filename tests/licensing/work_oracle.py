"""The slow oracle of children’s work: every minute, every day, every fortnight of the year, under either law.

It shares no code with what it checks, and takes its minutes and ages from the oracle of performances.
"""

from collections.abc import Callable
from datetime import date

from tests.licensing.oracle import DAY, is_of_school_age, last_day_of_school_age, real, years

# A shift as typed: the day, and stretches of work in minutes from the midnight before.
Shift = tuple[date, list[tuple[int, int]]]


def broken(
    shifts: list[Shift], born_on: date, school_days: set[date], new_from: date | None, listed: bool
) -> set[tuple[str, date]]:
    """Every limit that a child’s shifts break: its key and the day; of a week, its Monday; of a year, its first day."""
    found: set[tuple[str, date]] = set()
    work: dict[date, set[int]] = {}
    for on, spans in shifts:
        if on <= last_day_of_school_age(born_on):
            minutes = {minute for starts, ends in spans for minute in range(real(on, starts), real(on, ends))}
            work[on] = work.get(on, set()) | minutes

    def at_school(on: date) -> bool:
        return on in school_days and is_of_school_age(born_on, on) and on <= last_day_of_school_age(born_on)

    for on in sorted(work):
        new = new_from is not None and on >= new_from
        found |= {(key, on) for key in of_day(on, work[on], years(born_on, on), at_school(on), new, listed)}
    for monday in {on - on.weekday() * DAY for on in work}:
        week = [monday + number * DAY for number in range(7)]
        hours = sum(len(work.get(on, ())) for on in week) / 60
        first = min(on for on in week if on in work)
        if any(at_school(on) for on in week):
            if hours > 12:
                found.add(("school_week", monday))
        elif hours > (35 if years(born_on, first) >= 15 else 25):
            found.add(("free_week", monday))
    for year in {on.year for on in work}:
        if not fortnight_left(year, lambda on: not at_school(on) and on not in work):
            found.add(("holiday", date(year, 1, 1)))
    return found


def of_day(on: date, minutes: set[int], age: int, at_school: bool, new: bool, listed: bool) -> set[str]:
    found = set()
    if age < 13 or (age == 13 and (new or not listed)):
        found.add("age")
    if any(minute < real(on, 7 * 60) for minute in minutes):
        found.add("earliest")
    if any(minute >= real(on, (20 if new else 19) * 60) for minute in minutes):
        found.add("latest")
    worked = idle = 0
    for minute in range(min(minutes), max(minutes) + 1):
        if minute in minutes:
            worked = 1 if idle >= 60 else worked + 1
            idle = 0
        else:
            idle += 1
        if worked > 240:
            found.add("rest")
    hours = len(minutes) / 60
    bell, last_bell = real(on, 8 * 60 + 45), real(on, 15 * 60 + 30)
    if at_school:
        if len([minute for minute in minutes if minute < bell]) > 60:
            found.add("before_school")
        if any(bell <= minute < last_bell for minute in minutes):
            found.add("in_school")
        if hours > 2:
            found.add("school_day")
    if on.weekday() == 6 and not new:
        if hours > 2:
            found.add("sunday")
    elif not at_school and hours > (8 if age >= 15 else 5):
        found.add("free_day")
    return found


def fortnight_left(year: int, free: Callable[[date], bool]) -> bool:
    in_a_row, on = 0, date(year, 1, 1)
    while on.year == year:
        in_a_row = in_a_row + 1 if free(on) else 0
        if in_a_row == 14:
            return True
        on += DAY
    return False
