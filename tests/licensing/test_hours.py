"""Weekly hours of work as they are typed: what is read, what is not, and what is kept."""

from datetime import date

import pytest

from licensing.work import hours
from licensing.work.hours import Hours, Unclear


def test_a_line_is_a_day_or_several_and_a_gap_between_two_times_is_a_break():
    read = hours.read_week("Monday to Wed 16:00-17:30\nFriday 7am-7.45am; 16:00-17:00", "school_days")
    assert read == {0: [(960, 1050)], 1: [(960, 1050)], 2: [(960, 1050)], 4: [(420, 465), (960, 1020)]}


@pytest.mark.parametrize(
    ("text", "which", "words"),
    [
        ("Someday 16:00-17:00", "school_days", "Line 1: “Someday” is no day of the week, such as Monday"),
        ("Monday", "school_days", "Line 1: write “Monday” as a day and its times, such as Monday 16:00-18:00"),
        ("Monday 16:00", "school_days", "Line 1: “16:00” is no span of time, such as 16:00-18:00"),
        ("Monday 4:00-6:00", "school_days",
         "Line 1: say whether “4:00” is in the morning or the afternoon, such as 16:30"),
        ("Monday 16:00-16:00", "school_days", "Line 1: “16:00-16:00” ends when it begins"),
        ("Monday 16:00-18:00; 17:00-19:00", "school_days", "Line 1: its times are not in order, or at the same time"),
        ("Saturday 09:00-10:00", "school_days", "Line 1: on school days there is no Saturday"),
        ("Monday 09:00-10:00", "weekends", "Line 1: at weekends in term there is no Monday"),
        ("Mon 16:00-17:00\n\nMonday 18:00-19:00", "school_days",
         "Line 3: Monday is there twice. Write all its times on one line"),
        ("Friday to Monday 16:00-17:00", "school_days", "Line 1: Monday is before Friday"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_line(text, which, words):
    with pytest.raises(Unclear) as unclear:
        hours.read_week(text, which)
    assert unclear.value.problems == [words]


def test_every_line_that_cannot_be_read_is_named_at_once():
    with pytest.raises(Unclear) as unclear:
        hours.read_week("x\nMonday 16:00-17:00\ny", "school_days")
    assert [words[:7] for words in unclear.value.problems] == ["Line 1:", "Line 3:"]


def test_days_without_work_are_two_dates_a_line():
    assert hours.read_away("19 7 2027 to 1 8 2027") == [(date(2027, 7, 19), date(2027, 8, 1))]
    with pytest.raises(Unclear, match="Line 1: write two dates"):
        hours.read_away("the first fortnight")
    with pytest.raises(Unclear, match="Line 1: it ends before it begins"):
        hours.read_away("1 8 2027 to 19 7 2027")


def test_what_is_kept_and_what_is_typed_again_are_the_same_hours():
    told = Hours(
        school_days={0: [(960, 1050)]}, holidays={5: [(540, 720), (780, 840)]},
        away=[(date(2027, 7, 19), date(2027, 8, 1))],
    )  # fmt: skip
    assert hours.read_kept(told.kept()) == told
    typed = hours.typed_again(told)
    weeks = {which: hours.read_week(typed[which], which) for which in hours.KINDS}
    assert Hours(**weeks, away=hours.read_away(typed["away"])) == told


def test_the_hours_are_said_a_line_each():
    told = Hours(school_days={0: [(960, 1050)]}, away=[(date(2027, 7, 19), date(2027, 8, 1))])
    assert hours.in_words(told) == [
        "On school days: Monday 16:00 to 17:30",
        "No work from 19 July 2027 to 1 August 2027",
    ]
