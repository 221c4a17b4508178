"""Runs of school days and school weeks: exclusions that follow each other, and windows of so many school weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oxle.schooldays.calendar import DAY, SchoolCalendar


@dataclass(frozen=True)
class Absence:
    """A stretch of absence or exclusion: its first school day, and how many school days it lasts."""

    from_on: date
    school_days: int

    def days(self, calendar: SchoolCalendar) -> list[date]:
        """Its school days by a school's calendar."""
        first = calendar.school_day_on_or_after(self.from_on)
        return [first, *(calendar.school_day_after(first, count) for count in range(1, self.school_days))]


def running_together(stretches: Iterable[Absence], calendar: SchoolCalendar) -> list[list[date]]:
    """Stretches as runs of school days: two with no school day between them are one run.

    So the sixth consecutive school day of exclusion is the sixth of the whole run (SI 2014/3216).
    """
    runs: list[list[date]] = []
    for day in sorted({day for stretch in stretches for day in stretch.days(calendar)}):
        if runs and calendar.next_school_day(runs[-1][-1]) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def school_weeks_to(day: date, count: int, calendar: SchoolCalendar) -> tuple[date, ...]:
    """The Mondays of the last `count` school weeks up to and including the week of a day, earliest first.

    A school week is one with at least one session; a holiday week neither counts nor breaks the run, and the run may
    span terms and school years. Raises CalendarBegins when the calendar does not reach so far back.
    """
    ends = calendar.last_day
    sunday = day + (6 - day.weekday()) * DAY
    # The week in which the loaded terms end is known, though the days after them are not.
    until = ends if ends and day <= ends < sunday else sunday
    mondays: list[date] = []
    while len(mondays) < count:
        last = calendar.last_school_day_on_or_before(until)
        mondays.append(last - last.weekday() * DAY)
        until = mondays[-1] - DAY
    return tuple(reversed(mondays))


def school_weeks_of(days: Iterable[date], calendar: SchoolCalendar) -> Sequence[date]:
    """The Mondays of the school weeks in which any of the days falls, in order, each once."""
    return sorted({day - day.weekday() * DAY for day in days if calendar.is_school_day(day)})
