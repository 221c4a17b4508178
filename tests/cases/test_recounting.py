"""A recount goes a few cases at a time: it reaches every one, and goes on from where it was stopped."""

from datetime import UTC, date, datetime

import pytest

from attendance.referrals import actions
from oxle.cases.models import Case
from oxle.cases.recounting import recount_waiting
from oxle.cases.timer_models import Recount
from oxle.schooldays import actions as schooldays
from oxle.schooldays.models import Calendar
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
AT = datetime(2026, 10, 16, 12, tzinfo=UTC)
BEFORE, AFTER = date(2026, 11, 6), date(2026, 11, 9)


@pytest.fixture
def cases() -> list[Case]:
    """Three referrals returned to their school, whose answers are due on the same day, until a day of term is lost."""
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    senior = make.user("senior_attendance_officer", make.organisation("team", "County Attendance Team"))
    made = []
    for _ in range(3):
        case = referrals.sent(school, referrals.family(school), lead, ON)
        actions.return_to_school(case, by=senior, on=ON, at=AT, version=case.version, reason="Which visit?")
        made.append(case)
    schooldays.add_closure(
        Calendar.objects.get(is_default=True),
        kind="inset",
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 2),
        reason="",
        by=senior,
        on=ON,
    )
    return made


def due(cases: list[Case]) -> list[date]:
    return [case.deadlines.get(clock="answer").due_on for case in cases]


def test_every_case_is_reached_however_few_are_worked_out_at_a_time(cases):
    assert due(cases) == [BEFORE, BEFORE, BEFORE]
    assert recount_waiting(at=AT, batch=1) == 3
    assert due(cases) == [AFTER, AFTER, AFTER]
    assert Recount.objects.get().done_at == AT
    assert recount_waiting(at=AT) == 0


def test_a_recount_that_was_stopped_goes_on_with_the_next_case(cases):
    Recount.objects.update(reached=cases[0].pk)
    assert recount_waiting(at=AT) == 2
    assert due(cases) == [BEFORE, AFTER, AFTER]


def test_a_calendar_that_changes_again_meanwhile_begins_at_the_first_case(cases):
    first = Recount.objects.get()
    Recount.objects.update(reached=cases[1].pk)
    Recount.objects.create(with_default=True, because="term dates were changed again", at=AT)
    assert recount_waiting(at=AT, batch=2) == 3
    assert due(cases) == [AFTER, AFTER, AFTER]
    first.refresh_from_db()
    assert first.done_at == AT
