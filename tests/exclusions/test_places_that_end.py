"""A place that ends while nothing follows it: the task of whoever arranged it, and the warning on the case."""

from datetime import date

import pytest

from oxle.cases import without
from oxle.cases.models import Case
from oxle.cases.work import work_of
from oxle.provision.actions import add_provider, end_offer, make_offer
from oxle.provision.models import OfferKind, ProviderKind
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
FULL = [150, 150] * 5


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def people_there() -> People:
    return People()


@pytest.fixture
def officer(people_there):
    return people_there.officer


@pytest.fixture
def unit():
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


def offered(child, place, minutes, from_on=date(2026, 11, 2), to_on=None, source="OX", kind=OfferKind.ALTERNATIVE):
    return make_offer(child, place, kind=kind, from_on=from_on, to_on=to_on, minutes=minutes, source=source, by=None)


def own_case(people_there: People) -> Case:
    """An exclusion of 9 November that is the officer's own."""
    case = people_there.tell()
    case.owner = people_there.officer
    case.save()
    return case


def tasks(user, on=TODAY):
    return [(one.title, one.due_on, one.case) for one in without.tasks_of(user, on)]


def test_a_place_that_ends_is_a_task_two_weeks_before_and_until_something_follows(people_there, unit, officer):
    case = own_case(people_there)
    place = offered(case.child, unit, FULL, date(2026, 11, 9), source=case.reference)
    assert tasks(officer) == []
    end_offer(place, to_on=date(2026, 12, 12), by=officer)
    assert tasks(officer) == []
    end_offer(place, to_on=date(2026, 12, 4), by=officer)
    assert tasks(officer) == [("Arrange what follows a place", date(2026, 12, 7), case.pk)]
    end_offer(place, to_on=date(2026, 11, 20), by=officer)
    assert tasks(officer) == [("Arrange full-time education again", date(2026, 11, 23), case.pk)]
    assert "Arrange full-time education again" in [one.title for one in work_of(officer, TODAY).today]
    offered(case.child, add_provider(name="Other", kind=ProviderKind.PRU, by=officer), FULL, date(2026, 11, 30))
    assert tasks(officer) == []


def test_the_task_of_a_place_is_the_owners_alone_and_ends_with_the_case(people_there, unit, officer):
    case = own_case(people_there)
    offered(case.child, unit, FULL, date(2026, 11, 9), to_on=date(2026, 11, 20), source=case.reference)
    assert tasks(make.user("exclusion_officer", name="Other")) == []
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY)
    assert tasks(officer) == []


def test_the_case_says_that_its_place_ended_and_nothing_follows(people_there, unit, officer):
    case = own_case(people_there)
    place = offered(case.child, unit, FULL, date(2026, 11, 9), source=case.reference)
    browser = make.signed_in(officer)
    assert browser.get(case.get_absolute_url()).context["warnings"] == []
    end_offer(place, to_on=date(2026, 11, 20), by=officer)
    words = (
        "Since 23 November 2026 nobody offers full-time education: the place at Demo Unit ended on 20 November 2026."
    )
    assert browser.get(case.get_absolute_url()).context["warnings"] == [words]
