"""Reads the children of a production from a pasted table: name, date of birth, school. Pure."""

from dataclasses import dataclass
from datetime import date

from licensing.cells import LONGEST_NAME, Problem, plain, short, under_no_heading
from oxle.core import typed_dates
from oxle.exchange.columns import Column, Row, places_of
from oxle.exchange.reading import Unreadable, read_table

NAME = Column("Child", ("Name", "Child’s name", "Child's name", "Pupil"))
BORN_ON = Column("Date of birth", ("DOB", "Born", "Birth date"))
SCHOOL = Column("School", ("URN", "School URN"), required=False)
COLUMNS = (NAME, BORN_ON, SCHOOL)
MOST = 500


@dataclass(frozen=True)
class Typed:
    """One child as typed: its row, what it is called, when born, and the URN of its school; "" for none."""

    row: int
    name: str
    born_on: date
    urn: str


@dataclass(frozen=True)
class PastedChildren:
    """The children as read, and what is wrong with which row and column."""

    children: tuple[Typed, ...]
    problems: tuple[Problem, ...]


def read_children(text: str, *, today: date) -> PastedChildren:
    """Read the table. Two rows of one name are a problem: a schedule could not say which of them it means.

    Raises Unreadable, with a sentence, for what is no such table at all.
    """
    table = read_table(text.encode(), [column.names for column in COLUMNS if column.required])
    if table.rows > MOST:
        raise Unreadable(f"These are {table.rows:,} children. Paste at most {MOST} at a time.")
    places = places_of(COLUMNS, table.headings)
    children: list[Typed] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line in table.lines:
        row = Row(line.cells, places)
        name = " ".join(row[NAME.name].split())
        faults = [Problem(line.number, column, words) for column, words in _faults(row, name, first, today)]
        faults += under_no_heading(line.number, line.cells, table.headings)
        first.setdefault(plain(name), line.number)
        problems.extend(faults)
        if not faults:
            born_on = typed_dates.read_line(row[BORN_ON.name], today=today, past=True)
            children.append(Typed(line.number, name, born_on, row[SCHOOL.name]))
    return PastedChildren(tuple(children), tuple(problems))


def _faults(row: Row, name: str, first: dict[str, int], today: date) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if not name:
        found.append((NAME.name, "say which child"))
    elif len(name) > LONGEST_NAME:
        found.append((NAME.name, f"use at most {LONGEST_NAME} characters"))
    elif plain(name) in first:
        found.append((NAME.name, f"row {first[plain(name)]} has the same name: add something to one of them"))
    typed = row[BORN_ON.name]
    if not typed:
        return [*found, (BORN_ON.name, "enter the date of birth")]
    try:
        if typed_dates.read_line(typed, today=today, past=True) > today:
            found.append((BORN_ON.name, "it must be in the past"))
    except typed_dates.Unreadable:
        found.append((BORN_ON.name, f"“{short(typed)}” is no date, such as 5/12/2014"))
    return found
