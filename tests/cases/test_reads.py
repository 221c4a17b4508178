"""Which reads of a child had a reason, and who is told of those that are unusual."""

from datetime import UTC, date, datetime

import pytest

from oxle.accounts.models import User
from oxle.audit import unusual
from oxle.audit.models import Sight
from oxle.cases import reads
from oxle.cases.models import Case, Party
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def monday_after(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-19T09:00:00+00:00")


@pytest.fixture
def school():
    referrals.calendar()
    return make.school()


@pytest.fixture
def lead(school) -> User:
    return make.user("school_attendance_lead", school.organisation)


@pytest.fixture
def case(school, lead) -> Case:
    make.organisation("team", "County Attendance Team")
    return referrals.sent(school, referrals.family(school), lead, ON)


def strange(user: User, *children: int) -> set[int]:
    return reads.without_reason(f"user:{user.pk}", set(children))


@pytest.fixture
def stranger() -> User:
    """An officer of another team, who has nothing to do with the case."""
    return make.user("attendance_officer", make.organisation("team", "Another Team"), name="Example stranger")


def test_a_child_of_no_case_of_theirs_is_read_without_a_reason(case, stranger):
    assert strange(stranger, case.child_id) == {case.child_id}


def test_a_case_of_their_team_is_a_reason(case):
    colleague = make.user("attendance_officer", case.team)
    other = make.child("Somebody", "Else")
    assert strange(colleague, case.child_id, other.pk) == {other.pk}


def test_a_case_they_own_is_a_reason(case, stranger):
    Case.objects.update(owner=stranger)
    assert strange(stranger, case.child_id) == set()


def test_a_case_on_which_they_took_a_step_is_a_reason(case):
    senior = make.user("senior_attendance_officer", make.organisation("team", "Another Team"))
    assert strange(senior, case.child_id) == {case.child_id}
    referrals.accepted(case, senior, ON)
    assert strange(senior, case.child_id) == set()


def test_a_child_that_is_a_party_of_their_case_is_read_with_a_reason(case, stranger):
    sibling = make.child("Younger", "Example")
    assert strange(stranger, sibling.pk) == {sibling.pk}
    Case.objects.update(owner=stranger)
    Party.objects.create(case=case, child=sibling, role="sibling", from_on=ON)
    assert strange(stranger, sibling.pk) == set()


@pytest.mark.parametrize(("closed_on", "is_reason"), [(date(2026, 9, 7), True), (date(2026, 9, 6), False)])
def test_a_case_closed_within_six_weeks_is_still_a_reason(case, stranger, closed_on, is_reason):
    Case.objects.update(owner=stranger, opened_on=closed_on, closed_on=closed_on)
    assert (strange(stranger, case.child_id) == set()) is is_reason


def test_a_school_has_a_reason_for_the_children_on_its_register(school, lead):
    mine, other = make.child(at=school), make.child("Other", at=make.school("Another School"))
    assert strange(lead, mine.pk, other.pk) == {other.pk}


def test_whoever_is_nobody_has_no_reason(case):
    assert reads.without_reason("user:0", {case.child_id}) == {case.child_id}


def test_the_audit_asks_cases_and_managers_are_told_once_a_week_without_a_name(case, stranger):
    manager = make.user("manager", make.organisation("team", "County Attendance Team"))
    make.user("auditor")
    make.user("senior_attendance_officer")
    left = make.user("manager", name="Example leaver")
    User.objects.filter(pk=left.pk).update(is_active=False)
    children = [make.child("Demo", f"Pupil {number}").pk for number in range(5)]
    Sight.objects.create(
        at=datetime(2026, 10, 13, 10, 0, tzinfo=UTC),
        transaction=1,
        actor=f"user:{stranger.pk}",
        what="page",
        path="/",
        children=[*children, case.child_id],
    )
    assert unusual.find(on=date(2026, 10, 19)) == 1
    assert unusual.find(on=date(2026, 10, 20)) == 0
    [told] = Message.objects.filter(kind="cases.unusual_reads")
    assert (told.user, told.link, told.reference) == (manager, "/audit/unusual/", "")
    [row] = unusual.UnusualRead.objects.all()
    assert (row.why, row.words, row.children) == (
        "no_case",
        "Opened 6 children outside any case of theirs.",
        sorted([*children, case.child_id]),
    )
