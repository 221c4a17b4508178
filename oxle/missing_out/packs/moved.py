"""How pupils moved since the pack before, for each line of each table of a pack: pure functions."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.counting import CountedRow
from oxle.missing_out.packs.figures import BY, Movement, movement

OFF = "Off the register since"
# The columns of the tables, in their order; who is off the register stands in the pack before.
MOVEMENTS = (Movement.NEW_RED, Movement.STILL_RED, Movement.EASED)
HEADINGS = (*MOVEMENTS, OFF)
Of = TypeVar("Of", PackRow, CountedRow)


@dataclass(frozen=True)
class Moved:
    """How many of a line are new red, still red, not red any more, and off the register."""

    new_red: int = 0
    still_red: int = 0
    eased: int = 0
    off: int = 0

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """All of them, in the order of the columns."""
        return (self.new_red, self.still_red, self.eased, self.off)


def gone_since(rows: Iterable[Of], before: Iterable[Of]) -> list[Of]:
    """The rows of the pack before whose pupils are in this one no more."""
    here = {row.reference for row in rows}
    return [row for row in before if row.reference not in here]


def moved_by(rows: Collection[CountedRow], before: Collection[CountedRow]) -> dict[str, dict[str, Moved]]:
    """Of each table, by its key, the lines by their labels with how many moved, as one person may count them. A line in
    which nobody moved is not there."""
    how = {row.reference: movement(row, False) for row in rows}
    gone = gone_since(rows, before)
    found: dict[str, dict[str, Moved]] = {}
    for by in BY:
        counted = [_counted(by.values, (row for row in rows if how[row.reference] == one)) for one in MOVEMENTS]
        counted.append(_counted(by.values, gone))
        labels = {label for each in counted for label in each}
        found[by.key] = {label: Moved(*(each.get(label, 0) for each in counted)) for label in labels}
    return found


def asks_for(asks: str, movement_of: str) -> str:
    """The query of the list of rows of a line that moved so; empty for those who are off the register."""
    return "" if movement_of == OFF else f"{asks}&{urlencode({'moved': movement_of})}"


def _counted(values: Callable[[CountedRow], Iterable[str]], rows: Iterable[CountedRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        for value in values(row):
            found[value] = found.get(value, 0) + 1
    return found
