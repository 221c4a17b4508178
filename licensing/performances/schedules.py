"""The schedules of children, and the children themselves, as the checker takes them; and what school they miss."""

from collections.abc import Sequence
from datetime import date, timedelta

from licensing import rules as hours_rules
from licensing.checking.schedule import Child, Line, line
from licensing.checking.times import Span, clock, moment
from licensing.performances.models import Entrant, ScheduleLine
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.queries import calendars_for


def lines_of(entrants: Sequence[Entrant]) -> list[Line]:
    """The schedules of some children as the checker takes them. One query."""
    keys = {one.pk: str(one.number) for one in entrants}
    rows = ScheduleLine.objects.filter(entrant__in=keys, taken_off_at=None)
    return [_line(row, keys[row.entrant_id]) for row in rows.order_by("number", "pk")]


def _line(row: ScheduleLine, child: str) -> Line:
    def typed(parts: list[list[int]]) -> list[tuple[int, int]]:
        return [(first, last) for first, last in parts]

    return line(
        row.number,
        child,
        row.on,
        (row.arrives, row.leaves),
        performing=typed(row.performing),
        breaks=typed(row.breaks),
        meals=typed(row.meals),
        lessons=typed(row.lessons),
        chaperone=row.chaperone,
        teacher=row.teacher,
        night_work=row.night_work,
        among=row.among,
    )


def children_of(entrants: Sequence[Entrant], on: date) -> dict[str, Child]:
    """The children as the checker takes them, by number: born as our record says, at the school we know."""
    schools = {one.pk: one.case.school if one.case else one.school for one in entrants}
    calendars = calendars_for({school.calendar_id for school in schools.values() if school})
    begins, ends = (rule.on(on) for rule in (hours_rules.SCHOOL_BEGINS, hours_rules.SCHOOL_ENDS))
    hours = (begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)
    return {
        str(one.number): Child(
            str(one.number),
            one.case.child.born_on if one.case and one.case.child else one.born_on,
            calendars[school.calendar_id] if (school := schools[one.pk]) else None,
            hours,
            # The applicant names one that we do not know, and we know of no other: no day is within the limits then.
            at_unknown_school=school is None and bool(one.school_name),
        )
        for one in entrants
    }


def absences(entrant: Entrant, on: date) -> dict[int, str]:
    """When a child who keeps to its schedule is away from school, by the number of each line on which it is: the times
    at the place that are within the hours of its school, on a school day of its own calendar. Of a day of which nobody
    can tell whether it is one, that these times are meant if it is.
    """
    (child,) = children_of([entrant], on).values()
    found = {}
    for each in lines_of([entrant]):
        if each.among is not None:
            found |= _on_some_days(child, each)
            continue
        school = Span(moment(each.on, child.school_hours[0]), moment(each.on, child.school_hours[1]))
        if not each.here.shared(school):
            continue
        times = _times(each, school)
        try:
            if child.goes_to_school(each.on):
                found[each.number] = times
        except NotLoaded:
            found[each.number] = f"{times}, if it is a school day"
    return found


def _on_some_days(child: Child, each: Line) -> dict[int, str]:
    """The same of a line without a date: on which of its days it is a school day nobody knows yet."""
    school = Span(moment(each.on, child.school_hours[0]), moment(each.on, child.school_hours[1]))
    if not each.here.shared(school):
        return {}
    times = f"{_times(each, school)}, on each of these days that is a school day"
    for on in (each.on + timedelta(number) for number in range((each.last_on - each.on).days + 1)):
        try:
            if child.goes_to_school(on):
                return {each.number: times}
        except NotLoaded:
            return {each.number: times}
    return {}


def _times(each: Line, school: Span) -> str:
    shared = max(each.here.starts, school.starts), min(each.here.ends, school.ends)
    return " to ".join(clock(minute, each.on) for minute in shared)
