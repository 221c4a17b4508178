"""Whether a child who misses school to perform is taught enough, by the child's own school calendar. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from licensing.checking.days import over
from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import Child, Line, SchoolUnknown
from licensing.checking.times import Span, moment, total
from licensing.limits import LESSONS, LESSONS_MOST, SCHOOL_DAY, PerformanceLimits
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import hours

DAY = timedelta(days=1)


def of_child(child: Child, by_day: Mapping[date, Sequence[Line]], limits: PerformanceLimits) -> Iterator[Finding]:
    """Lessons of the school days that a child misses, in whole or in part.

    Three hours on each such day; or, over the same four weeks (counted from the Monday of the first), three hours for
    each on average and six in every week. Never more than five hours on a day.
    """
    taught = {on: total(part for line in lines for part in line.lessons) for on, lines in by_day.items()}
    for on, minutes in taught.items():
        if minutes > limits.lessons_most:
            words = f"{hours(minutes)} of education in a day: at most {hours(limits.lessons_most)}"
            yield over(LESSONS_MOST, by_day[on][-1], words, minutes, limits.lessons_most)
    missed: list[date] = []
    said: set[str] = set()
    for on, lines in by_day.items():
        try:
            if is_missed(child, on, lines):
                missed.append(on)
        except SchoolUnknown as problem:
            # Of each line: none of them is within the limits as long as nobody can tell.
            for line in lines:
                yield _cannot_be_told(line, problem)
        except NotLoaded as problem:
            if str(problem) not in said:
                said.add(str(problem))
                yield _cannot_be_told(lines[0], problem)
    averaged = _averaged(missed, taught, limits)
    for on in missed:
        if taught[on] < limits.lessons_a_day and on not in averaged:
            words = (
                f"{hours(taught[on])} of education on a school day that is missed: at least "
                f"{hours(limits.lessons_a_day)}, or that on average over {limits.lessons_weeks} weeks with "
                f"{hours(limits.lessons_a_week)} in each"
            )
            yield over(LESSONS, by_day[on][-1], words, taught[on], limits.lessons_a_day)


def _cannot_be_told(line: Line, problem: NotLoaded) -> Finding:
    words = f"whether this is a school day cannot be told: {problem}"
    return Finding(SCHOOL_DAY, Weight.UNKNOWN, line.number, line.child, line.on, words)


def is_missed(child: Child, on: date, lines: Sequence[Line]) -> bool:
    """Whether a child is at a place of performance while the child's school is in session. Raises NotLoaded."""
    if not child.goes_to_school(on):
        return False
    school = Span(moment(on, child.school_hours[0]), moment(on, child.school_hours[1]))
    return any(line.here.shared(school) for line in lines)


def _averaged(missed: Sequence[date], taught: Mapping[date, int], limits: PerformanceLimits) -> set[date]:
    """The missed days of those blocks of four weeks that have enough lessons taken together."""
    if not missed:
        return set()
    first = min(missed) - min(missed).weekday() * DAY
    blocks: dict[int, list[date]] = {}
    for on in missed:
        blocks.setdefault((on - first).days // (7 * limits.lessons_weeks), []).append(on)
    enough: set[date] = set()
    for days in blocks.values():
        weeks: dict[date, int] = {}
        for on in days:
            monday = on - on.weekday() * DAY
            weeks[monday] = weeks.get(monday, 0) + min(taught[on], limits.lessons_most)
        on_average = sum(weeks.values()) >= limits.lessons_a_day * len(days)
        if on_average and min(weeks.values()) >= limits.lessons_a_week:
            enough.update(days)
    return enough
