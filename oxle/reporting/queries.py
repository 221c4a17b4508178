"""The rows of a view as one person may have them, the children they are about, and their counts for those outside."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from psycopg2 import sql

from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.reporting import View
from oxle.core.rounding import Lines, told_outside
from oxle.missing_out.models import PackRow
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of

# By which column a row says whom it is about: the child's own key, their case's reference, or that of a pack.
PUPIL, CASE, REFERENCE = "pupil", "case_reference", "reference"
# More rows are no file for a spreadsheet, and would hold the page: they are read from the database.
MOST = 200_000
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Rows:
    """Rows of a view, and the children they are about (primary keys)."""

    rows: list[tuple[Any, ...]]
    children: list[int]


def rows_for(user: User, view: View, on: date) -> Rows:
    """The rows of a view, without those about a child with whom this person has a conflict of interest."""
    closed = list(conflicts_of(user, on).values_list("child", flat=True))
    condition, values = _but_of(view, closed)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {} FROM {} {} ORDER BY 1").format(_columns(view), _name(view), condition), values
        )
        rows = cursor.fetchall()
    return Rows(rows, sorted(_children_of(view, rows)))


def count_of(view: View) -> int:
    """How many rows a view has, up to one more than a file may have."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*) FROM (SELECT FROM {} LIMIT {}) AS found").format(
                _name(view), sql.Literal(MOST + 1)
            )
        )
        found: int = cursor.fetchone()[0]
    return found


def outside(view: View) -> tuple[int | None, list[tuple[str, str, int | None]]]:
    """How many rows a view has, and how many of each value of the columns by which it is counted: as it may leave the
    service: none under 5, the others up or down to a multiple of 5. (total, (column, value in words, number))."""
    counted, total = [], 0
    for name in view.counted_by:
        codes = view.column(name).codes or {}
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("SELECT {0}::text, count(*) FROM {1} GROUP BY 1").format(sql.Identifier(name), _name(view))
            )
            found = cursor.fetchall()
        counts: dict[str, int] = {}
        for value, number in found:
            words = NOT_SAID if value is None else codes.get(value, value)
            counts[words] = counts.get(words, 0) + number
        total = sum(counts.values())
        counted.append(dict(sorted(counts.items())))
    told = told_outside([Lines(counts) for counts in counted], total, f"{view.schema}.{view.name}")
    return told.total, [
        (name, value, number)
        for name, counts in zip(view.counted_by, told.tables, strict=True)
        for value, number in counts.items()
    ]


def _name(view: View) -> sql.Composable:
    return sql.Identifier(view.schema, view.name)


def _columns(view: View) -> sql.Composable:
    return sql.SQL(", ").join(sql.Identifier(one.name) for one in view.columns)


def _about(view: View) -> str:
    """The first column that says whom a row is about; empty where none does."""
    names = {one.name for one in view.columns}
    return next((one for one in (PUPIL, CASE, REFERENCE) if one in names), "")


def _but_of(view: View, closed: Collection[int]) -> tuple[sql.Composable, list[Any]]:
    """Leaves out the rows about some children: by any column that says whom a row is about."""
    names = {one.name for one in view.columns}
    found = [
        (column, list(values))
        for column, values in (
            (PUPIL, Child.objects.filter(pk__in=closed).values_list("key", flat=True)),
            (CASE, _cases_about(closed).values_list("reference", flat=True)),
            (REFERENCE, PackRow.objects.filter(child__in=closed).values_list("reference", flat=True)),
        )
        if closed and column in names
    ]
    if not found:
        return sql.SQL(""), []
    parts = (sql.SQL("({0} IS NULL OR {0} <> ALL(%s))").format(sql.Identifier(column)) for column, _ in found)
    return sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(parts)), [values for _, values in found]


def _cases_about(children: Collection[int]) -> QuerySet[Case]:
    return Case.objects.filter(Q(child__in=children) | Q(parties__child__in=children))


def _children_of(view: View, rows: Collection[tuple[Any, ...]]) -> Iterator[int]:
    about = _about(view)
    if not about:
        return iter(())
    at = [one.name for one in view.columns].index(about)
    keys = list({row[at] for row in rows if row[at] is not None})
    found: dict[str, QuerySet[Any, int | None]] = {
        PUPIL: Child.objects.filter(key__in=keys).values_list("pk", flat=True),
        CASE: Case.objects.filter(reference__in=keys).values_list("child", flat=True),
        REFERENCE: PackRow.objects.filter(reference__in=keys).values_list("child", flat=True),
    }
    return iter({child for child in found[about] if child is not None})
