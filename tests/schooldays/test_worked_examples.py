"""Every dated row of the worked examples: the law's answers, worked out by hand, against ours."""

from datetime import date, datetime, time

from attendance.prosecution.queries import ChargeDates
from oxle.schooldays.counting import LONDON, add_months, due, last_working_day_before
from oxle.schooldays.limits import calendar_days, hours, school_days, school_weeks, weeks
from oxle.schooldays.runs import Absence, running_together, school_weeks_of, school_weeks_to
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.school_years import exclusion_term
from oxle.schooldays.service import Method, deemed_served
from oxle.schooldays.statutory import (
    NEW_PUPIL_RETURN,
    REASON_FOR_CODE_N,
    TEN_DAY_ABSENCE,
    TWENTY_DAY_ABSENCE,
)
from tests.schooldays.calendars import CAL_A, CAL_B, CAL_C, CAL_C_THEN_A

SIXTH_DAY_OF = school_days(6).beginning_with()
SIX_DAYS_AFTER = school_days(6)


def test_w01_a_maintained_year_has_190_school_days_which_are_380_sessions():
    assert len(CAL_A.school_days) == 190
    assert 2 * len(CAL_A.school_days) == 380
    assert (len(CAL_B.school_days), len(CAL_C.school_days)) == (190, 190)


def test_w03_provision_starts_on_the_sixth_school_day_of_a_suspension_its_first_day_being_day_1():
    assert due(SIXTH_DAY_OF, date(2026, 10, 15), CAL_A).on == date(2026, 10, 22)


def test_w04_the_same_suspension_at_an_academy_is_counted_by_the_academys_own_calendar():
    assert due(SIXTH_DAY_OF, date(2026, 10, 15), CAL_B).on == date(2026, 11, 5)


def test_w05_suspensions_that_follow_each_other_are_counted_as_one_run_of_school_days():
    runs = running_together([Absence(date(2026, 11, 18), 3), Absence(date(2026, 11, 23), 4)], CAL_A)

    assert [len(run) for run in runs] == [7]
    assert runs[0][5] == date(2026, 11, 25)


def test_w07_the_sixth_day_of_a_permanent_exclusion_counts_its_first_day_as_day_1():
    assert due(SIXTH_DAY_OF, date(2026, 11, 9), CAL_A).on == date(2026, 11, 16)


def test_w08_by_the_guidance_the_sixth_day_is_the_sixth_school_day_after_the_first():
    assert due(SIX_DAYS_AFTER, date(2026, 11, 9), CAL_A).on == date(2026, 11, 17)


def test_w09_the_sixth_day_over_christmas_skips_the_holiday_and_the_inset_day_in_either_reading():
    assert due(SIXTH_DAY_OF, date(2026, 12, 18), CAL_A).on == date(2027, 1, 11)
    assert due(SIX_DAYS_AFTER, date(2026, 12, 18), CAL_A).on == date(2027, 1, 12)


def test_w11_the_first_notice_is_due_when_the_afternoon_session_of_the_first_day_ends_that_day_being_day_1():
    first_day = due(school_days(1).beginning_with(), date(2026, 11, 17), CAL_A).on
    afternoon_ends = time(15, 15)
    assert datetime.combine(first_day, afternoon_ends) == datetime(2026, 11, 17, 15, 15)


def test_w11_the_provision_notice_is_due_48_clock_hours_before_the_sixth_day_starts_weekends_included():
    sixth_day = due(SIXTH_DAY_OF, date(2026, 11, 17), CAL_A).on
    assert sixth_day == date(2026, 11, 24)

    notice = due(hours(48).before(), datetime(2026, 11, 24, 9, 0, tzinfo=LONDON), CAL_A)
    assert notice.at == datetime(2026, 11, 22, 9, 0, tzinfo=LONDON)
    assert notice.latest == "Do this by 09:00 on Sunday 22 November 2026."
    assert last_working_day_before(notice.on) == notice.last_working_day == date(2026, 11, 20)


def test_w12_governors_meet_within_15_school_days_after_the_notice():
    assert due(school_days(15), date(2026, 11, 9), CAL_A).on == date(2026, 11, 30)


def test_w13_the_15_school_days_skip_half_term_and_the_inset_day_after_it():
    assert due(school_days(15), date(2026, 10, 22), CAL_A).on == date(2026, 11, 20)


def test_w15_papers_go_out_at_least_5_school_days_before_the_hearing_by_the_schools_own_calendar():
    assert due(school_days(5).before(), date(2026, 11, 30), CAL_A).on == date(2026, 11, 23)
    assert due(school_days(5).before(), date(2026, 11, 30), CAL_B).on == date(2026, 11, 20)


def test_w16_governors_have_50_school_days_when_parents_make_representations():
    assert due(school_days(50), date(2026, 9, 14), CAL_A).on == date(2026, 12, 1)


def test_w19_exclusions_before_and_after_half_term_are_added_up_in_one_statutory_term():
    september, november = Absence(date(2026, 9, 14), 3), Absence(date(2026, 11, 9), 3)
    term = exclusion_term(september.from_on)

    days = [day for stretch in (september, november) for day in stretch.days(CAL_A) if day in term]
    assert term.ends_on == date(2026, 12, 31)
    assert len(days) == 6


def test_w24_a_review_is_applied_for_within_15_school_days_after_the_governors_decision():
    assert due(school_days(15), date(2026, 12, 2), CAL_A).on == date(2027, 1, 7)


def test_w25_a_posted_application_is_made_on_the_second_working_day_and_the_hearing_counts_from_there():
    made = deemed_served(date(2026, 11, 30), Method.FIRST_CLASS)

    assert made == date(2026, 12, 2)
    assert due(school_days(15), made, CAL_A).on == date(2027, 1, 7)


def test_w27_two_school_days_stand_between_the_notice_and_an_off_site_placement():
    assert due(school_days(2).before(), date(2026, 11, 30), CAL_A).on == date(2026, 11, 26)
    assert due(school_days(2).before(), date(2026, 11, 30), CAL_B).on == date(2026, 11, 25)


def test_w30_ten_school_weeks_reach_back_over_half_term_which_does_not_count():
    window = school_weeks_to(date(2026, 11, 18), 10, CAL_A)

    assert window == (
        date(2026, 9, 7),
        date(2026, 9, 14),
        date(2026, 9, 21),
        date(2026, 9, 28),
        date(2026, 10, 5),
        date(2026, 10, 12),
        date(2026, 10, 19),
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 16),
    )


def test_w31_the_same_dates_are_within_ten_school_weeks_only_where_the_school_had_a_two_week_break():
    assert school_weeks_to(date(2026, 11, 23), 10, CAL_A)[0] == date(2026, 9, 14)
    assert school_weeks_to(date(2026, 11, 23), 10, CAL_B)[0] == date(2026, 9, 7)


def test_w33_school_weeks_run_on_from_one_school_year_into_the_next_and_skip_a_week_of_only_inset():
    window = school_weeks_to(date(2026, 9, 3), 2, CAL_C_THEN_A)

    assert window == (date(2026, 7, 13), date(2026, 8, 31))
    assert school_weeks_of([date(2026, 7, 15), date(2026, 7, 20), date(2026, 9, 2)], CAL_C_THEN_A) == list(window)


def test_w34_21_and_28_days_begin_with_the_day_on_which_the_notice_is_received():
    received = deemed_served(date(2026, 11, 16), Method.FIRST_CLASS)

    assert received == date(2026, 11, 18)
    assert due(calendar_days(21).beginning_with(), received).on == date(2026, 12, 8)
    assert due(calendar_days(28).beginning_with(), received).on == date(2026, 12, 15)


def test_w35_bank_holidays_are_no_working_days_of_the_post_but_count_in_the_time_to_pay():
    received = deemed_served(date(2026, 12, 23), Method.FIRST_CLASS)

    assert received == date(2026, 12, 29)
    assert due(calendar_days(21).beginning_with(), received).on == date(2027, 1, 18)
    assert due(calendar_days(28).beginning_with(), received).on == date(2027, 1, 25)


def test_w41_a_charge_is_in_time_for_the_whole_period_until_six_months_after_its_first_day():
    window = ChargeDates(date(2026, 10, 5), date(2026, 11, 13))

    assert (window.safe_on, window.last_on) == (date(2027, 4, 5), date(2027, 5, 13))
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_w42_five_weeks_from_the_referral_are_35_days_or_by_setting_five_school_weeks():
    assert due(weeks(5), date(2026, 10, 9), CAL_A).on == date(2026, 11, 13)
    assert due(school_weeks(5), date(2026, 10, 9), CAL_A).on == date(2026, 11, 20)


def test_w52_the_15_days_of_a_school_attendance_notice_begin_with_its_service():
    period = due(calendar_days(15).beginning_with(), deemed_served(date(2026, 11, 23), Method.BY_HAND))

    assert period.on == date(2026, 12, 7)
    assert period.opens_on == date(2026, 12, 8)
    assert period.earliest == "This may not be done before Tuesday 8 December 2026."


def test_w55_code_n_is_put_right_within_five_school_days():
    assert due(REASON_FOR_CODE_N, date(2026, 10, 16), CAL_A).on == date(2026, 10, 23)
    assert due(REASON_FOR_CODE_N, date(2026, 10, 16), CAL_B).on == date(2026, 11, 6)


def test_w56_the_absence_return_falls_on_the_tenth_continuous_school_day():
    assert due(TEN_DAY_ABSENCE, date(2026, 10, 12), CAL_A).on == date(2026, 10, 23)
    assert due(TEN_DAY_ABSENCE, date(2026, 10, 12), CAL_B).on == date(2026, 11, 6)


def test_w57_twenty_school_days_of_absence_are_complete_on_the_twentieth_by_the_schools_calendar():
    assert due(TWENTY_DAY_ABSENCE, date(2026, 10, 12), CAL_A).on == date(2026, 11, 16)
    assert due(TWENTY_DAY_ABSENCE, date(2026, 10, 12), CAL_B).on == date(2026, 11, 20)


def test_w60_a_new_pupil_return_is_due_on_the_fifth_day_after_counting_the_weekend():
    assert due(NEW_PUPIL_RETURN, date(2026, 11, 19), CAL_A).on == date(2026, 11, 24)


def test_w62_a_common_transfer_file_is_sent_within_15_school_days():
    assert due(school_days(15), date(2026, 11, 13), CAL_A).on == date(2026, 12, 4)
    assert due(school_days(15), date(2026, 11, 13), CAL_B).on == date(2026, 12, 7)


def test_w64_an_in_year_application_is_answered_within_10_and_at_most_15_school_days():
    assert due(school_days(10), date(2026, 11, 2), CAL_A).on == date(2026, 11, 16)
    assert due(school_days(15), date(2026, 11, 2), CAL_A).on == date(2026, 11, 23)


def test_w65_fair_access_places_a_child_within_20_school_days_christmas_not_counted():
    assert due(school_days(20), date(2026, 11, 23), CAL_A).on == date(2027, 1, 5)


def test_w75_compulsory_school_age_ends_on_the_last_friday_of_june_of_the_year_of_turning_16():
    assert school_age_ends(date(2011, 3, 14)) == date(2027, 6, 25)
