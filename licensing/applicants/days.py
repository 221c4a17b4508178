"""The days and times of an application: lines as typed, read and checked anew whenever they are looked at. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from licensing.applicants import sections
from licensing.applicants.sections import Answers
from licensing.cells import Problem, plain
from licensing.checking.findings import Finding
from licensing.checking.performance import check
from licensing.checking.schedule import Chaperone, Child, Line
from licensing.pasting import COLUMNS, MOST_ROWS, place_of, read_schedule
from oxle.exchange.columns import Row, places_of
from oxle.exchange.reading import Unreadable, read_table

HEADINGS = [column.name for column in COLUMNS]
# The headings are the first row of a table.
ABOVE = 1


@dataclass(frozen=True)
class Days:
    """The lines that can be read, numbered from 1; what is wrong with others; what the checker finds, by line."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def first_on(self) -> date | None:
        """The first day of them all."""
        return min((line.on for line in self.lines), default=None)


@dataclass(frozen=True)
class Added:
    """What becomes of a pasted table: all lines then, how many came and were there before; the rows to correct."""

    rows: list[list[str]]
    came: int
    passed_over: int
    to_correct: str


def plain_children(answers: Answers) -> list[Child]:
    """The children of an application without their schools, which reading needs not."""
    return [
        Child(sections.child_name(item), date.fromisoformat(item["born_on"]))
        for item in sections.items(answers, sections.CHILDREN)
    ]


def read(answers: Answers, children: Sequence[Child]) -> Days:
    """The lines of an application. One that cannot be read any more, since a child was taken off, is a problem."""
    return _numbered(sections.rows(answers), children)


def checked(answers: Answers, children: Sequence[Child]) -> Days:
    """The same with what the checker finds. The chaperones are looked at once any is listed."""
    days, listed = read(answers, children), _chaperones(answers)
    lines = [replace(line, chaperone=_as_listed(line.chaperone, listed)) for line in days.lines]
    found = check(lines, {child.key: child for child in children}, listed or None)
    return replace(days, lines=tuple(lines), findings=tuple(found))


def add(answers: Answers, text: str, children: Sequence[Child], *, instead: bool = False) -> Added:
    """Add the rows of a pasted table; `instead`: in place of all lines. Good rows are kept, whatever the others are.

    A row that is a line already is passed over. Raises Unreadable for what is no such table, or too much of it.
    """
    before = [] if instead else sections.rows(answers)
    pasted = read_schedule(text, children)
    table = read_table(text.encode(), [column.names for column in COLUMNS if column.required])
    places = places_of(COLUMNS, table.headings)
    cells = {each.number: Row(each.cells, places) for each in table.lines}
    there = {place_of(line) for line in _numbered(before, children).lines}
    new = [line for line in pasted.lines if place_of(line) not in there]
    if len(before) + len(new) > MOST_ROWS:
        raise Unreadable(f"An application has at most {MOST_ROWS:,} lines. Split it into several.")
    rows = [[cells[line.number][heading] for heading in HEADINGS] for line in new]
    return Added([*before, *rows], len(rows), len(pasted.lines) - len(rows), pasted.to_correct)


def problems_of(text: str, children: Sequence[Child]) -> tuple[Problem, ...]:
    """What is wrong with the rows that are to be corrected, by the row of that table."""
    try:
        return read_schedule(text, children).problems if text else ()
    except Unreadable as problem:
        return (Problem(1, "the table", problem.message),)


def one_row(cells: Mapping[str, str], children: Sequence[Child]) -> tuple[list[str], tuple[Problem, ...]]:
    """One line typed cell by cell: the row to keep, and what is wrong with it."""
    row = [cells.get(heading, "") for heading in HEADINGS]
    return row, read_schedule(as_text([row]), children).problems


def same_place(rows: Sequence[Sequence[str]], row: Sequence[str], children: Sequence[Child]) -> int | None:
    """The number of a line that is the same child, day and times as a row; None where there is none."""
    (line,) = _numbered([list(row)], children).lines
    return next((each.number for each in _numbered(rows, children).lines if place_of(each) == place_of(line)), None)


def renamed(rows: Sequence[Sequence[str]], before: str, after: str) -> list[list[str]]:
    """The lines after a child’s name was put right."""
    return [[after, *row[1:]] if plain(row[0]) == plain(before) else list(row) for row in rows]


def without(rows: Sequence[Sequence[str]], child: str) -> list[list[str]]:
    """The lines of all others."""
    return [list(row) for row in rows if plain(row[0]) != plain(child)]


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table with headings."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return written.getvalue()


def _numbered(rows: Sequence[Sequence[str]], children: Sequence[Child]) -> Days:
    if not rows:
        return Days((), ())
    pasted = read_schedule(as_text(rows), children)
    return Days(
        tuple(replace(line, number=line.number - ABOVE) for line in pasted.lines),
        tuple(replace(problem, row=problem.row - ABOVE) for problem in pasted.problems),
    )


def _chaperones(answers: Answers) -> dict[str, Chaperone]:
    listed = sections.items(answers, sections.CHAPERONES)
    return {item["name"]: Chaperone(item["name"], date.fromisoformat(item["until_on"])) for item in listed}


def _as_listed(name: str, listed: Mapping[str, Chaperone]) -> str:
    """A chaperone’s name as it is listed, however it is written on a line."""
    return next((each for each in listed if plain(each) == plain(name)), name)
