"""A school's calendar: which days have a session, counted in constant time, and why each other day has none.

Immutable and pure. It knows only the days between its first and last loaded term, and says so instead of guessing.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from itertools import pairwise

from oxle.schooldays.wording import plain_day
from oxle.schooldays.working_days import BankHolidays, england

DAY = timedelta(days=1)
# Longer than any holiday between two terms: a term in between was never typed in.
LONGEST_HOLIDAY = timedelta(days=70)


class NotLoaded(Exception):
    """The answer depends on days that the calendar does not know. The text may be shown."""


class NoTerms(NotLoaded):
    """The calendar has no terms at all."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no terms are loaded for {name}")


class CalendarBegins(NotLoaded):
    """The answer lies before the first loaded term."""

    def __init__(self, first_day: date) -> None:
        super().__init__(f"terms before {plain_day(first_day)} are not loaded")
        self.first_day = first_day


class CalendarEnds(NotLoaded):
    """The answer lies after the last loaded term, which ends on `last_day`."""

    def __init__(self, last_day: date) -> None:
        super().__init__(f"terms after {plain_day(last_day)} are not loaded")
        self.last_day = last_day


class ClosedBecause(Enum):
    """Why a school has no session on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HALF_TERM = "half term"
    INSET = "INSET day"
    BANK_HOLIDAY = "bank holiday"
    CLOSURE = "closure"


@dataclass(frozen=True)
class Closed:
    """Why there is no session, as a kind and in words: (BANK_HOLIDAY, “Good Friday”)."""

    because: ClosedBecause
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class TermDates:
    """A block of term, first and last day included. Every Monday to Friday in it is open unless something closes it."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ClosedDates:
    """Days, both ends included, on which a school is closed for INSET or for a reason of its own."""

    because: ClosedBecause
    starts_on: date
    ends_on: date
    reason: str = ""

    @property
    def words(self) -> str:
        """The reason to show, falling back on the kind of closure."""
        return self.reason or self.because.value


WEEKEND = Closed(ClosedBecause.WEEKEND, "weekend")


class SchoolCalendar:
    """The school days of one school. Days are asked for by date; every count is O(1) in its length and in the years."""

    __slots__ = (
        "_closed",
        "_days",
        "_first",
        "_flags",
        "_holidays",
        "_rank",
        "_term_starts",
        "_terms",
        "first_day",
        "last_day",
        "name",
    )

    name: str
    first_day: date | None
    last_day: date | None

    def __init__(
        self,
        name: str,
        terms: Iterable[TermDates],
        closures: Iterable[ClosedDates] = (),
        bank_holidays: BankHolidays | None = None,
    ) -> None:
        """Build a calendar from its terms and what closes days within them.

        Raises ValueError, with a sentence, when a term ends before it starts, overlaps another, or leaves a gap too
        long to be a holiday.
        """
        self.name = name
        self._terms = _in_order(terms)
        self._term_starts = [term.starts_on for term in self._terms]
        self._holidays = [
            _holiday(term.ends_on + DAY, following.starts_on - DAY) for term, following in pairwise(self._terms)
        ]
        self._closed = _closed_days(self._terms, closures, bank_holidays or england())
        self.first_day = self._terms[0].starts_on if self._terms else None
        self.last_day = self._terms[-1].ends_on if self._terms else None
        self._first = self.first_day.toordinal() if self.first_day else 0
        loaded = self.last_day.toordinal() - self._first + 1 if self.last_day else 0
        flags = bytearray(loaded)
        for term in self._terms:
            for day in _days(term.starts_on, term.ends_on):
                flags[day.toordinal() - self._first] = day not in self._closed and day.weekday() < 5
        # For each loaded day: whether it is open, and how many days up to and including it are.
        self._flags = bytes(flags)
        self._rank = array("H", _running(flags))
        self._days = tuple(_shared_day(self._first + place) for place, is_open in enumerate(flags) if is_open)

    @property
    def terms(self) -> Sequence[TermDates]:
        """The terms in order of date."""
        return self._terms

    @property
    def school_days(self) -> Sequence[date]:
        """Every school day, in order."""
        return self._days

    def is_school_day(self, day: date) -> bool:
        """Whether the school has a session on a day (Education Act 1996 s 579)."""
        return bool(self._flags[self._place(day)])

    def why_closed(self, day: date) -> Closed | None:
        """Why there is no session on a day; None when there is one."""
        if self._flags[self._place(day)]:
            return None
        if day in self._closed:
            return self._closed[day]
        place = bisect_right(self._term_starts, day) - 1
        term = self._terms[place]
        if day <= term.ends_on:
            return WEEKEND
        return self._holidays[place]

    def school_day_after(self, day: date, count: int) -> date:
        """The `count`th school day after a day, which is itself day 0. Raises CalendarEnds past the loaded terms."""
        place = day.toordinal() - self._first
        if place < 0 or count < 1:
            raise self._complaint(day, count)
        try:
            return self._days[self._rank[place] + count - 1]
        except IndexError:
            raise self._complaint(day, count) from None

    def school_day_before(self, day: date, count: int) -> date:
        """The `count`th school day before a day, counting back from the one before it."""
        place = self._place(day)
        if count < 1:
            raise self._complaint(day, count)
        index = self._rank[place] - self._flags[place] - count
        if index < 0:
            raise CalendarBegins(self._loaded()[0])
        return self._days[index]

    def school_days_after(self, days: Sequence[date], counts: int | Sequence[int]) -> list[date]:
        """`school_day_after` for many days at once, by one count or by one for each day.

        Raises as the single form does when any one of them cannot be answered.
        """
        first, last = self._loaded()
        loaded = _days(first, last)
        try:
            if isinstance(counts, int):
                if counts < 1:
                    raise self._complaint(first, counts)
                answers = (self._days[seen + counts - 1 : seen + counts] for seen in self._rank)
                answer = {day: found[0] for day, found in zip(loaded, answers, strict=True) if found}
                return [answer[day] for day in days]
            if len(counts) and min(counts) < 1:
                raise self._complaint(first, min(counts))
            seen_by = {day: seen - 1 for day, seen in zip(loaded, self._rank, strict=True)}
            found_days = self._days
            return [found_days[seen_by[day] + count] for day, count in zip(days, counts, strict=True)]
        except (KeyError, IndexError):
            each = [counts] * len(days) if isinstance(counts, int) else counts
            return [self.school_day_after(day, count) for day, count in zip(days, each, strict=True)]

    def next_school_day(self, day: date) -> date:
        """The first school day after a day."""
        return self.school_day_after(day, 1)

    def school_day_on_or_after(self, day: date) -> date:
        """The day itself if it is a school day, else the next one."""
        return day if self.is_school_day(day) else self.school_day_after(day, 1)

    def last_school_day_on_or_before(self, day: date) -> date:
        """The day itself if it is a school day, else the last one before it."""
        return day if self.is_school_day(day) else self.school_day_before(day, 1)

    def count_between(self, first: date, last: date) -> int:
        """How many school days lie from one day to another, both included; none when they are the wrong way round."""
        if last < first:
            return 0
        from_place, to_place = self._place(first), self._place(last)
        return self._rank[to_place] - self._rank[from_place] + self._flags[from_place]

    def days_between(self, first: date, last: date) -> Sequence[date]:
        """The school days from one day to another, both included."""
        if last < first:
            return ()
        from_place, to_place = self._place(first), self._place(last)
        return self._days[self._rank[from_place] - self._flags[from_place] : self._rank[to_place]]

    def _loaded(self) -> tuple[date, date]:
        if self.first_day is None or self.last_day is None:
            raise NoTerms(self.name)
        return self.first_day, self.last_day

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < len(self._flags):
            raise self._complaint(day, 1)
        return place

    def _complaint(self, day: date, count: int) -> Exception:
        first, last = self._loaded()
        if isinstance(day, datetime):
            return TypeError("a calendar is asked about a date, not a moment")
        if count < 1:
            return ValueError("count at least one school day")
        return CalendarBegins(first) if day < first else CalendarEnds(last)


def _in_order(terms: Iterable[TermDates]) -> tuple[TermDates, ...]:
    ordered = tuple(sorted(terms, key=lambda term: term.starts_on))
    for term in ordered:
        if term.ends_on < term.starts_on:
            raise ValueError(f"{term.name} ends on {plain_day(term.ends_on)}, before it starts")
    for earlier, later in pairwise(ordered):
        if later.starts_on <= earlier.ends_on:
            raise ValueError(f"{earlier.name} and {later.name} overlap")
        if later.starts_on - earlier.ends_on > LONGEST_HOLIDAY:
            raise ValueError(
                f"no term lies between {plain_day(earlier.ends_on)} and {plain_day(later.starts_on)}, which is too "
                "long for a holiday: add the terms in between"
            )
    return ordered


def _closed_days(
    terms: Sequence[TermDates], closures: Iterable[ClosedDates], bank_holidays: BankHolidays
) -> dict[date, Closed]:
    closed: dict[date, Closed] = {}
    for term in terms:
        for day in _days(term.starts_on, term.ends_on):
            name = bank_holidays.name_of(day)
            if name and day.weekday() < 5:
                closed[day] = Closed(ClosedBecause.BANK_HOLIDAY, name)
    for closure in closures:
        why = Closed(closure.because, closure.words)
        closed.update({day: why for day in _days(closure.starts_on, closure.ends_on) if day.weekday() < 5})
    return closed


def _holiday(first: date, last: date) -> Closed:
    """Name a gap between terms by where its middle falls; one of nothing but Saturday and Sunday is a weekend."""
    if all(day.weekday() > 4 for day in _days(first, last)):
        return WEEKEND
    month = (first + (last - first) / 2).month
    season = {12: "Christmas", 1: "Christmas", 3: "Easter", 4: "Easter", 7: "summer", 8: "summer", 9: "summer"}
    if month in season:
        return Closed(ClosedBecause.HOLIDAY, f"{season[month]} holiday")
    return Closed(ClosedBecause.HALF_TERM, "half term")


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


@cache
def _shared_day(number: int) -> date:
    """One object for one day, however many calendars it is a school day of: a county has hundreds in memory."""
    return date.fromordinal(number)


def _running(flags: bytearray) -> Iterable[int]:
    total = 0
    for flag in flags:
        total += flag
        yield total
