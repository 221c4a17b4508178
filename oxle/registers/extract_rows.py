"""The outer form of a register extract: lines into dated cells, whatever the delimiter, headings or style of date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from oxle.core.typed_dates import Unreadable, read_line
from oxle.schooldays.wording import full_day

DAY = timedelta(days=1)
# Two school years are under 400 lines; more is another document pasted by mistake.
MOST_LINES = 2_000
MOST_SIGNS = 200
DELIMITERS = ("\t", ";", ",")
SESSIONS = {"day": 2, "week": 10}
# What stands around a date in a register: “w/c” before it, or the midnight a spreadsheet adds behind it.
AROUND_A_DATE = re.compile(r"^(?:w/c|wc|week commencing)\s+|[ t]00:00(?::00)?$", re.IGNORECASE)
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", re.IGNORECASE)
HEADING = re.compile(r"\D*[^\W\d_]{2}\D*|\D?[^\W\d_]/[^\W\d_]\D*")


class Half(IntEnum):
    """The session of a day."""

    MORNING = 0
    AFTERNOON = 1

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Problem:
    """One fault in an extract: the line it is on (None for the whole), the text at fault, and what is wrong."""

    line: int | None
    text: str
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True)
class Cell:
    """One session as it was typed. `dated` says that its own row named the day, and so claims to cover it."""

    line: int
    on: date
    half: Half
    text: str
    dated: bool


def read_cells(text: str, problems: list[Problem]) -> Iterator[Cell]:
    """Every session cell of an extract, in the order of the lines; what cannot be read goes to `problems`."""
    lines = _lines(text, problems)
    delimiter = next((sign for sign in DELIMITERS if any(sign in line for _, line in lines)), ",")
    rows = [(number, _row(line, delimiter)) for number, line in lines]
    heading = 0
    while heading < len(rows) and _is_heading(rows[heading][1]):
        if _afternoon_first(rows[heading][1]):
            problems.append(Problem(rows[heading][0], "", "Put the morning column before the afternoon column"))
            return
        heading += 1
    rows = rows[heading:]
    # The shape that most rows have, so that one row with a cell too many does not make every other row wrong.
    shape = "week" if rows and 2 * sum(len(cells) > 3 for _, cells in rows) >= len(rows) else "day"
    for number, cells in rows:
        day = read_day(cells[0])
        if day is None:
            problems.append(Problem(number, cells[0], _no_date(cells[0])))
        elif len(cells) - 1 > SESSIONS[shape]:
            problems.append(Problem(number, "", _too_many(shape, len(cells) - 1)))
        elif shape == "week" and day.weekday() != 0:
            problems.append(Problem(number, cells[0], f"A week starts on a Monday; this date is {full_day(day)}"))
        else:
            yield from _sessions(number, day, cells[1:], shape)


def read_day(text: str) -> date | None:
    """The day a cell names, as registers write it: 2026-09-01, 01/09/2026 or 1 Sep 2026, weekday or not; else None."""
    try:
        return read_line(AROUND_A_DATE.sub("", " ".join(text.split())))
    except Unreadable:
        return None


def _lines(text: str, problems: list[Problem]) -> list[tuple[int, str]]:
    every = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(every) > MOST_LINES:
        problems.append(Problem(None, "", f"This has {len(every)} lines. An extract is one child's register, at most {MOST_LINES} lines"))  # fmt: skip  # noqa: E501
        return []
    return [(number, line) for number, line in enumerate(every, 1) if line.strip(" \t;,\"'\x00")]


def _row(line: str, delimiter: str) -> list[str]:
    """A line's cells, without quotes, without a column that only names the weekday, without empty cells at its end."""
    cells = [cell.strip().strip('"').strip()[:MOST_SIGNS] for cell in line.split(delimiter)]
    if delimiter == "," and len(cells) > 1 and WEEKDAY.fullmatch(cells[0]):
        cells = cells[1:]
    cells = [cell for place, cell in enumerate(cells) if place == 0 or not WEEKDAY.fullmatch(cell)] or [""]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _is_heading(cells: list[str]) -> bool:
    """Headings are words. A mark never is: every code is one sign, or a letter and a figure."""
    return all(not cell or HEADING.fullmatch(cell) for cell in cells)


def _afternoon_first(cells: list[str]) -> bool:
    names = [cell.lower() for cell in cells]
    return "am" in names and "pm" in names and names.index("pm") < names.index("am")


def _sessions(number: int, day: date, marks: list[str], shape: str) -> Iterator[Cell]:
    marks = marks + [""] * (SESSIONS[shape] - len(marks))
    for place, text in enumerate(marks):
        yield Cell(number, day + place // 2 * DAY, Half(place % 2), text, dated=shape == "day")


def _no_date(text: str) -> str:
    if not text:
        return "There is no date on this line"
    words = text.split()
    if any(read_day(" ".join(words[:count])) for count in range(1, len(words))):
        return f"“{text}” is a date and more. Put a comma or a tab between the date and each mark, not only a space"
    return f"“{text}” is not a date. Write it like 1/9/2026 or 1 Sep 2026"


def _too_many(shape: str, found: int) -> str:
    expected = "a morning and an afternoon mark" if shape == "day" else "ten marks, two for each weekday"
    return f"There are {found} marks on this line. After the date there should be {expected}"
