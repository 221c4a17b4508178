"""When the next review of a placed child's programme is due, by pure rules: once each half-term."""

from datetime import date

from oxle.provision.review_days import ReviewDue, review_due, stay_began
from tests.schooldays.calendars import CAL_A

BEGAN = date(2026, 9, 14)


def due(
    began_on: date = BEGAN, ends_on: date | None = None, last_on: date | None = None, next_on: date | None = None
) -> ReviewDue | None:
    return review_due(began_on, ends_on, last_on, next_on, CAL_A, 10)


def on(*args: date | None, **named: date | None) -> date | None:
    found = due(*args, **named)
    return found.on if found else None


def test_the_first_review_is_due_by_the_last_school_day_of_the_half_term_in_which_the_place_began():
    assert due() == ReviewDue(date(2026, 10, 23), "The last school day of Term 1: each half-term has a review")


def test_a_half_term_without_a_review_stays_owed():
    assert on(last_on=date(2026, 10, 20)) == date(2026, 12, 18)
    assert on(last_on=date(2026, 12, 1)) == date(2027, 2, 12)


def test_a_place_that_begins_in_the_last_days_of_a_half_term_is_reviewed_in_the_next():
    # 12 to 23 October are ten school days; from the 13th there are nine.
    assert on(date(2026, 10, 12)) == date(2026, 10, 23)
    assert on(date(2026, 10, 13)) == date(2026, 12, 18)


def test_a_day_agreed_at_the_last_review_counts_where_it_comes_first():
    assert due(last_on=date(2026, 10, 20), next_on=date(2026, 11, 20)) == ReviewDue(
        date(2026, 11, 20), "The day that was agreed at the last review"
    )
    assert on(last_on=date(2026, 10, 20), next_on=date(2027, 1, 15)) == date(2026, 12, 18)


def test_a_place_that_ends_before_another_half_term_asks_owes_none():
    assert due(ends_on=date(2026, 11, 6), last_on=date(2026, 10, 20)) is None


def test_past_the_loaded_terms_no_day_is_guessed():
    found = due(last_on=date(2027, 7, 12))
    assert found is not None
    assert found.on is None
    assert "not loaded" in found.why


def test_a_stay_goes_on_over_places_between_which_no_school_day_lies():
    first, second = (BEGAN, date(2026, 10, 23)), (date(2026, 11, 2), None)
    assert stay_began([second, first], date(2026, 11, 24), CAL_A) == BEGAN
    later = (date(2026, 11, 4), None)
    assert stay_began([first, later], date(2026, 11, 24), CAL_A) == date(2026, 11, 4)
    assert stay_began([first, later], date(2026, 10, 1), CAL_A) == BEGAN
    assert stay_began([later], date(2026, 10, 1), CAL_A) is None
