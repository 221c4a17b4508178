"""A restricted record stays open to those who work with the child, and to nobody else without a reason."""

from datetime import date

import pytest

from attendance.referrals import pathway as referral_pathway
from oxle.accounts.models import User
from oxle.accounts.visibility import settle_once, visible_to
from oxle.cases.models import Case
from oxle.people import actions as families
from oxle.people.models import Child
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def people():
    return court.People()


@pytest.fixture
def case(people):
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


def restrict(people) -> None:
    child = Child.objects.get(pk=people.child.pk)
    families.restrict(child, child.version, because="A councillor’s family", by=people.senior, on=court.BEGUN)


def sees(user: User, case: Case) -> tuple[bool, bool]:
    """Whether somebody sees the child, and the case, on a page."""
    fresh, child = User.objects.get(pk=user.pk), referral_child(case)
    settle_once(fresh)
    shown = visible_to(fresh, Child).filter(pk=child).exists()
    return shown, visible_to(fresh, Case).filter(pk=case.pk).exists()


def referral_child(case: Case) -> int:
    return case.child_id or case.parties.get(role="child").child_id


def test_a_restricted_child_stays_open_to_the_cases_officer_and_to_those_who_decide(people, case):
    restrict(people)
    colleague = make.user("attendance_officer", name="Other officer")
    assert sees(people.officer, case) == (True, True)
    assert sees(people.senior, case) == (True, True)
    for other in (colleague, people.manager, people.solicitor, make.user("admin_officer")):
        assert sees(other, case) == (False, False)


def test_a_restricted_child_without_a_case_is_open_to_nobody(people):
    restrict(people)
    for user in (people.officer, people.senior, people.manager):
        assert not visible_to(user, Child).filter(pk=people.child.pk).exists()


def test_whoever_gets_the_case_gets_the_record_and_whoever_gives_it_away_loses_it(people, case):
    restrict(people)
    colleague = make.user("attendance_officer", name="Other officer")
    Case.objects.filter(pk=case.pk).update(owner=colleague)
    assert sees(colleague, case) == (True, True)
    assert sees(people.officer, case) == (False, False)


def test_the_record_stays_open_for_six_weeks_after_the_case_is_closed(people, case, monkeypatch):
    restrict(people)
    court.taken(case, referral_pathway.WITHDRAW, people.officer, court.BEGUN, reason="Moved to another school.")
    assert sees(people.officer, case) == (True, True)
    monkeypatch.setenv("OXLE_NOW", "2027-01-04T10:00")
    assert sees(people.officer, case) == (True, True)
    monkeypatch.setenv("OXLE_NOW", "2027-01-05T10:00")
    assert sees(people.officer, case) == (False, False)


def test_the_papers_of_a_restricted_child_are_open_to_the_solicitor_who_releases_them(people):
    referral = court.final_warning(people)
    case = court.begun(referral, people)
    restrict(people)
    assert sees(people.solicitor, case) == (True, True)
    assert sees(people.officer, case) == (True, True)
    assert sees(make.user("attendance_officer", name="Other officer"), case) == (False, False)


def test_a_conflict_of_interest_is_stronger_than_a_case(people, case):
    restrict(people)
    families.declare_conflict(
        people.child, user=people.senior, reason="A nephew", by=people.senior, on=date(2026, 11, 23)
    )
    assert sees(people.senior, case) == (False, False)
