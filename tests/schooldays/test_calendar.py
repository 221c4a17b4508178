"""The school calendar: what is a school day, why not, and what it refuses to answer."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxle.schooldays.calendar import (
    CalendarBegins,
    CalendarEnds,
    Closed,
    ClosedBecause,
    ClosedDates,
    NoTerms,
    SchoolCalendar,
    TermDates,
)
from tests.schooldays.calendars import CAL_A, CAL_B, CAL_C_THEN_A, calendar

DAY = timedelta(days=1)
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "termdates"
LOADED = [CAL_A.first_day + number * DAY for number in range((CAL_A.last_day - CAL_A.first_day).days + 1)]


@pytest.mark.parametrize(
    ("day", "because", "words"),
    [
        (date(2026, 9, 5), ClosedBecause.WEEKEND, "weekend"),
        (date(2026, 10, 24), ClosedBecause.HALF_TERM, "half term"),
        (date(2026, 10, 28), ClosedBecause.HALF_TERM, "half term"),
        (date(2026, 11, 2), ClosedBecause.INSET, "INSET day"),
        (date(2026, 12, 25), ClosedBecause.HOLIDAY, "Christmas holiday"),
        (date(2027, 2, 17), ClosedBecause.HALF_TERM, "half term"),
        (date(2027, 3, 29), ClosedBecause.HOLIDAY, "Easter holiday"),
        (date(2027, 5, 3), ClosedBecause.BANK_HOLIDAY, "Early May bank holiday"),
        (date(2027, 5, 31), ClosedBecause.HALF_TERM, "half term"),
    ],
)
def test_a_day_without_school_says_why(day, because, words):
    assert CAL_A.is_school_day(day) is False
    assert CAL_A.why_closed(day) == Closed(because, words)


def test_the_summer_holiday_lies_between_two_school_years():
    assert CAL_C_THEN_A.why_closed(date(2026, 8, 12)) == Closed(ClosedBecause.HOLIDAY, "summer holiday")


def test_a_two_week_break_in_october_is_half_term_too():
    assert CAL_B.why_closed(date(2026, 10, 20)) == Closed(ClosedBecause.HALF_TERM, "half term")


def test_two_blocks_with_only_a_weekend_between_them_have_no_holiday():
    joined = calendar("Joined", [("2026-09-02", "2026-10-02"), ("2026-10-05", "2026-12-18")])
    assert joined.why_closed(date(2026, 10, 3)) == Closed(ClosedBecause.WEEKEND, "weekend")


def test_a_school_day_is_not_closed():
    assert CAL_A.is_school_day(date(2026, 9, 2)) is True
    assert CAL_A.why_closed(date(2026, 9, 2)) is None


def test_a_closure_gives_its_own_reason_and_leaves_weekends_weekends():
    flooded = SchoolCalendar(
        "Demo Primary",
        CAL_A.terms,
        [ClosedDates(ClosedBecause.CLOSURE, date(2026, 9, 10), date(2026, 9, 14), "Burst water main")],
    )
    assert [str(flooded.why_closed(date(2026, 9, day))) for day in (10, 11, 12, 14)] == [
        "Burst water main",
        "Burst water main",
        "weekend",
        "Burst water main",
    ]
    assert flooded.is_school_day(date(2026, 9, 15)) is True


@pytest.mark.parametrize(
    "ask",
    [
        lambda cal: cal.is_school_day(date(2027, 7, 22)),
        lambda cal: cal.why_closed(date(2027, 7, 24)),
        lambda cal: cal.school_day_after(date(2027, 7, 22), 1),
        lambda cal: cal.school_day_after(date(2027, 7, 20), 1),
        lambda cal: cal.next_school_day(date(2027, 7, 20)),
        lambda cal: cal.school_day_before(date(2027, 8, 1), 1),
        lambda cal: cal.last_school_day_on_or_before(date(2027, 8, 1)),
        lambda cal: cal.school_day_on_or_after(date(2027, 7, 21)),
        lambda cal: cal.count_between(date(2027, 7, 1), date(2027, 8, 1)),
        lambda cal: cal.days_between(date(2027, 7, 1), date(2027, 8, 1)),
        lambda cal: cal.school_days_after([date(2026, 9, 2), date(2027, 7, 20)], 1),
        lambda cal: cal.school_days_after([date(2026, 9, 2), date(2027, 7, 20)], [1, 1]),
        lambda cal: cal.school_days_after([date(2026, 9, 2), date(2027, 7, 22)], [1, 1]),
    ],
)
def test_past_the_last_loaded_term_it_raises_rather_than_guesses(ask):
    with pytest.raises(CalendarEnds) as lacking:
        ask(CAL_A)
    assert str(lacking.value) == "terms after 21 July 2027 are not loaded"
    assert lacking.value.last_day == date(2027, 7, 21)


@pytest.mark.parametrize(
    "ask",
    [
        lambda cal: cal.is_school_day(date(2026, 9, 1)),
        lambda cal: cal.school_day_after(date(2026, 9, 1), 1),
        lambda cal: cal.school_day_after(date(2026, 3, 2), 1),
        lambda cal: cal.school_day_before(date(2026, 9, 2), 1),
        lambda cal: cal.count_between(date(2026, 9, 1), date(2026, 9, 4)),
        lambda cal: cal.school_days_after([date(2026, 9, 1)], [1]),
    ],
)
def test_before_the_first_loaded_term_it_raises_rather_than_guesses(ask):
    with pytest.raises(CalendarBegins) as lacking:
        ask(CAL_A)
    assert str(lacking.value) == "terms before 2 September 2026 are not loaded"


def test_a_calendar_without_terms_answers_nothing_about_any_day():
    empty = SchoolCalendar("Demo Primary", ())

    with pytest.raises(NoTerms) as lacking:
        empty.is_school_day(date(2026, 9, 2))
    assert str(lacking.value) == "no terms are loaded for Demo Primary"
    with pytest.raises(NoTerms):
        empty.school_days_after([date(2026, 9, 2)], 1)


def test_none_of_no_days_is_asked_for():
    with pytest.raises(ValueError, match="count at least one school day"):
        CAL_A.school_day_after(date(2026, 9, 2), 0)
    with pytest.raises(ValueError, match="count at least one school day"):
        CAL_A.school_day_before(date(2026, 10, 2), 0)
    with pytest.raises(ValueError, match="count at least one school day"):
        CAL_A.school_days_after([date(2026, 9, 2)], 0)
    with pytest.raises(ValueError, match="count at least one school day"):
        CAL_A.school_days_after([date(2026, 9, 2)], [-3])


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ([("2026-10-23", "2026-09-02")], "Term 1 ends on 2 September 2026, before it starts"),
        ([("2026-09-02", "2026-10-23"), ("2026-10-23", "2026-12-18")], "Term 1 and Term 2 overlap"),
        (
            [("2026-09-02", "2026-10-23"), ("2027-01-04", "2027-02-12")],
            "no term lies between 23 October 2026 and 4 January 2027, which is too long for a holiday: add the terms "
            "in between",
        ),
    ],
)
def test_terms_that_cannot_be_a_calendar_are_refused_with_a_sentence(blocks, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        calendar("Unsound", blocks)
    assert str(refused.value) == message


def test_the_order_in_which_terms_are_given_does_not_matter():
    terms = list(CAL_A.terms)
    assert SchoolCalendar("Reversed", reversed(terms)).terms == CAL_A.terms


@given(st.sampled_from(LOADED), st.sampled_from(LOADED))
def test_school_days_between_two_days_are_those_counted_one_by_one(first, last):
    days = [day for day in LOADED if first <= day <= last and CAL_A.is_school_day(day)]

    assert CAL_A.count_between(first, last) == len(days)
    assert list(CAL_A.days_between(first, last)) == days


@given(st.lists(st.tuples(st.sampled_from(LOADED[:150]), st.integers(1, 40))))
def test_the_batch_form_gives_the_answers_of_the_single_form(asked):
    days, counts = [day for day, _ in asked], [count for _, count in asked]

    assert CAL_A.school_days_after(days, counts) == [CAL_A.school_day_after(*each) for each in asked]
    assert CAL_A.school_days_after(days, 7) == [CAL_A.school_day_after(day, 7) for day in days]


def test_the_batch_form_refuses_lists_of_unequal_length():
    with pytest.raises(ValueError, match="argument 2 is"):
        CAL_A.school_days_after([date(2026, 9, 2), date(2026, 9, 3)], [1])


def test_the_nearest_school_days_around_a_day():
    saturday = date(2026, 10, 24)
    assert CAL_A.last_school_day_on_or_before(saturday) == date(2026, 10, 23)
    assert CAL_A.school_day_on_or_after(saturday) == date(2026, 11, 3)
    assert CAL_A.next_school_day(date(2026, 10, 23)) == date(2026, 11, 3)
    assert CAL_A.last_school_day_on_or_before(date(2026, 10, 23)) == date(2026, 10, 23)
    assert CAL_A.school_day_on_or_after(date(2026, 10, 23)) == date(2026, 10, 23)


def test_a_moment_is_no_day_to_ask_a_batch_about():
    with pytest.raises(TypeError, match="a calendar is asked about a date, not a moment"):
        CAL_A.school_days_after([datetime(2028, 9, 2, 9, 0)], [1])


def test_the_countys_published_terms_have_194_open_days_in_each_of_two_years():
    file = SHARED / "oxfordshire_term_dates_2024_2026_transcribed.csv"
    if not file.exists():
        pytest.skip("shared data absent")
    with file.open(encoding="utf-8", newline="") as rows:
        terms = [
            TermDates(row["period"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
            for row in csv.DictReader(rows)
            if "term " in row["period"] and "half" not in row["period"]
        ]
    county = SchoolCalendar("Oxfordshire", terms)

    assert len(terms) == 12
    assert county.count_between(date(2024, 9, 3), date(2025, 7, 22)) == 194
    assert county.count_between(date(2025, 9, 2), date(2026, 7, 20)) == 194
