"""Hours of work: one shift of a child on one day, and the days that a weekly pattern makes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from licensing.checking.schedule import Child, Impossible, Typed
from licensing.checking.times import DAY_MINUTES, NoSuchTime, Span, span

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Job:
    """What the work is. `listed`: the byelaws list it for children of 13."""

    light: bool = True
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """What a child works on one day, without the breaks: the stretches of work in order. Made by `shift`."""

    number: int
    on: date
    work: tuple[Span, ...]

    @property
    def starts(self) -> int:
        """The minute at which it begins."""
        return self.work[0].starts

    @property
    def ends(self) -> int:
        """The minute at which it ends."""
        return self.work[-1].ends


def shift(number: int, on: date, starts: int, ends: int, breaks: Sequence[Typed] = ()) -> Shift:
    """A shift from times of the clock, in minutes past midnight; a time before its beginning is one of the next day.

    A break is not work. Raises Impossible, of `hours` or `breaks`.
    """
    whole = _span("hours", on, (starts, ends), starts)
    work: list[Span] = []
    at = whole.starts
    for part in sorted(_span("breaks", on, typed, starts) for typed in breaks):
        if part.starts < at or part.ends > whole.ends:
            raise Impossible("breaks", "it is not within the hours of work, or at the same time as another")
        if part.starts > at:
            work.append(Span(at, part.starts))
        at = part.ends
    if at < whole.ends:
        work.append(Span(at, whole.ends))
    if not work:
        raise Impossible("breaks", "they leave no work")
    return Shift(number, on, tuple(work))


@dataclass(frozen=True)
class Pattern:
    """Hours by weekday (Monday is 0): on school days, at the weekends of term, and in the holidays.

    `away`: days, both ends included, on which nothing is worked, such as the two free weeks.
    """

    from_on: date
    until_on: date
    school_days: Mapping[int, Sequence[Typed]] = field(default_factory=dict)
    weekends: Mapping[int, Sequence[Typed]] = field(default_factory=dict)
    holidays: Mapping[int, Sequence[Typed]] = field(default_factory=dict)
    away: Sequence[tuple[date, date]] = ()

    def shifts(self, child: Child) -> list[Shift]:
        """Every shift of the pattern, numbered from 1. Raises NotLoaded where the calendar does not reach."""
        found: list[Shift] = []
        for number in range((self.until_on - self.from_on).days + 1):
            on = self.from_on + number * DAY
            if not any(first <= on <= last for first, last in self.away):
                for typed in self._of(on, child).get(on.weekday(), ()):
                    found.append(shift(len(found) + 1, on, *typed))
        return found

    def _of(self, on: date, child: Child) -> Mapping[int, Sequence[Typed]]:
        return {"school_days": self.school_days, "weekends": self.weekends, "holidays": self.holidays}[kind(on, child)]


def kind(on: date, child: Child) -> str:
    """Whose hours count on a day: those of school_days, of the weekends of term, or of holidays. Raises NotLoaded."""
    if on.weekday() >= SATURDAY:
        return "weekends" if child.goes_to_school_in_week(on) else "holidays"
    return "school_days" if child.goes_to_school(on) else "holidays"


def _span(part: str, on: date, typed: Typed, begins: int) -> Span:
    starts, ends = (minute if minute >= begins else minute + DAY_MINUTES for minute in typed)
    try:
        return span(on, starts, ends)
    except NoSuchTime as problem:
        raise Impossible(part, str(problem)) from None
    except ValueError:
        words = "it ends when it begins" if part == "hours" else "it ends before it begins, or begins before the work"
        raise Impossible(part, words) from None
