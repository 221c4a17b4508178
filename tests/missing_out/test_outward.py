"""What leaves the service of a board pack: somebody who adds and subtracts finds no number under 5."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import product

import pytest

from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.figures import Outward, outward

SIZES = (1, 2, 4, 5, 11)
# More than there can be of anything here.
MOST = 40


def rows(sizes: tuple[int, ...], red: int) -> list[PackRow]:
    """So many pupils of each district, each of one reason and with no mark; the first `red` of them are red, and every
    third goes to a primary school."""
    areas = [area for area, size in zip("ABCDE", sizes, strict=False) for _ in range(size)]
    return [
        PackRow(area=area, rated=2 if number < red else 0, kinds=["Missing"], marks=[], trust="",
                school=f"School {area}", phase="Primary" if number % 3 == 0 else "Secondary")
        for number, area in enumerate(areas)
    ]  # fmt: skip


def could_be(table: Outward, totals: set[int]) -> dict[str, set[int]]:
    """What each withheld line of a table could be, when all lines together are one of these numbers: a line that has
    nothing is never withheld while there is another."""
    shown = sum(number for _, number in table.lines if number is not None)
    hidden = [label for label, number in table.lines if number is None]
    rest = len(hidden) - 1
    each = {
        value for total in totals for value in range(1, total - shown - rest + 1) if rest or value == total - shown
    }  # fmt: skip
    return dict.fromkeys(hidden, each)


def totals_of(table: Outward, total: int | None) -> set[int]:
    """How many all could be, as one table tells."""
    if total is not None:
        return {total}
    shown = sum(number for _, number in table.lines if number is not None)
    hidden = sum(number is None for _, number in table.lines)
    return set(range(shown + hidden, MOST)) if hidden else {shown}


@pytest.mark.parametrize("sizes", list(product(SIZES, repeat=2)) + list(product(SIZES, repeat=3)))
def test_no_number_under_5_can_be_worked_out_from_all_that_is_shown(sizes: tuple[int, ...]) -> None:
    for red in {0, 1, 3, sum(sizes)}:
        pupils = rows(sizes, red)
        total, tables = outward(pupils)
        together = set.intersection(*(totals_of(table, total) for table in tables))
        shown = [number for table in tables for _, number in table.lines if number is not None]
        assert not [number for number in (*shown, total or 0) if 0 < number < 5]
        told = [
            (table.title, label) for table in tables for label, each in could_be(table, together).items()
            if len(each) == 1 and each < {1, 2, 3, 4}
        ]  # fmt: skip
        assert told == [], (sizes, red)


def test_a_withheld_total_cannot_be_added_up_from_a_table_that_is_shown_whole() -> None:
    pupils = [PackRow(area=area, rated=2, kinds=["Missing"], marks=[], trust="", school="S", phase="Primary")
              for area in "ABBCCCDDDDEEEEFFF"[:4]]  # fmt: skip
    total, tables = outward(pupils)
    assert total is None
    assert [table.title for table in tables if all(number is not None for _, number in table.lines)] == []


def test_no_table_that_leaves_the_service_is_by_school_or_trust_or_says_how_it_was_before() -> None:
    _, tables = outward(rows((11, 9, 8), 9))
    assert [table.title for table in tables] == [
        "By rating", "By reason", "By district", "By phase", "By special needs and social care",
    ]  # fmt: skip
    assert dict(tables[2].lines) == {"A": 11, "B": 9, "C": 8}


def test_a_reason_that_is_known_in_confidence_leaves_the_service_as_another_reason() -> None:
    pupils = rows((11, 9, 8), 9)
    for row in pupils[:7]:
        row.kinds = ["Kept apart for safeguarding"]
    _, tables = outward(pupils)
    assert dict(tables[1].lines) == {"Missing": 21, "Another reason": 7}


# --- a solver that knows how it is done ---------------------------------------------------------------------------

LINES = "ABC"
# Lines up to this are tried; what the solver is asked of is smaller, so that the end of its search tells nothing.
FURTHEST, ASKED = 15, 11
Counts = tuple[int, ...]
Published = tuple[int | None, tuple[int | None, ...]]


def published(counts: Counts) -> Published:
    """What leaves of one table that counts all pupils once each: the total, and each line or None."""
    pupils = [PackRow(area=line, rated=0, kinds=["Missing"], marks=[], trust="", school="S", phase="Primary")
              for line, count in zip(LINES, counts, strict=True) for _ in range(count)]  # fmt: skip
    total, tables = outward(pupils)
    lines = dict(tables[2].lines)
    return total, tuple(lines.get(line, 0) for line in LINES)


@cache
def answers() -> dict[Published, list[Counts]]:
    """Of each publication every table that leaves the service so: what somebody finds who knows every rule of it."""
    found: dict[Published, list[Counts]] = defaultdict(list)
    for counts in product(range(FURTHEST + 1), repeat=len(LINES)):
        found[published(counts)].append(counts)
    return found


def told_by(publications: Iterable[Published]) -> list[int]:
    """Numbers under 5 that some publications, taken together, leave no doubt of."""
    possible = list(product(*(answers()[one] for one in publications)))
    cells = zip(*(sum(one, ()) for one in possible), strict=True)
    return [value for each in cells if len(each_of := set(each)) == 1 for value in each_of if 0 < value < 5]


def test_a_solver_that_knows_every_rule_finds_no_small_number_in_one_pack() -> None:
    told = {one: told_by([one]) for one, each in answers().items() if max(max(counts) for counts in each[:1]) <= ASKED}
    assert len(told) > 500
    assert {one: numbers for one, numbers in told.items() if numbers} == {}


def test_two_packs_together_tell_the_solver_no_small_number_whoever_came_and_went_between() -> None:
    packs = [published(counts) for counts in ((4, 6, 10), (5, 6, 10), (5, 5, 10), (4, 4, 11), (0, 1, 5), (5, 5, 3))]
    for first, second in product(packs, repeat=2):
        assert told_by([first, second]) == []
        # Nor how many more or fewer a withheld line has: of each, several differences are possible.
        pairs = product(answers()[first], answers()[second])
        changes = [
            set(each) for each in zip(*([b - a for a, b in zip(*pair, strict=True)] for pair in pairs), strict=True)
        ]
        hidden = [place for place in range(len(LINES)) if first[1][place] is None or second[1][place] is None]
        assert all(len(changes[place]) > 1 for place in hidden)
