"""Counts suspensions: sessions, totals of a term and of a school year, runs that follow each other. Pure."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from exclusions.telling import Session
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.school_years import Span

SESSIONS_A_DAY = 2


class Suspended(Protocol):
    """The time of a suspension; see `models.Suspension`."""

    first_on: date
    first_session: str
    last_on: date
    ends_after: str
    lunchtime: bool
    sessions: int | None
    school_id: int


@dataclass(frozen=True)
class Run:
    """Suspensions at one school whose school days follow each other, in order: for day 6 they count as one."""

    suspensions: tuple[Suspended, ...]
    school_days: int

    @property
    def first_on(self) -> date:
        """The first excluded day of all."""
        return self.suspensions[0].first_on

    @property
    def last_on(self) -> date:
        """The last excluded day of all."""
        return self.suspensions[-1].last_on


@dataclass(frozen=True)
class Missed:
    """The time for which a pupil was out before a suspension was cancelled: to the end of a day."""

    first_on: date
    first_session: str
    last_on: date
    lunchtime: bool
    sessions: int | None
    school_id: int
    ends_after: str = Session.AFTERNOON


def missed(one: Any) -> Missed:
    """The time of a suspension that was cancelled after the pupil had been out."""
    return Missed(one.first_on, one.first_session, one.out_until_on, one.lunchtime, one.sessions_out, one.school_id)


def sessions_of(one: Suspended, calendar: SchoolCalendar, span: Span | None = None) -> int:
    """How many sessions a suspension takes on school days, or how many of them lie in a span.

    A lunchtime counts as half a day, one session. Raises NotLoaded.
    """
    first, last = one.first_on, one.last_on
    if span is not None:
        first, last = max(first, span.starts_on), min(last, span.ends_on)
    days = calendar.count_between(first, last)
    if one.lunchtime:
        return days
    begins_late = first == one.first_on and one.first_session == Session.AFTERNOON and days > 0
    ends_early = last == one.last_on and one.ends_after == Session.MORNING and days > 0
    return SESSIONS_A_DAY * days - begins_late - ends_early


def total(suspensions: Iterable[Suspended], span: Span, calendars: dict[int, SchoolCalendar]) -> int:
    """Sessions of suspension in a span. What was stored counts, unless only a part of it lies in the span.

    One whose school days are not known, because the school's terms are not loaded, counts for nothing yet.
    """
    found = 0
    for one in suspensions:
        if one.last_on < span.starts_on or one.first_on > span.ends_on:
            continue
        if one.first_on in span and one.last_on in span:
            found += one.sessions or 0
        else:
            with suppress(NotLoaded):
                found += sessions_of(one, calendars[one.school_id], span)
    return found


def half_day(on: date, session: str) -> int:
    """A session as a number, in order: the mornings and afternoons of all days."""
    return SESSIONS_A_DAY * on.toordinal() + (session == Session.AFTERNOON)


def half_days(one: Suspended) -> tuple[int, int]:
    """Its time as numbers in order: the first half day, and the one after the last; of lunchtimes, days."""
    begins_late = not one.lunchtime and one.first_session == Session.AFTERNOON
    ends_early = not one.lunchtime and one.ends_after == Session.MORNING
    return SESSIONS_A_DAY * one.first_on.toordinal() + begins_late, SESSIONS_A_DAY * (
        one.last_on.toordinal() + 1
    ) - ends_early


def run_with(one: Suspended, others: Sequence[Suspended], calendar: SchoolCalendar) -> Run:
    """The run that a suspension is part of, from `others` of the same child at the same school.

    Two follow each other when the second begins on the school day after the last of the first, or on the same day.
    Lunchtimes are no part of any. Raises NotLoaded.
    """
    if one.lunchtime:
        return Run((one,), 0)
    whole = sorted([one, *(each for each in others if not each.lunchtime)], key=lambda each: each.first_on)
    place = whole.index(one)
    first = last = place
    while first > 0 and follows(whole[first - 1].last_on, whole[first].first_on, calendar):
        first -= 1
    while last + 1 < len(whole) and follows(whole[last].last_on, whole[last + 1].first_on, calendar):
        last += 1
    run = tuple(whole[first : last + 1])
    return Run(run, calendar.count_between(run[0].first_on, run[-1].last_on))


def follows(ended_on: date, first_on: date, calendar: SchoolCalendar) -> bool:
    """Whether what begins on a day follows what ended on another, no school day between. Raises NotLoaded."""
    return ended_on == first_on or calendar.next_school_day(ended_on) == first_on
