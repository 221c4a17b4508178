"""What deserves a second look in a school's steps: worked examples, with every rule of the flow chart."""

from datetime import date
from decimal import Decimal

import pytest

from attendance.referrals.models import PreStepKind as Kind
from attendance.referrals.points import Expected, Point, Told, points_of
from oxle.schooldays.limits import Limit, calendar_days, school_days
from tests.schooldays.calendars import CAL_A

ON = date(2026, 10, 16)
TWENTY_SCHOOL_DAYS = school_days(20)
TARGET, FIRST_REVIEW, PLAN, SECOND_REVIEW = Kind.TARGET, Kind.FIRST_REVIEW, Kind.ACTION_PLAN, Kind.SECOND_REVIEW


def expected(review_within: Limit = TWENTY_SCHOOL_DAYS) -> Expected:
    return Expected(
        on=ON,
        calendar=CAL_A,
        review_within=review_within,
        acts_below=Decimal(90),
        illness_days=10,
        provision_days=15,
    )


def done(kind: Kind, month: int, day: int, answer: str = "") -> Told:
    return Told(kind, True, date(2026, month, day), answer, has_document=True)


def points(*told: Told, codes: str = "", **more: Limit) -> list[Point]:
    return points_of(told, list(codes), expected(**more))


def test_a_review_on_the_twentieth_school_day_is_in_time():
    # 2 September 2026 is a Wednesday; twenty school days later is Wednesday 30 September.
    assert points(done(TARGET, 9, 2), done(FIRST_REVIEW, 9, 30)) == []


def test_a_review_a_day_later_is_pointed_out_with_the_rule_and_its_unit():
    assert points(done(TARGET, 9, 2), done(FIRST_REVIEW, 10, 1)) == [
        Point(
            "First review was on 1 October 2026, more than 20 school days after “Target set with parents and pupil” on "
            "2 September 2026. It was due by 30 September 2026.",
            FIRST_REVIEW,
        )
    ]


def test_the_unit_of_the_twenty_days_is_the_services_setting():
    told = (done(TARGET, 9, 2), done(FIRST_REVIEW, 9, 23))
    assert points(*told) == []
    assert [one.kind for one in points(*told, review_within=calendar_days(20))] == [FIRST_REVIEW]


def test_the_second_review_counts_from_the_plan_and_without_one_from_the_planning_meeting():
    meeting, review = done(Kind.PLANNING_MEETING, 9, 3), done(SECOND_REVIEW, 10, 2)
    assert [one.kind for one in points(meeting, review)] == [SECOND_REVIEW]
    assert points(meeting, done(PLAN, 9, 10), review) == []


def test_a_review_that_cannot_be_counted_says_why_and_guesses_nothing():
    told = (done(TARGET, 7, 1), done(FIRST_REVIEW, 9, 30))
    assert points(*told) == [
        Point(
            "Whether it was in time cannot be worked out: terms before 2 September 2026 are not loaded.", FIRST_REVIEW
        )
    ]


def test_a_step_dated_before_the_one_it_follows_is_pointed_out():
    assert points(done(TARGET, 9, 10), done(FIRST_REVIEW, 9, 3)) == [
        Point(
            "First review is dated 3 September 2026, before “Target set with parents and pupil” on 10 September 2026.",
            FIRST_REVIEW,
        )
    ]


def test_the_order_is_that_of_the_steps_which_were_done():
    skipped = Told(FIRST_REVIEW, False)
    found = points(done(TARGET, 9, 10), skipped, done(Kind.TARGET_MISSED, 9, 9))
    assert [one.text for one in found] == [
        "Target not met is dated 9 September 2026, before “Target set with parents and pupil” on 10 September 2026.",
        "Said not to apply: First review.",
    ]


def test_two_steps_on_one_day_are_in_order():
    assert points(done(Kind.PLANNING_MEETING, 9, 10), done(PLAN, 9, 10)) == []


def test_a_date_still_to_come_is_pointed_out():
    assert points(done(Kind.HOME_VISIT, 10, 17)) == [
        Point("Home visit is dated 17 October 2026, which is still to come.", Kind.HOME_VISIT)
    ]


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (TARGET, "parents", "The pupil had no part in setting the target."),
        (TARGET, "pupil", "The parents had no part in setting the target."),
        (Kind.CONTACT, "not_offered", "No attendance contract was offered."),
        (Kind.EARLY_HELP, "offered", "The family has not answered whether it wants early help."),
    ],
)
def test_what_the_chart_asks_and_was_not_done_is_pointed_out(kind, answer, words):
    assert points(done(kind, 9, 10, answer)) == [Point(words, kind)]


def test_early_help_offered_and_declined_counts_as_attempted():
    assert points(done(Kind.EARLY_HELP, 9, 10, "declined")) == []


def test_steps_without_a_document_are_named_together():
    bare = [Told(kind, True, date(2026, 9, 10)) for kind in (TARGET, Kind.HOME_VISIT)]
    assert points(*bare) == [Point("No document is attached to: Target set with parents and pupil and Home visit.")]


def test_attendance_that_is_not_under_ninety_per_cent_is_pointed_out():
    exactly, under = "/" * 54 + "O" * 6, "/" * 53 + "O" * 7
    assert points(codes=exactly) == [Point("Attendance in the register extract is not under 90%.", Kind.CAUSE)]
    assert points(codes=under) == []


def test_over_ten_days_of_illness_ask_for_the_gp():
    cause = done(Kind.CAUSE, 9, 10)
    assert points(cause, codes="I" * 20 + "O" * 40) == []
    assert points(cause, codes="I" * 21 + "O" * 39) == [
        Point(
            "The register shows illness for 10½ days, over 10 days, and permission to contact the GP was not asked "
            "for.",
            Kind.GP_PERMISSION,
        )
    ]
    assert points(done(Kind.GP_PERMISSION, 9, 10, "refused"), codes="I" * 21 + "O" * 39) == []


def test_fifteen_days_of_illness_ask_whether_education_is_owed():
    asked = done(Kind.GP_PERMISSION, 9, 10, "given")
    assert points(asked, codes="I" * 29 + "O" * 31) == []
    assert points(asked, codes="I" * 30 + "O" * 30) == [
        Point(
            "The register shows illness for 15 days, 15 days or more: ask whether education under section 19 is owed."
        )
    ]


def test_points_come_in_the_order_of_the_steps_and_those_about_no_step_last():
    found = points(
        done(FIRST_REVIEW, 10, 20), Told(Kind.HOME_VISIT, False), done(TARGET, 9, 2, "parents"), codes="/" * 60
    )
    assert [one.kind for one in found] == [Kind.CAUSE, TARGET, FIRST_REVIEW, FIRST_REVIEW, None]


def test_a_step_of_which_nobody_says_how_it_was_done_is_pointed_out():
    mute = [
        Told(kind, True, date(2026, 9, 10), has_document=True, says_how=False) for kind in (TARGET, Kind.HOME_VISIT)
    ]
    assert points(*mute, done(Kind.CONTACT, 9, 3)) == [
        Point("How it was done is not said: Target set with parents and pupil and Home visit.")
    ]
