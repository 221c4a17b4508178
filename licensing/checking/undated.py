"""What a line breaks whose dates are not known yet: so many days of a period, any of which they may be. Pure.

Each is checked as if it were on every day of the period: what one of them would break the line breaks. What several
days break together, such as rest overnight and days in a row, can be told only once they are known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from licensing.checking import days, lessons, supervision
from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import Among, Chaperone, Child, Impossible, Line, line
from licensing.checking.times import Span, moment, wall_minute
from licensing.limits import CHILD, PERIOD, PUPILS, RATIO, limits_on
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.counting import add_months
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import full_day, plain_day

DAY = timedelta(days=1)


def of_child(child: Child, lines: Sequence[Line]) -> Iterator[Finding]:
    """What the undated lines of one child break, each by itself."""
    for each in lines:
        among = _among(each)
        limits = limits_on(each.on)
        if among.until >= add_months(each.on, limits.period_months):
            words = f"a period until {plain_day(among.until)}: at most {limits.period_months} months"
            yield Finding(PERIOD, Weight.BREACH, each.number, each.child, each.on, words, None, limits.period_months)
        count = f"{among.days} day{'' if among.days == 1 else 's'}"
        words = (
            f"{count} until {plain_day(among.until)}, told afterwards: rest overnight and days in a row cannot be "
            "checked before they are known"
        )
        yield Finding(PERIOD, Weight.NOTE, each.number, each.child, each.on, words)
        if among.until > (ends := school_age_ends(child.born_on)):
            words = f"no licence is needed after {plain_day(ends)}: compulsory school age ends on that day"
            yield Finding(CHILD, Weight.NOTE, each.number, each.child, each.on, words)
        yield from _on_any_day(child, each)


def of_all(
    lines: Sequence[Line], dated: Sequence[Line], chaperones: Mapping[str, Chaperone] | None
) -> Iterator[Finding]:
    """Who is in charge of whom: on the first and the last day of each period, and of how many where all are there on
    the same day, with whoever is there by a date."""
    for each in lines:
        limits = limits_on(each.on)
        for on in (each.on, _among(each).until):
            for placed in _placed(each, on):
                yield from (_said(one, each) for one in supervision.of_all([placed], chaperones, limits))
    own = {each.number: each for each in lines}
    for on in sorted({each.on for each in (*lines, *dated)}):
        any_day = [placed for each in lines if each.on <= on <= _among(each).until for placed in _placed(each, on)]
        there = [*any_day, *(each for each in dated if each.on == on)]
        for one in supervision.of_all(there, None, limits_on(on)) if any_day else ():
            if one.check in (RATIO, PUPILS):
                yield _said(one, own[one.line]) if one.line in own else one


def on_day(each: Line, on: date) -> Line:
    """An undated line as it would be on a day. Raises Impossible where the clocks jump over one of its times."""

    def typed(parts: Sequence[Span]) -> list[tuple[int, int]]:
        return [(wall_minute(part.starts), wall_minute(part.ends)) for part in parts]

    (here,) = typed([each.here])
    return line(
        each.number, each.child, on, here, performing=typed(each.performing), breaks=typed(each.breaks),
        meals=typed(each.meals), lessons=typed(each.lessons), chaperone=each.chaperone, teacher=each.teacher,
        night_work=each.night_work, place=each.place,
    )  # fmt: skip


def _placed(each: Line, on: date) -> Iterator[Line]:
    """The line on a day; none where that day has no such times."""
    try:
        yield on_day(each, on)
    except Impossible:
        return


def _on_any_day(child: Child, each: Line) -> Iterator[Finding]:
    """What the line would break by itself on some day of its period, said with the first day that does."""
    said: set[str] = set()
    for on in _unlike(child, each):
        limits = limits_on(on)
        band = limits.band(child.age(on))
        for placed in _placed(each, on):
            for one in (
                *days.of_line(placed, band, limits),
                *days.of_day([placed], band, limits),
                *lessons.of_child(child, {on: [placed]}, limits),
            ):
                if one.check.key not in said:
                    said.add(one.check.key)
                    yield _said(one, each)


def _unlike(child: Child, each: Line) -> Iterator[date]:
    """A day of each kind in the period: by age, school day or not, and nights on which the clocks change."""
    seen = set()
    for number in range((_among(each).until - each.on).days + 1):
        on = each.on + number * DAY
        if not child.is_child(on):
            return
        try:
            school: bool | str = child.goes_to_school(on)
        except NotLoaded as problem:
            school = str(problem)
        limits = limits_on(on)
        lengths = [moment(on + (place + 1) * DAY, 0) - moment(on + place * DAY, 0) for place in (0, 1)]
        kind = (limits.in_force_from, limits.band(child.age(on)).from_age, school, *lengths)
        if kind not in seen:
            seen.add(kind)
            yield on


def _said(one: Finding, of: Line) -> Finding:
    """A finding of some day as one of the line, which begins with its period."""
    return replace(one, on=of.on, words=one.words if one.on == of.on else f"{one.words}, as on {full_day(one.on)}")


def _among(each: Line) -> Among:
    if each.among is None:
        raise ValueError(f"line {each.number} has a date")
    return each.among
