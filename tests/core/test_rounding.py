"""Numbers that leave are multiples of 5 by a secret draw: whoever has all, and the rules, finds no small one."""

from collections import defaultdict
from itertools import count, product

import pytest

from oxle.core.rounding import Lines, Told, drawn, told_outside

DRAWS = 400
# In the small world a number is small up to 2.
STEP = 3


@pytest.mark.parametrize("number", range(23))
def test_a_number_becomes_the_multiple_of_5_below_or_above_and_as_often_as_it_is_nearer(number: int) -> None:
    shown = [drawn(number, f"line {one}") or 0 for one in range(DRAWS)]
    down, rest = number - number % 5, number % 5
    assert set(shown) == ({down, down + 5} if rest else {down})
    assert sum(shown) / DRAWS == pytest.approx(number, abs=0.5)


def test_a_number_that_is_not_told_may_be_nobody_or_four() -> None:
    assert {number for number in range(12) for one in range(DRAWS) if drawn(number, f"{one}") is None} == {
        0,
        1,
        2,
        3,
        4,
    }


def test_the_same_number_looks_the_same_the_next_time_and_a_larger_one_never_smaller() -> None:
    for one in range(50):
        shown = [drawn(number, f"line {one}") or 0 for number in range(30)]
        assert shown == sorted(shown)
        assert shown == [drawn(number, f"line {one}") or 0 for number in range(30)]


def test_a_line_that_is_not_told_is_left_out_unless_the_table_always_has_it() -> None:
    told = told_outside([Lines({"a": 0, "b": 40}), Lines({"red": 0, "green": 40}, fixed=True)], 40, "pack")
    assert told == Told(40, ({"b": 40}, {"red": None, "green": 40}))


def test_two_who_are_each_alone_in_a_line_are_never_told_to_be_two() -> None:
    for one in range(DRAWS):
        told = told_outside([Lines({"a": 1, "b": 1})], 2, f"{one}", STEP)
        # Somebody in each of two lines, and fewer than three in all.
        assert told != Told(None, ({"a": 3, "b": 3},))


def _one_of_each_draw() -> list[str]:
    """For each way in which the total and four lines can turn, a publication that turns so at first."""
    found: dict[tuple[int, ...], str] = {}
    for one in count():
        keys = [f"{one}:0", *(f"{one}:0:{table}:{line}" for table, line in product((0, 1), "ab"))]
        found.setdefault(tuple(sum(drawn(number, key, STEP) is None for number in (1, 2)) for key in keys), str(one))
        if len(found) == STEP ** len(keys):
            return list(found.values())


def test_whoever_knows_every_rule_and_tries_every_draw_finds_no_small_number() -> None:
    worlds = [
        ((a, b), (x, a + b - x)) for a, b in product(range(5), repeat=2) if a + b <= 6 for x in range(a + b + 1)
    ]  # fmt: skip
    could_be: dict[str, set[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(set)
    for publication in _one_of_each_draw():
        for first, second in worlds:
            tables = [Lines(dict(zip("ab", one, strict=True))) for one in (first, second)]
            could_be[repr(told_outside(tables, sum(first), publication, STEP))].add((first, second))
    assert len(could_be) > 30
    found = {
        told: each for told, each in could_be.items()
        for numbers in zip(*((*first, *second, sum(first)) for first, second in each), strict=True)
        if len(set(numbers)) == 1 and 0 < numbers[0] < STEP
    }  # fmt: skip
    assert found == {}
