"""Makes up attendance: the marks of one child day by day, and the last weeks of a whole county."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from oxle.demo.copying import copy_rows
from oxle.demo.county import County, Pupil
from oxle.registers.codes import SESSIONS_A_WEEK, Tally, pack_week, tally, unpack_week
from oxle.registers.extract import Extract, SessionMark
from oxle.registers.extract_rows import Half
from oxle.registers.models import ChildWeek
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.runs import school_weeks_to

DAY = timedelta(days=1)
PRESENT = ("/", "\\")
EXCLUDED, PART_TIME = "E", "C2"
FEED = "daily feed"
# How often a child is away all day without leave, with leave, or late, in a hundred days; and of how many children.
HABITS = ((80, 0, 3, 2), (12, 4, 7, 4), (6, 12, 6, 6), (2, 35, 6, 6))


@dataclass(frozen=True)
class Day:
    """One school day's two marks."""

    on: date
    morning: str
    afternoon: str


def make_days(
    random: Random, days: Iterable[date], *, unauthorised: float, authorised: float = 5, late: float = 4
) -> list[Day]:
    """A child's marks on school days; the shares are of a hundred days."""
    return [Day(day, *_pair(random, unauthorised, authorised, late)) for day in days]


def as_extract(days: Sequence[Day]) -> str:
    """Marks as a school pastes them from its own system."""
    return "\n".join(f"{day.on:%d/%m/%Y},{day.morning},{day.afternoon}" for day in days)


def as_read(days: Sequence[Day]) -> Extract:
    """Marks as the service would read them from an extract."""
    marks = [
        (day.on, half, code) for day in days for half, code in zip(Half, (day.morning, day.afternoon), strict=True)
    ]
    return Extract(tuple(SessionMark(*mark) for mark in marks), ())


def sums(days: Sequence[Day]) -> Tally:
    """What the marks add up to."""
    return tally(code for day in days for code in (day.morning, day.afternoon))


def pack(days: Sequence[Day]) -> dict[date, str]:
    """Marks as packed weeks by their Monday."""
    weeks: dict[date, list[str | None]] = {}
    for day in days:
        monday = day.on - day.on.weekday() * DAY
        sessions = weeks.setdefault(monday, [None] * SESSIONS_A_WEEK)
        sessions[2 * day.on.weekday()], sessions[2 * day.on.weekday() + 1] = day.morning, day.afternoon
    return {monday: pack_week(sessions) for monday, sessions in weeks.items()}


def write_marks(county: County) -> int:
    """The marks of the county's stories, and the last few weeks of every other child; how many weeks were written."""
    return copy_rows(ChildWeek, ("child_id", "school_id", "monday", "marks", "source"), _rows(county))


def _rows(county: County) -> Iterator[tuple[int, int, date, str, str]]:
    written = set(ChildWeek.objects.values_list("child_id", flat=True).distinct()) | {key[0] for key in county.weeks}
    for (child, school, monday), packed in county.weeks.items():
        yield child, school, monday, packed, FEED
    for school in county.schools:
        weeks = _last_weeks(county.calendar(school), county.on - DAY, county.size.weeks)
        for pupil in county.pupils.get(school.pk, []):
            if pupil.child.pk in written:
                continue
            if pupil.left_on is not None:
                yield from _of_who_moved(county, pupil)
                continue
            habit = HABITS[county.random.choices(range(4), [share for share, *_ in HABITS])[0]][1:]
            for monday, days in weeks:
                packed = _with_time_out(county, pupil, monday, _packed(county.random, days, *habit))
                yield pupil.child.pk, school.pk, monday, packed, FEED


def _with_time_out(county: County, pupil: Pupil, monday: date, packed: str) -> str:
    for *days_of, left_out in county.part_time.get(pupil.child.pk, ()):
        packed = _marked(PART_TIME, packed, monday, *days_of, left_out)
    for span in county.excluded.get(pupil.child.pk, ()):
        packed = _marked(EXCLUDED, packed, monday, *span, range(SESSIONS_A_WEEK))
    return packed


def _of_who_moved(county: County, pupil: Pupil) -> Iterator[tuple[int, int, date, str, str]]:
    """The weeks of a pupil who found another school: at the one they left until then, and at the new one since."""
    there, since, until = pupil.next_school, pupil.next_from_on, pupil.left_on
    if there is None or since is None or until is None:
        return
    # A chance of its own: nobody else's marks are others because this pupil moved.
    random = county.random_for("moved", pupil.school.pk, until)
    for school, first, last in ((pupil.school, date.min, until), (there, since, county.on)):
        for monday, days in _last_weeks(county.calendar(school), county.on - DAY, county.size.weeks):
            if days := [place for place in days if first <= monday + place * DAY <= last]:
                packed = _with_time_out(county, pupil, monday, _packed(random, days, *HABITS[0][1:]))
                yield pupil.child.pk, school.pk, monday, packed, FEED


def _packed(random: Random, days: Sequence[int], unauthorised: float, authorised: float, late: float) -> str:
    sessions = ["  "] * SESSIONS_A_WEEK
    for weekday in days:
        morning, afternoon = _pair(random, unauthorised, authorised, late)
        sessions[2 * weekday], sessions[2 * weekday + 1] = morning.ljust(2), afternoon.ljust(2)
    return "".join(sessions)


def _marked(mark: str, packed: str, monday: date, first_on: date, last_on: date, places: Iterable[int]) -> str:
    """The same week, with some sessions of the days from one to another marked otherwise."""
    codes = unpack_week(packed)
    for place in places:
        if codes[place] and first_on <= monday + place // 2 * DAY <= last_on:
            codes[place] = mark
    return pack_week(codes)


def _pair(random: Random, unauthorised: float, authorised: float, late: float) -> tuple[str, str]:
    drawn = random.random() * 100
    if drawn < unauthorised:
        return ("O", "O") if drawn > unauthorised / 6 else ("G", "G")
    drawn -= unauthorised
    if drawn < authorised:
        return ("I", "I") if drawn > authorised / 4 else ("M", "\\")
    drawn -= authorised
    return ("L", "\\") if drawn < late else PRESENT


@lru_cache(maxsize=2_000)
def _last_weeks(calendar: SchoolCalendar, until: date, count: int) -> list[tuple[date, list[int]]]:
    """The Mondays of the last school weeks up to a day, each with the weekdays that were school days."""
    try:
        mondays = school_weeks_to(until, count, calendar)
    except NotLoaded:
        return []
    found = []
    for monday in mondays:
        days = [place for place in range(5) if _is_school_day(calendar, monday + place * DAY, until)]
        if days:
            found.append((monday, days))
    return found


def _is_school_day(calendar: SchoolCalendar, day: date, until: date) -> bool:
    try:
        return day <= until and calendar.is_school_day(day)
    except NotLoaded:
        return False
