"""The worked examples of licensing, with the very numbers of the sheet."""

from datetime import date

import pytest

from licensing.checking import employment
from licensing.checking.findings import breaches
from licensing.checking.four_days import four_day_rule, notice_given
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job, Shift, shift
from licensing.employment_limits import EmploymentLaw
from oxle.schooldays.school_age import school_age_ends
from tests.licensing.make import at, broken, day, found, of_age
from tests.schooldays.calendars import CAL_A


def test_w67_with_three_days_in_the_six_months_before_the_fourth_is_exempt():
    performed = [date(2026, 6, 6), date(2026, 9, 1), date(2026, 10, 24)]

    exempt = four_day_rule(date(2026, 12, 5), performed, paid=False, misses_school=False)

    assert (exempt.holds, len(exempt.performed_on)) == (True, 3)
    assert (exempt.from_on, exempt.to_on) == (date(2026, 6, 5), date(2026, 12, 4))
    assert exempt.words == (
        "No licence is needed: performed on 3 days from 5 June 2026 to 4 December 2026, not more than 3"
    )


def test_w67_with_a_fourth_day_in_the_six_months_a_licence_is_needed():
    performed = [date(2026, 6, 5), date(2026, 6, 6), date(2026, 9, 1), date(2026, 10, 24)]

    needed = four_day_rule(date(2026, 12, 5), performed, paid=False, misses_school=False)

    assert (needed.holds, needed.words) == (
        False,
        "A licence is needed: performed on 4 days from 5 June 2026 to 4 December 2026, more than 3",
    )
    before = [date(2026, 6, 4), *performed[1:], date(2026, 12, 5)]
    assert four_day_rule(date(2026, 12, 5), before, paid=False, misses_school=False).holds


@pytest.mark.parametrize(
    ("paid", "misses_school", "words"),
    [
        (True, False, "A licence is needed: the child is paid"),
        (False, True, "A licence is needed: the child misses school"),
    ],
)
def test_a_child_who_is_paid_or_misses_school_needs_a_licence_from_the_first_day(paid, misses_school, words):
    needed = four_day_rule(date(2026, 12, 5), [], paid=paid, misses_school=misses_school)
    assert (needed.holds, needed.words) == (False, words)


@pytest.mark.parametrize(
    ("applied_on", "days", "late"),
    [(date(2026, 11, 14), 21, False), (date(2026, 11, 15), 20, True), (date(2026, 12, 6), -1, True)],
)
def test_an_application_within_21_days_of_the_first_performance_is_late_and_says_so(applied_on, days, late):
    notice = notice_given(applied_on, date(2026, 12, 5))
    assert (notice.days, notice.late, notice.words.startswith("Late: ")) == (days, late, late)


def test_w69_a_child_of_8_is_at_the_place_for_half_an_hour_too_long_and_one_of_9_is_not():
    line = day("09:00-17:30", "10:00-11:00", breaks="11:00-11:15", meals="12:00-12:45 15:00-15:45")

    assert broken([line], of_age(8)) == [("at_place", 1)]
    assert str(breaches(found([line], of_age(8)))[0]) == (
        "Line 1, Saturday 5 December 2026: 8 hours 30 minutes at the place: from 5 to 8, at most 8 hours in a day "
        "(SI 2014/3309 reg 22, unverified)."
    )
    assert broken([line], of_age(9)) == []


def worked(child: Child, shifts: list[Shift], law: EmploymentLaw) -> list[str]:
    return [str(finding) for finding in breaches(employment.check(shifts, child, Job(), law))]


def test_w72_two_hours_on_four_school_days_and_five_on_saturday_are_13_hours_and_refused_at_14():
    child = Child("Ivy", date(2012, 11, 30), CAL_A)
    week = [shift(number, date(2026, 11, 29 + number), at("16:00"), at("18:00")) for number in (1,)]
    week += [shift(number, date(2026, 12, number - 1), at("16:00"), at("18:00")) for number in (2, 3, 4)]
    week.append(shift(5, date(2026, 12, 5), at("09:00"), at("15:00"), [(at("12:00"), at("13:00"))]))

    assert worked(child, week, EmploymentLaw()) == [
        "Line 5, Saturday 5 December 2026: 13 hours of work in a week with school: at most 12 hours (Children and "
        "Young Persons Act 1933 s 18(1)(da))."
    ]
    assert worked(child, [*week[:4], shift(5, date(2026, 12, 5), at("09:00"), at("13:00"))], EmploymentLaw()) == []


def test_w73_three_hours_on_a_sunday_in_term_break_todays_law_and_not_the_new_one_once_it_is_in_force():
    child = Child("Ivy", date(2011, 11, 30), CAL_A)
    sunday = [shift(1, date(2026, 12, 6), at("10:00"), at("13:00"))]

    assert worked(child, sunday, EmploymentLaw()) == [
        "Line 1, Sunday 6 December 2026: 3 hours of work on a Sunday: at most 2 hours (Children and Young Persons "
        "Act 1933 s 18(1)(e))."
    ]
    assert worked(child, sunday, EmploymentLaw(new_from=date(2026, 12, 7))) != []
    assert worked(child, sunday, EmploymentLaw(new_from=date(2026, 12, 6))) == []


def test_w73_under_the_new_law_a_week_with_a_long_sunday_still_has_12_hours_at_most():
    child = Child("Ivy", date(2011, 11, 30), CAL_A)
    week = [shift(number, date(2026, 12, number), at("16:00"), at("18:00")) for number in (1, 2, 3, 4)]
    week.append(shift(5, date(2026, 12, 5), at("10:00"), at("12:00")))
    week.append(shift(6, date(2026, 12, 6), at("10:00"), at("13:00")))

    assert worked(child, week, EmploymentLaw(new_from=date(2026, 11, 1))) == [
        "Line 6, Sunday 6 December 2026: 13 hours of work in a week with school: at most 12 hours (Children’s "
        "Wellbeing and Schools Act 2026 s 28)."
    ]


def test_w75_neither_a_licence_nor_a_permit_is_needed_from_the_day_after_compulsory_school_age_and_it_says_so():
    child = Child("Ivy", date(2011, 3, 14), CAL_A)
    assert school_age_ends(child.born_on) == date(2027, 6, 25)

    last, after = (day("05:00-06:00", on=date(2027, 6, number)) for number in (25, 26))
    assert broken([last], child) == [("earliest", 1)]
    assert [(each.weight.name, each.words) for each in found([after], child)] == [
        ("NOTE", "no licence is needed from this day on: compulsory school age ends on 25 June 2027")
    ]
    work = [shift(1, date(2027, 6, 26), at("05:00"), at("06:00"))]
    assert [each.words for each in employment.check(work, child, Job(), EmploymentLaw())] == [
        "no permit is needed from this day on: compulsory school age ends on 25 June 2027"
    ]
