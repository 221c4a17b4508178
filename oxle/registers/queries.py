"""Reading attendance marks: session by session, and counted by class for one child or many at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet

from oxle.people.models import Child
from oxle.registers.codes import CODES, Counts, Tally, tally, unpack_week
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.registers.models import ChildWeek
from oxle.schools.models import School

# How the source of marks begins that came with a case: an extract of one pupil.
OF_A_CASE = "case "


def of_whole_registers() -> QuerySet[ChildWeek]:
    """The weeks that came with a school's whole register. An extract of one pupil, which a school gives with a case,
    says nothing of who else is there.
    """
    return ChildWeek.objects.exclude(source__startswith=OF_A_CASE)


def marks_between(child: Child, school: School, first: date, last: date) -> list[SessionMark]:
    """A child's marks at one school from one day to another, both included, in order. One query."""
    weeks = ChildWeek.objects.filter(
        child=child, school=school, monday__gte=_monday(first), monday__lte=last
    ).values_list("monday", "marks")
    return [
        SessionMark(day, Half(place % 2), code)
        for monday, packed in weeks.order_by("monday")
        for place, code in enumerate(unpack_week(packed))
        if code and first <= (day := monday + timedelta(days=place // 2)) <= last
    ]


@dataclass(frozen=True)
class Attendance:
    """A child's attendance at one school over some days: the sums, and which days were looked at."""

    first: date
    last: date
    tally: Tally
    # Days on which a mark N still waits for its reason.
    not_established_on: tuple[date, ...]


def attendance_between(child: Child, school: School, first: date, last: date) -> Attendance:
    """The sums over a child's marks at one school from one day to another, both included. One query."""
    marks = marks_between(child, school, first, last)
    waiting = tuple(dict.fromkeys(mark.on for mark in marks if mark.code == "N"))
    return Attendance(first, last, tally(mark.code for mark in marks), waiting)


def tallies_between(children: Collection[int], first: date, last: date) -> dict[int, Tally]:
    """The sums of many children (primary keys), over all their schools, in one query; a child without marks is absent.

    A session marked D at one school and present at the other counts once: D leaves the denominator.
    """
    by_class = {counts: [code for code in CODES if CODES[code].counts == counts] for counts in Counts}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT child_id,
                   count(*),
                   count(*) FILTER (WHERE mark = ANY(%(present)s)),
                   count(*) FILTER (WHERE mark = ANY(%(authorised)s)),
                   count(*) FILTER (WHERE mark = ANY(%(unauthorised)s))
            FROM (
                SELECT child_id, rtrim(substr(marks, 2 * place + 1, 2)) AS mark
                FROM registers_childweek, generate_series(0, 9) AS place
                WHERE child_id = ANY(%(children)s)
                  AND monday BETWEEN %(monday)s AND %(last)s
                  AND monday + place / 2 BETWEEN %(first)s AND %(last)s
            ) AS session
            WHERE mark <> ''
            GROUP BY child_id
            """,
            {
                "children": list(children),
                "monday": _monday(first),
                "first": first,
                "last": last,
                "present": by_class[Counts.PRESENT],
                "authorised": by_class[Counts.AUTHORISED],
                "unauthorised": by_class[Counts.UNAUTHORISED],
            },
        )
        return {
            child: Tally(sessions, present + authorised + unauthorised, present, authorised, unauthorised)
            for child, sessions, present, authorised, unauthorised in cursor.fetchall()
        }


def last_present(children: Collection[int], on: date) -> dict[int, date]:
    """The last day up to `on` on which a register has each of some children (primary keys) present, in one query; who
    was never there is absent from it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT child_id, max(monday + place / 2)
            FROM registers_childweek, generate_series(0, 9) AS place
            WHERE child_id = ANY(%(children)s)
              AND presences > 0
              AND monday + place / 2 <= %(on)s
              AND rtrim(substr(marks, 2 * place + 1, 2)) = ANY(%(present)s)
            GROUP BY child_id
            """,
            {
                "children": list(children),
                "on": on,
                "present": [code for code, mark in CODES.items() if mark.counts == Counts.PRESENT],
            },
        )
        return dict(cursor.fetchall())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
