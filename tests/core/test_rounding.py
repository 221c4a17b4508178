"""Numbers that leave are multiples of 5 by a secret draw: whoever has all, and the rules, finds no small one."""

from collections import defaultdict
from itertools import count, product

import pytest

from oxle.core.rounding import Lines, Told, drawn, told_outside

DRAWS = 400
# In the small world a number is small up to 2.
STEP = 3


@pytest.mark.parametrize("number", range(5, 28))
def test_a_number_becomes_the_multiple_of_5_below_or_above_and_as_often_as_it_is_nearer(number: int) -> None:
    shown = [drawn(number, f"line {one}") for one in range(DRAWS)]
    down, rest = number - number % 5, number % 5
    assert set(shown) == ({down, down + 5} if rest else {down})
    assert sum(one or 0 for one in shown) / DRAWS == pytest.approx(number, abs=0.5)


def test_no_number_under_5_is_told_and_every_other_is() -> None:
    for one in range(DRAWS):
        assert [number for number in range(12) if drawn(number, f"line {one}") is None] == [0, 1, 2, 3, 4]


def test_the_same_number_looks_the_same_the_next_time_and_a_larger_one_never_smaller() -> None:
    for one in range(50):
        shown = [drawn(number, f"line {one}") or 0 for number in range(30)]
        assert shown == sorted(shown)
        assert shown == [drawn(number, f"line {one}") or 0 for number in range(30)]


def test_a_line_that_is_not_told_is_left_out_unless_the_table_always_has_it() -> None:
    told = told_outside([Lines({"a": 0, "b": 40}), Lines({"red": 0, "green": 40}, fixed=True)], 40, "pack")
    assert told == Told(40, ({"b": 40}, {"red": None, "green": 40}))


def test_lines_that_are_all_small_are_not_told_by_a_total_that_only_their_largest_can_make() -> None:
    told = [told_outside([Lines({"a": 2, "b": 2})], 4, f"{one}", STEP) for one in range(DRAWS)]
    # 6 would stand for 4 and more, and two lines under 3 are no more than 4 together: each would be 2.
    assert 6 in {drawn(4, f"{one}:0", STEP) for one in range(DRAWS)}
    assert {one.total for one in told} == {3}


def _one_of_each_draw() -> list[str]:
    """For each way in which the total and four lines can turn, a publication that turns so at first."""
    found: dict[tuple[int, ...], str] = {}
    for one in count():
        keys = [f"{one}:0", *(f"{one}:0:{table}:{line}" for table, line in product((0, 1), "ab"))]
        found.setdefault(tuple(sum(drawn(STEP + rest, key, STEP) == STEP for rest in (1, 2)) for key in keys), str(one))
        if len(found) == STEP ** len(keys):
            return list(found.values())


def test_whoever_knows_every_rule_and_tries_every_draw_finds_no_small_number() -> None:
    # All worlds of up to 8: every one that a total of up to 6 can stand for.
    worlds = [((a, every - a), (x, every - x)) for every in range(9) for a, x in product(range(every + 1), repeat=2)]
    could_be: dict[str, set[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(set)
    for publication in _one_of_each_draw():
        for first, second in worlds:
            tables = [Lines(dict(zip("ab", one, strict=True))) for one in (first, second)]
            told = told_outside(tables, sum(first), publication, STEP)
            if (told.total or 0) <= 6:
                could_be[repr(told)].add((first, second))
    assert len(could_be) > 30
    found = {
        one: each for one, each in could_be.items()
        for numbers in zip(*((*first, *second, sum(first)) for first, second in each), strict=True)
        if len(set(numbers)) == 1 and 0 < numbers[0] < STEP
    }  # fmt: skip
    assert found == {}
