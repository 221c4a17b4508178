"""What leaves the service of a board pack: somebody who adds and subtracts finds no number under 5."""

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
