"""Reads what was told of a child’s work: the hours that count, the newest answer of each, the child’s school days."""

from datetime import date

from licensing import rules as hours_rules
from licensing.checking.schedule import Child
from licensing.work.hours import Hours, read_kept
from licensing.work.models import PermitAnswer
from oxle.cases.models import Case
from oxle.schooldays.queries import calendars_for


def hours_of(case: Case) -> Hours:
    """The hours that were told last."""
    rows = list(case.work_hours.all())
    return read_kept(rows[-1].hours) if rows else Hours()


def answer_of(case: Case, whose: str) -> PermitAnswer | None:
    """What the parent, or the school, said last; None while nothing has come."""
    return next((row for row in reversed(list(case.permit_answers.all())) if row.whose == whose), None)


def worker(case: Case, on: date) -> Child:
    """The child of a case as the checker takes it: born as our record says, at the school of the case."""
    calendars = calendars_for({case.school.calendar_id} if case.school else set())
    begins, ends = (rule.on(on) for rule in (hours_rules.SCHOOL_BEGINS, hours_rules.SCHOOL_ENDS))
    hours = (begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)
    calendar = calendars[case.school.calendar_id] if case.school else None
    unknown = case.school is None and bool(case.work_permit.school_name)
    return Child("the child", case.child.born_on, calendar, hours, at_unknown_school=unknown)
