"""The hash of a pack: of each row, and of the whole, so that nobody has to take on trust that nothing was changed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.remark_models import Remark


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


def remark_digest(remark: Remark) -> str:
    """The hash of a remark: of what it is about, and of what it says."""
    about = remark.row.reference if remark.row else remark.theme.reference if remark.theme else remark.figure
    return _digest([about, remark.words, remark.made_by_id, remark.made_at.isoformat()])


def agreed_digest(pack: Pack, remarks: Iterable[Remark]) -> str:
    """The hash of a pack as it is agreed: of what was frozen, of what is said to the members, and of the remarks."""
    return _digest([pack.digest, pack.words, sorted(one.digest for one in remarks)])


def is_whole(pack: Pack, rows: Iterable[PackRow]) -> bool:
    """Whether a pack and all its rows are as they were frozen, and what was said beside them as it was agreed. Of a row
    or a remark whose child's record was destroyed since only the hash is left, which the whole still answers for."""
    rows = list(rows)
    as_frozen = all(row.is_emptied or row_digest(row) == row.digest for row in rows)
    return as_frozen and pack_digest(pack, rows) == pack.digest and _is_as_agreed(pack)


def _is_as_agreed(pack: Pack) -> bool:
    if not pack.agreed_digest:
        return True
    remarks = list(pack.remarks.select_related("row", "theme"))
    said = all(not one.words or remark_digest(one) == one.digest for one in remarks)
    return said and agreed_digest(pack, remarks) == pack.agreed_digest


def _digest(said: Any) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
