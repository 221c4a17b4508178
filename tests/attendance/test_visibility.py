"""Which children, drafts and messages the cases of the attendance duty open to somebody, and what closes them again."""

from datetime import date
from typing import Any

import pytest

from attendance.prosecution.pathway import WITHDRAW_PAPERS
from attendance.referrals import actions, drafting
from attendance.referrals.models import Draft
from attendance.referrals.routes import ChosenRoute, choose_route
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.people import actions as people_actions
from oxle.people.models import Child
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


def seen(user: User, model: Any) -> list[Any]:
    return list(visible_to(User.objects.get(pk=user.pk), model).order_by("pk"))


def restrict(child: Child, by: User) -> None:
    child.refresh_from_db()
    people_actions.restrict(child, child.version, because="Known to many", by=by, on=ON)


def message(people: court.People) -> InboxMessage:
    return casework.receive_message(
        team=duty_team("attendance"),
        channel="email",
        received_on=ON,
        sender="A school",
        text="Please look at this.",
        files=[],
        by=people.officer,
        at=moment(ON),
    )


def test_a_solicitor_sees_the_children_of_cases_and_nobody_elses(people: court.People) -> None:
    make.child("Nobody", "Elsewhere", at=people.school)
    assert seen(people.solicitor, Child) == []
    referrals.sent(people.school, people.child, people.lead, ON)
    assert seen(people.solicitor, Child) == [people.child]


def test_a_restricted_child_opens_for_the_cases_officer_and_for_those_who_decide_on_it(people: court.People) -> None:
    case = referrals.sent(people.school, people.child, people.lead, ON)
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    restrict(people.child, people.senior)
    assert (seen(people.officer, Child), seen(people.officer, Case)) == ([people.child], [case])
    assert (seen(people.senior, Child), seen(people.manager, Case)) == ([people.child], [])
    Case.objects.filter(pk=case.pk).update(closed_on=ON)
    assert (seen(people.senior, Child), seen(people.senior, Case)) == ([], [])


def test_a_restricted_child_opens_for_solicitors_while_court_papers_are_open(people: court.People) -> None:
    papers = court.begun(court.final_warning(people), people)
    restrict(people.child, people.senior)
    assert people.child in seen(people.solicitor, Child)
    assert papers in seen(people.solicitor, Case)
    court.taken(papers, WITHDRAW_PAPERS, people.officer, ON, reason="Begun by mistake")
    assert (seen(people.solicitor, Child), seen(people.solicitor, Case)) == ([], [])


def test_a_draft_stays_with_its_school_when_the_child_is_restricted_and_closes_to_the_council(
    people: court.People,
) -> None:
    entered = drafting.start_draft(
        school=people.school, child=people.child, by=people.officer, at=moment(ON), message=message(people)
    )
    assert (seen(people.lead, Draft), seen(people.officer, Draft)) == ([entered], [entered])
    restrict(people.child, people.senior)
    assert (seen(people.lead, Draft), seen(people.officer, Draft)) == ([entered], [])


def test_a_conflict_of_interest_closes_a_draft_to_school_and_council_alike(people: court.People) -> None:
    drafting.start_draft(
        school=people.school, child=people.child, by=people.officer, at=moment(ON), message=message(people)
    )
    for user in (people.lead, people.officer):
        people_actions.declare_conflict(people.child, user=user, reason="A niece", by=people.senior, on=ON)
        assert seen(user, Draft) == []


def test_a_message_goes_with_the_case_it_is_linked_to(people: court.People) -> None:
    waiting = message(people)
    case = referrals.sent(people.school, people.child, people.lead, ON)
    people_actions.declare_conflict(people.child, user=people.officer, reason="A niece", by=people.senior, on=ON)
    assert seen(people.officer, InboxMessage) == [waiting]
    casework.link_message(waiting, case, by=people.senior, at=moment(ON), version=waiting.version)
    assert seen(people.officer, InboxMessage) == []
    assert seen(people.senior, InboxMessage) == [waiting]


def test_a_route_does_not_end_before_it_began(people: court.People) -> None:
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    referrals.accepted(case, people.senior, ON)
    chosen = ChosenRoute(court.parent(case, "Robin"), "none", False, "Support works.")
    with pytest.raises(actions.Refused) as refused:
        choose_route(chosen, by=people.senior, on=date(2026, 11, 20))
    assert (refused.value.field, refused.value.message) == (
        "on", "The present route was chosen on 23 November 2026. It cannot end before that day.",
    )  # fmt: skip
