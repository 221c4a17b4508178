"""Ages, year groups and compulsory school age."""

from datetime import date

import pytest

from oxle.people.ages import SchoolAge, age_on, school_age, year_group_on


def test_an_age_is_reached_on_the_birthday() -> None:
    assert age_on(date(2014, 3, 4), date(2026, 3, 3)) == 11
    assert age_on(date(2014, 3, 4), date(2026, 3, 4)) == 12


def test_a_leap_day_child_comes_of_age_on_the_first_of_march() -> None:
    assert age_on(date(2012, 2, 29), date(2025, 2, 28)) == 12
    assert age_on(date(2012, 2, 29), date(2025, 3, 1)) == 13


@pytest.mark.parametrize(
    ("born_on", "on", "year"),
    [
        (date(2021, 9, 1), date(2026, 8, 31), ""),
        (date(2021, 9, 1), date(2026, 9, 1), "Reception"),
        (date(2021, 8, 31), date(2026, 9, 1), "Year 1"),
        (date(2014, 3, 4), date(2026, 9, 15), "Year 8"),
        (date(2008, 9, 1), date(2027, 8, 31), "Year 13"),
        (date(2008, 8, 31), date(2027, 8, 31), ""),
    ],
)
def test_the_year_group_follows_from_the_school_year_in_which_a_child_turns_five(
    born_on: date, on: date, year: str
) -> None:
    assert year_group_on(born_on, on) == year


def test_compulsory_school_age_ends_on_the_last_friday_in_june_of_the_year_of_turning_sixteen() -> None:
    assert school_age(date(2014, 3, 4), date(2030, 6, 28)) == SchoolAge(date(2019, 3, 31), date(2030, 6, 28), True)
    assert school_age(date(2014, 3, 4), date(2030, 6, 29)).holds is False
    assert school_age(date(2014, 3, 4), date(2019, 3, 30)).holds is False
