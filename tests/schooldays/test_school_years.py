"""School years, statutory terms, compulsory school age, and runs of absence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxle.schooldays.runs import Absence, running_together, school_weeks_to
from oxle.schooldays.school_age import is_of_school_age, school_age_begins, school_age_ends
from oxle.schooldays.school_years import exclusion_term, exclusion_terms, school_year_of
from tests.schooldays.calendars import CAL_A

DAY = timedelta(days=1)
DAYS = st.dates(date(2005, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 31), "2025/26"),
        (date(2026, 9, 1), "2026/27"),
        (date(2027, 8, 31), "2026/27"),
        (date(1999, 9, 1), "1999/00"),
    ],
)
def test_a_school_year_runs_from_1_september_to_31_august(day, name):
    assert school_year_of(day).name == name
    assert day in school_year_of(day)


@pytest.mark.parametrize(
    ("day", "starts_on", "ends_on"),
    [
        (date(2026, 12, 31), date(2026, 8, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 29)),
        (date(2027, 3, 29), date(2027, 1, 1), date(2027, 3, 29)),
        (date(2027, 3, 30), date(2027, 3, 30), date(2027, 7, 31)),
        (date(2027, 7, 31), date(2027, 3, 30), date(2027, 7, 31)),
        (date(2027, 8, 1), date(2027, 8, 1), date(2027, 12, 31)),
    ],
)
def test_exclusions_are_added_up_between_31_december_easter_monday_and_31_july(day, starts_on, ends_on):
    term = exclusion_term(day)
    assert (term.starts_on, term.ends_on) == (starts_on, ends_on)


@given(DAYS)
def test_every_day_is_in_one_statutory_term_and_the_next_begins_where_it_ends(day):
    term = exclusion_term(day)

    assert day in term
    assert exclusion_term(term.ends_on) == term
    assert exclusion_term(term.ends_on + DAY).starts_on == term.ends_on + DAY


def test_an_exclusion_over_reference_dates_is_added_up_in_each_of_their_terms():
    names = [term.name for term in exclusion_terms(date(2026, 12, 31), date(2027, 3, 30))]
    assert names == ["Autumn term 2026", "Spring term 2027", "Summer term 2027"]
    assert exclusion_terms(date(2027, 1, 1), date(2027, 3, 29)) == [exclusion_term(date(2027, 1, 1))]


@pytest.mark.parametrize(
    ("born_on", "begins_on"),
    [
        (date(2021, 8, 31), date(2026, 8, 31)),
        (date(2021, 9, 1), date(2026, 12, 31)),
        (date(2022, 1, 1), date(2027, 3, 31)),
        (date(2022, 3, 31), date(2027, 3, 31)),
        (date(2022, 4, 1), date(2027, 8, 31)),
        (date(2020, 2, 29), date(2025, 3, 31)),
    ],
)
def test_compulsory_school_age_begins_on_the_prescribed_day_on_or_after_the_fifth_birthday(born_on, begins_on):
    assert school_age_begins(born_on) == begins_on


@pytest.mark.parametrize(
    ("born_on", "ends_on"),
    [
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2011, 8, 31), date(2027, 6, 25)),
        (date(2011, 9, 1), date(2028, 6, 30)),
        (date(2012, 2, 29), date(2028, 6, 30)),
    ],
)
def test_compulsory_school_age_ends_with_the_school_year_of_the_sixteenth_birthday(born_on, ends_on):
    assert school_age_ends(born_on) == ends_on


@given(DAYS)
def test_the_last_day_of_school_age_is_the_last_friday_of_a_june(born_on):
    last = school_age_ends(born_on)

    assert (last.month, last.weekday()) == (6, 4)
    assert (last + 7 * DAY).month == 7


def test_school_age_includes_its_first_and_its_last_day():
    born_on = date(2011, 3, 14)
    ages = [date(2016, 3, 30), date(2016, 3, 31), date(2027, 6, 25), date(2027, 6, 26)]
    assert [is_of_school_age(born_on, day) for day in ages] == [False, True, True, False]


def test_stretches_with_a_school_day_between_them_are_separate_runs():
    runs = running_together([Absence(date(2026, 11, 24), 4), Absence(date(2026, 11, 18), 3)], CAL_A)
    assert [(run[0], len(run)) for run in runs] == [(date(2026, 11, 18), 3), (date(2026, 11, 24), 4)]


def test_stretches_over_a_holiday_run_together():
    runs = running_together([Absence(date(2026, 10, 23), 1), Absence(date(2026, 11, 3), 1)], CAL_A)
    assert runs == [[date(2026, 10, 23), date(2026, 11, 3)]]


def test_days_reported_twice_are_counted_once():
    runs = running_together([Absence(date(2026, 11, 18), 3), Absence(date(2026, 11, 19), 2)], CAL_A)
    assert runs == [[date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)]]


def test_an_absence_from_a_holiday_starts_on_the_first_day_back():
    assert Absence(date(2026, 10, 26), 2).days(CAL_A) == [date(2026, 11, 3), date(2026, 11, 4)]


def test_school_weeks_are_found_also_in_the_week_in_which_the_loaded_terms_end():
    assert school_weeks_to(date(2027, 7, 20), 2, CAL_A) == (date(2027, 7, 12), date(2027, 7, 19))
