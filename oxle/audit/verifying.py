"""Walks the hash chain and names the first thing wrong: a row altered, deleted, moved or slipped in, a tail cut off."""

# ruff: noqa: S608 (the SQL is put together from the constants of this module and of sealing only)

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from oxle.audit import heads, triggers
from oxle.audit.models import Certificate, Seal
from oxle.audit.sealing import BEGINNING, TABLES, digest_sql, digests_of, head_of, payload_sql


@dataclass(frozen=True)
class Verdict:
    """How many seals and rows were found sound, and the first thing wrong in a sentence; none when all is well."""

    seals: int
    rows: int
    problem: str = ""


def verify(outside: Path | None = None) -> Verdict:
    """Verify the whole chain, against the audit and against the heads in the file `outside` (by default our own)."""
    seals = rows = 0
    last: Seal | None = None
    published = heads.published(outside)
    certified = {(one.table, row) for one in Certificate.objects.all() for row in one.rows}
    for one in Seal.objects.order_by("number").iterator():
        problem = next(_problems_of(one, last, published, certified), "")
        if problem:
            return Verdict(seals, rows, problem)
        last = one
        seals += 1
        rows += one.count
    return Verdict(seals, rows, next(_problems_at_the_end(last, published), ""))


def _problems_of(
    one: Seal, last: Seal | None, published: dict[int, str], certified: set[tuple[str, int]]
) -> Iterator[str]:
    expected = last.number + 1 if last else 1
    if one.number != expected:
        yield f"Seal {expected} is missing."
    if one.previous != (last.head if last else BEGINNING):
        yield f"Seal {one.number} does not follow the one before it."
    yield from _altered_rows(one, certified)
    yield from _disorder(one)
    if one.head != head_of(one, digests_of(one.number)):
        yield f"Seal {one.number} was altered."
    if published.get(one.number, one.head) != one.head:
        yield f"Seal {one.number} is not the one whose head left the database."


def _problems_at_the_end(last: Seal | None, published: dict[int, str]) -> Iterator[str]:
    number = last.number if last else 0
    left = max(published, default=0)
    if left > number:
        yield f"The tail is cut off: seal {left} left the database, and the last one here is {number}."
    if number and not published:
        yield "No head is known outside the database, so nothing proves that no tail was cut off."
    if last:
        yield from _slipped_in(last)
    yield from triggers.unguarded()


def _altered_rows(one: Seal, certified: set[tuple[str, int]]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_CHECKED, {"seal": one.number})
        for table, row, exists, is_disposed, sound in cursor.fetchall():
            what = f"The {table} {row}"
            if not exists:
                yield f"{what} was deleted."
            elif not sound:
                other = _place_of(one, table, row)
                yield f"{what} stands where the {table} {other} stood." if other else f"{what} was altered."
            elif is_disposed and (table, row) not in certified:
                yield f"{what} was emptied without a certificate."


def _place_of(one: Seal, table: str, row: int) -> int | None:
    """The key that the row now at `row` had when it was sealed, if it was sealed under another in this seal."""
    digest = digest_sql(table, payload_sql(table, "s.salt"), "s.row")
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT s."row" FROM audit_sealedrow s, audit_{table} r'
            f' WHERE s.seal_id = %s AND s."table" = %s AND r.id = %s AND s."row" <> r.id'
            f" AND {digest} = s.digest LIMIT 1",
            [one.number, table, row],
        )
        found = cursor.fetchone()
    return found[0] if found else None


def _disorder(one: Seal) -> Iterator[str]:
    """The order of a seal's rows is that of their transactions, tables and keys, with no place left out."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERED, {"seal": one.number})
        wrong = cursor.fetchone()
        if wrong:
            yield f"In seal {one.number} the {wrong[0]} {wrong[1]} is out of its place, or one before it is missing."
        cursor.execute("SELECT count(*) FROM audit_sealedrow WHERE seal_id = %s", [one.number])
        count = cursor.fetchone()[0]
        if count != one.count:
            yield f"Seal {one.number} was made over {one.count} rows and now holds {count}."


def _slipped_in(last: Seal) -> Iterator[str]:
    for table in TABLES:
        newest = last.last_change if table == "change" else last.last_sight
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT r.id FROM audit_{table} r WHERE r.transaction < %s AND r.id <= %s"
                f' AND NOT EXISTS (SELECT 1 FROM audit_sealedrow s WHERE s."table" = %s AND s."row" = r.id)'
                " ORDER BY r.id LIMIT 1",
                [last.below, newest, table],
            )
            if found := cursor.fetchone():
                yield f"The {table} {found[0]} was slipped in behind the seals."


def _checked(table: str) -> str:
    emptied = "r.before IS NULL AND r.after IS NULL" if table == "change" else "r.reason = ''"
    return f"""
        SELECT s.position, s."table", s."row", r.id IS NOT NULL AS found, s.salt IS NULL AS disposed, coalesce(
            {digest_sql(table, "s.payload")} = s.digest
            AND CASE WHEN s.salt IS NULL THEN {emptied} ELSE {payload_sql(table, "s.salt")} = s.payload END,
            false) AS sound
        FROM audit_sealedrow s LEFT JOIN audit_{table} r ON r.id = s."row"
        WHERE s.seal_id = %(seal)s AND s."table" = '{table}'
        """


_CHECKED = f"""
    SELECT "table", "row", found, disposed, sound
    FROM ({_checked("change")} UNION ALL {_checked("sight")}) AS rows
    WHERE NOT sound OR disposed ORDER BY position
    """

_ORDERED = """
    SELECT "table", "row" FROM (
        SELECT s.position, s."table", s."row",
            row_number() OVER (ORDER BY coalesce(c.transaction, v.transaction), s."table", s."row") - 1 AS place
        FROM audit_sealedrow s
        LEFT JOIN audit_change c ON s."table" = 'change' AND c.id = s."row"
        LEFT JOIN audit_sight v ON s."table" = 'sight' AND v.id = s."row"
        WHERE s.seal_id = %(seal)s) AS placed
    WHERE position <> place ORDER BY position LIMIT 1
    """
