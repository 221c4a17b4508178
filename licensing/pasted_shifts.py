"""Reads hours of work from a pasted table: a row is what a child works on one day. Pure."""

from dataclasses import dataclass

from licensing.cells import Cells, Problem, under_no_heading
from licensing.checking.schedule import Impossible
from licensing.checking.shifts import Shift, shift
from oxle.exchange.columns import Column, Row, places_of
from oxle.exchange.reading import Unreadable, read_table

DATE = Column("Date", ("Day",))
STARTS = Column("Starts", ("Start", "From"))
ENDS = Column("Ends", ("End", "To", "Until"))
BREAKS = Column("Breaks", ("Break",), required=False)
COLUMNS = (DATE, STARTS, ENDS, BREAKS)
# More than every day of a year.
MOST = 1_000


@dataclass(frozen=True)
class PastedShifts:
    """The good rows as shifts, numbered by their rows, and what is wrong with the others."""

    shifts: tuple[Shift, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_shifts(text: str) -> PastedShifts:
    """Read the table. Raises Unreadable, with a sentence, for what is no such table at all."""
    table = read_table(text.encode(), [column.names for column in COLUMNS if column.required])
    if table.rows > MOST:
        raise Unreadable(f"These are {table.rows:,} rows. Paste at most {MOST:,} at a time.")
    places = places_of(COLUMNS, table.headings)
    shifts: list[Shift] = []
    problems: list[Problem] = []
    for row in table.lines:
        cells = Cells(row.number, Row(row.cells, places))
        cells.problems.extend(under_no_heading(row.number, row.cells, table.headings))
        if (found := _shift(cells)) is not None:
            shifts.append(found)
        problems.extend(cells.problems)
    return PastedShifts(tuple(shifts), tuple(problems), table.notes)


def _shift(cells: Cells) -> Shift | None:
    on, starts, ends = cells.day(DATE), cells.minute(STARTS), cells.minute(ENDS)
    breaks = cells.spans(BREAKS)
    if cells.problems or on is None or starts is None or ends is None:
        return None
    try:
        return shift(cells.number, on, starts, ends, breaks)
    except Impossible as problem:
        cells.wrong(BREAKS if problem.part == "breaks" else ENDS, str(problem))
        return None
