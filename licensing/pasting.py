"""Reads a schedule pasted or uploaded as CSV: what is wrong by row and column, and the good rows kept. Pure.

A row is one child on one day at one place. Several times of a kind stand in one cell: “10:00-11:30; 13:00-14:00”.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from licensing.cells import LONGEST_NAME, Cells, Problem, plain, short, under_no_heading
from licensing.checking.schedule import PARENT, Child, Impossible, Line, line
from oxle.exchange.columns import Column, Row, places_of
from oxle.exchange.reading import Unreadable, read_table

CHILD = Column("Child", ("Name", "Child’s name", "Child's name", "Pupil"))
DATE = Column("Date", ("Day",))
ARRIVES = Column("Arrives", ("Arrival", "Arrival time", "In"))
LEAVES = Column("Leaves", ("Departure", "Departure time", "Out"))
PERFORMS = Column("Performs", ("Performing", "Performance", "Performances and rehearsals"))
BREAKS = Column("Breaks", ("Break",), required=False)
MEALS = Column("Meals", ("Meal", "Meal breaks"), required=False)
LESSONS = Column("Lessons", ("Education", "Tutoring"), required=False)
CHAPERONE = Column("Chaperone", (), required=False)
TEACHER = Column("Teacher", ("Tutor",), required=False)
NIGHT_WORK = Column("Night work", ("Night",), required=False)
PLACE = Column("Place", ("Venue", "Where"), required=False)
COLUMNS = (CHILD, DATE, ARRIVES, LEAVES, PERFORMS, BREAKS, MEALS, LESSONS, CHAPERONE, TEACHER, NIGHT_WORK, PLACE)
# Of the rows to correct: which row of the sheet that was pasted first each of them is.
NUMBER = Column("Row", required=False)
SPANS = {"performing": PERFORMS, "breaks": BREAKS, "meals": MEALS, "lessons": LESSONS}
# The child, the day or the period, when it arrives and leaves.
Slot = tuple[str, date, date | None, int, int]
# Sixty children for forty days are 2,400.
MOST_ROWS = 5_000
# So many headings are named in a sentence.
MOST_NAMED = 10

YES, NO = {"yes", "y", "true", "1", "x"}, {"", "no", "n", "false", "0"}


@dataclass(frozen=True)
class Pasted:
    """A schedule as read: the good rows as lines, numbered by their rows, and what is wrong with the others.

    `to_correct` is a table of the rows with a problem alone, as they were typed, to correct and paste again. Its first
    column says which row of the sheet each of them is, so that it is called by that number when it is pasted too.
    `unknown`: the headings that no column of ours has; nothing under them was read.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    to_correct: str
    unknown: tuple[str, ...] = ()


def read_schedule(
    data: bytes | str, children: Sequence[Child], *, after: Sequence[Line] = (), listed: Sequence[str] = ()
) -> Pasted:
    """Read a table of rows for the children of an application, whatever the case and spaces of their names.

    `after`: lines that are there already; a row that repeats one of them is a problem. `listed`: the names of the
    places, where they are known; a row that names none says nothing of its place. Raises Unreadable, with a sentence,
    for what is no such table at all.
    """
    table = read_table(
        data.encode() if isinstance(data, str) else data, [column.names for column in COLUMNS if column.required]
    )
    if table.rows > MOST_ROWS:
        raise Unreadable(f"This schedule has {table.rows:,} rows. Paste at most {MOST_ROWS:,} at a time.")
    places = places_of((NUMBER, *COLUMNS), table.headings)
    known: dict[str, list[Child]] = {}
    for child in children:
        known.setdefault(plain(child.key), []).append(child)
    there = {slot_of(each): each.number for each in after}
    seen: dict[Slot, int] = {}
    lines: list[Line] = []
    problems: list[Problem] = []
    wrong: list[Sequence[str]] = []
    called: dict[int, int] = {}
    for row in table.lines:
        cells = Row(row.cells, places)
        called[row.number] = number = _number(cells, row.number)
        read = _Reader(number, cells, known, listed)
        found = read.line(row.number)
        read.problems.extend(under_no_heading(number, row.cells, table.headings))
        if found is not None and (first := there.get(slot_of(found))) is not None:
            read.wrong(CHILD, f"line {first} is the same child, day and times")
        elif found is not None and (same := seen.setdefault(slot_of(found), row.number)) != row.number:
            read.wrong(CHILD, f"row {called[same]} is the same child, day and times")
        if read.problems or found is None:
            problems.extend(read.problems)
            wrong.append(row.cells if NUMBER.name in places else (str(number), *row.cells))
        else:
            lines.append(found)
    headings = table.headings if NUMBER.name in places else (NUMBER.name, *table.headings)
    return Pasted(
        tuple(lines),
        tuple(problems),
        table.notes,
        _as_text(headings, wrong) if wrong else "",
        tuple(each for place, each in enumerate(table.headings) if each and place not in places.values()),
    )


def _number(cells: Row, counted: int) -> int:
    """The number by which a row is called: the one that it brings, or its own in this table."""
    brought = cells[NUMBER.name]
    return int(brought) if brought.isascii() and brought.isdigit() and len(brought) < 7 else counted


class _Reader(Cells):
    """Reads one row; every problem of it at once, each at its column."""

    def __init__(self, number: int, row: Row, known: Mapping[str, list[Child]], listed: Sequence[str]) -> None:
        super().__init__(number, row)
        self.known = known
        self.listed = listed

    def line(self, number: int) -> Line | None:
        """The line of that number that the row stands for; None, with its problems, where there is none."""
        child = self._child()
        on, among = self.day_or_among(DATE)
        arrives, leaves = self.minute(ARRIVES), self.minute(LEAVES)
        spans = {part: self.spans(column) for part, column in SPANS.items()}
        chaperone, teacher = self.text(CHAPERONE), self.text(TEACHER)
        night_work, place = self._night_work(), self._place()
        if self.problems or child is None or on is None or arrives is None or leaves is None:
            return None
        try:
            return line(
                number,
                child.key,
                on,
                (arrives, leaves),
                performing=spans["performing"],
                breaks=spans["breaks"],
                meals=spans["meals"],
                lessons=spans["lessons"],
                chaperone=PARENT if chaperone.casefold() == PARENT else chaperone,
                teacher=teacher,
                night_work=night_work,
                place=place,
                among=among,
            )
        except Impossible as problem:
            self.wrong({**SPANS, "date": DATE}.get(problem.part, LEAVES), str(problem))
            return None

    def _child(self) -> Child | None:
        typed = self.row[CHILD.name]
        if not typed:
            self.wrong(CHILD, "say which child")
            return None
        found = self.known.get(plain(typed), [])
        if len(found) == 1:
            return found[0]
        if found:
            self.wrong(CHILD, f"{len(found)} children in the list are called “{typed[:LONGEST_NAME]}”")
        else:
            self.wrong(CHILD, f"no child in the list is called “{typed[:LONGEST_NAME]}”")
        return None

    def _place(self) -> str:
        typed = self.text(PLACE)
        found = place_called(typed, self.listed)
        if typed and self.listed and not found:
            self.wrong(PLACE, f"no place in the list is called “{short(typed)}”")
        return found or typed

    def _night_work(self) -> bool:
        typed = self.row[NIGHT_WORK.name].casefold()
        if typed not in YES | NO:
            self.wrong(NIGHT_WORK, f"“{short(typed)}” is neither yes nor no")
        return typed in YES


def place_called(typed: str, listed: Sequence[str]) -> str:
    """The listed place that somebody means, whatever the case and spaces; "" for none of them."""
    return next((each for each in listed if plain(each) == plain(typed)), "")


def slot_of(found: Line) -> Slot:
    """What makes two lines the same: the child, the day or the period, when it arrives and leaves."""
    until = found.among.until if found.among else None
    return found.child, found.on, until, found.here.starts, found.here.ends


def not_read(unknown: Sequence[str]) -> str:
    """That nothing was read under headings which no column of ours has, in a sentence; "" for none."""
    named = ", ".join(map(short, unknown[:MOST_NAMED]))
    return f"Not read, since no column of ours is called so: {named}." if named else ""


def _as_text(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return written.getvalue()
