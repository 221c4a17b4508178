"""A child’s weekly hours of work as they are typed, kept, said and laid out on days. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from licensing.checking.schedule import Child, Impossible, Typed
from licensing.checking.shifts import Shift, kind, shift
from licensing.checking.times import DAY_MINUTES
from oxle.core import typed_dates, typed_times
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
A_DAY = timedelta(days=1)
# What the hours are for, in the words of the form, with the days that can stand there.
KINDS: dict[str, tuple[str, range]] = {
    "school_days": ("On school days", range(5)),
    "weekends": ("At weekends in term", range(5, 7)),
    "holidays": ("In the school holidays", range(7)),
}
# The stretches of work of each weekday, in minutes of the clock; Monday is 0.
Week = Mapping[int, Sequence[Typed]]
_LINE = re.compile(r"([a-z]+)(?:\s*(?:-|–|\bto\b)\s*([a-z]+))?\s*:?\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_APART = re.compile(r"[;,+&]|\band\b", re.IGNORECASE)


class Unclear(ValueError):
    """Lines that could not be read: what is wrong with each, in sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Hours:
    """The hours of a job by weekday, and the days, both ends included, on which nothing is worked."""

    school_days: Week = field(default_factory=dict)
    weekends: Week = field(default_factory=dict)
    holidays: Week = field(default_factory=dict)
    away: Sequence[tuple[date, date]] = ()

    def of(self, which: str) -> Week:
        """The hours of one kind of day."""
        return {"school_days": self.school_days, "weekends": self.weekends, "holidays": self.holidays}[which]

    @property
    def any(self) -> bool:
        """Whether there are hours at all."""
        return any(self.of(which) for which in KINDS)

    @property
    def in_term(self) -> bool:
        """Whether something is worked in term, so that the school is asked."""
        return bool(self.school_days or self.weekends)

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        weeks = {
            which: {str(day): [list(part) for part in parts] for day, parts in self.of(which).items()}
            for which in KINDS
        }
        return {**weeks, "away": [[first.isoformat(), last.isoformat()] for first, last in self.away]}


def read_kept(stored: Mapping[str, Any]) -> Hours:
    """The same from what is stored."""
    weeks = {
        which: {int(day): [(first, last) for first, last in parts] for day, parts in stored[which].items()}
        for which in KINDS
    }
    away = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored["away"]]
    return Hours(**weeks, away=away)


def read_week(text: str, which: str) -> dict[int, list[Typed]]:
    """What was typed, a day or several a line: “Monday 16:00-18:00”, “Monday to Friday 07:00-08:00; 16:00-17:00”.

    A gap between two stretches is a break. A time before the beginning is one of the next day. Raises Unclear.
    """
    found: dict[int, list[Typed]] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                days, parts = _read_line(line.strip(), which)
            except Unclear as unclear:
                problems += [f"Line {number}: {words}" for words in unclear.problems]
                continue
            for day in days:
                if day in found:
                    problems.append(f"Line {number}: {DAYS[day]} is there twice. Write all its times on one line")
                found[day] = parts
    if problems:
        raise Unclear(problems)
    return {day: found[day] for day in sorted(found)}


def _read_line(line: str, which: str) -> tuple[list[int], list[Typed]]:
    read = _LINE.fullmatch(line)
    if read is None:
        raise Unclear([f"write “{_short(line)}” as a day and its times, such as Monday 16:00-18:00"])
    first, last = _day(read[1]), _day(read[2] or read[1])
    if last < first:
        raise Unclear([f"{DAYS[last]} is before {DAYS[first]}"])
    allowed = KINDS[which][1]
    days = list(range(first, last + 1))
    if any(day not in allowed for day in days):
        label = KINDS[which][0].lower()
        raise Unclear([f"{label} there is no {next(DAYS[day] for day in days if day not in allowed)}"])
    parts = [_stretch(typed.strip()) for typed in _APART.split(read[3]) if typed.strip()]
    _must_follow(parts)
    return days, parts


def _day(typed: str) -> int:
    low = typed.lower()
    if len(low) >= 3:
        for number, name in enumerate(DAYS):
            if name.lower().startswith(low):
                return number
    raise Unclear([f"“{_short(typed)}” is no day of the week, such as Monday"])


def _stretch(typed: str) -> Typed:
    ends = [part for part in _BETWEEN.split(typed) if part]
    if len(ends) != 2:
        raise Unclear([f"“{_short(typed)}” is no span of time, such as 16:00-18:00"])
    starts, stops = (_minute(end) for end in ends)
    if starts == stops:
        raise Unclear([f"“{_short(typed)}” ends when it begins"])
    return starts, stops


def _minute(typed: str) -> int:
    try:
        found: time = typed_times.read(typed)
    except typed_times.EitherHalf:
        raise Unclear([f"say whether “{_short(typed)}” is in the morning or the afternoon, such as 16:30"]) from None
    except typed_times.Unreadable:
        raise Unclear([f"“{_short(typed)}” is no time, such as 16:30"]) from None
    return found.hour * 60 + found.minute


def _must_follow(parts: Sequence[Typed]) -> None:
    at = parts[0][0] if parts else 0
    for starts, stops in parts:
        if starts < at:
            raise Unclear(["its times are not in order, or at the same time"])
        at = stops if stops > starts else stops + DAY_MINUTES


def read_away(text: str) -> list[tuple[date, date]]:
    """Days without work, a stretch a line: “19 July 2027 to 1 August 2027”. Raises Unclear."""
    found: list[tuple[date, date]] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        ends = re.split(r"\s+(?:to|until|-|–)\s+", line.strip(), flags=re.IGNORECASE)
        try:
            first, last = (typed_dates.read_line(end) for end in ends)
        except (typed_dates.Unreadable, ValueError):
            problems.append(f"Line {number}: write two dates, such as 19 7 2027 to 1 8 2027")
            continue
        if last < first:
            problems.append(f"Line {number}: it ends before it begins")
        found.append((first, last))
    if problems:
        raise Unclear(problems)
    return found


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def in_words(hours: Hours) -> list[str]:
    """The hours a line each, as a letter and a page say them."""
    lines = [
        f"{label}: {DAYS[day]} {', '.join(f'{clock(first)} to {clock(last)}' for first, last in parts)}"
        for which, (label, _) in KINDS.items()
        for day, parts in hours.of(which).items()
    ]
    return [*lines, *(f"No work from {plain_day(first)} to {plain_day(last)}" for first, last in hours.away)]


def typed_again(hours: Hours) -> dict[str, str]:
    """The hours as somebody would type them, by the field of a form."""
    weeks = {
        which: "\n".join(
            f"{DAYS[day]} {'; '.join(f'{clock(first)}-{clock(last)}' for first, last in parts)}"
            for day, parts in hours.of(which).items()
        )
        for which in KINDS
    }
    return {**weeks, "away": "\n".join(f"{plain_day(first)} to {plain_day(last)}" for first, last in hours.away)}


@dataclass(frozen=True)
class Laid:
    """One shift and the line of the hours from which it comes: which kind of day, and which weekday."""

    shift: Shift
    which: str
    weekday: int


@dataclass(frozen=True)
class LaidOut:
    """The hours on days: every shift, and the first day of which it cannot be told what is worked on it."""

    shifts: Sequence[Laid]
    unknown_from: date | None = None
    why: str = ""


def lay_out(hours: Hours, child: Child, first: date, last: date, *, number: int = 1) -> LaidOut:
    """The hours on each day from one to another, numbered from `number`. A day of which it cannot be told whether the
    child goes to school has none, and is named."""
    found: list[Laid] = []
    unknown: tuple[date, str] | None = None
    for on, which in _days(hours, child, first, last):
        if isinstance(which, NotLoaded):
            unknown = unknown or (on, str(which))
            continue
        parts = hours.of(which).get(on.weekday())
        if parts:
            try:
                found.append(Laid(_shift(number + len(found), on, parts), which, on.weekday()))
            except Impossible as problem:
                unknown = unknown or (on, str(problem))
    return LaidOut(found, *unknown) if unknown else LaidOut(found)


def _days(hours: Hours, child: Child, first: date, last: date) -> Iterator[tuple[date, "str | NotLoaded"]]:
    for count in range((last - first).days + 1):
        on = first + count * A_DAY
        if any(starts <= on <= ends for starts, ends in hours.away):
            continue
        try:
            yield on, kind(on, child)
        except NotLoaded as problem:
            yield on, problem


def _shift(number: int, on: date, parts: Sequence[Typed]) -> Shift:
    ordered = list(parts)
    breaks = [(before[1], after[0]) for before, after in pairwise(ordered) if before[1] != after[0]]
    return shift(number, on, ordered[0][0], ordered[-1][1], breaks)


def _short(typed: str) -> str:
    return typed if len(typed) <= 40 else f"{typed[:40]}…"
