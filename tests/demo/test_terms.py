"""The made-up county's term dates: no term begins on a day off, and its pupils have the days that the law asks."""

from datetime import date, timedelta

import pytest

from oxle.demo import terms
from oxle.schooldays.working_days import england

YEARS = range(2010, 2040)


@pytest.mark.parametrize("shorter", [0, 7])
def test_the_pupils_of_the_county_have_190_school_days_in_every_year(shorter):
    for year in YEARS:
        days = [
            first + timedelta(days=number)
            for _, first, last in terms.terms(year, shorter=shorter)
            for number in range((last - first).days + 1)
        ]
        worked = [day for day in days if england().is_working_day(day)]
        assert len(set(worked) - set(terms.inset_days(year))) == 190


def test_no_term_begins_and_no_staff_are_trained_at_a_weekend_or_on_a_bank_holiday():
    for year in YEARS:
        firsts = [first for _, first, _ in terms.terms(year)]
        assert [day for day in [*firsts, *terms.inset_days(year)] if not england().is_working_day(day)] == []


def test_the_terms_follow_each_other_and_end_before_august():
    for year in YEARS:
        found = terms.terms(year)
        days = [day for _, first, last in found for day in (first, last)]
        assert days == sorted(days)
        assert date(year + 1, 7, 5) < days[-1] < date(year + 1, 8, 1)


def test_a_term_does_not_begin_on_easter_monday():
    assert terms.terms(2027)[4][1] == date(2028, 4, 18)
