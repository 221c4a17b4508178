"""When something is due: one pure function from a limit, a day and a calendar to a date that can explain itself."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from oxle.core.dates import LONDON
from oxle.schooldays.calendar import DAY, NotLoaded, SchoolCalendar
from oxle.schooldays.explaining import Skipped, explain, no_date, not_before, on_time
from oxle.schooldays.limits import Limit, Phrase, Unit
from oxle.schooldays.wording import plain_day
from oxle.schooldays.working_days import BankHolidays, england

# A pause from its first day, which does not count, to the day of resumption, which does; None while it lasts.
Pause = tuple[date, date | None]


@dataclass(frozen=True)
class Counted:
    """A limit counted from a day: the last day (or moment) of the period, or why there is none, and how it was found.

    Counted back (“not less than … before”), `on` is the last day on which the thing may still be done.
    """

    limit: Limit
    from_on: date
    on: date | None
    at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    explanation: tuple[str, ...] = ()
    why_not: str | None = None
    needs_terms: bool = False
    """There is no date because of terms that are not loaded, which an administrator can put right."""
    last_school_day: date | None = None
    """The school's last day on or before `on`; None when that is not known or lies before the event."""
    last_working_day: date | None = None
    """The council's last working day on or before `on`."""

    @property
    def opens_on(self) -> date | None:
        """The first day on which a step that had to wait for the whole period may be taken."""
        return self.on + DAY if self.on else None

    @property
    def latest(self) -> str:
        """The limit as a duty: “Do this by the end of Friday 13 November 2026.”, or why no date can be given."""
        return on_time(self.on, self.at) if self.on else no_date(self.why_not)

    @property
    def earliest(self) -> str:
        """The limit as a wait: “This may not be done before Tuesday 8 December 2026.”, or why no date can be given."""
        return not_before(self.opens_on, self.at) if self.opens_on else no_date(self.why_not)


@dataclass(frozen=True)
class _Counting:
    """One way to count days: the questions that every kind of day can answer."""

    after: Callable[[date, int], date]
    before: Callable[[date, int], date]
    counts: Callable[[date], bool]
    why_not: Callable[[date], str | None]


class _Paused(Exception):
    """The period runs into a pause that has not ended."""

    def __init__(self, since: date) -> None:
        super().__init__(f"paused since {plain_day(since)}")


def due(
    limit: Limit,
    from_: date | datetime,
    calendar: SchoolCalendar | None = None,
    bank_holidays: BankHolidays | None = None,
    *,
    paused: Sequence[Pause] = (),
) -> Counted:
    """Count a limit from the day, or for hours the moment, of an event.

    `calendar` is the relevant school's, and may be left out where no school days are counted. Days inside a pause do
    not count; while a pause that matters has no end there is no date. Hours run on through a pause, and so does what
    is counted back from a fixed day. Never raises for a calendar that is too short: `why_not` says so instead.
    """
    bank_holidays = bank_holidays or england()
    from_on = from_.astimezone(LONDON).date() if isinstance(from_, datetime) else from_
    pauses = () if limit.phrase is Phrase.BEFORE else _checked(paused)
    at = None
    try:
        if limit.unit is Unit.HOURS:
            if not isinstance(from_, datetime):
                return Counted(limit, from_on, None, why_not="the time it counts from is not known")
            at = _hours(limit, from_)
            on = at.date()
        else:
            on = _last_day(limit, from_on, calendar, bank_holidays, pauses)
        skipped = () if at else _skipped(limit, from_on, on, calendar, bank_holidays, pauses)
    except NotLoaded as lacking:
        return Counted(limit, from_on, None, why_not=str(lacking), needs_terms=True)
    except _Paused as waiting:
        return Counted(limit, from_on, None, why_not=str(waiting))
    return Counted(
        limit,
        from_on,
        on,
        at,
        skipped,
        explain(limit, from_on, on, at, skipped, calendar.name if calendar else None),
        last_school_day=_last_school_day(limit, from_on, on, calendar),
        last_working_day=bank_holidays.last_working_day_on_or_before(on),
    )


def last_working_day_before(day: date, bank_holidays: BankHolidays | None = None) -> date:
    """The council's last working day on or before a day: when to act in time for a limit that falls in a holiday."""
    return (bank_holidays or england()).last_working_day_on_or_before(day)


def add_months(day: date, count: int) -> date:
    """The corresponding date so many months on (or back), or the last day of the month where there is none."""
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _hours(limit: Limit, from_at: datetime) -> datetime:
    """Hours that really pass, also over the night on which the clocks change."""
    span = timedelta(hours=limit.count)
    moment = from_at.timestamp() + (-span if limit.phrase is Phrase.BEFORE else span).total_seconds()
    return datetime.fromtimestamp(moment, LONDON)


def _last_day(
    limit: Limit,
    from_on: date,
    calendar: SchoolCalendar | None,
    bank_holidays: BankHolidays,
    pauses: Sequence[Pause],
) -> date:
    if limit.unit is Unit.SCHOOL_WEEKS:
        return _school_weeks(limit, from_on, _needed(calendar), pauses)
    counting = _counting(limit.unit, calendar, bank_holidays)
    count = limit.count
    if limit.unit in {Unit.WEEKS, Unit.MONTHS}:
        count = _span(limit, from_on)
    if limit.phrase is Phrase.BEFORE:
        return counting.before(from_on, count)
    return _count_on(counting, from_on, count, limit.phrase is Phrase.BEGINNING_WITH, pauses)


def _span(limit: Limit, from_on: date) -> int:
    """A limit of weeks or months as the number of days it takes from this day."""
    if limit.unit is Unit.WEEKS:
        return 7 * limit.count
    if limit.phrase is Phrase.BEFORE:
        return (from_on - add_months(from_on, -limit.count)).days
    end = add_months(from_on, limit.count)
    # A month beginning with 30 January has no corresponding date to stop short of: it takes all of February.
    runs_out = limit.phrase is Phrase.BEGINNING_WITH and end.day != from_on.day
    return (end - from_on).days + runs_out


def _count_on(counting: _Counting, from_on: date, count: int, inclusive: bool, pauses: Sequence[Pause]) -> date:
    left = count
    if inclusive and counting.counts(from_on) and not _is_paused(from_on, pauses):
        left -= 1
    if not left:
        return from_on
    if not pauses:
        return counting.after(from_on, left)
    day = from_on
    while left:
        day = counting.after(day, 1)
        left -= not _is_paused(day, pauses)
    return day


def _school_weeks(limit: Limit, from_on: date, calendar: SchoolCalendar, pauses: Sequence[Pause]) -> date:
    """The last school day of the last week. The week of the event is week 0, or week 1 if the period begins with it."""
    monday = from_on - from_on.weekday() * DAY
    begun = limit.phrase is Phrase.BEGINNING_WITH
    day = from_on if begun and calendar.is_school_day(from_on) else calendar.school_day_after(from_on, 1)
    if not begun and day < monday + 7 * DAY:
        day = calendar.school_day_after(monday + 6 * DAY, 1)
    left = limit.count
    while True:
        sunday = day + (6 - day.weekday()) * DAY
        in_week = calendar.days_between(day, min(sunday, calendar.last_day or sunday))
        counted = [each for each in in_week if not _is_paused(each, pauses)]
        left -= bool(counted)
        if not left:
            return counted[-1]
        day = calendar.school_day_after(in_week[-1], 1)


def _skipped(
    limit: Limit,
    from_on: date,
    on: date,
    calendar: SchoolCalendar | None,
    bank_holidays: BankHolidays,
    pauses: Sequence[Pause],
) -> tuple[Skipped, ...]:
    """Each day between the event and the last day that did not count, and why."""
    unit = Unit.SCHOOL_DAYS if limit.unit is Unit.SCHOOL_WEEKS else limit.unit
    why_not = _counting(unit, calendar, bank_holidays).why_not
    first, last = (on + DAY, from_on - DAY) if on < from_on else (from_on + DAY, on - DAY)
    if limit.phrase is Phrase.BEGINNING_WITH:
        first = from_on
    found = []
    while first <= last:
        why = "paused" if _is_paused(first, pauses, ended=True) else why_not(first)
        if why:
            found.append(Skipped(first, why))
        first += DAY
    if limit.unit is Unit.SCHOOL_WEEKS:
        found = _whole_weeks(found)
    return tuple(found)


def _whole_weeks(found: Sequence[Skipped]) -> list[Skipped]:
    """Only the days of weeks in which not one day counted: a school week with a bank holiday in it still counts."""
    weeks = Counter(each.day.isocalendar()[:2] for each in found)
    return [each for each in found if weeks[each.day.isocalendar()[:2]] == 7]


def _counting(unit: Unit, calendar: SchoolCalendar | None, bank_holidays: BankHolidays) -> _Counting:
    if unit is Unit.SCHOOL_DAYS:
        school = _needed(calendar)
        return _Counting(
            school.school_day_after, school.school_day_before, school.is_school_day, lambda day: _words(school, day)
        )
    if unit is Unit.WORKING_DAYS:
        return _Counting(
            bank_holidays.working_day_after,
            bank_holidays.working_day_before,
            bank_holidays.is_working_day,
            bank_holidays.why_closed,
        )
    return _Counting(
        lambda day, count: day + count * DAY, lambda day, count: day - count * DAY, lambda day: True, lambda day: None
    )


def _needed(calendar: SchoolCalendar | None) -> SchoolCalendar:
    if calendar is None:
        raise NotLoaded("no school calendar is known")
    return calendar


def _words(calendar: SchoolCalendar, day: date) -> str | None:
    closed = calendar.why_closed(day)
    return closed.words if closed else None


def _checked(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    for since, until in pauses:
        if until is not None and until < since:
            raise ValueError("a pause cannot end before it begins")
    return tuple(pauses)


def _is_paused(day: date, pauses: Sequence[Pause], *, ended: bool = False) -> bool:
    """Whether a day falls in a pause. Raises _Paused in one that goes on, unless only `ended` pauses matter."""
    for since, until in pauses:
        if since <= day and until is None and not ended:
            raise _Paused(since)
        if until is not None and since <= day < until:
            return True
    return False


def _last_school_day(limit: Limit, from_on: date, on: date, calendar: SchoolCalendar | None) -> date | None:
    try:
        day = calendar.last_school_day_on_or_before(on) if calendar else None
    except NotLoaded:
        return None
    # A period that falls wholly in a holiday has no school day of its own to offer.
    return None if day and day < from_on and limit.phrase is not Phrase.BEFORE else day
