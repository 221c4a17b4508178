"""A setting that is changed: clocks that have started keep theirs, unless it was changed from before they started."""

from datetime import UTC, date, datetime

import pytest

from attendance.referrals.rules import DECIDE_WITHIN
from oxle.cases.models import Case
from oxle.cases.recounting import recount_waiting
from oxle.cases.timer_models import Recount
from oxle.core.rules import RULES, change_rule
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
# A Friday in term.
ON = date(2026, 10, 16)
LATER = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_after(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", LATER.isoformat())


@pytest.fixture
def case() -> Case:
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    make.organisation("team", "County Attendance Team")
    return referrals.sent(school, referrals.family(school), lead, ON)


def due(case: Case) -> list[tuple]:
    recount_waiting(at=LATER)
    row = case.deadlines.get(label="Decide on the referral")
    return [row.due_on, *[(old["due_on"], old["because"]) for old in row.history]]


def change(from_on: date, value: str = "10 working days") -> None:
    change_rule(DECIDE_WITHIN, value, from_on=from_on, reason="Agreed by the team")


def test_a_clock_that_has_started_keeps_the_value_of_the_day_it_started(case):
    change(date(2026, 10, 17))
    assert due(case) == [date(2026, 10, 23)]


def test_a_change_from_the_very_day_a_clock_started_moves_it_and_the_old_date_stays_in_the_history(case):
    change(ON)
    assert due(case) == [
        date(2026, 10, 30),
        ("2026-10-23", "the setting “Decision on a complete referral” was changed"),
    ]
    assert not Recount.objects.filter(done_at=None).exists()


def test_a_change_from_a_day_to_come_asks_for_no_recount(case):
    change(date(2026, 10, 20))
    assert not Recount.objects.exists()


def test_a_setting_that_no_clock_counts_by_asks_for_no_recount(case):
    change_rule(RULES["people.search_hours"], "6", from_on=ON, reason="Agreed by the team")
    assert not Recount.objects.exists()
