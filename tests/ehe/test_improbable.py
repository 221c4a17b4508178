"""A school stands out on the off-rolling radar only where chance does not explain it: a pure count."""

from random import Random

import pytest

from ehe.improbable import Held, Striking, at_least, striking

ONCE_IN = 10_000


def school(number: int, found: int, *, pupils: int = 300, group: str = "secondary") -> Held:
    return Held(number, group, pupils, found)


def listed(schools: list[Held], **changes: int) -> list[int]:
    return [one.of.key for one in striking(schools, once_in=ONCE_IN, **changes)]


def test_the_chance_of_so_many_is_the_tail_of_a_binomial_distribution() -> None:
    assert at_least(0, 5, 0.5) == 1.0
    assert at_least(2, 2, 0.25) == pytest.approx(0.0625)
    assert at_least(2, 3, 0.5) == pytest.approx(0.5)
    assert at_least(1, 1, 1.0) == 1.0
    # So many that their ways to fall overflow a plain number.
    assert at_least(2_500, 5_000, 0.5) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_planted_schools_are_found_and_of_a_quiet_county_as_chance_has_it_none_is(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (the same each time)
    quiet = []
    # Three hundred schools, small and large, each with its share: 4 in a thousand pupils a year.
    for number in range(300):
        pupils, group = chance.randrange(40, 1_500), "secondary" if number % 5 == 0 else "primary"
        found = sum(chance.random() < 0.004 for _ in range(pupils))
        quiet.append(school(number, found, pupils=pupils, group=group))
    assert listed(quiet) == []
    planted = [school(1000, 16, pupils=900), school(1001, 9, pupils=210, group="primary"), school(1002, 10)]
    assert set(listed([*quiet, *planted])) == {1000, 1001, 1002}


def test_as_many_are_much_in_a_small_school_and_nothing_in_a_large_one() -> None:
    peers = [school(number, 2, pupils=600) for number in range(6)]
    assert listed([*peers, school(9, 9, pupils=150)]) == [9]
    assert listed([*peers, school(9, 9, pupils=1_800)]) == []


def test_one_is_no_pattern_however_unlikely_and_the_fewest_is_what_is_asked() -> None:
    peers = [school(number, 0, pupils=1_500) for number in range(5)]
    assert listed([*peers, school(9, 1, pupils=2)]) == []
    assert listed([*peers, school(9, 2, pupils=2)]) == [9]
    assert listed([*peers, school(9, 2, pupils=2)], fewest=3) == []


def test_a_school_is_held_against_its_like_and_against_all_where_these_are_too_few() -> None:
    primary = [school(number, 0, group="primary") for number in range(40)]
    secondary = [school(100 + number, 8) for number in range(4)]
    # Each has its share of what secondary schools have, and much more than the primary schools.
    assert listed([*primary, *secondary]) == []
    [one] = striking([*primary, secondary[0]], once_in=ONCE_IN)
    assert (one.of.key, one.same_group, one.peers, one.elsewhere) == (100, False, 40, 0)


def test_without_anybody_to_hold_it_against_no_school_is_listed() -> None:
    assert listed([school(1, 20)]) == []
    assert listed([school(1, 20), school(2, 0, pupils=0)]) == []


def test_the_bar_is_what_is_asked_and_what_was_to_be_expected_is_said() -> None:
    schools = [school(1, 5), *(school(number, 1) for number in (2, 3, 4, 5))]
    # Five of nine, where a fifth was to be expected.
    assert [bool(striking(schools, once_in=once_in)) for once_in in (40, 10_000)] == [True, False]
    [one] = striking(schools, once_in=40)
    assert isinstance(one, Striking)
    assert one.expected == pytest.approx(1.0)
