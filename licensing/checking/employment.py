"""Checks a child’s hours of work: every shift, day and week, and the two weeks a year without work. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from licensing.checking.findings import Finding, Weight, ordered
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job, Shift
from licensing.checking.times import Span, clock, joined, moment, total
from licensing.employment_limits import EmploymentLaw, EmploymentLimits
from licensing.limits import BORN, CHILD, SCHOOL_DAY, TWO_PLACES
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import hours, plain_day

DAY = timedelta(days=1)
SUNDAY = 6


def check(shifts: Sequence[Shift], child: Child, job: Job, law: EmploymentLaw) -> list[Finding]:
    """Everything about a child’s shifts that breaks a limit, cannot be told or should be known, by shift.

    Each day is checked by the age of that day and by the law in force on it; a week by the least age in it and by the
    law of its first day of work; a year by the law of its last. A week begins on Monday.
    """
    every = sorted(shifts, key=lambda each: (each.starts, each.number))
    theirs = [each for each in every if child.born_on <= each.on and child.is_child(each.on)]
    found = [*_outside(every, child), *_at_once(theirs, child)]
    days: dict[date, list[Shift]] = {}
    for each in theirs:
        days.setdefault(each.on, []).append(each)
    weeks: dict[date, list[Shift]] = {}
    for on, of_day in days.items():
        found.extend(_day(on, of_day, child, job, law.on(on)))
        weeks.setdefault(on - on.weekday() * DAY, []).extend(of_day)
    for of_week in weeks.values():
        found.extend(_week(of_week, child, law.on(of_week[0].on)))
    for year in sorted({on.year for on in days}):
        of_year = [each for each in theirs if each.on.year == year]
        found.extend(_year(of_year, child, law.on(of_year[-1].on)))
    return ordered(found)


def _day(on: date, shifts: Sequence[Shift], child: Child, job: Job, limits: EmploymentLimits) -> Iterator[Finding]:
    age = child.age(on)
    yield from _who(shifts[0], child, age, job, limits)
    for each in shifts:
        yield from _times(each, child, limits)
    work = [part for each in shifts for part in each.work]
    last, in_all = shifts[-1], total(work)
    for stretch in joined(work, gap=limits.rest - 1):
        worked = total(part for part in work if part.shared(stretch))
        if worked > limits.without_rest:
            words = (
                f"{hours(worked)} of work from {clock(stretch.starts, on)} without a break of {hours(limits.rest)}: "
                f"at most {hours(limits.without_rest)}"
            )
            yield _over("rest", last, child, limits, words, worked, limits.without_rest)
    try:
        school = child.goes_to_school(on)
    except NotLoaded as problem:
        words = f"whether this is a school day cannot be told: {problem}"
        yield Finding(SCHOOL_DAY, Weight.UNKNOWN, last.number, child.key, on, words)
        return
    if school:
        yield from _school_day(on, shifts, child, limits)
    if on.weekday() == SUNDAY and limits.sunday is not None:
        if in_all > limits.sunday:
            words = f"{hours(in_all)} of work on a Sunday: at most {hours(limits.sunday)}"
            yield _over("sunday", last, child, limits, words, in_all, limits.sunday)
    elif not school and in_all > (most := limits.in_a_free_day(age)):
        words = f"{hours(in_all)} of work on a day without school: at {age}, at most {hours(most)}"
        yield _over("free_day", last, child, limits, words, in_all, most)


def _who(first: Shift, child: Child, age: int, job: Job, limits: EmploymentLimits) -> Iterator[Finding]:
    if not job.light:
        yield _over("light_work", first, child, limits, "a child may do light work only", 0, 1)
    if age >= limits.least_age:
        return
    if age == limits.least_age - 1 and limits.at_13:
        if job.listed:
            return
        words = f"{age} years old, and the byelaws do not list this work for that age: at least {limits.least_age}"
    else:
        words = f"{age} years old: at least {limits.least_age}"
    yield _over("age", first, child, limits, words, age, limits.least_age)


def _times(each: Shift, child: Child, limits: EmploymentLimits) -> Iterator[Finding]:
    earliest, latest = moment(each.on, limits.earliest), moment(each.on, limits.latest)
    if each.starts < earliest:
        words = f"work from {clock(each.starts, each.on)} on: not before {clock(earliest, each.on)}"
        found = each.starts - moment(each.on, 0)
        yield _over("earliest", each, child, limits, words, found, limits.earliest)
    if each.ends > latest:
        words = f"work until {clock(each.ends, each.on)}: not after {clock(latest, each.on)}"
        yield _over("latest", each, child, limits, words, each.ends - moment(each.on, 0), limits.latest)


def _school_day(on: date, shifts: Sequence[Shift], child: Child, limits: EmploymentLimits) -> Iterator[Finding]:
    opens, closes = (moment(on, minute) for minute in child.school_hours)
    work = [part for each in shifts for part in each.work]
    last = shifts[-1]
    in_all = total(work)
    before = total(Span(part.starts, min(part.ends, opens)) for part in work if part.starts < opens)
    during = sum(part.shared(Span(opens, closes)) for part in joined(work))
    if before > limits.before_school:
        most = f"at most {hours(limits.before_school)}" if limits.before_school else "none"
        words = f"{hours(before)} of work before school begins at {clock(opens, on)}: {most}"
        yield _over("before_school", shifts[0], child, limits, words, before, limits.before_school)
    if during:
        words = f"{hours(during)} of work between {clock(opens, on)} and {clock(closes, on)}, in school hours: none"
        yield _over("in_school", last, child, limits, words, during, 0)
    if in_all > limits.school_day:
        words = f"{hours(in_all)} of work on a school day: at most {hours(limits.school_day)}"
        yield _over("school_day", last, child, limits, words, in_all, limits.school_day)


def _week(shifts: Sequence[Shift], child: Child, limits: EmploymentLimits) -> Iterator[Finding]:
    in_all = total(part for each in shifts for part in each.work)
    last = shifts[-1]
    try:
        school = child.goes_to_school_in_week(shifts[0].on)
    except NotLoaded:
        # Said of its days already.
        return
    if school:
        if in_all > limits.school_week:
            words = f"{hours(in_all)} of work in a week with school: at most {hours(limits.school_week)}"
            yield _over("school_week", last, child, limits, words, in_all, limits.school_week)
        return
    age = child.age(shifts[0].on)
    if in_all > (most := limits.in_a_free_week(age)):
        words = f"{hours(in_all)} of work in a week without school: at {age}, at most {hours(most)}"
        yield _over("free_week", last, child, limits, words, in_all, most)


def _year(shifts: Sequence[Shift], child: Child, limits: EmploymentLimits) -> Iterator[Finding]:
    """The shift with which two weeks in a row without school and without work are not to be had any more that year."""
    year = shifts[0].on.year
    days = [date(year, 1, 1) + number * DAY for number in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)]
    free: dict[date, bool] = {}
    unknown = ""
    for on in days:
        try:
            free[on] = not child.goes_to_school(on)
        except NotLoaded as problem:
            unknown = unknown or str(problem)
            free[on] = True
    windows = _windows(days, free, limits.days_off)
    for each in shifts:
        windows = [first for first in windows if not 0 <= (each.on - first).days < limits.days_off]
        if not windows:
            words = (
                f"with this work no {limits.days_off} days in a row without work are left in the school holidays of "
                f"{year}"
            )
            yield _over("holiday", each, child, limits, words, 0, limits.days_off)
            return
    if unknown and not any(_is_known(first, limits.days_off, child) for first in windows):
        words = f"whether {limits.days_off} days in a row without work are left in {year} cannot be told: {unknown}"
        yield Finding(limits.checks["holiday"], Weight.UNKNOWN, shifts[-1].number, child.key, shifts[-1].on, words)


def _windows(days: Sequence[date], free: Mapping[date, bool], length: int) -> list[date]:
    """The first days of all stretches of so many free days in a row."""
    found: list[date] = []
    in_a_row = 0
    for on in days:
        in_a_row = in_a_row + 1 if free[on] else 0
        if in_a_row >= length:
            found.append(on - (length - 1) * DAY)
    return found


def _is_known(first: date, length: int, child: Child) -> bool:
    try:
        for number in range(length):
            child.goes_to_school(first + number * DAY)
    except NotLoaded:
        return False
    return True


def _at_once(shifts: Sequence[Shift], child: Child) -> Iterator[Finding]:
    left: Shift | None = None
    for each in shifts:
        if left is not None and each.starts < left.ends:
            words = f"work from {clock(each.starts, each.on)} on, before other work has ended"
            yield Finding(TWO_PLACES, Weight.BREACH, each.number, child.key, each.on, words)
        if left is None or each.ends > left.ends:
            left = each


def _outside(shifts: Sequence[Shift], child: Child) -> Iterator[Finding]:
    unborn = next((each for each in shifts if each.on < child.born_on), None)
    if unborn:
        words = f"the child’s date of birth, {plain_day(child.born_on)}, is after this day"
        yield Finding(BORN, Weight.BREACH, unborn.number, child.key, unborn.on, words)
    grown = next((each for each in shifts if not child.is_child(each.on)), None)
    if grown:
        words = (
            f"no permit is needed from this day on: compulsory school age ends on "
            f"{plain_day(school_age_ends(child.born_on))}"
        )
        yield Finding(CHILD, Weight.NOTE, grown.number, child.key, grown.on, words)


def _over(key: str, each: Shift, child: Child, limits: EmploymentLimits, words: str, found: int, limit: int) -> Finding:
    return Finding(limits.checks[key], Weight.BREACH, each.number, child.key, each.on, words, found, limit)
