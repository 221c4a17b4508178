"""The hash of a pack: of each row, and of the whole, so that nobody has to take on trust that nothing was changed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from oxle.missing_out.models import Pack, PackRow


def row_digest(row: PackRow) -> str:
    """The hash of a row as it is."""
    return _digest(row.counted())


def pack_digest(pack: Pack, rows: Iterable[PackRow]) -> str:
    """The hash of a pack: of what it says of itself, and of the hashes of its rows."""
    said = {
        "meeting": pack.meeting.key, "number": pack.number, "frozen_on": pack.frozen_on.isoformat(),
        "before": pack.before.digest if pack.before else "", "criteria": pack.criteria, "beside": pack.beside,
        "rows": sorted([row.reference, row.digest] for row in rows),
    }  # fmt: skip
    return _digest(said)


def is_whole(pack: Pack, rows: Iterable[PackRow]) -> bool:
    """Whether a pack and all its rows are as they were frozen. Of a row whose child's record was destroyed since only
    the hash is left, which the whole still answers for."""
    rows = list(rows)
    as_frozen = all(row.is_emptied or row_digest(row) == row.digest for row in rows)
    return as_frozen and pack_digest(pack, rows) == pack.digest


def _digest(said: Any) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
