"""Children, lines and shifts for the tests of the hours checker: short to write, and lawful unless said otherwise."""

from collections.abc import Sequence
from datetime import date

from licensing.checking.findings import Finding, Weight, breaches
from licensing.checking.performance import check
from licensing.checking.schedule import Chaperone, Child, Line, Typed, line
from oxle.schooldays.calendar import SchoolCalendar
from tests.schooldays.calendars import CAL_A

# A Saturday in term.
SATURDAY = date(2026, 12, 5)
MONDAY = date(2026, 11, 30)


def at(clock: str) -> int:
    """A time of the clock as minutes: 09:30."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def span(text: str) -> Typed:
    """One span: 09:30-11:00."""
    starts, ends = text.split("-")
    return at(starts), at(ends)


def spans(text: str) -> list[Typed]:
    """Several: 09:30-11:00 12:00-13:00."""
    return [span(part) for part in text.split()]


def of_age(years: int, on: date = SATURDAY, calendar: SchoolCalendar | None = None, key: str = "Ivy") -> Child:
    """A child who turned so many years on a day."""
    return Child(key, on.replace(year=on.year - years), calendar)


def pupil(years: int, on: date = SATURDAY, key: str = "Ivy") -> Child:
    """The same, at a school."""
    return of_age(years, on, CAL_A, key)


def day(
    here: str,
    performing: str = "",
    *,
    on: date = SATURDAY,
    breaks: str = "",
    meals: str = "",
    lessons: str = "",
    number: int = 1,
    child: str = "Ivy",
    chaperone: str = "Mabel Finch",
    teacher: str = "",
    night_work: bool = False,
) -> Line:
    """A line, with times as text."""
    return line(
        number,
        child,
        on,
        span(here),
        performing=spans(performing),
        breaks=spans(breaks),
        meals=spans(meals),
        lessons=spans(lessons),
        chaperone=chaperone,
        teacher=teacher,
        night_work=night_work,
    )


def broken(
    lines: Sequence[Line], *children: Child, chaperones: Sequence[Chaperone] | None = None
) -> list[tuple[str, int]]:
    """What a schedule breaks: each check with its line."""
    return [(finding.check.key, finding.line) for finding in breaches(found(lines, *children, chaperones=chaperones))]


def found(lines: Sequence[Line], *children: Child, chaperones: Sequence[Chaperone] | None = None) -> list[Finding]:
    """Everything the checker says."""
    known = None if chaperones is None else {each.name: each for each in chaperones}
    return check(lines, {child.key: child for child in children}, known)


def said(findings: Sequence[Finding], weight: Weight) -> list[str]:
    """The findings of one weight, in words."""
    return [str(finding) for finding in findings if finding.weight is weight]
