"""Who is without a full-time offer: the list, and the task of whoever arranged a place that ends."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.cases import without
from oxle.cases.models import Case
from oxle.cases.work import work_of
from oxle.people import actions as people
from oxle.provision.actions import add_provider, end_offer, make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind, ProviderKind
from oxle.provision.without import may_be_without, without_offer
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
LIST = reverse("cases:without")
FULL, PART = [150, 150] * 5, [150, 0] * 5


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def people_there() -> People:
    return People()


@pytest.fixture
def school(people_there):
    return people_there.school


@pytest.fixture
def officer(people_there):
    return people_there.officer


@pytest.fixture
def unit():
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


def pupil(given: str, school=None, **details):
    child = make.child(given, "Example", born_on=date(2014, 3, 1), **details)
    if school is not None:
        make.enrolled(child, school, date(2025, 9, 1))
    return child


def offered(child, place, minutes, from_on=date(2026, 11, 2), to_on=None, source="OX", kind=OfferKind.ALTERNATIVE):
    return make_offer(child, place, kind=kind, from_on=from_on, to_on=to_on, minutes=minutes, source=source, by=None)


def rows(response) -> list[tuple[str, date, int]]:
    return [
        (row.record.child.shown_name, row.record.since, row.record.days)
        for row in response.context["table"].page.object_list
    ]


def test_the_list_counts_the_school_days_since_nobody_offers_a_full_day(school, unit, officer):
    nowhere, excluded, half = pupil("Ash"), pupil("Birch", school), pupil("Cedar", school)
    taught, back, small = pupil("Elm", school), pupil("Fir", school), pupil("Gorse")
    offered(excluded, school, [0] * SESSIONS_A_WEEK, date(2026, 11, 23), kind=OfferKind.NONE)
    offered(half, school, [0] * SESSIONS_A_WEEK, date(2026, 10, 19), kind=OfferKind.NONE)
    offered(half, unit, PART)
    offered(taught, school, [0] * SESSIONS_A_WEEK, kind=OfferKind.NONE)
    offered(taught, unit, FULL)
    offered(back, school, [0] * SESSIONS_A_WEEK, to_on=date(2026, 11, 26), kind=OfferKind.NONE)
    type(small).objects.filter(pk=small.pk).update(born_on=date(2022, 11, 20))
    response = make.signed_in(officer).get(LIST)
    assert rows(response) == [
        ("Ash Example", date(2026, 9, 2), 38 + 19),
        ("Cedar Example", date(2026, 10, 19), 5 + 19),
        ("Birch Example", date(2026, 11, 23), 5),
    ]
    assert [row.record.offered for row in response.context["table"].page.object_list] == [
        "", "12 hours 30 minutes a week", "",
    ]  # fmt: skip
    assert Sight.objects.latest("pk").children == [nowhere.pk, half.pk, excluded.pk]


def test_days_begin_anew_after_a_full_day_was_offered(school, unit, officer):
    child = pupil("Ash")
    offered(child, unit, FULL, to_on=date(2026, 11, 20))
    assert without_offer([child.pk], TODAY).lacking[child.pk] == without.Stretch(5, date(2026, 11, 23))
    assert without_offer([child.pk], date(2026, 11, 20)).lacking == {}


def test_on_a_day_without_school_the_last_school_day_says_who_is_without(officer):
    child = pupil("Ash")
    assert without_offer(may_be_without(officer, date(2026, 11, 29)), date(2026, 11, 29)).lacking[child.pk].days == 57


def test_nobody_is_on_the_list_whom_a_person_may_not_see(officer):
    child = pupil("Ash")
    people.restrict(child, child.version, because="A refuge.", by=officer, on=TODAY)
    assert rows(make.signed_in(officer).get(LIST)) == []


def test_the_list_says_who_works_on_it_and_is_filtered_by_that_and_by_how_long(people_there, officer):
    case = own_case(people_there)
    pupil("Zelkova")
    browser = make.signed_in(officer)
    found = {row.record.child.shown_name: row.record for row in browser.get(LIST).context["table"].page.object_list}
    assert found[case.child.shown_name].work == "An officer has a case"
    assert [one["url"] for one in found[case.child.shown_name].said] == [case.get_absolute_url()]
    assert [name for name, *_ in rows(browser.get(LIST, {"work": without.NO_CASE}))] == ["Zelkova Example"]
    assert [name for name, *_ in rows(browser.get(LIST, {"length": "More than 15 school days"}))] == ["Zelkova Example"]


def test_where_terms_are_not_loaded_the_page_says_so_and_lists_nobody(officer, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2027-09-01T09:00:00+00:00")
    pupil("Ash")
    response = make.signed_in(officer).get(LIST)
    assert "terms after 21 July 2027 are not loaded" in response.content.decode()
    assert "table" not in response.context


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
