"""The slow oracle: goes through every minute of a schedule with a finger on the table of limits.

It shares no code with what it checks: its numbers are written again, its times are worked out anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Row:
    """One row as typed: a child, a day, and stretches of minutes from the midnight before; parts of it by kind."""

    child: str
    on: date
    here: tuple[int, int]
    parts: list[tuple[str, int, int]] = field(default_factory=list)
    chaperone: str = "Mabel Finch"
    teacher: str = "Odd Lund"
    night_work: bool = False

    @cached_property
    def _minutes(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for kind, starts, ends in [("here", *self.here), *self.parts]:
            found.setdefault(kind, set()).update(range(real(self.on, starts), real(self.on, ends)))
        return found

    def minutes(self, kind: str) -> set[int]:
        """Every minute of a kind, as it is counted without regard to clocks."""
        return self._minutes.get(kind, set())


def real(on: date, minute: int) -> int:
    naive = datetime(on.year, on.month, on.day) + minute * MINUTE
    return int((naive.replace(tzinfo=LONDON).astimezone(UTC) - datetime(2000, 1, 1, tzinfo=UTC)) / MINUTE)


def shown(minute: int) -> datetime:
    """What the clock shows at a minute."""
    return (datetime(2000, 1, 1, tzinfo=UTC) + minute * MINUTE).astimezone(LONDON).replace(tzinfo=None)


def years(born_on: date, on: date) -> int:
    """How many birthdays a child has had."""
    today = on.year, on.month, on.day
    return sum((born_on.year + year, born_on.month, born_on.day) <= today for year in range(1, 30))


def is_of_school_age(born_on: date, on: date) -> bool:
    """Whether the last of March, August or December on which school age begins has come since the fifth birthday."""
    day = date(born_on.year + 5, born_on.month, born_on.day)
    while (day.month, day.day) not in {(3, 31), (8, 31), (12, 31)}:
        day += DAY
    return day <= on


def last_day_of_school_age(born_on: date) -> date:
    sixteen = date(born_on.year + 16, born_on.month, born_on.day)
    day = date(sixteen.year + (sixteen.month >= 9), 6, 30)
    while day.weekday() != 4:
        day -= DAY
    return day


def broken(rows: Iterable[Row], born: dict[str, date], school_days: dict[str, set[date]]) -> set[tuple]:
    """Every limit that a schedule breaks: its key, the child (but of what counts children) and the day."""
    rows = [row for row in rows if row.on <= last_day_of_school_age(born[row.child])]
    found: set[tuple] = set()
    for child in {row.child for row in rows}:
        theirs = sorted((row for row in rows if row.child == child), key=lambda row: real(row.on, row.here[0]))
        found |= {(key, child, on) for key, on in of_child(theirs, born[child], school_days[child])}
    for row in rows:
        if not row.chaperone:
            found.add(("chaperone", row.child, row.on))
        arrives = min(row.minutes("here"))
        if row.chaperone:
            together = [each for each in rows if each.chaperone == row.chaperone and arrives in each.minutes("here")]
            if len(together) > 12:
                found.add(("ratio", None, row.on))
        for minute in row.minutes("lessons"):
            if sum(minute in each.minutes("lessons") for each in rows if each.teacher == row.teacher) > 6:
                found.add(("pupils", None, row.on))
                break
    return found


def of_child(rows: list[Row], born_on: date, school_days: set[date]) -> set[tuple[str, date]]:
    found: set[tuple[str, date]] = set()
    for row in rows:
        found |= {(key, row.on) for key in of_row(row, years(born_on, row.on))}
    days = sorted({row.on for row in rows})
    for on in days:
        found |= {(key, on) for key in of_day([row for row in rows if row.on == on], years(born_on, on))}
    for number, row in enumerate(rows):
        if any(row.minutes("here") & other.minutes("here") for other in rows[:number]):
            found.add(("two_places", row.on))
    found |= {("overnight", on) for on in days if rested(rows, on) < 12 * 60}
    found |= nights(rows, born_on)
    found |= runs({row.on for row in rows if row.minutes("performing")})
    return found | taught(rows, days, born_on, school_days)


def of_row(row: Row, age: int) -> set[str]:
    found = set()
    here = row.minutes("here")
    seven = datetime(row.on.year, row.on.month, row.on.day, 7)
    bed = seven.replace(hour=22 if age < 5 else 23)
    if not row.night_work:
        if any(shown(minute) < seven for minute in here):
            found.add("earliest")
        if any(shown(minute) >= bed for minute in here):
            found.add("latest")
    breaks = [real(row.on, end) - real(row.on, start) for kind, start, end in row.parts if kind == "breaks"]
    meals = [real(row.on, end) - real(row.on, start) for kind, start, end in row.parts if kind == "meals"]
    if any(length < 15 for length in breaks + meals):
        found.add("short_break")
    need_meals = need_breaks = 0
    if len(here) > 240:
        need_meals, need_breaks = 1, 0 if age < 5 else 1
    if age >= 5 and len(here) >= 480:
        need_meals = 2
    long = [length for length in meals if length >= 45]
    others = [length for length in breaks + meals if (length >= 15 and length not in long) or length in breaks]
    others = [length for length in breaks if length >= 15] + [length for length in meals if 15 <= length < 45]
    others += long[need_meals:]
    if len(long) < need_meals:
        found.add("meals")
    if len(others) < need_breaks:
        found.add("breaks")
    return found


def of_day(rows: list[Row], age: int) -> set[str]:
    found = set()
    most_here, most_playing, at_a_stretch = (
        (300, 120, 30) if age < 5 else (480, 180, 150) if age < 9 else (570, 300, 150)
    )
    here: set[int] = set()
    playing: set[int] = set()
    for row in rows:
        here |= row.minutes("here")
        playing |= row.minutes("performing")
    if len(here) > most_here:
        found.add("at_place")
    if len(playing) > most_playing:
        found.add("performing")
    if playing:
        begun, idle = min(playing), 0
        for minute in range(min(playing), max(playing) + 1):
            if minute not in playing:
                idle += 1
                continue
            if idle >= 15:
                begun = minute
            idle = 0
            if minute + 1 - begun > at_a_stretch:
                found.add("continuous")
    return found


def rested(rows: list[Row], on: date) -> int:
    """Minutes between the last of the days before and the first of a day; plenty where there is no such rest."""
    before = {minute for row in rows if row.on < on for minute in row.minutes("here")}
    first = min(minute for row in rows if row.on == on for minute in row.minutes("here"))
    if not before or max(before) >= first:
        return 10_000
    minutes = 0
    while first - 1 - minutes not in before and minutes < 1000:
        minutes += 1
    return minutes


def is_night(row: Row, age: int) -> bool:
    as_day = Row(row.child, row.on, row.here)
    return row.night_work and bool(of_row(as_day, age) & {"earliest", "latest"})


def nights(rows: list[Row], born_on: date) -> set[tuple[str, date]]:
    found = set()
    at_night = [row for row in rows if is_night(row, years(born_on, row.on))]
    for night in at_night:
        if not night.minutes("performing"):
            continue
        later = [row for row in rows if min(row.minutes("here")) > max(night.minutes("here"))]
        later = [row for row in later if row.minutes("performing")]
        if later and min(later[0].minutes("performing")) - max(night.minutes("performing")) - 1 < 16 * 60:
            found.add(("night_rest", later[0].on))
    dates = {row.on for row in at_night}
    for on in dates:
        for back in range(1, 8):
            if on - back * DAY in dates and on - (back + 1) * DAY in dates:
                found.add(("nights_in_a_row", on))
    return found


def runs(days: set[date]) -> set[tuple[str, date]]:
    found = set()
    for on in days:
        if all(on - number * DAY in days for number in range(7)):
            found.add(("days_in_a_row", on))
    if len(days) >= 60:
        for last in days:
            if sum(last - number * DAY in days for number in range(56)) >= 48:
                found |= {("long_run", last + more * DAY) for more in range(1, 15) if last + more * DAY in days}
    return found


def taught(rows: list[Row], days: list[date], born_on: date, school_days: set[date]) -> set[tuple[str, date]]:
    lessons = {on: set().union(*(row.minutes("lessons") for row in rows if row.on == on)) for on in days}
    found = {("lessons_most", on) for on in days if len(lessons[on]) > 300}
    missed = []
    for on in days:
        at_school = {real(on, minute) for minute in range(8 * 60 + 45, 15 * 60 + 30)}
        away = set().union(*(row.minutes("here") for row in rows if row.on == on))
        if on in school_days and is_of_school_age(born_on, on) and away & at_school:
            missed.append(on)
    for on in missed:
        if len(lessons[on]) >= 180:
            continue
        first = missed[0]
        while first.weekday() != 0:
            first -= DAY
        while first + 28 * DAY <= on:
            first += 28 * DAY
        weeks = [
            [
                min(300, len(lessons[day]))
                for day in missed
                if first + 7 * week * DAY <= day < first + 7 * (week + 1) * DAY
            ]
            for week in range(4)
        ]
        every = [length for week in weeks for length in week]
        if sum(every) < 180 * len(every) or any(week and sum(week) < 360 for week in weeks):
            found.add(("lessons", on))
    return found
