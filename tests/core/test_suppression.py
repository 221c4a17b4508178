"""Small numbers are withheld, with whatever would give them away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_of_two_that_could_go_with_it_the_first_by_name_goes():
    assert suppress({"x": 3, "b": 7, "a": 7}) == {"x": None, "b": 7, "a": None}


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


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_nobody_who_knows_the_total_can_work_out_a_withheld_small_count(counts):
    shown, total = suppress(counts), suppress_total(counts)
    assert all(count is None or count == 0 or count >= 5 for count in shown.values())
    assert all(count is None or count == counts[name] for name, count in shown.items())
    withheld = [name for name, count in shown.items() if count is None]
    if not withheld or total is None:
        return
    left = total - sum(count for count in shown.values() if count is not None)
    # Whatever else those withheld could be, and still add up: at least two answers for each small one.
    small = [name for name in withheld if 0 < counts[name] < 5]
    for name in small:
        others = len(withheld) - 1
        possible = [
            guess for guess in range(1, 5) if 0 <= left - guess <= (4 * others if len(small) == len(withheld) else left)
        ]
        if len(small) == len(withheld):
            possible = [guess for guess in possible if left - guess >= others]
        assert len(possible) > 1
