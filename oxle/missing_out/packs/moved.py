"""How pupils moved since the pack before, for each line of each table of a pack: pure functions."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.counting import CountedRow, none_alone
from oxle.missing_out.packs.figures import BY, Count, Movement, Table, movement

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
    """Of each table, by its key, the lines by their labels with how many moved, as one person may count them: no school
    is told of which fewer than 5 moved whom they only count. A line in which nobody moved is not there."""
    how = {row.reference: movement(row, False) for row in rows}
    moved = [none_alone([row for row in rows if how[row.reference] == one]) for one in MOVEMENTS]
    moved.append(none_alone(gone_since(rows, before)))
    found: dict[str, dict[str, Moved]] = {}
    for by in BY:
        counted = [_counted(by.values, each) for each in moved]
        labels = {label for each in counted for label in each}
        found[by.key] = {label: Moved(*(each.get(label, 0) for each in counted)) for label in labels}
    return found


def with_moved(counted: Iterable[Table], moved: Mapping[str, Mapping[str, Moved]]) -> list[Table]:
    """The tables with a line for whoever moved in none of their lines: of a school that is told, fewer than 5 can have
    moved whose school is not."""
    found = []
    for table in counted:
        extra = moved.get(table.key, {}).keys() - {line.label for line in table.lines}
        lines = (Count(label, red=0, amber=0, green=0, before=0, asks="") for label in sorted(extra))
        found.append(replace(table, lines=(*table.lines, *lines)))
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
