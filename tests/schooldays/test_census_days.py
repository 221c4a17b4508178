"""Census days: the first Thursday of October, the third of January and of May."""

from datetime import date, timedelta

import pytest

from oxle.schooldays.census_days import census_day, census_days_until, census_name, is_census_day


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2026, 1, 15), (2026, 5, 21), (2026, 10, 1), (2025, 10, 2), (2027, 1, 21), (2029, 10, 4), (2032, 1, 15)],
)
def test_the_census_day_of_a_term(year: int, month: int, day: int) -> None:
    assert census_day(year, month) == date(year, month, day)


def test_a_census_day_is_a_thursday_and_three_are_in_every_year() -> None:
    for year in range(2020, 2040):
        days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
        found = [day for day in days if is_census_day(day)]
        assert [day.month for day in found] == [1, 5, 10]
        assert {day.weekday() for day in found} == {3}


def test_the_last_census_days_are_told_with_the_day_itself() -> None:
    assert census_days_until(date(2026, 10, 1), 4) == [
        date(2026, 10, 1), date(2026, 5, 21), date(2026, 1, 15), date(2025, 10, 2),
    ]  # fmt: skip
    assert census_days_until(date(2026, 9, 30), 1) == [date(2026, 5, 21)]
    assert census_name(date(2026, 5, 21)) == "Summer 2026"
