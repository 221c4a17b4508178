"""What registers say of some children each before a day of their own: one query, however many children."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from oxle.registers.codes import CODES, Counts

EXCLUDED, PART_TIME = "E", "C2"


@dataclass(frozen=True)
class Window:
    """The days of one child at one school, both ends included; child and school by primary key."""

    child: int
    school: int
    first: date
    last: date


@dataclass(frozen=True)
class Seen:
    """What the register says of a window. Absence leaves out sessions that a reduced timetable does not offer (C2),
    and those of an exclusion (E), which are counted by themselves."""

    possible: int = 0
    absent: int = 0
    absent_first_on: date | None = None
    absent_last_on: date | None = None
    excluded: int = 0
    excluded_first_on: date | None = None
    excluded_last_on: date | None = None


NOTHING = Seen()


def seen_in(windows: Sequence[Window]) -> list[Seen]:
    """What the registers say, window by window in their order; nothing where there are no marks. One query."""
    if not windows:
        return []
    left_out = {EXCLUDED, PART_TIME}
    absence = {Counts.AUTHORISED, Counts.UNAUTHORISED}
    absent = [code for code, one in CODES.items() if one.counts in absence and code not in left_out]
    present = [code for code, one in CODES.items() if one.counts is Counts.PRESENT]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT number,
                   count(*) FILTER (WHERE mark = ANY(%(possible)s)),
                   count(*) FILTER (WHERE mark = ANY(%(absent)s)),
                   min(day) FILTER (WHERE mark = ANY(%(absent)s)),
                   max(day) FILTER (WHERE mark = ANY(%(absent)s)),
                   count(*) FILTER (WHERE mark = %(excluded)s),
                   min(day) FILTER (WHERE mark = %(excluded)s),
                   max(day) FILTER (WHERE mark = %(excluded)s)
            FROM (
                SELECT asked.number, monday + place / 2 AS day, rtrim(substr(marks, 2 * place + 1, 2)) AS mark
                FROM unnest(%(children)s::bigint[], %(schools)s::bigint[], %(firsts)s::date[], %(lasts)s::date[])
                         WITH ORDINALITY AS asked(child, school, first, last, number)
                JOIN registers_childweek AS week
                  ON week.child_id = asked.child AND week.school_id = asked.school
                 AND week.monday BETWEEN asked.first - 6 AND asked.last
                CROSS JOIN generate_series(0, 9) AS place
                WHERE monday + place / 2 BETWEEN asked.first AND asked.last
            ) AS session
            GROUP BY number
            """,
            {
                "children": [one.child for one in windows],
                "schools": [one.school for one in windows],
                "firsts": [one.first for one in windows],
                "lasts": [one.last for one in windows],
                "possible": [*present, *absent],
                "absent": absent,
                "excluded": EXCLUDED,
            },
        )
        found = {number: Seen(*sums) for number, *sums in cursor.fetchall()}
    return [found.get(number, NOTHING) for number in range(1, len(windows) + 1)]
