"""What a file would do, row by row, worked out before anything is written. The same plan is shown and committed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from oxle.exchange.columns import Row, places_of
from oxle.exchange.importing import Importer, LeftOut, Record, Rejected
from oxle.exchange.models import Outcome
from oxle.exchange.reading import NUL, Line, Table


@dataclass(frozen=True)
class Parsed:
    """A row that stands for a record."""

    number: int
    cells: tuple[str, ...]
    identity: str
    record: Record


@dataclass(frozen=True)
class PlannedRow:
    """What becomes of one row."""

    number: int
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    identity: str = ""
    record: Record | None = None
    before: Record | None = None


@dataclass(frozen=True)
class Plan:
    """What becomes of every row of a file. `left_out` rows are unchanged ones that nobody wanted, and are not kept."""

    sha256: str
    rows: tuple[PlannedRow, ...]
    left_out: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many rows have this outcome."""
        left_out = self.left_out if outcome == Outcome.UNCHANGED else 0
        return sum(row.outcome == outcome for row in self.rows) + left_out

    @property
    def digest(self) -> str:
        """A fingerprint of the file and of everything the plan would write or reject."""
        content = [
            self.sha256,
            self.left_out,
            [[r.number, r.outcome.value, list(r.reasons), r.identity, r.record, r.before] for r in self.rows],
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def plan_table(importer: Importer, table: Table) -> Plan:
    """What a freshly read file would do."""
    places = places_of(importer.columns, table.headings)
    parsed: list[Parsed] = []
    rejected: list[PlannedRow] = []
    left_out = 0
    for line in table.lines:
        try:
            cells = _checked(line, table.headings)
            record = importer.parse(Row(cells, places))
        except LeftOut:
            left_out += 1
        except Rejected as why:
            rejected.append(_rejection(line.number, line.cells, why.reasons))
        else:
            parsed.append(Parsed(line.number, line.cells, importer.identity(record), record))
    return Plan(table.sha256, settle(importer, parsed, rejected), left_out)


def settle(importer: Importer, parsed: Sequence[Parsed], rejected: Sequence[PlannedRow]) -> tuple[PlannedRow, ...]:
    """What becomes of parsed rows beside the database as it is now, with the rejected ones, in the file's order."""
    numbers = _numbers_by_identity(parsed)
    alone = [row for row in parsed if len(numbers[row.identity]) == 1]
    existing = importer.existing([row.identity for row in alone])
    refusals = importer.refusals({row.identity: row.record for row in alone})
    planned = list(rejected)
    for row in parsed:
        others = [number for number in numbers[row.identity] if number != row.number]
        reasons = tuple(refusals.get(row.identity, ()))
        if others:
            reasons = (f"{row.identity} is in the file more than once: also in row {others[0]}.",)
        before = existing.get(row.identity)
        if reasons:
            cells = tuple(_storable(cell) for cell in row.cells)
            planned.append(PlannedRow(row.number, Outcome.REJECTED, reasons, cells, row.identity, row.record))
            continue
        outcome = Outcome.CREATED if before is None else Outcome.UPDATED
        if before == row.record:
            outcome = Outcome.UNCHANGED
        planned.append(PlannedRow(row.number, outcome, (), (), row.identity, row.record, before))
    return tuple(sorted(planned, key=lambda row: row.number))


def _numbers_by_identity(parsed: Sequence[Parsed]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for row in parsed:
        numbers.setdefault(row.identity, []).append(row.number)
    return numbers


def _checked(line: Line, headings: Sequence[str]) -> Sequence[str]:
    """The row's cells, as many as there are headings. Empty cells past the last heading are no mistake."""
    cells = line.cells
    if any(NUL in cell for cell in cells):
        raise Rejected("The row has a NUL character in it, which no text can hold.")
    if len(cells) < len(headings):
        raise Rejected(f"The row has {len(cells)} cells, but there are {len(headings)} headings: cells are missing.")
    if any(cell.strip() for cell in cells[len(headings) :]):
        raise Rejected(f"The row has {len(cells)} cells, but there are {len(headings)} headings: there are too many.")
    return cells[: len(headings)]


def _rejection(number: int, cells: Sequence[str], reasons: Sequence[str]) -> PlannedRow:
    return PlannedRow(number, Outcome.REJECTED, tuple(reasons), tuple(_storable(cell) for cell in cells))


def _storable(cell: str) -> str:
    """A cell as the database can keep it: a NUL is kept as the sign for one."""
    return cell.replace(NUL, "␀")
