"""What one day of one child breaks: times at the place, performing, breaks. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import Line
from licensing.checking.times import clock, joined, moment, total
from licensing.limits import (
    AT_PLACE,
    BREAKS,
    CONTINUOUS,
    EARLIEST,
    LATEST,
    MEALS,
    NIGHT_WORK,
    PERFORMING,
    SHORT_BREAK,
    Band,
    Check,
    PerformanceLimits,
)
from oxle.schooldays.wording import hours


def of_line(line: Line, band: Band, limits: PerformanceLimits) -> Iterator[Finding]:
    """What one line breaks by itself, whatever else the child does that day."""
    yield from _times(line, band)
    short = [part for part in (*line.breaks, *line.meals) if part.minutes < limits.least_break]
    for part in short:
        yield over(
            SHORT_BREAK,
            line,
            f"a break of {hours(part.minutes)} at {clock(part.starts, line.on)}: "
            f"each lasts at least {hours(limits.least_break)}",
            part.minutes,
            limits.least_break,
        )
    yield from _owed(line, band, limits)


def of_day(lines: Sequence[Line], band: Band, limits: PerformanceLimits) -> Iterator[Finding]:
    """What all lines of one child on one day break together, said of the last of them."""
    last = lines[-1]
    here = total(line.here for line in lines)
    if here > band.at_place:
        yield over(AT_PLACE, last, _most("at the place", here, band, band.at_place), here, band.at_place)
    performing = [part for line in lines for part in line.performing]
    in_all = total(performing)
    if in_all > band.performing:
        words = _most("performing and rehearsing", in_all, band, band.performing)
        yield over(PERFORMING, last, words, in_all, band.performing)
    for stretch in joined(performing, gap=limits.least_break - 1):
        if stretch.minutes > band.continuous:
            words = (
                f"{hours(stretch.minutes)} of performing from {clock(stretch.starts, last.on)} without a break of "
                f"{hours(limits.least_break)}: {band.words}, at most {hours(band.continuous)}"
            )
            yield over(CONTINUOUS, _holding(stretch.starts, lines), words, stretch.minutes, band.continuous)


def is_night(line: Line, band: Band) -> bool:
    """Whether a line is at the place before the earliest time or after the latest."""
    return _too_early(line, band.earliest) or _too_late(line, band.latest)


def over(check: Check, line: Line, words: str, found: int, limit: int) -> Finding:
    """A limit that a line breaks."""
    return Finding(check, Weight.BREACH, line.number, line.child, line.on, words, found, limit)


def _times(line: Line, band: Band) -> Iterator[Finding]:
    if line.night_work:
        if is_night(line, band):
            words = (
                f"at the place from {clock(line.here.starts, line.on)} to {clock(line.here.ends, line.on)}: "
                "night work, which only the council can permit"
            )
            yield Finding(NIGHT_WORK, Weight.NOTE, line.number, line.child, line.on, words)
        return
    if _too_early(line, band.earliest):
        words = (
            f"at the place from {clock(line.here.starts, line.on)} on: {band.words}, not before "
            f"{_minute(band.earliest, line.on)} unless night work is permitted"
        )
        yield over(EARLIEST, line, words, _since_midnight(line.here.starts, line.on), band.earliest)
    if _too_late(line, band.latest):
        words = (
            f"at the place until {clock(line.here.ends, line.on)}: {band.words}, not after "
            f"{_minute(band.latest, line.on)} unless night work is permitted"
        )
        yield over(LATEST, line, words, _since_midnight(line.here.ends, line.on), band.latest)


def _too_early(line: Line, earliest: int) -> bool:
    return line.here.starts < moment(line.on, earliest)


def _too_late(line: Line, latest: int) -> bool:
    return line.here.ends > moment(line.on, latest)


def _owed(line: Line, band: Band, limits: PerformanceLimits) -> Iterator[Finding]:
    """Breaks owed and not given. A meal that is too short counts as a break, and so does one that is not owed."""
    owed = next((owed for owed in reversed(band.owed) if line.here.minutes >= owed.least_present), None)
    if owed is None:
        return
    meals = sum(part.minutes >= limits.least_meal for part in line.meals)
    rests = sum(part.minutes >= limits.least_break for part in (*line.breaks, *line.meals)) - min(meals, owed.meals)
    present = f"{hours(line.here.minutes)} at the place"
    if meals < owed.meals:
        words = (
            f"{present} with {_count(meals, 'meal break')} of {hours(limits.least_meal)}: "
            f"{band.words}, {_count(owed.meals, 'meal break')} at {owed.words}"
        )
        yield over(MEALS, line, words, meals, owed.meals)
    if rests < owed.breaks:
        words = (
            f"{present} with {_count(rests, 'break')} of {hours(limits.least_break)} beside the meals: "
            f"{band.words}, {_count(owed.breaks, 'break')} at {owed.words}"
        )
        yield over(BREAKS, line, words, rests, owed.breaks)


def _most(doing: str, minutes: int, band: Band, limit: int) -> str:
    return f"{hours(minutes)} {doing}: {band.words}, at most {hours(limit)} in a day"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _holding(minute: int, lines: Sequence[Line]) -> Line:
    return next(line for line in lines if line.here.starts <= minute < line.here.ends)


def _minute(minute: int, on: date) -> str:
    return clock(moment(on, minute), on)


def _since_midnight(passed: int, on: date) -> int:
    return passed - moment(on, 0)
