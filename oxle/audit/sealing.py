"""The hash chain over the audit: seals every row whose transaction, and all older ones, have ended.

A row is sealed by a digest of who did what and when, together with a salted digest of its payload (what a record held
before and after, the reason for a sight). So a payload can be disposed of, with a certificate, and the chain still
holds. Each seal's head is a digest over the one before it; heads also leave the database (see heads.py).
docs/adr/audit.md says why it is so.
"""

# ruff: noqa: S608 (the SQL is put together from the constants of this module only)

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from oxle.audit import heads
from oxle.audit.models import Certificate, Change, Seal, SealedRow, Sight

MOST_ROWS = 20_000
BEGINNING = "0" * 64
TABLES = {"change": Change, "sight": Sight}
# Any number: whoever seals holds it, so that two sealers cannot give one number twice.
TURN = 7_355_221

# What is told of each seal in the transaction that makes it; a higher layer may put the head into its outbox.
LISTENERS: list[Callable[[Seal], None]] = []

# What is digested of a row. JSON as PostgreSQL writes it is the same text for the same value, always.
IDENTITY = {
    "change": 'jsonb_build_array({id}, {moment}, r.transaction, r.actor, r.request, r."table", r."row", r.action)',
    "sight": "jsonb_build_array({id}, {moment}, r.transaction, r.actor, r.request, r.what, r.path, r.children)",
}
PAYLOAD = {"change": "jsonb_build_array(r.before, r.after)", "sight": "jsonb_build_array(r.reason)"}
MOMENT = "(extract(epoch FROM r.at) * 1000000)::bigint"


def payload_sql(table: str, salt: str) -> str:
    """SQL for the salted digest of the payload of the audit row `r`."""
    return f"sha256(uuid_send({salt}) || convert_to(({PAYLOAD[table]})::text, 'UTF8'))"


def digest_sql(table: str, payload: str, id_: str = "r.id") -> str:
    """SQL for the digest of the audit row `r` with the digest of its payload."""
    identity = IDENTITY[table].format(id=id_, moment=MOMENT)
    return f"sha256(convert_to('{table}' || ({identity})::text, 'UTF8') || {payload})"


@transaction.atomic
def seal(*, at: datetime, most: int = MOST_ROWS) -> Seal | None:
    """Seal up to `most` rows, oldest transaction first; None when nothing waits, or somebody else is sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        if not cursor.fetchone()[0]:
            return None
        last = Seal.objects.order_by("number").last() or Seal(number=0, below=0, last_change=0, last_sight=0)
        # Read before the rows: whatever ends in between waits for the next seal.
        ended, begun = transactions()
        number = last.number + 1
        cursor.execute(
            _SEAL_ROWS,
            {
                "seal": number,
                "ended": ended,
                "begun": begun,
                "below": last.below,
                "last_change": last.last_change,
                "last_sight": last.last_sight,
                "most": most,
            },
        )
        count, newest, last_change, last_sight = cursor.fetchone()
    if not count:
        return None
    made = Seal(
        number=number,
        at=at,
        # When the batch was full, the rest of this transaction and all later ones are still to come.
        below=min(ended, newest) if count == most else ended,
        last_change=max(last.last_change, last_change or 0),
        last_sight=max(last.last_sight, last_sight or 0),
        count=count,
        previous=last.head or BEGINNING,
    )
    made.head = head_of(made, digests_of(number))
    made.save(force_insert=True)
    for listener in LISTENERS:
        listener(made)
    transaction.on_commit(heads.publish)
    return made


def transactions() -> tuple[int, int]:
    """The first transaction of this database that may still be running, and the first one not begun yet.

    One that runs in another database of the same server is passed over, as it cannot write here; one whose database
    cannot be told counts as ours.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TRANSACTIONS)
        return cursor.fetchone()


def seal_all(*, at: datetime, most_seals: int = 50) -> int:
    """Seal batch after batch, each in a transaction of its own; how many rows."""
    rows = 0
    for _ in range(most_seals):
        made = seal(at=at)
        if made is None:
            break
        rows += made.count
    return rows


def head_of(made: Seal, digests: bytes) -> str:
    """The head of a seal over its rows' digests in order, as 64 hexadecimal signs."""
    moment = made.at.timestamp()
    words = (
        f"{made.previous} {made.number} {moment:.6f} {made.below} {made.last_change} {made.last_sight} {made.count} "
    )
    return sha256(words.encode() + digests).hexdigest()


def digests_of(number: int) -> bytes:
    """The digests of a seal's rows, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(digest, ''::bytea ORDER BY position), ''::bytea)"
            " FROM audit_sealedrow WHERE seal_id = %s",
            [number],
        )
        return bytes(cursor.fetchone()[0])


def waiting(last: Seal | None) -> dict[str, int]:
    """How many rows of each table are in no seal yet."""
    rows = {}
    for table, model in TABLES.items():
        newest = 0 if last is None else last.last_change if table == "change" else last.last_sight
        rows[table] = model.objects.filter(pk__gt=newest).count()
    return rows


@transaction.atomic
def dispose(table: str, ids: list[int], *, by: str, at: datetime, reason: str) -> Certificate:
    """Empty the payloads of sealed rows of `change` or `sight`, with a certificate.

    Only the owner of the database can: the service's own role may not alter the audit. Raises ValueError for a row
    that is in no seal yet, or was disposed of before.
    """
    sealed = SealedRow.objects.filter(table=table, row__in=ids, salt__isnull=False)
    if missing := sorted(set(ids) - set(sealed.values_list("row", flat=True))):
        raise ValueError(f"The {table} {missing[0]} is not sealed yet, or was disposed of before.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.audit_dispose(%s, %s, %s, %s, %s)", [table, sorted(ids), reason, by, at])
        return Certificate.objects.get(pk=cursor.fetchone()[0])


def _fresh(table: str) -> str:
    # Its transaction has ended, or was numbered by another server before this database was restored here. And it is
    # newer than the last seal by transaction (keys are not given out in the order of committing) or by key (a
    # restored database counts its transactions from the beginning again).
    return f"""
        SELECT '{table}' AS name, r.id, r.transaction, gen_random_uuid() AS salt FROM audit_{table} r
        WHERE (r.transaction < %(ended)s OR r.transaction >= %(begun)s)
          AND (r.transaction >= %(below)s OR r.id > %(last_{table})s)
          AND NOT EXISTS (SELECT 1 FROM audit_sealedrow s WHERE s."table" = '{table}' AND s."row" = r.id)
        """


def _digested(table: str) -> str:
    payload = payload_sql(table, "f.salt")
    return f"""
        SELECT f.*, {payload} AS payload, {digest_sql(table, payload)} AS digest
        FROM fresh f JOIN audit_{table} r ON r.id = f.id WHERE f.name = '{table}'
        """


_TRANSACTIONS = """
    WITH here AS (SELECT pg_current_snapshot() AS snapshot)
    SELECT least((
        SELECT min(xid::text::bigint) FROM here, pg_snapshot_xip(snapshot) AS xid
        WHERE NOT EXISTS (
            SELECT 1 FROM pg_locks held JOIN pg_stat_activity session ON session.pid = held.pid
            WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
              AND held.transactionid::text::bigint = xid::text::bigint % 4294967296
              AND session.datname <> current_database())
        ), pg_snapshot_xmax(snapshot)::text::bigint), pg_snapshot_xmax(snapshot)::text::bigint
    FROM here
    """
_SEAL_ROWS = f"""
    WITH fresh AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY transaction, name, id) - 1 AS position
        FROM ({_fresh("change")} UNION ALL {_fresh("sight")}) AS both_tables
        ORDER BY position LIMIT %(most)s
    ), digested AS ({_digested("change")} UNION ALL {_digested("sight")}
    ), sealed AS (
        INSERT INTO audit_sealedrow (seal_id, position, "table", "row", salt, payload, digest)
        SELECT %(seal)s, position, name, id, salt, payload, digest FROM digested
    )
    SELECT count(*), max(transaction), max(id) FILTER (WHERE name = 'change'), max(id) FILTER (WHERE name = 'sight')
    FROM fresh
    """
