"""The columns of a table that somebody uploaded or pasted, by any of their headings, and one row of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oxle.exchange.reading import same_heading


@dataclass(frozen=True)
class Column:
    """A column that an importer reads, by its heading or any of its other names."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading the column may have; the first is the one to show."""
        return (self.name, *self.aliases)


class Row:
    """One row's cells by column name, without the spaces around them; a column the file lacks is empty."""

    def __init__(self, cells: Sequence[str], places: Mapping[str, int]) -> None:
        self._cells = cells
        self._places = places

    def __getitem__(self, column: str) -> str:
        place = self._places.get(column)
        return "" if place is None or place >= len(self._cells) else self._cells[place].strip()


def places_of(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Where each column of an importer stands in a file."""
    at = {same_heading(heading): place for place, heading in enumerate(headings)}
    found = {}
    for column in columns:
        place = next((at[same_heading(name)] for name in column.names if same_heading(name) in at), None)
        if place is not None:
            found[column.name] = place
    return found
