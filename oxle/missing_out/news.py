"""Whom what happened since a moment may concern, on the register: asked of the audit, which misses no change."""

import json
from dataclasses import asdict, dataclass

from django.db import connection

from oxle.cases.models import Case, Party
from oxle.missing_out.moving import BESIDE

# So many changes at most are looked at one by one; of more it is quicker to work everybody out.
MOST = 2_000
# Names of schools and providers stand on the register, and are those of their organisations.
NAMES = "accounts_organisation"
NEWS = """
-- In another cluster, as after a dump was loaded, transactions are numbered anew: anything may be news.
SELECT '' AS "table", '' AS "row", NULL::jsonb AS before, NULL::jsonb AS after
WHERE (SELECT system_identifier::text FROM pg_control_system()) <> %(cluster)s
UNION ALL
SELECT "table", "row", before, after FROM audit_change
WHERE transaction >= least(pg_snapshot_xmin(%(snapshot)s::pg_snapshot)::text::bigint, %(transaction)s)
  -- A snapshot does not tell of the transaction that takes it.
  AND CASE WHEN transaction = %(transaction)s THEN id > %(last_change)s
      ELSE NOT pg_visible_in_snapshot(transaction::text::xid8, %(snapshot)s::pg_snapshot) END
  AND ("table" = %(names)s OR NOT "table" LIKE ANY(%(beside)s))
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Since:
    """Up to what is known: see KeptRegister."""

    cluster: str
    snapshot: str
    transaction: int
    last_change: int


def known_now() -> Since:
    """What is known at this moment, to be asked before anything is read: what ends meanwhile is news then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier::text FROM pg_control_system()), pg_current_snapshot()::text,"
            " pg_current_xact_id()::text::bigint, coalesce((SELECT max(id) FROM audit_change), 0)"
        )
        return Since(*cursor.fetchone())


def concerned_since(known: Since) -> set[int] | None:
    """The children (primary keys) whom what happened since then may concern; none where nothing did. None: it may
    concern everybody, such as a change of term dates or of a setting, or a dump that was loaded. One query, and one
    more where cases changed."""
    children: set[int] = set()
    cases: set[int] = set()
    with connection.cursor() as cursor:
        asked = {"names": NAMES, "beside": [_like(pattern) for pattern in BESIDE], "most": MOST + 1}
        cursor.execute(NEWS, asked | asdict(known))
        changes = cursor.fetchall()
    if len(changes) > MOST:
        return None
    for table, row, before, after in changes:
        held = [json.loads(each) if isinstance(each, str) else each for each in (before, after) if each]
        found = {each[name] for each in held for name in ("child_id", "merged_into_id") if each.get(name)}
        of_case = {each["case_id"] for each in held if each.get("case_id")}
        if table == "people_child":
            found.add(int(row))
        if table == "cases_case":
            of_case.add(int(row))
        if not found and not of_case:
            return None
        children |= found
        cases |= of_case
    return children | _of_cases(cases)


def _of_cases(cases: set[int]) -> set[int]:
    """The children of some cases, those among their parties too."""
    if not cases:
        return set()
    subjects = Case.objects.filter(pk__in=cases, child__isnull=False).order_by().values_list("child", flat=True)
    parties = Party.objects.filter(case__in=cases, child__isnull=False).order_by().values_list("child", flat=True)
    return set(subjects.union(parties))


def _like(pattern: str) -> str:
    return pattern.replace("_", "\\_").replace("*", "%")
