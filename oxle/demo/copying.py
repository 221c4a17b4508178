"""Writes many rows of one table at once, with PostgreSQL's COPY. The audit's triggers see them like any others."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

AT_ONCE = 20_000
# The library reads so many signs at a time, and each time waits until whoever makes the next rows lets Python go.
SIGNS_AT_ONCE = 2**24
# So many lots of rows wait in memory, at most, for the one that is being written.
MOST_WAITING = 40
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
SPECIAL = re.compile(r"[\\\t\n\r]")


@dataclass(frozen=True)
class _Behind:
    """Who writes behind our back, what was sent to them, and the line on which new keys are asked for meanwhile."""

    sender: ThreadPoolExecutor
    sent: deque[Future[None]]
    line: BaseDatabaseWrapper


_behind: ContextVar[_Behind | None] = ContextVar("behind", default=None)


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows, given as values in the order of `columns` (the database's names); how many there were."""
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    total, lines = 0, list[str]()
    for row in rows:
        lines.append("\t".join([CELLS.get(type(value), _words)(value) for value in row]))
        if len(lines) == AT_ONCE:
            total += _send(sql, lines)
            lines = []
    return total + _send(sql, lines)


def copy_records(records: Sequence[models.Model]) -> None:
    """Write new records of one model as `bulk_create` would, in a fraction of the time, and give keys to those without.

    Foreign keys must be set already: a record that another points to is written first, or got its key from `keys`.
    """
    if not records:
        return
    model, fields = type(records[0]), type(records[0])._meta.concrete_fields
    keyless = [record for record in records if record.pk is None]
    for record, key in zip(keyless, next_keys(model, len(keyless)), strict=True):
        record.pk = key
    values = attrgetter(*(field.attname for field in fields))
    copy_rows(model, [field.column for field in fields], map(values, records))
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def keys(model: type[models.Model]) -> Iterator[int]:
    """New primary keys of a table without end, so that rows of several tables can refer to each other."""
    while True:
        yield from next_keys(model, AT_ONCE)


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """As many new primary keys of a table, in order."""
    if not count:
        return []
    behind = _behind.get()
    with (behind.line if behind else connection).cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def while_more_is_made() -> Iterator[None]:
    """Within this, rows are written by the database while the next ones are made, in the same order and transaction.

    Whatever else is asked of the database waits for them, and so does the end; but for new keys, which belong to no
    transaction and come on a line of their own. A refused row raises at one of these.
    """
    with ThreadPoolExecutor(max_workers=1) as sender, closing(connection.copy()) as line:
        sent: deque[Future[None]] = deque()

        def wait(execute: Callable[..., Any], *asked: Any) -> Any:
            _finish(sent, left=0)
            return execute(*asked)

        token = _behind.set(_Behind(sender, sent, line))
        try:
            with connection.execute_wrapper(wait):
                yield
                _finish(sent, left=0)
        finally:
            _behind.reset(token)


def _send(sql: str, lines: Sequence[str]) -> int:
    if not lines:
        return 0
    text = StringIO("\n".join(lines) + "\n")
    behind = _behind.get()
    if behind is None:
        with connection.cursor() as cursor:
            cursor.copy_expert(sql, text, SIGNS_AT_ONCE)
        return len(lines)
    _finish(behind.sent, left=MOST_WAITING)
    connection.ensure_connection()
    behind.sent.append(behind.sender.submit(_copy, connection.connection, sql, text))
    return len(lines)


def _copy(line: Any, sql: str, text: StringIO) -> None:
    with line.cursor() as cursor:
        cursor.copy_expert(sql, text, SIGNS_AT_ONCE)


def _finish(sent: deque[Future[None]], left: int) -> None:
    with connection.wrap_database_errors:
        while len(sent) > left:
            sent.popleft().result()


def _text(value: str) -> str:
    return value.translate(ESCAPES) if SPECIAL.search(value) else value


def _words(value: Any) -> str:
    return _text(str(value))


def _json(value: Any) -> str:
    return _text(json.dumps(value, ensure_ascii=False))


# How values of each type are written; anything else by its text.
CELLS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    bool: lambda value: "t" if value else "f",
    int: str,
    str: _text,
    dict: _json,
    list: _json,
    date: date.isoformat,
    datetime: datetime.isoformat,
}
