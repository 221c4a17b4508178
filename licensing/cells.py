"""Reads the cells of one pasted row: dates, times, spans of time, names; what is wrong is named by row and column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from licensing.checking.schedule import Among, Typed
from oxle.core import typed_dates, typed_times
from oxle.exchange.columns import Column, Row

LONGEST_NAME = 200

# So many days of a period: “12 days from 1/2/2027 to 31/7/2027”.
_AMONG = re.compile(r"(\d{1,3})\s+days?\s+(?:from|between)\s+(.+?)\s+(?:to|and|until)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_APART = re.compile(r"[;,+&\n]|\band\b", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: its row as a spreadsheet counts, its column, and what to do."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.words}"


class Cells:
    """The cells of one row by their columns, with every problem that reading them found."""

    def __init__(self, number: int, row: Row) -> None:
        self.number = number
        self.row = row
        self.problems: list[Problem] = []

    def wrong(self, column: Column, words: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.number, column.name, words))

    def day(self, column: Column) -> date | None:
        """A date that must be there."""
        typed = self.row[column.name]
        if not typed:
            self.wrong(column, "enter the date")
            return None
        try:
            return typed_dates.read_line(typed)
        except typed_dates.Unreadable:
            self.wrong(column, f"“{short(typed)}” is no date, such as 5/12/2026")
            return None

    def day_or_among(self, column: Column) -> tuple[date | None, Among | None]:
        """A date that must be there; or the first day of a period, with how many of its days are meant."""
        period = _AMONG.fullmatch(self.row[column.name].strip())
        if period is None:
            return self.day(column), None
        try:
            first, last = (typed_dates.read_line(typed) for typed in period.groups()[1:])
        except typed_dates.Unreadable:
            typed = short(self.row[column.name])
            self.wrong(column, f"“{typed}” is no period, such as 12 days from 1/2/2027 to 31/7/2027")
            return None, None
        return first, Among(int(period[1]), last)

    def minute(self, column: Column) -> int | None:
        """A time of day that must be there, in minutes past midnight."""
        typed = self.row[column.name]
        if not typed:
            self.wrong(column, "enter the time")
            return None
        return self._read(column, typed)

    def _read(self, column: Column, typed: str) -> int | None:
        try:
            found = time(0) if typed.strip() in {"24:00", "2400", "24.00"} else typed_times.read(typed)
        except typed_times.EitherHalf:
            self.wrong(
                column, f"say whether “{short(typed)}” is in the morning or the afternoon, such as 14:30 or 2.30pm"
            )
            return None
        except typed_times.Unreadable:
            self.wrong(column, f"“{short(typed)}” is no time, such as 14:30")
            return None
        return found.hour * 60 + found.minute

    def spans(self, column: Column) -> list[Typed]:
        """Several spans of time, or none: “10:00-11:30; 13:00-14:00”."""
        found: list[Typed] = []
        for typed in _APART.split(self.row[column.name]):
            if not typed.strip():
                continue
            ends = [part for part in _BETWEEN.split(typed.strip()) if part]
            if len(ends) != 2:
                self.wrong(column, f"“{short(typed.strip())}” is no span of time, such as 10:00-11:30")
                continue
            starts, stops = self._read(column, ends[0]), self._read(column, ends[1])
            if starts is not None and stops is not None:
                found.append((starts, stops))
        return found

    def text(self, column: Column) -> str:
        """A name, without spaces that do not matter; "" for none."""
        typed = " ".join(self.row[column.name].split())
        if len(typed) > LONGEST_NAME:
            self.wrong(column, f"use at most {LONGEST_NAME} characters")
        return typed


def under_no_heading(number: int, cells: Sequence[str], headings: Sequence[str]) -> list[Problem]:
    """That a row has something where no heading stands, which nobody can read: in most cases a comma in a cell moved
    what follows it. `number`: of the row."""
    stray = [cell.strip() for place, cell in enumerate(cells) if place >= len(headings) or not headings[place]]
    if not any(stray):
        return []
    named = ", ".join(f"“{short(cell)}”" for cell in stray if cell)
    words = f"{named}. Put a cell that has a comma in it in quotation marks, or take out what is too much"
    return [Problem(number, "under no heading", words)]


def among_typed(on: date, among: Among) -> str:
    """So many days of a period as somebody would type them."""
    first, last = (f"{day.day}/{day.month}/{day.year}" for day in (on, among.until))
    return f"{among.days} day{'' if among.days == 1 else 's'} from {first} to {last}"


def plain(name: str) -> str:
    """A child’s name as it is compared: without regard to case and spaces."""
    return " ".join(name.split()).casefold()


def short(typed: str) -> str:
    """As much of what was typed as fits in a message."""
    return typed if len(typed) <= 40 else f"{typed[:40]}…"
