"""Every limit of a performance at its boundary, on both sides: the last that is allowed, and the first that is not."""

from datetime import date, timedelta

import pytest

from licensing import limits
from licensing.checking.findings import Weight
from licensing.checking.schedule import Chaperone, Impossible
from tests.licensing.make import MONDAY, SATURDAY, broken, day, found, of_age, pupil, said

DAY = timedelta(days=1)
MEALS = "11:00-11:45 15:00-15:45"
# One performance, from Monday on, without school.
PLAIN = ("10:00-12:00", "10:00-11:00")


@pytest.mark.parametrize(
    ("age", "within", "over", "check"),
    [
        (4, "07:00-09:00", "06:59-09:00", "earliest"),
        (5, "07:00-09:00", "06:59-09:00", "earliest"),
        (9, "07:00-09:00", "06:59-09:00", "earliest"),
        (4, "20:00-22:00", "20:00-22:01", "latest"),
        (5, "20:00-23:00", "20:00-23:01", "latest"),
        (9, "20:00-23:00", "20:00-23:01", "latest"),
        (9, "20:00-23:00", "21:00-00:30", "latest"),
        (4, "10:00-15:00", "10:00-15:01", "at_place"),
        (5, "10:00-18:00", "10:00-18:01", "at_place"),
        (8, "10:00-18:00", "10:00-18:01", "at_place"),
        (9, "10:00-19:30", "10:00-19:31", "at_place"),
        (15, "10:00-19:30", "10:00-19:31", "at_place"),
    ],
)
def test_the_times_at_the_place_by_age(age, within, over, check):
    def at_place(here):
        if not here.startswith("10"):
            return day(here)
        return day(here, breaks="12:00-12:15", meals=MEALS if age > 4 else "11:00-11:45")

    assert broken([at_place(within)], of_age(age)) == []
    assert broken([at_place(over)], of_age(age)) == [(check, 1)]


@pytest.mark.parametrize(
    ("age", "within", "over", "check"),
    [
        (4, "10:00-10:30 11:00-11:30 12:00-12:30 13:00-13:30", "10:00-10:30 11:00-11:30 12:00-12:30 13:00-13:30 14:00-14:01", "performing"),  # noqa: E501
        (5, "10:00-11:30 12:00-13:30", "10:00-11:30 12:00-13:31", "performing"),
        (8, "10:00-11:30 12:00-13:30", "10:00-11:30 12:00-13:31", "performing"),
        (9, "10:00-12:30 13:00-15:30", "10:00-12:00 12:30-14:30 15:00-16:01", "performing"),
        (4, "10:00-10:30", "10:00-10:31", "continuous"),
        (5, "10:00-12:30", "10:00-12:31", "continuous"),
        (8, "10:00-12:30", "10:00-12:31", "continuous"),
        (9, "10:00-12:30", "10:00-12:31", "continuous"),
        # A pause is a break from fifteen minutes on; a shorter one goes on counting.
        (9, "10:00-12:00 12:15-13:00", "10:00-12:00 12:14-13:00", "continuous"),
    ],
)  # fmt: skip
def test_performing_by_age_in_all_and_without_a_break(age, within, over, check):
    def performing(spans):
        return day("10:00-17:00" if age > 4 else "10:00-14:30", spans, meals="16:15-17:00" if age > 4 else "")

    def without_breaks(line):
        return [each for each in broken([line], of_age(age)) if each[0] not in {"meals", "breaks"}]

    assert without_breaks(performing(within)) == []
    assert without_breaks(performing(over)) == [(check, 1)]


@pytest.mark.parametrize(
    ("age", "here", "meals", "breaks", "missing"),
    [
        (4, "10:00-14:00", "", "", []),
        (4, "10:00-14:01", "", "", ["meals"]),
        (4, "10:00-14:01", "12:00-12:44", "", ["meals"]),
        (4, "10:00-14:01", "12:00-12:45", "", []),
        (5, "10:00-14:00", "", "", []),
        (5, "10:00-14:01", "", "", ["breaks", "meals"]),
        (5, "10:00-14:01", "12:00-12:45", "", ["breaks"]),
        (5, "10:00-14:01", "12:00-12:45", "13:00-13:15", []),
        # A meal that is too short is a break, and so is one more than is owed.
        (5, "10:00-14:01", "12:00-12:44", "", ["meals"]),
        (9, "10:00-14:01", "11:00-11:45 13:00-13:45", "", []),
        (9, "10:00-17:59", "12:00-12:45", "13:00-13:15", []),
        (9, "10:00-18:00", "12:00-12:45", "13:00-13:15", ["meals"]),
        (9, "10:00-18:00", "12:00-12:45 16:00-16:45", "", ["breaks"]),
        (9, "10:00-18:00", "12:00-12:45 16:00-16:45", "13:00-13:15", []),
        (9, "10:00-12:00", "", "11:00-11:14", ["short_break"]),
        (9, "10:00-12:00", "", "11:00-11:15", []),
    ],
)
def test_the_breaks_that_are_owed(age, here, meals, breaks, missing):
    assert [check for check, _ in broken([day(here, meals=meals, breaks=breaks)], of_age(age))] == missing


@pytest.mark.parametrize(("arrives", "expected"), [("10:00", []), ("09:59", [("overnight", 2)])])
def test_twelve_hours_of_rest_lie_between_two_days(arrives, expected):
    lines = [day("20:00-22:00", on=MONDAY), day(f"{arrives}-12:00", on=MONDAY + DAY, number=2)]
    assert broken(lines, of_age(9, MONDAY)) == expected


def test_the_night_on_which_the_clocks_go_forward_is_an_hour_shorter_and_the_other_an_hour_longer():
    spring, autumn = date(2027, 3, 27), date(2026, 10, 24)
    child = of_age(9, autumn)

    assert broken([day("20:00-22:00", on=spring), day("10:59-12:00", on=spring + DAY, number=2)], child) == [
        ("overnight", 2)
    ]
    assert broken([day("20:00-22:00", on=spring), day("11:00-12:00", on=spring + DAY, number=2)], child) == []
    assert broken([day("20:00-22:00", on=autumn), day("09:00-12:00", on=autumn + DAY, number=2)], child) == []


@pytest.mark.parametrize(("days", "expected"), [(6, []), (7, [("days_in_a_row", 7)]), (8, [("days_in_a_row", 7), ("days_in_a_row", 8)])])  # fmt: skip  # noqa: E501
def test_a_child_performs_on_six_days_in_a_row_at_the_most(days, expected):
    lines = [day(*PLAIN, on=MONDAY + number * DAY, number=number + 1) for number in range(days)]
    assert broken(lines, of_age(9, MONDAY)) == expected


def test_a_day_without_performing_ends_the_days_in_a_row():
    lines = [day("10:00-12:00", "" if number == 3 else "10:00-11:00", on=MONDAY + number * DAY) for number in range(9)]
    assert broken(lines, of_age(9, MONDAY)) == []


def eight_weeks(more, *, weeks=8):
    """Six days in each of eight weeks, from a Monday, and one performance more after so many days."""
    first = date(2026, 7, 6)
    days = [first + (7 * week + number) * DAY for week in range(weeks) for number in range(6)]
    days += [days[-1] + each * DAY for each in more]
    return [day(*PLAIN, on=on, number=number) for number, on in enumerate(days, 1)]


@pytest.mark.parametrize(("first_after", "expected"), [(15, []), (14, [("long_run", 49)])])
def test_after_eight_weeks_at_six_days_there_are_fourteen_days_off(first_after, expected):
    # Twelve more days after the fortnight make it a licence of sixty.
    later = [first_after, *(20 + 2 * number for number in range(11))]
    assert broken(eight_weeks(later), of_age(9, date(2026, 7, 6))) == expected


def test_a_licence_of_fewer_than_sixty_days_needs_no_fortnight_off():
    later = [2, *(20 + 2 * number for number in range(10))]
    assert len(eight_weeks(later)) == 59
    assert broken(eight_weeks(later), of_age(9, date(2026, 7, 6))) == []


def test_seven_weeks_at_six_days_need_no_fortnight_off():
    later = [2 * number for number in range(1, 19)]
    lines = eight_weeks(later, weeks=7)
    assert len(lines) == 60
    assert broken(lines, of_age(9, date(2026, 7, 6))) == []


def night(on, number=1, **given):
    return day("22:30-00:30", "22:30-00:15", on=on, number=number, night_work=True, **given)


def test_night_work_that_is_asked_for_is_no_breach_and_says_that_the_council_must_permit_it():
    assert broken([night(SATURDAY)], of_age(9)) == []
    assert said(found([night(SATURDAY)], of_age(9)), Weight.NOTE) == [
        "Line 1, Saturday 5 December 2026: at the place from 22:30 to 00:30 the next day: night work, which only the "
        "council can permit (SI 2014/3309 reg 28, unverified)."
    ]


def test_the_hours_of_the_night_count_like_those_of_the_day():
    long = day("22:30-04:00", "22:30-00:30", night_work=True)
    assert broken([long], of_age(4)) == [("at_place", 1), ("continuous", 1), ("meals", 1)]


@pytest.mark.parametrize(("performs", "expected"), [("16:15-17:00", []), ("16:14-17:00", [("night_rest", 2)])])
def test_sixteen_hours_lie_between_night_work_and_the_next_performance(performs, expected):
    next_day = day("16:00-17:00", performs, on=MONDAY + DAY, number=2)
    assert broken([night(MONDAY), next_day], of_age(9, MONDAY)) == expected


@pytest.mark.parametrize(("third", "expected"), [(9, []), (8, [("nights_in_a_row", 3)]), (2, [("nights_in_a_row", 3)])])
def test_after_two_nights_in_a_row_there_is_no_night_work_for_seven_days(third, expected):
    lines = [night(MONDAY), night(MONDAY + DAY, 2), night(MONDAY + third * DAY, 3)]
    assert broken(lines, of_age(9, MONDAY)) == expected


def test_a_birthday_in_the_middle_of_a_run_changes_the_limits_on_that_day():
    long = {"breaks": "13:00-13:15", "meals": MEALS}
    lines = [day("10:00-19:00", on=MONDAY + number * DAY, number=number + 1, **long) for number in range(2)]
    assert broken(lines, of_age(9, MONDAY + DAY)) == [("at_place", 1)]


def test_who_turns_9_at_midnight_is_8_until_the_line_ends():
    line = day("15:00-23:30", breaks="18:00-18:15", meals="16:00-16:45 20:00-20:45", night_work=True)
    assert broken([line], of_age(9, SATURDAY + DAY)) == [("at_place", 1)]
    assert broken([line], of_age(9, SATURDAY)) == []


def test_two_places_on_one_day_are_added_up():
    morning = day("09:00-14:00", "09:00-11:00", breaks="11:00-11:15", meals="12:00-12:45")
    evening = day("18:00-21:01", "18:00-19:01", number=2)
    assert broken([morning, evening], of_age(8)) == [("at_place", 2), ("performing", 2)]


def test_a_child_is_not_at_two_places_at_once():
    assert broken([day("10:00-12:00"), day("11:59-13:00", number=2)], of_age(9)) == [("two_places", 2)]
    assert broken([day("10:00-12:00"), day("12:00-13:00", number=2)], of_age(9)) == []


@pytest.mark.parametrize(
    ("here", "lessons", "expected"),
    [
        # Nothing of school is missed before the first bell or after the last.
        ("07:00-08:45", "", []),
        ("15:30-17:00", "", []),
        ("07:00-08:46", "", [("lessons", 1)]),
        ("15:29-17:00", "", [("lessons", 1)]),
        ("09:00-13:00", "10:00-12:59", [("lessons", 1)]),
        ("09:00-13:00", "10:00-13:00", []),
    ],
)
def test_three_hours_of_education_on_a_school_day_that_is_missed(here, lessons, expected):
    assert broken([day(here, lessons=lessons, on=MONDAY)], pupil(9, MONDAY)) == expected


def test_a_day_is_a_school_day_or_a_holiday_by_the_childs_own_calendar():
    inset, holiday = date(2027, 1, 4), date(2026, 10, 26)
    for on in (SATURDAY, inset, holiday):
        assert broken([day("09:00-13:00", on=on)], pupil(9, on)) == []
    # No school, and too young for one.
    assert broken([day("09:00-13:00", on=MONDAY)], of_age(9, MONDAY)) == []
    assert broken([day("09:00-12:00", on=MONDAY)], pupil(3, MONDAY)) == []


def test_of_a_day_beyond_the_calendar_it_is_said_once_that_nobody_can_tell():
    lines = [day("09:00-12:00", on=date(2027, 8, 2) + number * DAY, number=number + 1) for number in range(3)]
    findings = found(lines, pupil(9, date(2027, 8, 2)))
    assert said(findings, Weight.UNKNOWN) == [
        "Line 1, Monday 2 August 2027: whether this is a school day cannot be told: terms after 21 July 2027 are not "
        "loaded (Education Act 1996 s 579)."
    ]
    assert said(findings, Weight.BREACH) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        # Six in the week and three on average.
        ([1, 5, 3], []),
        ([1, 5, 2], [("lessons", 1), ("lessons", 3)]),
        # Three on average, and not six in the week.
        ([2], [("lessons", 1)]),
        ([0, 5], [("lessons", 1)]),
    ],
)
def test_lessons_may_be_spread_over_four_weeks_with_six_hours_in_each(hours, expected):
    lines = [
        day(
            "09:00-14:30", lessons=f"09:00-{9 + count}:00" if count else "", on=MONDAY + number * DAY, number=number + 1
        )
        for number, count in enumerate(hours)
    ]
    found_of_lessons = [each for each in broken(lines, pupil(9, MONDAY)) if each[0] == "lessons"]
    assert found_of_lessons == expected


def test_three_hours_on_average_are_not_enough_where_a_week_has_fewer_than_six():
    taught = {MONDAY: "09:00-10:00", MONDAY + 7 * DAY: "09:00-14:00", MONDAY + 8 * DAY: "09:00-14:00"}
    lines = [day("09:00-14:30", lessons=lessons, on=on, number=on.day) for on, lessons in taught.items()]
    found_of_lessons = [each for each in broken(lines, pupil(9, MONDAY)) if each[0] == "lessons"]
    assert found_of_lessons == [("lessons", MONDAY.day)]


@pytest.mark.parametrize(("lessons", "expected"), [("09:00-14:00", []), ("09:00-14:01", [("lessons_most", 1)])])
def test_education_lasts_five_hours_at_the_most(lessons, expected):
    line = day("09:00-15:00", lessons=lessons, meals="14:01-14:46", breaks="14:46-15:00", on=MONDAY)
    assert [each for each in broken([line], pupil(9, MONDAY)) if each[0].startswith("lessons")] == expected


def many(number, **given):
    """So many children at one place at one time."""
    return (
        [day("10:00-11:00", number=each, child=f"Child {each}", **given) for each in range(1, number + 1)],
        [of_age(9, key=f"Child {each}") for each in range(1, number + 1)],
    )


@pytest.mark.parametrize(("children", "expected"), [(12, []), (13, [("ratio", 13)])])
def test_a_chaperone_is_in_charge_of_twelve_children_at_the_most(children, expected):
    lines, of = many(children)
    assert broken(lines, *of) == expected


def test_who_has_left_at_that_minute_is_no_longer_in_a_chaperones_charge():
    lines, of = many(12)
    assert broken([*lines, day("11:00-12:00", number=13, child="Ivy")], *of, of_age(9)) == []
    assert broken([*lines, day("10:59-12:00", number=13, child="Ivy")], *of, of_age(9)) == [("ratio", 13)]


def test_a_council_may_approve_a_chaperone_for_fewer_children_but_not_for_more():
    lines, of = many(12)
    fewer, more = (Chaperone("Mabel Finch", SATURDAY, most=most) for most in (11, 20))
    assert broken(lines, *of, chaperones=[fewer]) == [("ratio", 12)]
    lines, of = many(13)
    assert broken(lines, *of, chaperones=[more]) == [("ratio", 13)]


@pytest.mark.parametrize(("children", "expected"), [(6, []), (7, [("pupils", 7)])])
def test_a_teacher_has_six_pupils_at_the_most(children, expected):
    lines, of = many(children, lessons="10:00-11:00", teacher="Odd Lund")
    assert broken(lines, *of) == expected


@pytest.mark.parametrize(
    ("chaperone", "until", "words"),
    [
        ("", SATURDAY, "nobody is in charge of the child: a chaperone whom a council approved, or a parent"),
        ("Somebody Else", SATURDAY, "the chaperone is not among those approved"),
        ("Mabel Finch", SATURDAY - DAY, "the chaperone’s approval ended on 4 December 2026"),
        ("Mabel Finch", SATURDAY, None),
        ("parent", SATURDAY - DAY, None),
    ],
)
def test_every_child_has_an_approved_chaperone_or_a_parent(chaperone, until, words):
    findings = found([day(*PLAIN, chaperone=chaperone)], of_age(9), chaperones=[Chaperone("Mabel Finch", until)])
    assert [each.words for each in findings] == ([words] if words else [])


def test_a_line_before_the_child_was_born_is_said():
    assert broken([day(*PLAIN)], of_age(0, SATURDAY + DAY)) == [("born", 1)]


@pytest.mark.parametrize(
    ("here", "given", "part", "words"),
    [
        ("10:00-10:00", {}, "here", "it ends when it begins"),
        ("10:00-12:00", {"performing": "09:00-11:00"}, "performing", "or begins before the arrival"),
        ("10:00-12:00", {"performing": "11:00-12:01"}, "performing", "it is not between the arrival and the departure"),
        ("10:00-12:00", {"meals": "11:00-11:45", "lessons": "11:44-12:00"}, "lessons", "at the same time as a meal"),
        ("10:00-12:00", {"performing": "10:00-11:00 10:30-11:30"}, "performing", "at the same time as performing"),
        ("00:30-01:30", {"on": date(2027, 3, 28)}, "here", "01:30 does not exist on that day: the clocks go forward"),
    ],
)
def test_what_nobody_can_do_is_no_line(here, given, part, words):
    with pytest.raises(Impossible, match=words) as refused:
        day(here, **given)
    assert refused.value.part == part


def test_every_limit_of_a_performance_says_that_it_is_unverified():
    checks = [each for each in vars(limits).values() if isinstance(each, limits.Check)]
    assert len({each.key for each in checks}) == len(checks) == 25
    assert {each.verified for each in checks if limits.REGULATIONS in each.law} == {False}
    assert limits.AT_PLACE.cited == "SI 2014/3309 reg 22, unverified"


def test_a_table_of_limits_counts_from_its_day_on(monkeypatch):
    stricter = limits.PerformanceLimits(date(2026, 12, 6), limits.OF_2014.bands, overnight=13 * 60, children=1)
    monkeypatch.setattr(limits, "PERFORMANCES", (limits.OF_2014, stricter))
    assert limits.limits_on(date(2026, 12, 5)) is limits.OF_2014
    assert limits.limits_on(date(2026, 12, 6)) is stricter
    assert limits.limits_on(date(2015, 2, 5)) is limits.OF_2014
