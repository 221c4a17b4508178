"""Small numbers are withheld, with whatever would give them away."""

from itertools import product

import pytest

from oxle.core.suppression import suppress, suppress_total


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 5, "b": 12}, {"a": 5, "b": 12}),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}),
        # The total less 12 and 30 would be the 3, so the 12 goes with it.
        ({"a": 3, "b": 12, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 2, "b": 3, "c": 30}, {"a": None, "b": None, "c": 30}),
        # Two that add up to 2 can only be 1 and 1, and two that add up to 8 only 4 and 4.
        ({"a": 1, "b": 1, "c": 9, "d": 30}, {"a": None, "b": None, "c": None, "d": 30}),
        ({"a": 4, "b": 4, "c": 9}, {"a": None, "b": None, "c": None}),
        # A zero points at nobody, so it goes only when there is nothing else to hide behind.
        ({"a": 3, "b": 0, "c": 6}, {"a": None, "b": 0, "c": None}),
        ({"a": 3, "b": 0}, {"a": None, "b": None}),
        ({"a": 3}, {"a": None}),
        ({}, {}),
    ],
)
def test_a_small_count_is_withheld_with_what_would_give_it_away(counts, shown):
    assert suppress(counts) == shown


def test_of_two_equal_ones_that_could_go_with_it_both_go_since_the_choice_would_tell():
    assert suppress({"x": 3, "b": 7, "a": 7}) == {"x": None, "b": None, "a": None}


@pytest.mark.parametrize(
    ("counts", "total"),
    [
        ({"a": 3, "b": 12}, 15),
        ({"a": 0, "b": 0}, 0),
        ({"a": 3, "b": 0}, None),
        ({"a": 3}, None),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, None),
        ({"a": 4, "b": 4}, None),
        ({"a": 4, "b": 3}, 7),
        ({"a": 1, "b": 7}, 8),
    ],
)
def test_a_total_that_tells_is_withheld_as_well(counts, total):
    assert suppress_total(counts) == total


def could_be(withheld: int, left: int) -> list[tuple[int, ...]]:
    """What withheld counts that add up to `left` could be: small ones, and among them perhaps one that is not."""
    small = range(1, 5)
    found = [values for values in product(small, repeat=withheld) if sum(values) == left]
    for place in range(withheld):
        for values in product(small, repeat=withheld - 1):
            other = left - sum(values)
            if other == 0 or other >= 5:
                found.append((*values[:place], other, *values[place:]))
    return found


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_nobody_who_knows_the_total_can_work_out_a_withheld_small_count(length):
    told = []
    for values in product(range(9), repeat=length):
        counts = dict(enumerate(values))
        shown, total = suppress(counts), suppress_total(counts)
        withheld = [name for name, count in shown.items() if count is None]
        if total is None or not withheld:
            continue
        guesses = could_be(len(withheld), total - sum(count or 0 for count in shown.values()))
        told += [
            (values, name)
            for place, name in enumerate(withheld)
            if 0 < counts[name] < 5 and len({guess[place] for guess in guesses}) < 2
        ]
    assert told == []
