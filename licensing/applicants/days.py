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
from licensing.pasting import CHILD, COLUMNS, MOST_ROWS, Slot, read_schedule, slot_of
from oxle.exchange.columns import Column, Row, places_of
from oxle.exchange.reading import Unreadable, read_table
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day

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


def need_no_licence(answers: Answers, days: Days) -> list[str]:
    """The children who are over compulsory school age on every day of theirs, each with why, in a sentence."""
    first: dict[str, date] = {}
    for line in days.lines:
        first[line.child] = min(line.on, first.get(line.child, line.on))
    ends = {child.key: school_age_ends(child.born_on) for child in plain_children(answers)}
    return [
        f"{child} needs no licence: compulsory school age ends on {plain_day(ends[child])}, before the first day. Take "
        "them off the children, or the council closes that part."
        for child, on in first.items()
        if on > ends[child]
    ]


class NotEveryRow(Exception):
    """A table that is to be put in place of all lines has rows that cannot be read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Added:
    """What becomes of a pasted table: the lines that stay, by key, as they are then; those that are new; how many of
    the first it changed, and how many were just so before; the rows to correct; the headings that none of ours is."""

    kept: dict[str, list[str]]
    new: list[list[str]]
    changed: int
    passed_over: int
    to_correct: str
    unknown: tuple[str, ...] = ()


def plain_children(answers: Answers) -> list[Child]:
    """The children of an application without their schools, which reading needs not."""
    return [
        Child(sections.child_name(item), date.fromisoformat(item["born_on"]))
        for item in sections.items(answers, sections.CHILDREN)
    ]


def read(answers: Answers, children: Sequence[Child]) -> Days:
    """The lines of an application. One that cannot be read any more, since a child was taken off, is a problem."""
    return _numbered(sections.rows(answers), children)


def checked(answers: Answers, children: Sequence[Child], approved: Mapping[str, Chaperone]) -> Days:
    """The same with what the checker finds. The chaperones are looked at once any is listed: `approved` are those of
    them who are, by their names."""
    days, listed = read(answers, children), [each["name"] for each in sections.items(answers, sections.CHAPERONES)]
    lines = [replace(line, chaperone=_as_listed(line.chaperone, listed)) for line in days.lines]
    found = check(lines, {child.key: child for child in children}, approved if listed else None)
    return replace(days, lines=tuple(lines), findings=tuple(found))


def add(answers: Answers, text: str, children: Sequence[Child], *, instead: bool = False) -> Added:
    """Add the rows of a pasted table. Good rows are kept, whatever the others are.

    A row of the same child, day, arrival and leaving as a line puts that line right; a column that the table lacks
    leaves its cell as it is. `instead`: in place of all lines, which needs every row: NotEveryRow otherwise. Raises
    Unreadable for what is no such table, or too much of it.
    """
    pasted = read_schedule(text, children, listed=sections.places(answers))
    if instead and pasted.problems:
        raise NotEveryRow(pasted.problems)
    kept = {} if instead else sections.lines(answers)
    table = read_table(text.encode(), [column.names for column in COLUMNS if column.required])
    places = places_of(COLUMNS, table.headings)
    cells = {each.number: Row(each.cells, places) for each in table.lines}
    keys, before = list(kept), {slot_of(line): line for line in _numbered(list(kept.values()), children).lines}
    new: list[list[str]] = []
    same: dict[str, Line] = {}
    for line in pasted.lines:
        row = [cells[line.number][heading] for heading in HEADINGS]
        if (there := before.get(slot_of(line))) is None:
            new.append(row)
            continue
        key = keys[there.number - 1]
        given = zip(HEADINGS, row, kept[key], strict=True)
        kept[key] = [cell if heading in places else was for heading, cell, was in given]
        same[key] = there
    if len(kept) + len(new) > MOST_ROWS:
        raise Unreadable(f"An application has at most {MOST_ROWS:,} lines. Split it into several.")
    after = {keys[line.number - 1]: line for line in _numbered(list(kept.values()), children).lines}
    changed = sum(after.get(key) != was for key, was in same.items())
    return Added(kept, new, changed, len(same) - changed, pasted.to_correct, pasted.unknown)


def problems_of(answers: Answers, children: Sequence[Child]) -> tuple[Problem, ...]:
    """What is wrong with the rows that are to be corrected, by the row of the sheet that they came from.

    One that was there twice is the same as a line by now, and says which: saved as it is it takes that line’s place.
    """
    text, lines = sections.to_correct(answers), read(answers, children).lines
    try:
        return read_schedule(text, children, after=lines, listed=sections.places(answers)).problems if text else ()
    except Unreadable as problem:
        return (Problem(1, "the table", problem.message),)


def one_row(cells: Mapping[str, str], children: Sequence[Child]) -> tuple[list[str], Line | None, tuple[Problem, ...]]:
    """One line typed cell by cell: the row to keep, the line it stands for, and what is wrong with it.

    Raises Unreadable for cells that are none, such as one of hundreds of lines.
    """
    row = [cells.get(heading, "") for heading in HEADINGS]
    read_now = _numbered([row], children)
    return row, next(iter(read_now.lines), None), read_now.problems


def numbers_by_slot(rows: Sequence[Sequence[str]], children: Sequence[Child]) -> dict[Slot, int]:
    """The number of the line of each child, day and times."""
    return {slot_of(line): line.number for line in _numbered(rows, children).lines}


def renamed(
    lines: Mapping[str, Sequence[str]], before: str, after: str, column: Column = CHILD
) -> dict[str, list[str]]:
    """The lines after the name of a child, or of what else a column names, was put right."""
    at = COLUMNS.index(column)
    return {
        key: [*row[:at], after, *row[at + 1 :]] if plain(row[at]) == plain(before) else list(row)
        for key, row in lines.items()
    }


def without(lines: Mapping[str, Sequence[str]], child: str) -> dict[str, list[str]]:
    """The lines of all others."""
    return {key: list(row) for key, row in lines.items() if plain(row[0]) != plain(child)}


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


def _as_listed(name: str, listed: Sequence[str]) -> str:
    """A chaperone’s name as it is listed, however it is written on a line."""
    return next((each for each in listed if plain(each) == plain(name)), name)
