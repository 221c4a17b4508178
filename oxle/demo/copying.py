"""Writes many rows of one table at once, with PostgreSQL's COPY. The audit's triggers see them like any others."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from django.db import connection, models

AT_ONCE = 20_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows, given as values in the order of `columns` (the database's names); how many there were."""
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    total, buffer, held = 0, StringIO(), 0
    with connection.cursor() as cursor:
        for row in rows:
            buffer.write("\t".join(map(_cell, row)) + "\n")
            total, held = total + 1, held + 1
            if held == AT_ONCE:
                _send(cursor, sql, buffer)
                buffer, held = StringIO(), 0
        if held:
            _send(cursor, sql, buffer)
    return total


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """As many new primary keys of a table, in order, so that rows of several tables can refer to each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _send(cursor: Any, sql: str, buffer: StringIO) -> None:
    buffer.seek(0)
    cursor.copy_expert(sql, buffer)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict | list):
        return json.dumps(value).translate(ESCAPES)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).translate(ESCAPES)
