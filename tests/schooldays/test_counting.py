"""Counting: the corner cases by hand, and every form of limit against the day-by-day oracle."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from oxle.schooldays.calendar import ClosedBecause, ClosedDates, SchoolCalendar, TermDates
from oxle.schooldays.counting import LONDON, add_months, due, last_working_day_before
from oxle.schooldays.explaining import Skipped
from oxle.schooldays.limits import calendar_days, hours, months, school_days, school_weeks, weeks, working_days
from oxle.schooldays.working_days import BankHolidays, england
from tests.schooldays import oracle
from tests.schooldays.calendars import CAL_A, CAL_B

DAY = timedelta(days=1)
FRIDAY = date(2026, 10, 9)


@st.composite
def school_calendars(draw):
    """A year or two of terms with holidays of any plausible length, INSET days and closures anywhere in them."""
    day = draw(st.dates(date(2024, 8, 26), date(2026, 9, 10)))
    terms, closures = [], []
    for number in range(draw(st.integers(2, 8))):
        last = day + draw(st.integers(18, 60)) * DAY
        terms.append(TermDates(f"Term {number}", day, last))
        for _ in range(draw(st.integers(0, 2))):
            first = day + draw(st.integers(0, 17)) * DAY
            closures.append(ClosedDates(ClosedBecause.INSET, first, first + draw(st.integers(0, 2)) * DAY))
        day = last + draw(st.integers(1, 50)) * DAY
    return SchoolCalendar("Any school", terms, closures), open_days(terms, closures)


def open_days(terms, closures) -> set[date]:
    """The school days, worked out one day at a time."""
    found = set()
    for term in terms:
        day = term.starts_on
        while day <= term.ends_on:
            closed = any(closure.starts_on <= day <= closure.ends_on for closure in closures)
            if day.weekday() < 5 and not closed and not england().name_of(day):
                found.add(day)
            day += DAY
    return found


@st.composite
def school_counts(draw):
    """A calendar, its school days, a day within it and a number of school days."""
    calendar, days = draw(school_calendars())
    loaded = (calendar.last_day - calendar.first_day).days
    return calendar, days, calendar.first_day + draw(st.integers(0, loaded)) * DAY, draw(st.integers(1, 70))


def pauses_around(day: date):
    """Up to three pauses near a day, of any length, overlapping or not."""
    starts = st.integers(-20, 60).map(lambda days: day + days * DAY)
    return st.lists(
        st.tuples(starts, st.integers(0, 25)).map(lambda each: (each[0], each[0] + each[1] * DAY)), max_size=3
    )


@given(school_counts())
def test_school_days_after_a_day_are_those_counted_one_by_one(drawn):
    calendar, days, day, count = drawn
    assume(sum(each > day for each in days) >= count)

    assert due(school_days(count), day, calendar).on == oracle.nth_after(day, count, days.__contains__)


@given(school_counts())
def test_school_days_beginning_with_a_day_are_those_counted_one_by_one(drawn):
    calendar, days, day, count = drawn
    assume(sum(each >= day for each in days) >= count)

    counted = due(school_days(count).beginning_with(), day, calendar)
    assert counted.on == oracle.nth_beginning_with(day, count, days.__contains__)


@given(school_counts())
def test_school_days_before_a_day_are_those_counted_one_by_one(drawn):
    calendar, days, day, count = drawn
    assume(sum(each < day for each in days) >= count)

    assert due(school_days(count).before(), day, calendar).on == oracle.nth_before(day, count, days.__contains__)


@given(school_counts())
def test_past_the_loaded_terms_there_is_no_date_and_the_last_loaded_day_is_named(drawn):
    calendar, days, day, count = drawn
    assume(sum(each > day for each in days) < count)

    counted = due(school_days(count), day, calendar)
    last = calendar.last_day
    assert (counted.on, counted.needs_terms) == (None, True)
    assert counted.why_not == f"terms after {last.day} {last:%B} {last.year} are not loaded"


@given(school_counts(), st.data())
def test_days_inside_pauses_do_not_count(drawn, data):
    calendar, days, day, count = drawn
    paused = data.draw(pauses_around(day))
    left = {each for each in days if not any(since <= each < until for since, until in paused)}
    assume(sum(each > day for each in left) >= count)

    assert due(school_days(count), day, calendar, paused=paused).on == oracle.nth_after(day, count, left.__contains__)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 60))
def test_working_days_are_those_counted_one_by_one(day, count):
    def works(each):
        return each.weekday() < 5 and england().name_of(each) is None

    assert due(working_days(count), day).on == oracle.nth_after(day, count, works)
    assert due(working_days(count).beginning_with(), day).on == oracle.nth_beginning_with(day, count, works)
    assert due(working_days(count).before(), day).on == oracle.nth_before(day, count, works)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 60), st.data())
def test_calendar_days_and_weeks_are_those_counted_one_by_one_with_pauses_left_out(day, count, data):
    paused = data.draw(pauses_around(day))

    def goes_on(each):
        return not any(since <= each < until for since, until in paused)

    assert due(calendar_days(count), day, paused=paused).on == oracle.nth_after(day, count, goes_on)
    assert due(weeks(count), day, paused=paused).on == oracle.nth_after(day, 7 * count, goes_on)
    began = due(weeks(count).beginning_with(), day, paused=paused)
    assert began.on == oracle.nth_beginning_with(day, 7 * count, goes_on)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
@example(date(2027, 1, 31))
@example(date(2028, 2, 29))
def test_a_month_runs_to_the_corresponding_date_or_the_last_day_of_the_month(day):
    assert due(months(1), day).on == oracle.month_on(day)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 36))
def test_months_land_on_the_same_day_of_the_month_unless_there_is_none(day, count):
    later = add_months(day, count)

    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


def test_a_month_beginning_with_a_day_ends_the_day_before_its_corresponding_date():
    assert due(months(1).beginning_with(), date(2027, 3, 1)).on == date(2027, 3, 31)
    assert due(months(1).beginning_with(), date(2027, 3, 15)).on == date(2027, 4, 14)


def test_a_month_beginning_with_a_day_that_the_next_month_lacks_takes_all_of_that_month():
    assert due(months(1).beginning_with(), date(2027, 1, 31)).on == date(2027, 2, 28)


def test_months_counted_back_run_to_the_corresponding_date():
    assert due(months(3).before(), date(2027, 5, 31)).on == date(2027, 2, 28)


@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2026, 10, 7), FRIDAY, date(2026, 10, 11)])
def test_five_school_weeks_after_any_day_of_a_week_end_on_the_last_school_day_of_the_fifth(day):
    assert due(school_weeks(5), day, CAL_A).on == date(2026, 11, 20)


def test_school_weeks_that_begin_with_a_week_count_that_week():
    assert due(school_weeks(5).beginning_with(), FRIDAY, CAL_A).on == date(2026, 11, 13)


def test_a_school_week_ends_early_where_term_does():
    assert due(school_weeks(1), date(2027, 7, 14), CAL_A).on == date(2027, 7, 20)
    assert due(school_weeks(1), date(2027, 7, 20), CAL_A).why_not == "terms after 21 July 2027 are not loaded"


def test_an_event_in_a_holiday_starts_its_school_weeks_with_the_first_week_back():
    assert due(school_weeks(1), date(2026, 10, 28), CAL_A).on == date(2026, 11, 6)
    assert due(school_weeks(1).beginning_with(), date(2026, 10, 28), CAL_A).on == date(2026, 11, 6)


def test_a_school_week_that_is_paused_throughout_does_not_count():
    pause = (date(2026, 10, 12), date(2026, 10, 17))
    assert due(school_weeks(1), FRIDAY, CAL_A, paused=[pause]).on == date(2026, 10, 23)


def test_a_period_that_begins_with_a_day_that_does_not_count_begins_with_the_next_that_does():
    counted = due(school_days(1).beginning_with(), date(2026, 10, 31), CAL_A)

    assert counted.on == date(2026, 11, 3)
    assert [each.day for each in counted.skipped] == [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2)]


def test_the_first_loaded_day_can_begin_a_period():
    assert due(school_days(2).beginning_with(), date(2026, 9, 2), CAL_A).on == date(2026, 9, 3)


def test_48_hours_are_hours_that_pass_also_when_the_clocks_change():
    put_back = datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)
    assert due(hours(48).before(), put_back).at == datetime(2026, 10, 24, 10, 0, tzinfo=LONDON)
    put_forward = datetime(2027, 3, 27, 9, 0, tzinfo=LONDON)
    assert due(hours(48), put_forward).at == datetime(2027, 3, 29, 10, 0, tzinfo=LONDON)


def test_hours_cannot_be_counted_from_a_day_without_a_time():
    assert due(hours(48), FRIDAY).latest == "Cannot be worked out: the time it counts from is not known."


def test_a_moment_just_after_midnight_in_england_counts_from_that_day_whatever_the_day_in_utc():
    moment = datetime.fromisoformat("2026-10-08T23:30:00+00:00")
    assert due(calendar_days(1), moment).on == date(2026, 10, 10)


def test_a_pause_that_goes_on_leaves_no_date():
    counted = due(weeks(5), FRIDAY, CAL_A, paused=[(date(2026, 10, 20), None)])

    assert (counted.on, counted.why_not, counted.needs_terms) == (None, "paused since 20 October 2026", False)
    assert counted.latest == counted.earliest == "Cannot be worked out: paused since 20 October 2026."


def test_a_pause_that_starts_after_the_last_day_changes_nothing():
    assert due(weeks(5), FRIDAY, CAL_A, paused=[(date(2026, 11, 14), None)]).on == date(2026, 11, 13)


def test_a_pause_that_starts_on_the_last_day_leaves_no_date():
    assert due(weeks(5), FRIDAY, CAL_A, paused=[(date(2026, 11, 13), None)]).on is None


def test_of_two_pauses_the_one_that_goes_on_decides():
    paused = [(date(2026, 11, 2), None), (date(2026, 10, 12), date(2026, 10, 13))]
    assert due(weeks(5), FRIDAY, paused=paused).why_not == "paused since 2 November 2026"
    assert due(calendar_days(4), FRIDAY, paused=paused).on == date(2026, 10, 14)


def test_the_day_of_the_pause_does_not_count_and_the_day_of_resumption_does():
    pause = (date(2026, 10, 12), date(2026, 10, 13))
    assert due(calendar_days(4), FRIDAY, paused=[pause]).on == date(2026, 10, 14)


def test_a_pause_resumed_on_the_same_day_changes_nothing():
    pause = (date(2026, 10, 12), date(2026, 10, 12))
    assert due(calendar_days(4), FRIDAY, paused=[pause]).on == date(2026, 10, 13)


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="a pause cannot end before it begins"):
        due(weeks(1), FRIDAY, paused=[(date(2026, 10, 12), date(2026, 10, 11))])


def test_what_is_counted_back_from_a_fixed_day_takes_no_notice_of_pauses():
    paused = [(date(2026, 10, 1), None), (date(2026, 10, 5), date(2026, 10, 7))]
    counted = due(calendar_days(5).before(), FRIDAY, paused=paused)
    assert (counted.on, counted.skipped) == (date(2026, 10, 4), ())


def test_without_a_calendar_school_days_cannot_be_counted():
    counted = due(school_days(5), FRIDAY)
    assert (counted.on, counted.why_not, counted.needs_terms) == (None, "no school calendar is known", True)


def test_before_the_loaded_terms_there_is_no_date():
    assert due(school_days(5), date(2026, 8, 20), CAL_A).why_not == "terms before 2 September 2026 are not loaded"


def test_a_calendar_without_terms_gives_no_date_but_weeks_need_none():
    empty = SchoolCalendar("Demo Primary", ())

    assert due(school_days(5), FRIDAY, empty).why_not == "no terms are loaded for Demo Primary"
    counted = due(weeks(5), FRIDAY, empty)
    assert (counted.on, counted.last_school_day) == (date(2026, 11, 13), None)


def test_a_limit_that_falls_in_a_holiday_keeps_its_date_and_shows_the_last_days_before_it():
    counted = due(weeks(2), date(2026, 12, 14), CAL_A)

    assert counted.on == date(2026, 12, 28)
    assert counted.last_school_day == date(2026, 12, 18)
    assert counted.last_working_day == last_working_day_before(date(2026, 12, 28)) == date(2026, 12, 24)


def test_a_period_wholly_in_a_holiday_offers_no_school_day():
    assert due(calendar_days(3), date(2026, 10, 26), CAL_A).last_school_day is None


def test_every_day_passed_over_is_named_with_its_reason():
    counted = due(school_days(2), date(2026, 10, 22), CAL_A)

    assert counted.on == date(2026, 11, 3)
    assert counted.skipped == (
        *(Skipped(date(2026, 10, 24) + each * DAY, "half term") for each in range(9)),
        Skipped(date(2026, 11, 2), "INSET day"),
    )


def test_the_explanation_can_be_read_out_on_the_telephone():
    assert due(school_days(15), date(2026, 10, 22), CAL_A).explanation == (
        "Thursday 22 October 2026 is day 0: counting starts with the day after it.",
        "School days are those of CAL-A.",
        "Not counted: 24 October to 1 November 2026 (half term), 2 November 2026 (INSET day) and 2 weekends.",
        "Day 15 is Friday 20 November 2026.",
    )
    assert due(weeks(5), FRIDAY, paused=[(date(2026, 10, 20), date(2026, 10, 27))]).explanation == (
        "Friday 9 October 2026 is day 0: counting starts with the day after it.",
        "5 weeks are 35 days, holidays included.",
        "Not counted: 20 to 26 October 2026 (paused).",
        "5 weeks end on Friday 20 November 2026.",
    )
    assert due(school_days(2).before(), date(2026, 11, 30), CAL_B).explanation == (
        "Counted back from Monday 30 November 2026, which is day 0.",
        "School days are those of CAL-B.",
        "Not counted: 27 November 2026 (INSET day) and 1 weekend.",
        "Counting back 2 school days gives Wednesday 25 November 2026.",
    )
    assert due(working_days(2), date(2026, 12, 23)).explanation == (
        "Wednesday 23 December 2026 is day 0: counting starts with the day after it.",
        "Working days are Monday to Friday, without bank holidays in England.",
        "Not counted: 25 December 2026 (Christmas Day), 28 December 2026 (Boxing Day (substitute day)) and 1 weekend.",
        "Day 2 is Tuesday 29 December 2026.",
    )
    assert due(school_weeks(5), FRIDAY, CAL_A).explanation == (
        "The week of Friday 9 October 2026 is week 0: counting starts with the week after it.",
        "School weeks are those of CAL-A.",
        "Not counted: 26 October to 1 November 2026 (half term).",
        "5 school weeks end on Friday 20 November 2026.",
    )
    assert due(months(6).beginning_with(), FRIDAY).explanation == (
        "Friday 9 October 2026 is day 1, because the period begins with it.",
        "A month runs to the same date in the next month, or to its last day where there is none.",
        "6 months end on Thursday 8 April 2027.",
    )
    assert due(school_days(1).beginning_with(), date(2026, 10, 31), CAL_A).explanation == (
        "The period begins with Saturday 31 October 2026. That day does not count itself: day 1 is the next that does.",
        "School days are those of CAL-A.",
        "Not counted: 31 October to 1 November 2026 (half term) and 2 November 2026 (INSET day).",
        "Day 1 is Tuesday 3 November 2026.",
    )
    assert due(school_weeks(1).beginning_with(), date(2026, 10, 28), CAL_A).explanation == (
        "Week 1 is the first that has a school day on or after Wednesday 28 October 2026.",
        "School weeks are those of CAL-A.",
        "1 school week ends on Friday 6 November 2026.",
    )
    assert due(hours(48).before(), datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)).explanation == (
        "48 hours by the clock are counted back, nights and weekends included.",
    )


@given(school_counts())
def test_the_days_passed_over_and_the_days_counted_make_up_the_whole_period(drawn):
    calendar, days, day, count = drawn
    assume(sum(each > day for each in days) >= count)

    counted = due(school_days(count), day, calendar)
    assert (counted.on - day).days == count + len(counted.skipped)


def test_extra_closed_days_given_to_the_working_days_are_not_worked():
    proclaimed = BankHolidays({date(2026, 10, 12): "A proclaimed holiday"})

    counted = due(working_days(1), FRIDAY, bank_holidays=proclaimed)
    assert counted.on == date(2026, 10, 13)
    assert counted.skipped[-1] == Skipped(date(2026, 10, 12), "A proclaimed holiday")
