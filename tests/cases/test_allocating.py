"""Who gets a case: those who may decide it, officers who can work on it, never one with a conflict of interest."""

from datetime import timedelta

import pytest

from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.models import Allocation, Case
from oxle.core.errors import Refused
from oxle.people import actions as people
from tests import make
from tests.cases import make as cases

pytestmark = pytest.mark.django_db
ON, SEVERAL = cases.ON, "/work/queue/allocate/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", cases.moment(ON).isoformat())


def member(role: str, name: str = "") -> User:
    return make.user(role, make.organisation("team", cases.TEAM), name=name)


@pytest.fixture
def officer() -> User:
    return member("attendance_officer")


@pytest.fixture
def manager() -> User:
    return member("manager")


def several(by: User, found: list[Case], to: User | None, reason: str = "Covers these schools"):
    """Send the form as a person fills it in."""
    typed = {"cases": [case.key for case in found], "to": to.key if to else "", "reason": reason}
    return make.signed_in(by).post(SEVERAL, typed)


def owners(*found: Case) -> list[User | None]:
    return [Case.objects.get(pk=case.pk).owner for case in found]


def test_a_manager_gives_one_case_on_its_own_page_and_only_holds_it_besides(officer, manager):
    case = cases.case()
    browser = make.signed_in(manager)
    page = browser.get(f"/cases/{case.key}/").content.decode()
    offered = {name: f"/cases/{case.key}/{name}/" in page for name in ("allocate", "hand-over", "attach", "hold")}
    assert offered == {"allocate": True, "hand-over": False, "attach": False, "hold": True}
    assert browser.get(f"/cases/{case.key}/hand-over/").status_code == 403
    typed = {"to": officer.key, "reason": "Covers this school", "version": case.version}
    assert browser.post(f"/cases/{case.key}/allocate/", typed).status_code == 302
    assert owners(case) == [officer]
    row = Allocation.objects.get()
    assert (row.to, row.by, row.reason, row.on) == (officer, manager, "Covers this school", ON)


@pytest.mark.parametrize("role", ["solicitor", "virtual_school_officer", "auditor", "administrator", "head"])
def test_nobody_else_allocates(role):
    case = cases.case()
    browser = make.signed_in(make.user(role))
    assert browser.get(SEVERAL).status_code == 403
    assert browser.get(f"/cases/{case.key}/allocate/").status_code == 403


def test_only_those_who_can_work_on_a_case_are_offered_and_may_have_it(officer, manager):
    case = cases.case()
    choices = make.signed_in(manager).get(f"/cases/{case.key}/allocate/").context["form"].fields["to"].choices
    assert [label for _, label in choices] == [officer.name, "Nobody: back to the team's queue"]
    with pytest.raises(Refused, match="does not work on cases such as"):
        casework.allocate(
            case, to=manager, by=manager, on=ON, at=cases.moment(ON), reason="A mistake", version=case.version
        )


def test_several_cases_go_to_one_officer_for_one_reason_each_with_its_own_record(officer, manager):
    found = [cases.case(opened_on=ON - timedelta(days=number)) for number in range(3)]
    assert several(manager, found[:2], officer).url == "/work/queue/"
    assert owners(*found) == [officer, officer, None]
    assert sorted(Allocation.objects.values_list("case", "to", "by", "reason")) == sorted(
        (case.pk, officer.pk, manager.pk, "Covers these schools") for case in found[:2]
    )


def test_the_oldest_stand_first_and_none_is_ticked_and_everybodys_load_is_in_sight(officer, manager):
    cases.case(owner=officer, due=[ON - timedelta(days=1), ON - timedelta(days=2)])
    cases.case(owner=officer)
    new, old = cases.case(opened_on=ON), cases.case(opened_on=ON - timedelta(days=9))
    form = make.signed_in(manager).get(SEVERAL).context["form"]
    assert [key for key, _ in form.fields["cases"].choices] == [old.key, new.key]
    assert form["cases"].value() in (None, [])
    assert form.fields["to"].widget.hints == {officer.key: "2 open cases, 1 overdue, 0.4 cases a working day"}


def test_one_with_a_conflict_of_interest_gets_none_of_the_cases_and_the_page_says_which_it_is(officer, manager):
    relative, other = cases.case(make.child("Rel", "Ative")), cases.case()
    people.declare_conflict(relative.child, user=officer, reason="A cousin", by=manager, on=ON)
    answer = several(manager, [other, relative], officer)
    assert answer.context["form"].errors == {
        "to": [f"{officer.name} has a conflict of interest with the family of {relative.reference}."]
    }
    assert (owners(other, relative), Allocation.objects.count()) == ([None, None], 0)
    assert answer.context["form"]["cases"].value() == [other.key, relative.key]


def test_a_case_whose_parent_is_tried_is_closed_to_the_childs_relative_too(officer, manager):
    child = make.child("Rel", "Ative")
    case = cases.case(pathway=cases.PROSECUTION, stage="preparing")
    case.parties.create(child=child, role="child", from_on=ON)
    Case.objects.filter(pk=case.pk).update(child=None, adult=make.parent(child))
    people.declare_conflict(child, user=officer, reason="A cousin", by=manager, on=ON)
    case.refresh_from_db()
    with pytest.raises(Refused, match="has a conflict of interest"):
        casework.allocate(
            case, to=officer, by=manager, on=ON, at=cases.moment(ON), reason="Next in turn", version=case.version
        )


def test_a_case_that_is_closed_to_the_manager_is_not_theirs_to_give(officer, manager):
    hidden = cases.case()
    people.declare_conflict(hidden.child, user=manager, reason="A cousin", by=officer, on=ON)
    page = make.signed_in(manager).get(SEVERAL)
    assert page.context["waiting"] == []
    assert "cases" in several(manager, [hidden], officer).context["form"].errors
    with pytest.raises(Refused, match="Choose again"):
        casework.allocate_several([hidden.key], to=officer, by=manager, on=ON, at=cases.moment(ON), reason="A mistake")


def test_a_case_that_somebody_took_meanwhile_stops_all_of_them(officer, manager):
    taken, waits = cases.case(), cases.case()
    Case.objects.filter(pk=taken.pk).update(owner=officer)
    with pytest.raises(Refused, match="allocated or closed meanwhile"):
        casework.allocate_several(
            [taken.key, waits.key], to=officer, by=manager, on=ON, at=cases.moment(ON), reason="Next in turn"
        )
    assert owners(taken, waits) == [officer, None]


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(officer, manager):
    case = cases.case()
    answer = several(manager, [case], None, reason="")
    assert sorted(answer.context["form"].errors) == ["reason", "to"]
    assert answer.context["form"]["cases"].value() == [case.key]
    assert several(manager, [], officer).context["form"].errors == {"cases": ["Select at least one case"]}


def test_four_hundred_cases_are_given_a_hundred_at_a_time_and_the_page_says_so(officer, manager):
    for number in range(101):
        cases.case(opened_on=ON - timedelta(days=number))
    answer = make.signed_in(manager).get(SEVERAL)
    assert len(answer.context["waiting"]) == 100
    assert "The 100 cases that have waited longest are listed here" in answer.content.decode()


def test_with_nobodys_case_waiting_the_page_says_so_and_has_no_button(officer, manager):
    browser = make.signed_in(manager)
    page = browser.get(SEVERAL).content.decode()
    assert ("Every case has an officer" in page, ">Allocate<" in page) == (True, False)
    assert SEVERAL not in browser.get("/work/queue/").content.decode()
    cases.case()
    assert SEVERAL in browser.get("/work/queue/").content.decode()
