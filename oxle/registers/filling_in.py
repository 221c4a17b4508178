"""The file that a school fills in and sends as its register: its pupils of a day, with the marks that are held."""

from collections.abc import Iterable
from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import in_force, pupils_told_of
from oxle.registers.codes import of_day, unpack_week
from oxle.registers.models import ChildWeek
from oxle.schooldays.calendar import NotLoaded
from oxle.schools.models import School
from oxle.schools.queries import calendar_of


def on_register(user: User, school: School, on: date, today: date) -> list[Child]:
    """The pupils on a school's register on a day of whom a person may tell, by name."""
    enrolled = Enrolment.objects.filter(in_force(on), school=school)
    rows = pupils_told_of(user, [school], today).filter(pk__in=enrolled.values("child"))
    return list(rows.order_by("sort_name", "pk"))


def held_on(school: School, children: Iterable[Child], on: date) -> dict[int, tuple[str, str]]:
    """The two marks that are held of some pupils of a school on a day, by the child's primary key."""
    monday = on - timedelta(days=on.weekday())
    rows = ChildWeek.objects.filter(school=school, child__in=list(children), monday=monday)
    return {child: of_day(unpack_week(marks), on) for child, marks in rows.values_list("child", "marks")}


def last_school_days(school: School, on: date, count: int) -> list[date]:
    """The last school days of a school up to a day, the newest first; none where its terms are not loaded."""
    calendar, found, day = calendar_of(school), list[date](), on
    try:
        while len(found) < count:
            day = calendar.last_school_day_on_or_before(day)
            found.append(day)
            day -= timedelta(days=1)
    except NotLoaded:
        pass
    return found
