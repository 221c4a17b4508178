"""Code C2 in the registers against what schools told of: leave under a part-time timetable, and its notice.

Nothing is stored. The last two whole weeks and this one are read anew each time, so that a notice or a mark that comes
takes its line away by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.people.models import Child
from oxle.registers.codes import unpack_week
from oxle.registers.models import ChildWeek
from reduced_timetables import pathway
from reduced_timetables.models import Timetable
from reduced_timetables.weeks import week_on

CODE = "C2"
# How far back it is looked (a choice of the service): long enough for registers that come once a week.
WEEKS = timedelta(weeks=2)


class Differs(Enum):
    """How the register and what a school told differ, with the colour of it."""

    NO_NOTICE = ("C2, and no notice", "red")
    NOT_AGREED = ("C2 in a session that is not left out", "red")
    NO_CODE = ("A notice, and no C2", "yellow")

    @property
    def words(self) -> str:
        """As the list says it."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """Of its tag."""
        return self.value[1]


@dataclass(frozen=True)
class Line:
    """A pupil whose register at a school differs from what it told, in some sessions, the last of them on a day."""

    child: Child
    school: str
    kind: Differs
    sessions: int
    last_on: date
    told: Timetable | None

    @property
    def differs(self) -> str:
        """How, as the list and its filter say it."""
        return self.kind.words


# The marks of a pupil at a school: the child's and the school's keys, and each session's day, place and code.
Marks = dict[tuple[int, int], list[tuple[date, int, str]]]


def first_day(on: date) -> date:
    """The Monday from which registers are looked at."""
    return on - timedelta(days=on.weekday()) - WEEKS


def lines_for(user: User, on: date) -> list[Line]:
    """Where they differ, of the pupils this person may see, by school and name. A few queries, however many.

    The caller records the sight of those it shows.
    """
    told: dict[tuple[int, int], list[Timetable]] = {}
    for one in _told(user, on):
        told.setdefault((one.case.child_id or 0, one.case.school_id or 0), []).append(one)
    rows = _weeks(user, on, [child for child, _ in told])
    people = {(row.child_id, row.school_id): (row.child, row.school.name) for row in rows}
    found = [
        Line(*people[pair], kind, len(days), max(days), timetable)
        for pair, marks in _marks(rows, on).items()
        for kind, days, timetable in _differing(marks, told.get(pair, []))
    ]
    return sorted(found, key=lambda line: (line.school, line.child.sort_name, line.child.pk, line.differs))


def _told(user: User, on: date) -> list[Timetable]:
    """The timetables that were in force at some time since the first day."""
    running = Q(case__closed_on=None) | Q(case__closed_on__gte=first_day(on))
    rows = visible_to(user, Timetable).filter(running, starts_on__lte=on).exclude(case__stage=pathway.MISTAKEN.key)
    return list(rows.select_related("case").prefetch_related("changes").order_by("starts_on", "pk"))


def _weeks(user: User, on: date, children: list[int]) -> list[ChildWeek]:
    """The weeks that have the code, and those of the pupils with a timetable."""
    rows = ChildWeek.objects.filter(monday__gte=first_day(on), monday__lte=on)
    # No code ends in C and none begins with 2, so that this is never found across two sessions.
    rows = rows.filter(Q(marks__contains=CODE) | Q(child__in=children), child__in=visible_to(user, Child).values("pk"))
    return list(rows.select_related("child", "school__organisation"))


def _marks(rows: list[ChildWeek], on: date) -> Marks:
    found: Marks = {}
    for row in rows:
        marks = found.setdefault((row.child_id, row.school_id), [])
        for place, code in enumerate(unpack_week(row.marks)):
            day = row.monday + timedelta(days=place // 2)
            if code and day <= on:
                marks.append((day, place, code))
    return found


def _differing(
    marks: list[tuple[date, int, str]], told: list[Timetable]
) -> Iterator[tuple[Differs, list[date], Timetable | None]]:
    """How the marks of one pupil at one school differ from the timetables it told of, and on which days."""
    alone = [day for day, _, code in marks if code == CODE and not any(_covers(one, day) for one in told)]
    if alone:
        yield Differs.NO_NOTICE, alone, None
    for one in told:
        covered = [(day, place, code) for day, place, code in marks if _covers(one, day)]
        if wrong := [day for day, place, code in covered if code == CODE and _is_in(one, day, place)]:
            yield Differs.NOT_AGREED, wrong, one
        out = [(day, code) for day, place, code in covered if not _is_in(one, day, place)]
        if out and all(code != CODE for _, code in out):
            yield Differs.NO_CODE, [day for day, _ in out], one


def _is_in(told: Timetable, day: date, place: int) -> bool:
    """Whether the pupil is in for a session, by the sessions of that day."""
    return week_on(told, day).begins[place] is not None


def _covers(told: Timetable, day: date) -> bool:
    """Whether a timetable is in force on a day: until somebody says that the pupil is back, as in the ledger."""
    closed_on = told.case.closed_on
    return told.starts_on <= day and (closed_on is None or day <= closed_on)
