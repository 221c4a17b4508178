"""The figures of a pack, counted from its frozen rows each time they are shown, and of the register as it is: pure
functions over whatever has the columns of such a row.

A number is always that of the rows of which it is made, and `asks` is how the list of the rows is asked for them.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from oxle.cases.criteria import Rated
from oxle.core.rounding import Lines, told_outside
from oxle.missing_out.packs.reasons import in_confidence
from oxle.missing_out.register import NO_SCHOOL, NO_TRUST
from oxle.missing_out.shown import more_or_fewer
from oxle.people.models import VulnerabilityKind

NOT_KNOWN = "Not known"
NO_MARK = "None of these"
# With which the list of rows is asked for those who are not on the register.
BESIDE = "beside"
# What leaves the service in place of a reason that is known in confidence.
ANOTHER_REASON = "Another reason"


class Counted(Protocol):
    """What is counted: a pupil on the register, as a pack froze it or as it is now."""

    @property
    def rated(self) -> int:
        """How the pupil is rated."""

    @property
    def rated_before(self) -> int | None:
        """How they were in the pack before; None for who was not in it."""

    @property
    def kinds(self) -> Sequence[str]:
        """Why they are on the register."""

    @property
    def marks(self) -> Sequence[str]:
        """Special needs and social care."""

    @property
    def area(self) -> str:
        """District of the school."""

    @property
    def phase(self) -> str:
        """Phase of the school."""

    @property
    def school(self) -> str:
        """The school."""

    @property
    def trust(self) -> str:
        """Its trust."""


class Movement:
    """How a child stands to the pack before, in words. Empty for the first pack."""

    NEW_RED = "New red"
    STILL_RED = "Still red"
    EASED = "Not red any more"
    NEW = "New on the register"
    SAME = "On the register before"


def movement(row: Counted, is_first: bool) -> str:
    """Which of them a row is; empty where there is no pack before."""
    if is_first:
        return ""
    if row.rated == Rated.RED:
        return Movement.STILL_RED if row.rated_before == Rated.RED else Movement.NEW_RED
    if row.rated_before == Rated.RED:
        return Movement.EASED
    return Movement.NEW if row.rated_before is None else Movement.SAME


@dataclass(frozen=True)
class Count:
    """A line of a table: how many are red, amber and green, and how many there were in the pack before.

    `asks` is the query of the list of rows that has just these.
    """

    label: str
    red: int
    amber: int
    green: int
    before: int | None
    asks: str

    @property
    def all(self) -> int:
        """All of the line."""
        return self.red + self.amber + self.green

    @property
    def change(self) -> str:
        """More or fewer than before, with its sign; empty where there is no pack before."""
        return more_or_fewer(self.all, self.before)


@dataclass(frozen=True)
class Table:
    """Some rows counted by one thing, in lines. `several`: a child may be in more than one line."""

    key: str
    title: str
    lines: tuple[Count, ...]
    several: bool = False


@dataclass(frozen=True)
class _By:
    """By what rows are counted, which is also what the list of rows is filtered by. `outward`: it may leave the service
    with small numbers withheld."""

    key: str
    title: str
    values: Callable[[Counted], Sequence[str]]
    several: bool = False
    outward: bool = True


def marks_of(row: Counted) -> tuple[str, ...]:
    """Special needs and social care, in words; that there is none."""
    return tuple(VulnerabilityKind(one).label for one in row.marks) or (NO_MARK,)


BY = (
    _By("kind", "By reason", lambda row: row.kinds, several=True),
    _By("area", "By district", lambda row: [row.area or NOT_KNOWN]),
    _By("phase", "By phase", lambda row: [row.phase or NO_SCHOOL]),
    _By("mark", "By special needs and social care", marks_of, several=True),
    _By("school", "By school", lambda row: [row.school], outward=False),
    _By("trust", "By trust", lambda row: [row.trust or NO_TRUST], outward=False),
)


def tables(rows: Collection[Counted], before: Collection[Counted] | None) -> list[Table]:
    """Every table of a pack; `before` are the rows of the pack before, None where there is none."""
    return [_table(by, rows, before) for by in BY]


def beside_table(rows: Collection[Counted]) -> Table:
    """Those who are red or go to the group and are not on the register, by where they are taught: in no other table."""
    found = _table(BY[0], rows, None)
    lines = (replace(line, asks=f"{line.asks}&{urlencode({BESIDE: 'yes'})}") for line in found.lines)
    return Table(BESIDE, "By where they are taught: not on the register", tuple(lines))


def _table(by: _By, rows: Collection[Counted], before: Collection[Counted] | None) -> Table:
    found: dict[str, list[int]] = {}
    for row in rows:
        for value in by.values(row):
            found.setdefault(value, [0, 0, 0])[row.rated] += 1
    was: dict[str, int] = {}
    for row in before or ():
        for value in by.values(row):
            was[value] = was.get(value, 0) + 1
    lines = [
        Count(
            value, red=counted[Rated.RED], amber=counted[Rated.AMBER], green=counted[Rated.GREEN],
            before=None if before is None else was.get(value, 0), asks=urlencode({by.key: value}),
        )
        for value, counted in ({value: [0, 0, 0] for value in was} | found).items()
    ]  # fmt: skip
    return Table(by.key, by.title, tuple(sorted(lines, key=lambda one: (-one.red, -one.all, one.label))), by.several)


# --- what leaves the service ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outward:
    """A table as it may leave the service: of each line that is told the number, or None where it is withheld."""

    title: str
    lines: tuple[tuple[str, int | None], ...]


def outward(rows: Collection[Counted], drawn_for: str) -> tuple[int | None, list[Outward]]:
    """The total and the tables for those outside, none under 5, the others up or down to a multiple of 5 for a series
    of packs, so that neither two tables nor two packs give a small number away. No table is by school, none says how it
    was before, and a reason that is known in confidence is not told. Lines stand by their names: an order by numbers
    would tell of them."""
    rated = {one.label: sum(row.rated == one for row in rows) for one in reversed(Rated)}
    shown = [("By rating", Lines(rated, fixed=True))]
    for by in map(_outside, BY):
        if by.outward:
            counts = {line.label: line.all for line in _table(by, rows, None).lines}
            shown.append((by.title, Lines(dict(sorted(counts.items())), several=by.several)))
    told = told_outside([lines for _, lines in shown], len(rows), drawn_for)
    return told.total, [
        Outward(title, tuple(lines.items())) for (title, _), lines in zip(shown, told.tables, strict=True)
    ]


def _outside(by: _By) -> _By:
    if by.key != "kind":
        return by
    secret = in_confidence()
    return replace(
        by, values=lambda row: tuple(dict.fromkeys(ANOTHER_REASON if one in secret else one for one in row.kinds))
    )
