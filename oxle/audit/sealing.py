"""The hash chain over the audit: seals rows whose transactions have all ended, and finds what was tampered with.

A row is sealed by a salted digest of what it says and a salted digest of its payload, so a payload can be disposed of
with a certificate while the chain still holds. The head of each seal also leaves the database, to a file, so that a
tail that was cut off is missed.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from oxle.audit.models import Certificate, Change, Seal, SealedRow, Sight

TABLES = {"change": Change, "sight": Sight}
MOST_ROWS = 20_000
BEGINNING = "0" * 64


@transaction.atomic
def seal(*, at: datetime) -> Seal | None:
    """Seal every row not sealed yet whose transaction, and all older ones, have ended; None when there is none."""
    with connection.cursor() as cursor:
        # One sealer at a time: two would give one number twice.
        cursor.execute("LOCK TABLE audit_seal IN EXCLUSIVE MODE")
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        below = cursor.fetchone()[0]
    last = Seal.objects.order_by("number").last()
    rows = list(_unsealed(last, below))
    if not rows:
        return None
    previous = last.head if last else BEGINNING
    entries = [_entry(table, row) for table, row in rows]
    made = Seal.objects.create(
        number=last.number + 1 if last else 1,
        at=at,
        below=below,
        last_change=_last(rows, "change", last.last_change if last else 0),
        last_sight=_last(rows, "sight", last.last_sight if last else 0),
        previous=previous,
        head=_head(previous, (entry.digest for entry in entries)),
        count=len(entries),
    )
    for position, entry in enumerate(entries):
        entry.seal = made
        entry.position = position
    SealedRow.objects.bulk_create(entries, batch_size=2_000)
    transaction.on_commit(publish_heads)
    return made


def publish_heads(folder: Path | None = None) -> None:
    """Write the heads that the file outside the database does not have yet."""
    path = heads_path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    known = published_heads(folder)
    with path.open("a") as file:
        for one in Seal.objects.filter(number__gt=max(known, default=0)).order_by("number"):
            file.write(f"{one.number} {one.at.isoformat()} {one.head}\n")


def heads_path(folder: Path | None = None) -> Path:
    """Where the heads are kept outside the database."""
    return (folder or Path(settings.VAR) / "seals") / "heads.txt"


def published_heads(folder: Path | None = None) -> dict[int, str]:
    """The heads that left the database, by number."""
    path = heads_path(folder)
    if not path.is_file():
        return {}
    lines = (line.split() for line in path.read_text().splitlines())
    return {int(words[0]): words[2] for words in lines if len(words) == 3}


@dataclass(frozen=True)
class Verdict:
    """What verifying found: how much was looked at, and the first thing wrong, in a sentence; none when all is well."""

    seals: int
    rows: int
    problem: str = ""


def verify(folder: Path | None = None) -> Verdict:
    """Walk the whole chain and name the first row that was altered, deleted or moved, or the tail that is missing."""
    previous, number, rows = BEGINNING, 0, 0
    published = published_heads(folder)
    disposed = {(one.table, row) for one in Certificate.objects.all() for row in one.rows}
    for one in Seal.objects.order_by("number").iterator():
        number += 1
        if one.number != number:
            return Verdict(number - 1, rows, f"Seal {number} is missing.")
        if one.previous != previous:
            return Verdict(number - 1, rows, f"Seal {number} does not follow the one before it.")
        entries = list(one.rows.order_by("position"))
        for entry in entries:
            if problem := _problem(entry, disposed):
                return Verdict(number - 1, rows, problem)
            rows += 1
        if _head(previous, (entry.digest for entry in entries)) != one.head or len(entries) != one.count:
            return Verdict(number - 1, rows, _disorder(one, entries))
        if number in published and published[number] != one.head:
            return Verdict(number - 1, rows, f"Seal {number} is not the one whose head left the database.")
        previous = one.head
    if max(published, default=0) > number:
        return Verdict(
            number, rows, f"The tail is cut off: seal {max(published)} left the database, {number} is the last here."
        )
    if stray := _stray():
        return Verdict(number, rows, stray)
    return Verdict(number, rows)


@transaction.atomic
def dispose(table: str, ids: list[int], *, by: str, at: datetime, reason: str) -> Certificate:
    """Empty the payloads of sealed rows, with a certificate. Runs as the database's owner; the service cannot."""
    sealed = set(SealedRow.objects.filter(table=table, row__in=ids).values_list("row", flat=True))
    if missing := sorted(set(ids) - sealed):
        raise ValueError(f"{table} {missing[0]} is not sealed yet, so it cannot be disposed of")
    empty: dict[str, Any] = {"before": None, "after": None} if table == "change" else {"reason": ""}
    TABLES[table].objects.filter(pk__in=ids).update(**empty)
    return Certificate.objects.create(table=table, rows=sorted(ids), reason=reason, by=by, at=at)


def _unsealed(last: Seal | None, below: int) -> Iterator[tuple[str, Any]]:
    """By transaction, because ids are not given out in the order of committing; by id too, for a restored database."""
    found: list[tuple[int, str, Any]] = []
    for table, model in TABLES.items():
        rows = model.objects.filter(transaction__lt=below)
        if last:
            newer = last.last_change if table == "change" else last.last_sight
            rows = rows.filter(Q(transaction__gte=last.below) | Q(pk__gt=newer))
        found += [(row.transaction, table, row) for row in rows.order_by("transaction", "pk")[:MOST_ROWS]]
    found.sort(key=lambda one: (one[0], one[1], one[2].pk))
    already = set()
    if last:
        ids = {table: [row.pk for _, name, row in found if name == table] for table in TABLES}
        for table, keys in ids.items():
            sealed = SealedRow.objects.filter(table=table, row__in=keys).values_list("row", flat=True)
            already |= {(table, row) for row in sealed}
    yield from ((table, row) for _, table, row in found if (table, row.pk) not in already)


def _entry(table: str, row: Any) -> SealedRow:
    salt = secrets.token_hex(16)
    payload = _digest(salt, _payload(table, row))
    return SealedRow(
        table=table, row=row.pk, salt=salt, payload=payload, digest=_digest(salt, [_identity(table, row), payload])
    )


def _payload(table: str, row: Any) -> Any:
    return [row.before, row.after] if table == "change" else [row.reason]


def _identity(table: str, row: Any) -> list[Any]:
    same = [row.pk, row.at.isoformat(), row.transaction, row.actor, row.request]
    if table == "change":
        return [*same, row.table, row.row, row.action]
    return [*same, row.what, row.path, row.children]


def _digest(salt: str, what: Any) -> str:
    return sha256(f"{salt}{json.dumps(what, sort_keys=True, ensure_ascii=True)}".encode()).hexdigest()


def _head(previous: str, digests: Iterable[str]) -> str:
    chain = sha256(previous.encode())
    for digest in digests:
        chain.update(digest.encode())
    return chain.hexdigest()


def _last(rows: list[tuple[str, Any]], table: str, before: int) -> int:
    return max([row.pk for name, row in rows if name == table], default=before)


def _problem(entry: SealedRow, disposed: set[tuple[str, int]]) -> str:
    row = TABLES[entry.table].objects.filter(pk=entry.row).first()
    where = f"the {entry.table} {entry.row}"
    if row is None:
        return f"{where.capitalize()} was deleted."
    if _digest(entry.salt, [_identity(entry.table, row), entry.payload]) != entry.digest:
        return f"{where.capitalize()} was altered."
    if (entry.table, entry.row) not in disposed and _digest(entry.salt, _payload(entry.table, row)) != entry.payload:
        return f"{where.capitalize()} was altered."
    return ""


def _disorder(one: Seal, entries: list[SealedRow]) -> str:
    for position, entry in enumerate(entries):
        if entry.position != position:
            return f"In seal {one.number} a row is missing before the {entry.table} {entry.row}."
    keys = [(TABLES[e.table].objects.get(pk=e.row).transaction, e.table, e.row) for e in entries]
    for here, (key, in_order) in enumerate(zip(keys, sorted(keys), strict=True)):
        if key != in_order:
            return f"In seal {one.number} the {entries[here].table} {entries[here].row} was moved."
    return f"Seal {one.number} does not hold what was sealed."


def _stray() -> str:
    """A row that is older than the last seal but in none: slipped in behind it."""
    last = Seal.objects.order_by("number").last()
    if last is None:
        return ""
    for table, model in TABLES.items():
        newest = last.last_change if table == "change" else last.last_sight
        sealed = SealedRow.objects.filter(table=table).aggregate(most=Max("row"))["most"] or 0
        stray = (
            model.objects.filter(transaction__lt=last.below, pk__lte=min(newest, sealed))
            .exclude(pk__in=SealedRow.objects.filter(table=table).values("row"))
            .order_by("pk")
            .first()
        )
        if stray:
            return f"The {table} {stray.pk} was slipped in after it was sealed."
    return ""
