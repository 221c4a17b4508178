"""The weeks of a reduced timetable: which sessions a pupil is in for, from which day until which. Pure.

A school may tell at once how the sessions rise step by step, or later, at a review or with an extension. What was told
last counts from its first day on, over whatever had been planned for then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from oxle.provision.wording import SESSIONS, hours, week_of
from oxle.schooldays.wording import plain_day
from reduced_timetables.models import Timetable, minutes_of

DAY = timedelta(days=1)
Times = Sequence[time | None]
# When each session of a week begins, and when it ends.
Sessions = tuple[list[time | None], list[time | None]]
# How long a week is, in minutes, as a step keeps it.
MINUTES = "minutes"


@dataclass(frozen=True)
class Week:
    """The sessions from a day on: until the day before the next ones begin, or until it ends (None)."""

    from_on: date
    begins: Times
    ends: Times
    to_on: date | None = None

    @property
    def minutes(self) -> list[int]:
        """The minutes of each session from Monday morning to Friday afternoon."""
        return minutes_of(self.begins, self.ends)

    @property
    def sessions(self) -> Sessions:
        """When each session begins and ends, to be held against others."""
        return list(self.begins), list(self.ends)


def weeks_of(told: Timetable) -> list[Week]:
    """The weeks of a timetable, in order."""
    found = [Week(told.starts_on, told.begins, told.ends)]
    for one in (change for change in told.changes.all() if change.taken_back_at is None):
        found = [week for week in found if week.from_on < one.from_on]
        found.append(Week(one.from_on, one.begins, one.ends))
    ends = [after.from_on - DAY for after in found[1:]]
    return [replace(week, to_on=to_on) for week, to_on in zip(found, [*ends, None], strict=True)]


def weeks_since(told: Timetable, on: date) -> list[Week]:
    """The weeks that go on on a day or begin after it."""
    return [week for week in weeks_of(told) if week.to_on is None or week.to_on >= on]


def week_on(told: Timetable, on: date) -> Week:
    """The week that holds on a day; before the first day that one."""
    weeks = weeks_of(told)
    return next((week for week in reversed(weeks) if week.from_on <= on), weeks[0])


def in_words(weeks: Sequence[Week]) -> list[str]:
    """Weeks as a summary or a letter shows them: how much of a week, and each session with its times; where there are
    several, each after the day on which it begins."""
    found = []
    for week in weeks:
        since = f"From {plain_day(week.from_on)}: " if len(weeks) > 1 else ""
        found.append(f"{since}{week_of(week.minutes)}")
        found += [
            f"{label}: {begins:%H:%M} to {ends:%H:%M}"
            for number, label in SESSIONS
            if (begins := week.begins[number]) and (ends := week.ends[number])
        ]
    return found


def off_site_in_words(told: Timetable) -> str:
    """What a pupil is taught off site in a week, and where; empty where nothing is."""
    return f"{hours(round(told.off_site_hours * 60))} a week, {told.off_site_where}" if told.off_site_hours else ""
