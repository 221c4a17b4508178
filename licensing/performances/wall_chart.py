"""The wall chart of a production: its children by day with their hours, who is in charge, and what does not fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import PARENT, Chaperone, Line
from licensing.checking.times import Span, clock, total
from licensing.performances import queries, schedules
from licensing.performances.models import Entrant, Production, ScheduleLine
from oxle.accounts.models import User
from oxle.schooldays.wording import hours, plain_day

DAY = timedelta(days=1)
ELSEWHERE = "The same day elsewhere"
NOBODY = "Nobody"
# How the frame of a day is drawn, the heaviest first: never by a colour alone.
MARKS = {Weight.BREACH: "breach", Weight.UNKNOWN: "unknown", Weight.NOTE: "note"}


@dataclass(frozen=True)
class Conflict:
    """Something that does not fit on a day of a child: what it means, and its words."""

    mark: str
    meaning: str
    words: str


@dataclass(frozen=True)
class There:
    """A child at a place on a day."""

    here: str
    performs: str
    place: str
    in_charge: str


@dataclass(frozen=True)
class Cell:
    """A child’s day: at no place, at one or at several, and what does not fit."""

    there: Sequence[There]
    conflicts: Sequence[Conflict]

    @property
    def mark(self) -> str:
        """How its frame is drawn: by the heaviest of what does not fit."""
        marks = {one.mark for one in self.conflicts}
        return next((mark for mark in MARKS.values() if mark in marks), "")


@dataclass(frozen=True)
class Row:
    """A child and its days in one week."""

    name: str
    url: str
    stage: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class OnDuty:
    """Who is in charge in a week: of how many children on each day, and until when they are approved, as we know."""

    name: str
    approved: str
    children: Sequence[int]
    is_nobody: bool


@dataclass(frozen=True)
class Week:
    """A week of the run: the days on which anybody is there."""

    monday: date
    days: Sequence[date]
    rows: Sequence[Row]
    on_duty: Sequence[OnDuty]


@dataclass(frozen=True)
class Chart:
    """The whole chart. `children` are those whose sight is to be recorded; `gone` are left out, with why; `closed` is
    how many children of the production this person may not see: they are counted with whoever is in charge of them."""

    weeks: Sequence[Week]
    children: Sequence[int]
    gone: Sequence[tuple[str, str]]
    closed: int
    conflicts: int
    undated: Sequence[tuple[str, str]] = ()


def chart_for(user: User, production: Production, *, on: date) -> Chart:
    """The chart of a production as this person may see it. As many queries for many children as for one."""
    every = queries.entrants_of(production)
    seen = set(queries.entrants_for(user).filter(production=production).values_list("pk", flat=True))
    shown = [one for one in every if one.pk in seen]
    coming = [one for one in every if queries.comes(one)]
    rows = [one for one in shown if queries.comes(one)]
    every_line, known = schedules.lines_of(coming), queries.chaperones_of(production)
    lines = [one for one in every_line if one.among is None]
    numbers = {one.number for one in lines}
    # Of a line without a date its case says what it breaks: on the chart it stands below.
    found = [one for one in queries.findings_among(coming, known, on) if one.line in numbers]
    conflicts = _conflicts(found, queries.elsewhere_of(production, rows))
    places = _places(coming)
    keys = {str(one.number) for one in rows}
    weeks = defaultdict(set)
    for line in lines:
        weeks[line.on - line.on.weekday() * DAY].add(line.on)
    return Chart(
        [
            Week(
                monday,
                days := sorted(weeks[monday]),
                [_row(one, days, lines, conflicts, places) for one in rows],
                _on_duty(days, lines, known),
            )
            for monday in sorted(weeks)
        ],
        [one.case.child_id for one in shown if one.case and one.case.child_id],
        [(_called(one), one.case.stage_label) for one in shown if one.case and one not in rows],
        len(every) - len(shown),
        sum(len(found) for (key, _), found in conflicts.items() if key in keys),
        _undated(rows, every_line),
    )


def _undated(rows: Sequence[Entrant], lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Which children are there on days that have no date yet, and how many those are, in words."""
    called = {str(one.number): _called(one) for one in rows}
    return [
        (
            called[one.child],
            f"{one.among.days} days from {plain_day(one.on)} to {plain_day(one.last_on)}, {_span(one.here, one.on)}",
        )
        for one in lines
        if one.among is not None and one.child in called
    ]


def _called(entrant: Entrant) -> str:
    case = entrant.case
    return str(case.child) if case and case.child else entrant.called


def _row(
    entrant: Entrant,
    days: Sequence[date],
    lines: Iterable[Line],
    conflicts: dict[tuple[str, date], list[Conflict]],
    places: dict[int, str],
) -> Row:
    key, case = str(entrant.number), entrant.case
    own = [one for one in lines if one.child == key]
    cells = [Cell([_there(one, places) for one in own if one.on == day], conflicts.get((key, day), [])) for day in days]
    stage = case.stage_label if case else entrant.get_match_display()
    return Row(_called(entrant), case.get_absolute_url() if case else "", stage, cells)


def _there(line: Line, places: dict[int, str]) -> There:
    performs = ", ".join(_span(part, line.on) for part in line.performing)
    return There(
        _span(line.here, line.on),
        f"{performs} ({hours(total(line.performing))})" if performs else "",
        places.get(line.number, ""),
        _in_charge(line),
    )


def _span(part: Span, day: date) -> str:
    return f"{clock(part.starts, day)} to {clock(part.ends, day)}"


def _in_charge(line: Line) -> str:
    return "A parent" if line.chaperone == PARENT else line.chaperone or NOBODY


def _places(entrants: Sequence[Entrant]) -> dict[int, str]:
    """The place of each line, by its number. One query."""
    rows = ScheduleLine.objects.filter(entrant__in=[one.pk for one in entrants], place__isnull=False, taken_off_at=None)
    return dict(rows.values_list("number", "place__name"))


def _conflicts(findings: Iterable[Finding], elsewhere: Iterable[tuple[str, date, str]]) -> dict[
    tuple[str, date], list[Conflict]
]:  # fmt: skip
    """What does not fit, by child and day: what the checker finds, and where else the child is."""
    found: dict[tuple[str, date], list[Conflict]] = defaultdict(list)
    for one in findings:
        words = f"{one.words[:1].upper()}{one.words[1:]}"
        found[one.child, one.on].append(Conflict(MARKS[one.weight], one.weight.value, words))
    for child, day, words in elsewhere:
        found[child, day].append(Conflict(MARKS[Weight.BREACH], ELSEWHERE, words))
    return found


def _on_duty(days: Sequence[date], lines: Iterable[Line], known: Mapping[str, Chaperone]) -> list[OnDuty]:
    """Everybody in charge in a week by name, then the parents, then nobody."""
    of: dict[str, Counter[date]] = defaultdict(Counter)
    # A child who is at two places on a day is one child.
    for _, day, name in {(one.child, one.on, _in_charge(one)) for one in lines if one.on in days}:
        of[name][day] += 1
    last = {"A parent": 1, NOBODY: 2}
    found = []
    for name in sorted(of, key=lambda one: (last.get(one, 0), one.casefold())):
        approved = "" if name in last else "Not approved, as far as we know"
        if name in known:
            approved = f"Approved until {plain_day(known[name].approved_until)}"
        found.append(OnDuty(name, approved, [of[name][day] for day in days], name == NOBODY))
    return found
