"""A register extract, as pasted or uploaded by a school, read into session marks with every fault named.

Pure: no database, no clock. Nothing is guessed and nothing is dropped in silence: whatever cannot be counted is a
problem with its line, its text and a sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from oxle.registers.codes import SESSIONS_A_WEEK, CodeRefused, Tally, code_for, pack_week, tally
from oxle.registers.extract_rows import DAY, Cell, Half, Problem, read_cells
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.counting import due
from oxle.schooldays.statutory import REASON_FOR_CODE_N
from oxle.schooldays.wording import day_range, full_day, listed, plain_day

NO_MARK = {"", "-"}
# The one code that a school may enter for a day on which it is not open.
PLANNED_CLOSURE = "#"
NOT_ESTABLISHED = "N"
PRESENT = {Half.MORNING: "/", Half.AFTERNOON: "\\"}


@dataclass(frozen=True, order=True)
class SessionMark:
    """One mark: its day, its session and its code."""

    on: date
    half: Half
    code: str


@dataclass(frozen=True)
class Extract:
    """What an extract says: its marks in order, and its problems. The marks may be relied on only without problems."""

    marks: tuple[SessionMark, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether there is something to count and nothing wrong with it."""
        return bool(self.marks) and not self.problems

    @property
    def first_on(self) -> date | None:
        """The first day with a mark."""
        return self.marks[0].on if self.marks else None

    @property
    def last_on(self) -> date | None:
        """The last day with a mark."""
        return self.marks[-1].on if self.marks else None

    @property
    def not_settled(self) -> str:
        """The sessions of which the school may still enter the reason, in a sentence; empty when there are none."""
        return not_settled(self.marks)

    @property
    def tally(self) -> Tally:
        """The sessions counted by class."""
        return tally(mark.code for mark in self.marks)

    def weeks(self) -> dict[date, str]:
        """The marks as packed weeks of 20 characters, by their Monday."""
        packed = {}
        for monday, marks in groupby(self.marks, key=lambda mark: mark.on - mark.on.weekday() * DAY):
            codes: list[str | None] = [None] * SESSIONS_A_WEEK
            for mark in marks:
                codes[2 * mark.on.weekday() + mark.half] = mark.code
            packed[monday] = pack_week(codes)
        return packed


def not_settled(marks: Iterable[SessionMark]) -> str:
    """That the reason for some sessions is not established yet (N), on which days, and how they count; else empty."""
    waiting = [mark.on for mark in marks if mark.code == NOT_ESTABLISHED]
    if not waiting:
        return ""
    days = listed(list(dict.fromkeys(plain_day(on) for on in waiting)))
    which, they = ("1 session is", "It counts") if len(waiting) == 1 else (f"{len(waiting)} sessions are", "They count")
    return (
        f"{which} not settled yet: code {NOT_ESTABLISHED} on {days}. {they} as unauthorised until the school enters "
        f"the reason, for which it has {REASON_FOR_CODE_N}."
    )


def read_extract(text: str, calendar: SchoolCalendar, *, on: date, not_before: date | None = None) -> Extract:
    """Read an extract for one child at the school whose calendar is given.

    One row a day (date, morning, afternoon) or one row a week (the Monday's date, then ten marks); separated by tabs,
    semicolons or commas; with or without headings. `on` is today: later days cannot have marks, today may still lack
    its afternoon, and an N may stand while the school has time to enter the reason. `not_before` is the earliest day
    that an extract may reach back to.
    """
    reading = _Reading(calendar, on, not_before)
    for cell in read_cells(text, reading.problems):
        reading.take(cell)
    return reading.result()


class _Reading:
    """The state of reading one extract: marks so far, with the line each came from, and problems so far."""

    def __init__(self, calendar: SchoolCalendar, on: date, not_before: date | None) -> None:
        self.calendar = calendar
        self.on = on
        self.not_before = not_before
        self.problems: list[Problem] = []
        self.marks: dict[tuple[date, Half], SessionMark] = {}
        self.lines: dict[tuple[date, Half], int] = {}
        # Sessions with an answer, be it a wrong one, and days the extract claims to cover: what is missing is a gap.
        self.answered: set[tuple[date, Half]] = set()
        self.covered: set[date] = set()
        self.line_of: dict[date, int] = {}
        self._said: set[tuple[int | None, str]] = set()

    def take(self, cell: Cell) -> None:
        self.line_of.setdefault(cell.on, cell.line)
        blank = cell.text in NO_MARK
        if blank and not cell.dated:
            return
        fault = self._fault_of_day(cell.on)
        if fault is None and not blank:
            fault = self._fault_of_calendar(cell)
        if fault:
            self._say(cell.line, cell.text or plain_day(cell.on), fault)
            return
        if not blank or self._is_school_day(cell.on):
            self.covered.add(cell.on)
        if not blank:
            self._mark(cell)

    def result(self) -> Extract:
        marks = tuple(self.marks[session] for session in sorted(self.marks))
        self._say_gaps()
        self._say_not_established(marks)
        if not marks and not self.problems:
            self._say(None, "", "There are no marks here. Paste the register or choose a file")
        last = max((problem.line or 0 for problem in self.problems), default=0) + 1
        return Extract(marks, tuple(sorted(self.problems, key=lambda problem: problem.line or last)))

    def _fault_of_day(self, day: date) -> str | None:
        if day > self.on:
            return f"{full_day(day)} is in the future"
        if self.not_before and day < self.not_before:
            return f"{full_day(day)} is too long ago. An extract may start on {plain_day(self.not_before)} or later"
        return None

    def _fault_of_calendar(self, cell: Cell) -> str | None:
        try:
            closed = self.calendar.why_closed(cell.on)
        except NotLoaded as lacking:
            return f"{full_day(cell.on)} cannot be checked: {lacking}"
        if closed is None or cell.text == PLANNED_CLOSURE:
            return None
        return (
            f"{full_day(cell.on)} is not a school day at {self.calendar.name} ({closed}). Only # can be entered for it"
        )

    def _is_school_day(self, day: date) -> bool:
        try:
            return self.calendar.is_school_day(day)
        except NotLoaded:
            return False

    def _mark(self, cell: Cell) -> None:
        session = (cell.on, cell.half)
        self.answered.add(session)
        if cell.on.weekday() > 4:  # only a # gets here, and a weekend needs none
            return
        try:
            code = code_for(cell.text, cell.on).code
        except CodeRefused as refused:
            self._say(cell.line, cell.text, str(refused))
            return
        # Some systems write one slash for both sessions; it means present in either.
        mark = SessionMark(cell.on, cell.half, PRESENT[cell.half] if code in PRESENT.values() else code)
        before = self.marks.setdefault(session, mark)
        line = self.lines.setdefault(session, cell.line)
        if before != mark:
            when = f"The {cell.half} of {full_day(cell.on)}"
            self._say(cell.line, cell.text, f"{when} is {mark.code} here but {before.code} on line {line}")

    def _say_gaps(self) -> None:
        if not self.covered:
            return
        empty: list[date] = []
        for day in self._school_days(min(self.covered), max(self.covered)):
            missing = [half for half in Half if (day, half) not in self.answered]
            if day == self.on and Half.AFTERNOON in missing:
                missing = []  # today's afternoon register is not yet taken
            if len(missing) == 2:
                empty.append(day)
                continue
            self._say_empty(empty)
            empty = []
            if missing:
                self._say(self.line_of.get(day), plain_day(day), f"{full_day(day)} has no {missing[0]} mark")
        self._say_empty(empty)

    def _say_empty(self, days: Sequence[date]) -> None:
        """One problem for a run of school days without marks."""
        if not days:
            return
        line, which = self.line_of.get(days[0]), day_range(days[0], days[-1])
        if len(days) == 1:
            self._say(line, which, f"{full_day(days[0])} is a school day and has no marks")
        else:
            self._say(line, which, f"There are no marks for {which}, which has {len(days)} school days")

    def _school_days(self, first: date, last: date) -> Sequence[date]:
        begins, ends = self.calendar.first_day, self.calendar.last_day
        if begins is None or ends is None:
            return ()
        first, last = max(first, begins), min(last, ends)
        return self.calendar.days_between(first, last) if first <= last else ()

    def _say_not_established(self, marks: Iterable[SessionMark]) -> None:
        standing = [mark for mark in marks if mark.code == NOT_ESTABLISHED and self._is_left_standing(mark.on)]
        if not standing:
            return
        days = listed(list(dict.fromkeys(plain_day(mark.on) for mark in standing)))
        first = standing[0]
        self._say(
            self.lines[first.on, first.half],
            NOT_ESTABLISHED,
            f"Code N is still there for {days}, after more than {REASON_FOR_CODE_N}. Enter the reason, or O where none "
            "could be established",
        )

    def _is_left_standing(self, day: date) -> bool:
        """Whether the time to enter the reason for an N of a day is over. Where terms end before it is, it is not."""
        until = due(REASON_FOR_CODE_N, day, self.calendar).on
        return until is not None and self.on > until

    def _say(self, line: int | None, text: str, message: str) -> None:
        if (line, message) not in self._said:
            self._said.add((line, message))
            self.problems.append(Problem(line, text, message))
