"""Every limit of a child’s work at its boundary, on both sides, under today’s law and under the new one."""

from datetime import date, timedelta

import pytest

from licensing.checking.employment import check
from licensing.checking.findings import Finding, Weight, breaches
from licensing.checking.schedule import Child, Impossible
from licensing.checking.shifts import Job, Pattern, Shift, shift
from licensing.employment_limits import Byelaws, EmploymentLaw, of_1933, of_2026
from tests.licensing.make import MONDAY, SATURDAY, of_age, pupil, said, span, spans
from tests.schooldays.calendars import BLOCKS_A, CAL_A, calendar

DAY = timedelta(days=1)
SUNDAY = SATURDAY + DAY
# A Tuesday of the half-term holiday, and a Monday of the Easter holiday of 2027, which is a week without school.
HALF_TERM = date(2026, 10, 27)
TODAY, NEW = EmploymentLaw(), EmploymentLaw(new_from=date(2026, 9, 1))


def works(hours: str, on: date = SATURDAY, number: int = 1, breaks: str = "") -> Shift:
    return shift(number, on, *span(hours), spans(breaks))


def found(shifts: list[Shift], child: Child, law: EmploymentLaw = TODAY, job: Job | None = None) -> list[Finding]:
    return check(shifts, child, job or Job(), law)


def broken(shifts: list[Shift], child: Child, law: EmploymentLaw = TODAY, job: Job | None = None) -> list[tuple]:
    return [(finding.check.key, finding.line) for finding in breaches(found(shifts, child, law, job))]


@pytest.mark.parametrize(
    ("age", "listed", "law", "expected"),
    [
        (14, False, TODAY, []),
        (13, False, TODAY, [("age", 1)]),
        (13, True, TODAY, []),
        (12, True, TODAY, [("age", 1)]),
        (13, True, EmploymentLaw(Byelaws(at_13=False)), [("age", 1)]),
        (13, True, NEW, [("age", 1)]),
        (14, False, NEW, []),
    ],
)
def test_nobody_under_14_works_but_at_13_as_the_byelaws_list(age, listed, law, expected):
    assert broken([works("09:00-11:00")], of_age(age), law, Job(listed=listed)) == expected


def test_a_birthday_counts_from_its_day_on():
    child = of_age(14, SUNDAY)
    assert broken([works("09:00-11:00"), works("09:00-11:00", SUNDAY, 2)], child) == [("age", 1)]


def test_a_child_does_light_work_only():
    assert broken([works("09:00-11:00")], of_age(14), job=Job(light=False)) == [("light_work", 1)]


@pytest.mark.parametrize(
    ("hours", "law", "expected"),
    [
        ("07:00-08:00", TODAY, []),
        ("06:59-08:00", TODAY, [("earliest", 1)]),
        ("18:00-19:00", TODAY, []),
        ("18:00-19:01", TODAY, [("latest", 1)]),
        ("06:59-08:00", NEW, [("earliest", 1)]),
        ("19:00-20:00", NEW, []),
        ("19:00-20:01", NEW, [("latest", 1)]),
        ("23:00-00:30", TODAY, [("latest", 1)]),
    ],
)
def test_the_times_of_the_day(hours, law, expected):
    assert broken([works(hours)], of_age(14), law) == expected


@pytest.mark.parametrize(
    ("hours", "law", "expected"),
    [
        ("07:45-08:45", TODAY, []),
        ("07:44-08:45", TODAY, [("before_school", 1)]),
        ("08:40-08:46", TODAY, [("in_school", 1)]),
        ("15:30-17:30", TODAY, []),
        ("15:29-16:30", TODAY, [("in_school", 1)]),
        ("16:00-18:01", TODAY, [("school_day", 1)]),
        # A school day is never judged as a day without school as well.
        ("15:30-20:31", TODAY, [("latest", 1), ("rest", 1), ("school_day", 1)]),
        ("08:15-08:45", EmploymentLaw(Byelaws(before_school=0)), [("before_school", 1)]),
        ("08:15-08:45", EmploymentLaw(Byelaws(before_school=30)), []),
        ("07:45-08:45", NEW, []),
        ("07:44-08:45", NEW, [("before_school", 1)]),
        ("16:00-18:01", NEW, [("school_day", 1)]),
    ],
)
def test_the_hours_of_a_school_day(hours, law, expected):
    assert broken([works(hours, MONDAY)], pupil(14, MONDAY), law) == expected


def test_an_hour_before_school_and_one_after_are_two_hours():
    assert broken([works("07:45-08:45", MONDAY), works("16:00-17:00", MONDAY, 2)], pupil(14, MONDAY)) == []
    assert broken([works("07:45-08:45", MONDAY), works("16:00-17:01", MONDAY, 2)], pupil(14, MONDAY)) == [
        ("school_day", 2)
    ]


def test_in_a_holiday_and_for_a_child_without_school_no_hours_are_school_hours():
    assert broken([works("09:00-12:00", HALF_TERM)], pupil(14, HALF_TERM)) == []
    assert broken([works("09:00-12:00", MONDAY)], of_age(14, MONDAY)) == []


@pytest.mark.parametrize(
    ("age", "on", "hours", "breaks", "law", "expected"),
    [
        (14, SATURDAY, "09:00-15:00", "12:00-13:00", TODAY, []),
        (14, SATURDAY, "09:00-15:01", "12:00-13:00", TODAY, [("free_day", 1)]),
        (15, SATURDAY, "09:00-18:00", "13:00-14:00", TODAY, []),
        (15, SATURDAY, "09:00-18:01", "13:00-14:00", TODAY, [("free_day", 1), ("rest", 1)]),
        (15, SATURDAY, "08:59-18:00", "12:59-14:00", TODAY, []),
        (14, HALF_TERM, "09:00-15:01", "12:00-13:00", NEW, [("free_day", 1)]),
        (15, HALF_TERM, "09:00-18:01", "13:00-14:00", NEW, [("free_day", 1), ("rest", 1)]),
        (15, SUNDAY, "10:00-12:00", "", TODAY, []),
        (15, SUNDAY, "10:00-12:01", "", TODAY, [("sunday", 1)]),
        (14, SUNDAY, "09:00-15:00", "12:00-13:00", NEW, []),
        (14, SUNDAY, "09:00-15:01", "12:00-13:00", NEW, [("free_day", 1)]),
    ],
)
def test_the_hours_of_a_day_without_school_and_of_a_sunday(age, on, hours, breaks, law, expected):
    assert broken([works(hours, on, breaks=breaks)], pupil(age, date(2026, 9, 1)), law) == expected


@pytest.mark.parametrize(
    ("hours", "breaks", "expected"),
    [
        ("09:00-13:00", "", []),
        ("09:00-13:01", "", [("rest", 1)]),
        ("09:00-14:00", "11:00-12:00", []),
        ("09:00-14:00", "11:00-11:59", [("rest", 1)]),
        # A short break is not work, and not a rest either.
        ("09:00-13:30", "11:00-11:30", []),
    ],
)
def test_after_four_hours_of_work_comes_a_rest_of_an_hour(hours, breaks, expected):
    assert broken([works(hours, breaks=breaks)], of_age(15)) == expected


def test_two_jobs_with_less_than_an_hour_between_them_are_one_stretch_of_work():
    assert broken([works("09:00-11:30"), works("12:29-13:59", number=2)], of_age(15)) == []
    assert broken([works("09:00-11:30"), works("12:29-14:00", number=2)], of_age(15)) == [("rest", 2)]
    assert broken([works("09:00-11:30"), works("12:30-14:01", number=2)], of_age(15)) == []


def week(first: date, hours: list[str]) -> list[Shift]:
    return [works(each, first + number * DAY, number + 1) for number, each in enumerate(hours) if each]


@pytest.mark.parametrize(("last", "expected"), [("09:00-11:00", []), ("09:00-11:01", [("school_week", 6)])])
def test_twelve_hours_in_a_week_with_school_its_weekend_included(last, expected):
    hours = ["16:00-18:00"] * 5 + [last]
    assert broken(week(MONDAY, hours), pupil(14, MONDAY)) == expected
    assert broken(week(MONDAY, hours), pupil(14, MONDAY), NEW) == expected


def test_the_week_of_one_school_day_is_a_week_with_school():
    # Term begins on Wednesday 2 September 2026: Monday and Tuesday of that week are free.
    first = date(2026, 8, 31)
    child = pupil(15, first)
    hours = ["", "", "16:00-18:00", "16:00-18:00", "16:00-18:00", "09:00-13:00", "10:00-12:00"]
    assert broken(week(first, hours), child) == []
    longer = [*week(first, hours), works("14:00-14:01", date(2026, 9, 5), 8)]
    assert broken(longer, child) == [("school_week", 7)]


@pytest.mark.parametrize(
    ("age", "last", "expected"),
    [
        (14, "09:00-12:00", []),
        (14, "09:00-12:01", [("free_week", 6)]),
        (15, "09:00-12:01", []),
    ],
)
def test_25_hours_in_a_week_without_school_under_15(age, last, expected):
    first = date(2026, 10, 26)
    days = [shift(number + 1, first + number * DAY, *span("09:00-14:24"), spans("12:00-13:00")) for number in range(5)]
    assert broken([*days, works(last, first + 5 * DAY, 6)], pupil(age, date(2026, 9, 1))) == expected


@pytest.mark.parametrize(("last", "expected"), [("09:00-12:00", []), ("09:00-12:01", [("free_week", 6)])])
def test_35_hours_in_a_week_without_school_from_15_on(last, expected):
    first = date(2026, 10, 26)
    days = [shift(number + 1, first + number * DAY, *span("09:00-16:24"), spans("12:00-13:00")) for number in range(5)]
    assert broken([*days, works(last, first + 5 * DAY, 6)], pupil(15, date(2026, 9, 1))) == expected


def test_a_week_in_which_a_child_turns_15_has_the_hours_of_14():
    first = date(2026, 10, 26)
    days = [shift(number + 1, first + number * DAY, *span("09:00-14:24"), spans("12:00-13:00")) for number in range(5)]
    last = works("09:00-12:01", first + 5 * DAY, 6)
    assert broken([*days, last], pupil(15, first + DAY)) == [("free_week", 6)]
    assert broken([*days, last], pupil(15, first)) == []


def easter(
    away: tuple[date, date] | None, first: date = date(2027, 3, 26), last: date = date(2027, 4, 11)
) -> list[Shift]:
    """Work on every day of the Easter holiday of 2027 (26 March to 11 April, and 12 April is INSET), but some."""
    days = [first + number * DAY for number in range((last - first).days + 1)]
    worked = [on for on in days if not away or not away[0] <= on <= away[1]]
    return [works("09:00-09:30", on, number) for number, on in enumerate(worked, 1)]


def test_two_weeks_in_a_row_without_work_are_left_in_the_school_holidays_of_each_year():
    # The calendar of this school has no other holiday of two weeks in 2027 whose days are all loaded.
    fortnight = (date(2027, 3, 28), date(2027, 4, 10))
    assert found(easter(fortnight), pupil(15, date(2026, 9, 1))) == []


def test_while_the_summer_is_not_loaded_nobody_can_tell_whether_two_weeks_are_left():
    thirteen = (date(2027, 3, 28), date(2027, 4, 9))
    findings = found(easter(thirteen), pupil(15, date(2026, 9, 1)))
    assert said(findings, Weight.BREACH) == []
    assert said(findings, Weight.UNKNOWN) == [
        "Line 4, Sunday 11 April 2027: whether 14 days in a row without work are left in 2027 cannot be told: terms "
        "after 21 July 2027 are not loaded (Children and Young Persons Act 1933 s 18(1)(j))."
    ]


def two_years() -> Child:
    """A child whose calendar reaches over all of 2027: its summer holiday lasts thirteen days, its Christmas nine."""
    more = [("2027-08-04", "2027-10-22"), ("2027-11-01", "2027-12-22"), ("2028-01-03", "2028-02-11")]
    return Child("Ivy", date(2011, 9, 1), calendar("Two years", [*BLOCKS_A, *more]))


def test_the_work_that_takes_the_last_two_weeks_of_a_year_is_named():
    child = two_years()
    assert broken(easter((date(2027, 3, 28), date(2027, 4, 10))), child) == []
    # 26 to 28 March, then 11 April: with work on the 28th and on the 11th thirteen days are left.
    assert broken(easter((date(2027, 3, 29), date(2027, 4, 10))), child) == [("holiday", 4)]
    # What comes after does not matter any more.
    later = works("09:00-09:30", date(2027, 7, 24), 9)
    assert broken([*easter((date(2027, 3, 29), date(2027, 4, 10))), later], child) == [("holiday", 4)]


def test_a_permit_can_be_tested_again_under_the_new_law_from_its_day_on():
    evening = [works("18:30-19:30", SATURDAY), works("18:30-19:30", SATURDAY + 7 * DAY, 2)]
    switched = EmploymentLaw(new_from=SATURDAY + 7 * DAY)
    assert broken(evening, of_age(14), switched) == [("latest", 1)]
    assert broken(evening, of_age(14), TODAY) == [("latest", 1), ("latest", 2)]
    assert broken(evening, of_age(14), NEW) == []


def test_work_at_two_places_at_once_and_before_birth_cannot_be_true():
    assert broken([works("09:00-11:00"), works("10:59-12:00", number=2)], of_age(14)) == [("two_places", 2)]
    assert ("born", 1) in broken([works("09:00-11:00")], of_age(0, SUNDAY))


def test_of_a_day_beyond_the_calendar_nobody_can_tell_whether_it_is_a_school_day():
    summer = date(2027, 8, 2)
    findings = found([works("09:00-12:00", summer)], pupil(15, date(2026, 9, 1)))
    assert [(each.check.key, each.weight) for each in findings] == [("school_day", Weight.UNKNOWN)]


@pytest.mark.parametrize(
    ("hours", "breaks", "part", "words"),
    [
        ("09:00-09:00", "", "hours", "it ends when it begins"),
        ("09:00-11:00", "10:30-11:30", "breaks", "it is not within the hours of work"),
        ("09:00-11:00", "09:00-10:00 09:30-10:30", "breaks", "or at the same time as another"),
        ("09:00-11:00", "09:00-11:00", "breaks", "they leave no work"),
    ],
)
def test_hours_that_cannot_be_are_no_shift(hours, breaks, part, words):
    with pytest.raises(Impossible, match=words) as refused:
        works(hours, breaks=breaks)
    assert refused.value.part == part


def test_a_weekly_pattern_becomes_shifts_by_the_childs_own_calendar():
    pattern = Pattern(
        date(2026, 10, 22),
        date(2026, 11, 3),
        school_days={3: [span("16:00-18:00")], 1: [span("16:00-17:00")]},
        weekends={5: [span("09:00-11:00")]},
        holidays={1: [span("09:00-12:00"), span("13:00-14:00")], 5: [span("10:00-12:00")]},
        away=[(date(2026, 10, 31), date(2026, 10, 31))],
    )
    shifts = pattern.shifts(Child("Ivy", date(2011, 9, 1), CAL_A))
    assert [(each.number, each.on.day, (each.ends - each.starts) // 60) for each in shifts] == [
        (1, 22, 2), (2, 24, 2), (3, 27, 3), (4, 27, 1), (5, 3, 1)
    ]  # fmt: skip


def test_todays_law_is_verified_and_the_byelaws_are_a_local_setting_that_is_not():
    law = of_1933(Byelaws())
    assert {key for key, each in law.checks.items() if not each.verified} == {"before_school"}
    assert {key for key, each in law.checks.items() if each.local} == {"before_school"}
    assert set(law.checks) == set(of_2026().checks)
    assert law.checks["before_school"].cited == "Byelaws of the council under s 18(2), unverified"
