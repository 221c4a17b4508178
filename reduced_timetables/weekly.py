"""How the weekly returns stand: read from the register where it comes, asked for and answered where it does not.

What a register says is stored nowhere else, so that a mark that is put right puts the return right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.permissions import PORTAL
from oxle.registers.models import ChildWeek
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School
from reduced_timetables import pathway
from reduced_timetables.coded import CODE
from reduced_timetables.models import Says, Timetable, WeeklyReturn
from reduced_timetables.silent import telling_schools

FEED = "daily feed"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FRIDAY = timedelta(days=4)
# So many weeks back the team's page goes.
SHOWN = 8
# A register has come where so large a part of the roll has marks: of fewer nothing can be said of the others.
ENOUGH = 2


@dataclass(frozen=True)
class Register:
    """What a school's register says of a week: how many pupils have marks, and how many of these have code C2."""

    pupils: int
    coded: int

    def has_come(self, school: School) -> bool:
        """Whether it is the register of the school, and not of a few of its pupils."""
        return school.roll is not None and 0 < school.roll <= self.pupils * ENOUGH


@dataclass(frozen=True)
class Line:
    """How the return of a school for a week stands. `pupils`: how many it has on a reduced timetable, where that is
    known; `told`: of how many it told us that were in force in the week."""

    school: School
    stands: str
    colour: str
    told: int
    pupils: int | None = None
    row: WeeklyReturn | None = None
    differs: str = ""


def last_week(on: date) -> date:
    """The Monday of the last week that is over: from Saturday on it is the one that ends."""
    monday = on - timedelta(days=on.weekday())
    return monday if on > monday + FRIDAY else monday - WEEK


def has_school(calendar: SchoolCalendar, monday: date) -> bool:
    """Whether there is a school day in a week; none where its terms are not loaded."""
    first, last = monday, monday + FRIDAY
    if calendar.first_day is None or calendar.last_day is None:
        return False
    return calendar.count_between(max(first, calendar.first_day), min(last, calendar.last_day)) > 0


def schools_in(monday: date) -> list[School]:
    """The schools that owe a return for a week, by name: those that are open in it and have a school day."""
    schools = telling_schools(monday)
    calendars = calendars_for({school.calendar_id for school in schools})
    return [school for school in schools if has_school(calendars[school.calendar_id], monday)]


def registers(monday: date, schools: Iterable[School]) -> dict[int, Register]:
    """What the registers that come to us say of a week, by the school. One query."""
    rows = ChildWeek.objects.filter(monday=monday, source=FEED, school__in=[school.pk for school in schools])
    rows = rows.values("school").annotate(pupils=Count("pk"), coded=Count("pk", filter=Q(marks__contains=CODE)))
    return {row["school"]: Register(row["pupils"], row["coded"]) for row in rows.order_by()}


def lines(monday: date, on: date) -> list[Line]:
    """How the return of each school for a week stands on a day, by name. Few queries, however many schools."""
    schools = schools_in(monday)
    come, told = registers(monday, schools), _told(monday)
    rows = {row.school_id: row for row in WeeklyReturn.objects.filter(monday=monday)}
    return [_line(school, come.get(school.pk), rows.get(school.pk), told.get(school.pk, 0), on) for school in schools]


def _told(monday: date) -> dict[int | None, int]:
    """Of how many timetables that were in force in a week each school told us."""
    rows = in_force(monday).values("case__school").annotate(told=Count("pk")).order_by()
    return {row["case__school"]: row["told"] for row in rows}


def in_force(monday: date) -> QuerySet[Timetable]:
    """The timetables, of all schools, that were in force in a week."""
    runs = Q(case__closed_on=None) | Q(case__closed_on__gte=monday)
    rows = Timetable.objects.filter(runs, starts_on__lte=monday + FRIDAY)
    return rows.exclude(case__stage=pathway.MISTAKEN.key)


def told_by(user: User, school: School, monday: date) -> list[Timetable]:
    """What a school told of that was in force in a week, as this person may see it. The caller records the sight."""
    rows = visible_to(user, Timetable).filter(pk__in=in_force(monday).values("pk"), case__school=school)
    return list(rows.select_related("case__child").order_by("case__child__sort_name", "pk"))


def _line(school: School, register: Register | None, row: WeeklyReturn | None, told: int, on: date) -> Line:
    if register is not None and register.has_come(school):
        words = "In the register" if register.coded else "Nil, by the register"
        differs = _differs("The register has code C2 for", register.coded, told)
        return Line(school, words, "green", told, register.coded, row, differs)
    if row is None:
        return Line(school, "No register yet", "grey", told)
    if row.says:
        pupils = {Says.NIL: 0, Says.AS_TOLD: told, Says.MORE: told + row.more}[Says(row.says)]
        words = "Nil, by the school" if row.says == Says.NIL else "By the school"
        return Line(school, words, "green", told, pupils, row, _differs("The school says", pupils, told))
    late = is_late(row, on)
    return Line(school, "Not answered in time" if late else "Asked", "red" if late else "yellow", told, None, row)


def is_late(row: WeeklyReturn, on: date) -> bool:
    """Whether the day by which a return is answered is over; never while that cannot be worked out."""
    return row.due_on is not None and row.due_on < on


def _differs(who: str, pupils: int, told: int) -> str:
    if pupils == told:
        return ""
    return f"{who} {pupils or 'no'} pupil{'' if pupils == 1 else 's'}; we were told of {told or 'none'}."


def waiting_for(user: User, on: date) -> list[WeeklyReturn]:
    """The returns that this person's schools still owe, the oldest first, less those whose register came since."""
    rows = visible_to(user, WeeklyReturn).filter(school__organisation__in=user.organisations_where(PORTAL))
    return unanswered(rows.order_by("monday", "pk"))


def unanswered(rows: QuerySet[WeeklyReturn]) -> list[WeeklyReturn]:
    """Of some returns those that nobody answered and whose register has not come since they were asked for."""
    marks = ChildWeek.objects.filter(school=OuterRef("school"), monday=OuterRef("monday"), source=FEED)
    pupils = marks.order_by().values("school").annotate(pupils=Count("pk")).values("pupils")
    rows = rows.filter(says="").select_related("school__organisation").annotate(marked=Coalesce(Subquery(pupils), 0))
    return [row for row in rows if not Register(row.marked, 0).has_come(row.school)]
