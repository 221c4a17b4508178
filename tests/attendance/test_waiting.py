"""A referral of a pupil who was typed in is reminded of and chased as a case is, before there is one."""

from datetime import UTC, date, datetime

import pytest

from attendance.referrals import receiving
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import unlisted
from tests.attendance.make import calendar, moment

pytestmark = pytest.mark.django_db
SENT, RETURNED = date(2026, 10, 16), date(2026, 10, 20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@pytest.fixture
def team():
    return make.organisation("team", "County Attendance Team")


@pytest.fixture
def senior(team):
    return make.user("senior_attendance_officer", team)


@pytest.fixture
def lead():
    calendar()
    return make.user("school_attendance_lead", make.school().organisation)


@pytest.fixture
def draft(lead, senior):
    """Sent on Friday 16 October 2026, by a school of which the team does not know the pupil."""
    return unlisted.held(lead.memberships.get().organisation.school, lead, SENT)


def told(kind: str) -> list[tuple[str, str, str]]:
    found = Message.objects.filter(kind=f"cases.{kind}").order_by("pk")
    return [(row.user.name, row.reference, row.state) for row in found]


def test_those_who_decide_are_reminded_before_its_date_and_again_after_it_each_once(draft, senior):
    # Five working days are until Friday 23 October 2026, and a reminder comes three before.
    days = [date(2026, 10, day) for day in (19, 20, 20, 23, 26, 27)]
    assert [sweep(at=at(day)).reminded for day in days] == [0, 1, 0, 0, 1, 0]
    # The first one had not left when it was no longer true.
    assert told("waiting") == [(senior.name, draft.reference, state) for state in ("dropped", "waiting")]


def test_what_was_identified_or_returned_meanwhile_is_taken_out_of_the_digest(draft, senior):
    day = date(2026, 10, 26)
    sweep(at=at(day))
    assert [state for _, _, state in told("waiting")] == ["waiting"]
    receiving.return_unidentified(draft, because="Who is it?", by=senior, on=day, at=moment(day), version=draft.version)
    sweep(at=at(day))
    assert [state for _, _, state in told("waiting")] == ["dropped"]


def test_a_school_that_does_not_answer_is_asked_again_and_again_once_for_each_day(draft, senior, lead):
    receiving.return_unidentified(
        draft, because="Who is it?", by=senior, on=RETURNED, at=moment(RETURNED), version=draft.version
    )
    late = date(2026, 12, 16)
    assert [sweep(at=at(day)).chased for day in (RETURNED, late, late, date(2026, 12, 30))] == [0, 1, 0, 1]
    assert told("chaser") == [(lead.name, draft.reference, "waiting")] * 2
