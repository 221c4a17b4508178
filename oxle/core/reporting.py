"""What analysts read: views with stable names in a schema of their own, each of whose columns is said in words.

A view is data. An app or a duty registers its own in its `reporting.py`, which is found by itself; the schema, the
grants, the data dictionary and the files to download are all made of the same list. The views are put on after the
migrations, as the triggers are, and taken off before: a table that a view reads could not be changed else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import autodiscover_modules
from psycopg2 import sql

# The schemas, each with the role that may read its views and nothing else in the database.
READERS = {"reporting": "oxle_reporting", "reporting_names": "oxle_reporting_names"}
PLAIN, NAMES = READERS


class Kind(StrEnum):
    """What a column holds, as PostgreSQL calls it. Every column is cast to it, so that it never changes unseen."""

    TEXT = "text"
    TEXTS = "text[]"
    NUMBER = "bigint"
    AMOUNT = "numeric(12,2)"
    DAY = "date"
    MOMENT = "timestamp with time zone"
    YES_NO = "boolean"


@dataclass(frozen=True)
class Column:
    """One column: its stable name, what it is made of (or what says so once every duty is known), what it holds, and
    what that says. `codes` are its values with their words, where it has only so many."""

    name: str
    of: str | Callable[[], str]
    says: str
    kind: Kind = Kind.TEXT
    codes: Mapping[str, str] | None = None

    @property
    def comment(self) -> str:
        """What the database and the dictionary say of it."""
        if not self.codes:
            return self.says
        # Codes of a duty can run to dozens: each is a row of `reporting.codes`, too.
        return f"{self.says} Codes: {'; '.join(f'{code} = {words}' for code, words in self.codes.items())}."


@dataclass(frozen=True)
class View:
    """One view. `rows` is where its rows come from: all after the columns of a SELECT, or what makes that text once
    every duty is known. `row` says what one row is. `counted_by` names the columns by which its rows may be counted
    for those outside the service. Whose rows are about a pupil has a column `pupil`, or one `case_reference`.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: str | Callable[[], str]
    counted_by: tuple[str, ...] = ()
    schema: str = PLAIN

    @property
    def full_name(self) -> str:
        """Its name with the schema's."""
        return f"{self.schema}.{self.name}"

    @cached_property
    def select(self) -> str:
        """The statement that the view stands for."""
        columns = ", ".join(f'({_text(one.of)})::{one.kind} AS "{one.name}"' for one in self.columns)
        return f"SELECT {columns} {_text(self.rows)}"

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for one in self.columns:
            if one.name == name:
                return one
        raise KeyError(name)


def _text(of: str | Callable[[], str]) -> str:
    return of if isinstance(of, str) else of()


_VIEWS: dict[str, View] = {}


def register(*found: View) -> None:
    """Add views; refuses two of one name, and a column that is there twice."""
    for one in found:
        names = [column.name for column in one.columns]
        if len(set(names)) != len(names) or not set(one.counted_by) <= set(names):
            raise ImproperlyConfigured(f"The columns of “{one.full_name}” are not sound.")
        if _VIEWS.setdefault(one.full_name, one) is not one:
            raise ImproperlyConfigured(f"Two views are called “{one.full_name}”.")


def views() -> list[View]:
    """Every view of every app and duty, by name; those with names of people last."""
    autodiscover_modules("reporting")
    return sorted(_VIEWS.values(), key=lambda one: one.full_name)


def view(name: str) -> View:
    """The view of that name, of those that say no pupil’s name; KeyError when there is none."""
    views()
    return _VIEWS[f"{PLAIN}.{name}"]


def take_off(line: BaseDatabaseWrapper) -> None:
    """Take every view off, so that the tables may change. Whoever has built a view of their own on one is told by the
    database, and their view is not touched."""
    with line.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, viewname FROM pg_views WHERE schemaname = ANY(%s)", [list(READERS)]
        )  # fmt: skip
        found = [sql.Identifier(*row) for row in cursor.fetchall()]
        if found:
            cursor.execute(sql.SQL("DROP VIEW {}").format(sql.SQL(", ").join(found)))


def put_on(line: BaseDatabaseWrapper) -> None:
    """Make the schemas and every view anew, say what each column is, and give the readers what they may read. Where all
    are there as they should be none is made: whoever reads one for long would hold it up, and everybody after it.

    A view shows its own rows alone, also to a reader whose functions look at what they are handed (security_barrier).
    """
    if not _are_there(line):
        _make(line)
    for schema, role in READERS.items():
        let_read(line, schema, role)


def _are_there(line: BaseDatabaseWrapper) -> bool:
    with line.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_views WHERE schemaname = ANY(%s)", [list(READERS)])
        (found,) = cursor.fetchone()
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [PLAIN])
        return bool(found == len(views()) and cursor.fetchone() == (_digest(),))


def _digest() -> str:
    """What the schema says that it was made of: of another list it is made anew."""
    told = [(one.full_name, one.row, one.select, [column.comment for column in one.columns]) for one in views()]
    return f"Made of {sha256(repr(told).encode()).hexdigest()}"


def _make(line: BaseDatabaseWrapper) -> None:
    take_off(line)
    with line.cursor() as cursor:
        for schema in READERS:
            cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        for one in views():
            name = sql.Identifier(one.schema, one.name)
            cursor.execute(sql.SQL("CREATE VIEW {} WITH (security_barrier) AS {}").format(name, sql.SQL(one.select)))
            cursor.execute(sql.SQL("COMMENT ON VIEW {} IS {}").format(name, sql.Literal(one.row)))
            for column in one.columns:
                of = sql.Identifier(one.schema, one.name, column.name)
                cursor.execute(sql.SQL("COMMENT ON COLUMN {} IS {}").format(of, sql.Literal(column.comment)))
        made_of = sql.SQL("COMMENT ON SCHEMA {} IS {}")
        cursor.execute(made_of.format(sql.Identifier(PLAIN), sql.Literal(_digest())))


def let_read(line: BaseDatabaseWrapper, schema: str, role: str) -> None:
    """Let a role read the views of a schema, where the server has that role."""
    with line.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            return
        names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names))
        cursor.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}").format(**names))


# --- columns that many views have -----------------------------------------------------------------------------------


def day(name: str, of: str, says: str) -> Column:
    """A column of days."""
    return Column(name, of, says, Kind.DAY)


def moment(name: str, of: str, says: str) -> Column:
    """A column of moments."""
    return Column(name, of, says, Kind.MOMENT)


def number(name: str, of: str, says: str) -> Column:
    """A column of whole numbers."""
    return Column(name, of, says, Kind.NUMBER)


def yes_no(name: str, of: str, says: str) -> Column:
    """A column of yes and no."""
    return Column(name, of, says, Kind.YES_NO)


def coded(name: str, of: str, says: str, codes: type) -> Column:
    """A column of the values of some choices; empty where there is none."""
    return Column(name, f"NULLIF({of}, '')", says, Kind.TEXT, dict(codes.choices))  # type: ignore[attr-defined]


def constants(heads: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> str:
    """Rows that are written in the code, as where a view's rows come from: `said.<head>` is a column of them."""
    lines = ", ".join(f"({', '.join(map(_constant, row))})" for row in rows)
    return f"FROM (VALUES {lines}) AS said ({', '.join(heads)})"


def _constant(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
