"""Times of a day on one line of minutes: past midnight, and over the nights on which the clocks change. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from oxle.core.dates import LONDON

DAY_MINUTES = 24 * 60


class NoSuchTime(ValueError):
    """A time that the clocks jump over in the night in which summer time begins."""


@lru_cache(maxsize=16_384)
def moment(day: date, minute: int) -> int:
    """The minute, counted without a gap, at which the clock in England shows `minute` past the midnight of a day.

    A minute of 1,440 or more is of the next day. An hour that comes twice, in autumn, is the first of the two.
    Raises NoSuchTime.
    """
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    passed = int(wall.replace(tzinfo=LONDON).timestamp()) // 60
    if _wall(passed) != wall:
        raise NoSuchTime(f"{wall:%H:%M} does not exist on that day: the clocks go forward")
    return passed


@lru_cache(maxsize=16_384)
def _wall(passed: int) -> datetime:
    """What the clock in England shows at a minute."""
    return datetime.fromtimestamp(passed * 60, UTC).astimezone(LONDON).replace(tzinfo=None)


def clock(passed: int, day: date) -> str:
    """A minute as the clock shows it, seen from the day of its line: “23:30”, “00:30 the next day”."""
    wall = _wall(passed)
    return f"{wall:%H:%M}" if wall.date() == day else f"{wall:%H:%M} the next day"


def wall_minute(passed: int) -> int:
    """A minute as the clock in England shows it, in minutes past the midnight of its own day."""
    wall = _wall(passed)
    return wall.hour * 60 + wall.minute


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, from one minute up to another, which it does not hold. Made by `span` from a clock’s times."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        """How long it really lasts."""
        return self.ends - self.starts

    def shared(self, other: "Span") -> int:
        """How many minutes two have in common."""
        return max(0, min(self.ends, other.ends) - max(self.starts, other.starts))


def span(day: date, starts: int, ends: int) -> Span:
    """From one minute of the clock to another, of a day; raises ValueError unless it lasts at least a minute."""
    found = Span(moment(day, starts), moment(day, ends))
    if found.minutes < 1:
        raise ValueError("it ends before it begins")
    return found


def total(spans: Iterable[Span]) -> int:
    """How many minutes several have together, those in common counted once."""
    return sum(part.minutes for part in joined(spans))


def joined(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """Stretches run together, in order: two with no more than `gap` minutes between them are one."""
    found: list[Span] = []
    for part in sorted(spans):
        if found and part.starts - found[-1].ends <= gap:
            if part.ends > found[-1].ends:
                found[-1] = Span(found[-1].starts, part.ends)
        else:
            found.append(part)
    return found
