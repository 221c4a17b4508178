"""What the hours of an employer’s application break, line by line, by what it says of the child and the job."""

from datetime import date

from licensing import queries as hours_queries
from licensing import rules as hours_rules
from licensing.applicants.queries import as_called, schools_called
from licensing.applicants.sections import Answers
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job
from licensing.work.hours import KINDS, Hours, read_away, read_week
from licensing.work.online import sections
from licensing.work.permits import checking
from licensing.work.permits.possible import must_be_of_age
from oxle.core.errors import Refused
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School


def hours_of(answers: Answers) -> Hours:
    """The hours as typed, which were read as they were saved; none where none are."""
    told = answers.get(sections.HOURS)
    if not told:
        return Hours()
    return Hours(**{which: read_week(told[which], which) for which in KINDS}, away=read_away(told["away"]))


def school_of(answers: Answers, *, on: date) -> School | None:
    """The school that the employer names, where we know one by that."""
    typed = answers.get(sections.CHILD, {}).get("school", "")
    return schools_called([typed], on=on).get(as_called(typed))


def impossible(answers: Answers, *, on: date) -> str:
    """Why no permit can be applied for, in a sentence: the child is too young, or needs none. "" where one can, or
    where it is not said yet."""
    child, job = answers.get(sections.CHILD), answers.get(sections.JOB)
    if not child or not job:
        return ""
    try:
        must_be_of_age(date.fromisoformat(child["born_on"]), date.fromisoformat(job["starts_on"]), on)
    except Refused as refusal:
        return refusal.message
    return ""


def check(answers: Answers, *, on: date) -> checking.Checked | None:
    """What the hours break by themselves; None until the child, the job and the hours are there, and can be checked.

    The child’s other jobs are not counted with them, as for the officer: whoever applies may not learn of them.
    """
    hours = hours_of(answers)
    child, job = answers.get(sections.CHILD), answers.get(sections.JOB)
    if not child or not job or not hours.any or impossible(answers, on=on):
        return None
    school = school_of(answers, on=on)
    calendar = calendars_for([school.calendar_id])[school.calendar_id] if school else None
    school_hours = tuple(
        hours_queries.minute(rule.on(on)) for rule in (hours_rules.SCHOOL_BEGINS, hours_rules.SCHOOL_ENDS)
    )
    worker = Child(
        "the child",
        date.fromisoformat(child["born_on"]),
        calendar,
        (school_hours[0], school_hours[1]),
        at_unknown_school=school is None and bool(as_called(child["school"])),
    )
    first = date.fromisoformat(job["starts_on"])
    ends_on = date.fromisoformat(job["ends_on"]) if job["ends_on"] else None
    told = checking.Told("this job", hours, first, checking.last_day(worker, first, ends_on))
    kind = Job(light=job["light"], listed=job["listed"])
    return checking.check(told, [], worker, kind, hours_queries.law_on(on))
