"""On which days a series meets."""

from datetime import date

import pytest

from oxle.meetings.actions import change_series, move_meeting
from oxle.meetings.models import State
from oxle.meetings.planning import next_meeting, plan
from tests import make
from tests.exclusions.make import calendar
from tests.meetings.make import FIRST_ON, NEXT_ON, meeting, panel

pytestmark = pytest.mark.django_db


def test_a_series_is_planned_a_year_ahead_at_its_cadence() -> None:
    days = list(panel().meetings.values_list("on", flat=True))
    assert days[:3] == [date(2026, 11, 6), date(2026, 12, 4), date(2027, 1, 4)]
    assert (len(days), days[-1]) == (14, date(2027, 11, 5))


def test_one_on_a_bank_holiday_is_on_the_next_working_day_and_the_cadence_goes_on() -> None:
    rows = panel(first_on=date(2026, 12, 4)).meetings.values_list("planned_for", "on")
    # 1 January 2027 is New Year's Day, a Friday.
    assert list(rows)[:3] == [
        (date(2026, 12, 4), date(2026, 12, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 1, 29), date(2027, 1, 29)),
    ]


def test_planning_again_adds_only_what_is_new() -> None:
    series = panel()
    plan(series, date(2027, 1, 4))
    assert series.meetings.count() == 16


def test_a_meeting_that_was_moved_stays_where_it_was_put() -> None:
    series = panel()
    moved = meeting(series)
    move_meeting(moved, moved.version, to=date(2026, 12, 7), today=FIRST_ON, by=make.someone())
    plan(series, FIRST_ON)
    following = next_meeting(series, date(2026, 11, 7))
    assert following is not None
    assert following.on == date(2026, 12, 7)
    assert not series.meetings.filter(on=NEXT_ON).exists()


def test_another_cadence_plans_what_has_no_agenda_anew() -> None:
    series = panel()
    details = {"name": series.name, "area": "", "weeks": 2, "first_on": FIRST_ON, "starts_at": series.starts_at}
    change_series(series, series.version, on=FIRST_ON, by=make.someone(), place="Online", **details)
    rows = series.meetings.filter(state=State.PLANNED).values_list("on", flat=True)
    assert list(rows)[:3] == [date(2026, 11, 6), date(2026, 11, 20), date(2026, 12, 4)]


def test_one_in_a_school_holiday_is_on_the_first_day_of_term_or_of_staff_training_after_it() -> None:
    calendar()
    rows = panel(date(2026, 10, 19), first_on=date(2026, 10, 26), weeks=8).meetings.values_list("planned_for", "on")
    # The half term ends with an INSET day; the Christmas holiday too.
    assert list(rows)[:2] == [(date(2026, 10, 26), date(2026, 11, 2)), (date(2026, 12, 21), date(2027, 1, 4))]


def test_a_series_that_does_not_need_the_schools_meets_in_their_holidays() -> None:
    calendar()
    series = panel(first_on=date(2026, 12, 21), in_term_only=False)
    assert series.meetings.values_list("on", flat=True).first() == date(2026, 12, 21)


def test_of_two_that_come_to_the_first_day_after_a_holiday_one_is_planned_also_when_planned_again() -> None:
    calendar()
    series = panel(first_on=date(2026, 12, 21), weeks=1)
    plan(series, FIRST_ON)
    # 21 and 28 December and 4 January would all meet on 4 January.
    assert list(series.meetings.values_list("on", flat=True))[:2] == [date(2027, 1, 4), date(2027, 1, 11)]


def test_what_lies_after_the_last_term_that_is_loaded_is_planned_as_in_term() -> None:
    calendar()
    rows = panel(first_on=date(2026, 11, 6), weeks=45).meetings.values_list("on", flat=True)
    assert list(rows) == [date(2026, 11, 6), date(2027, 9, 17)]
