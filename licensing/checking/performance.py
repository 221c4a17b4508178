"""Checks a schedule of performances: every line, every day, every child, and all of them together. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from licensing.checking import days, lessons, runs, supervision, undated
from licensing.checking.findings import Finding, Weight, ordered
from licensing.checking.schedule import Chaperone, Child, Line
from licensing.limits import BORN, CHILD, limits_on
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day


def check(
    lines: Sequence[Line], children: Mapping[str, Child], chaperones: Mapping[str, Chaperone] | None = None
) -> list[Finding]:
    """Everything about a schedule that breaks a limit, cannot be told or should be known, by line.

    Each day is checked by the age of that day and by the limits in force on it; what reaches over several days by the
    limits of the first. `children` has every child of the lines, by key. With `chaperones`, by name, a chaperone must
    be among them and approved on the day.
    """
    if not lines:
        return []
    found: list[Finding] = []
    of_child: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.here.starts, line.number)):
        of_child.setdefault(line.child, []).append(line)
    in_law: list[Line] = []
    any_day: list[Line] = []
    for key, every in of_child.items():
        child = children[key]
        theirs = [line for line in every if child.born_on <= line.on and child.is_child(line.on)]
        found.extend(_outside(child, every))
        dated, without = [one for one in theirs if one.among is None], [one for one in theirs if one.among]
        found.extend(_child(child, dated))
        found.extend(undated.of_child(child, without))
        in_law.extend(dated)
        any_day.extend(without)
    found.extend(undated.of_all(any_day, in_law, chaperones))
    if in_law:
        found.extend(supervision.of_all(in_law, chaperones, limits_on(min(line.on for line in in_law))))
    return ordered(found)


def _child(child: Child, lines: Sequence[Line]) -> Iterator[Finding]:
    """What the lines of one child break, each day by the age of that day."""
    if not lines:
        return
    by_day: dict[date, list[Line]] = {}
    nights: list[Line] = []
    for line in lines:
        by_day.setdefault(line.on, []).append(line)
    for on, of_day in by_day.items():
        limits = limits_on(on)
        band = limits.band(child.age(on))
        for line in of_day:
            yield from days.of_line(line, band, limits)
            if line.night_work and days.is_night(line, band):
                nights.append(line)
        yield from days.of_day(of_day, band, limits)
    first = limits_on(lines[0].on)
    yield from runs.of_child(lines, nights, first)
    yield from lessons.of_child(child, by_day, first)


def _outside(child: Child, lines: Sequence[Line]) -> Iterator[Finding]:
    """Said once of each child: the lines before it is born, and those when it is no child any more."""
    unborn = next((line for line in lines if line.on < child.born_on), None)
    if unborn:
        words = f"the child’s date of birth, {plain_day(child.born_on)}, is after this day"
        yield Finding(BORN, Weight.BREACH, unborn.number, unborn.child, unborn.on, words)
    grown = next((line for line in lines if not child.is_child(line.on)), None)
    if grown:
        words = (
            f"no licence is needed from this day on: compulsory school age ends on "
            f"{plain_day(school_age_ends(child.born_on))}"
        )
        yield Finding(CHILD, Weight.NOTE, grown.number, grown.child, grown.on, words)
