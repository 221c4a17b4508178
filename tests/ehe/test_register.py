"""The register of children not in school, as it would be: who is in it, what it holds, what it lacks."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ehe import actions, pathway, registering
from ehe.models import ToldBy
from ehe.registering import AT_HOME, FLEXI, would_be_in
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.people import actions as people_actions
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import OfferKind
from tests import make
from tests.ehe.make import People, looked_at, moment, told_of_home

pytestmark = pytest.mark.django_db
TOLD, TODAY = date(2026, 11, 9), date(2026, 11, 20)
HALF = [150, 0] * 5


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def take(people: People, case: Case, step: Step, **facts: Any) -> None:
    case.refresh_from_db()
    cases.take(case, step, by=people.officer, on=TOLD, at=moment(TOLD), facts=facts)


def part_time(people: People, given: str, born_on: date = date(2014, 1, 2), **dates: Any) -> Child:
    child = make.child(given, "Inschool", born_on, at=people.school)
    offer = {"kind": OfferKind.REDUCED, "minutes": HALF, "from_on": TOLD, "to_on": None, "source": "OX", **dates}
    make_offer(child, people.school, by=people.officer, **offer)
    return child


def entries(people: People) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.child.shown_name, one.why, one.lacks) for one in would_be_in(people.officer, TODAY)]


def test_who_is_educated_at_home_and_who_is_at_school_for_part_of_the_week_would_be_in_it_by_name(
    people: People,
) -> None:
    people.told(TOLD)
    part_time(people, "Half")
    part_time(people, "Over", to_on=date(2026, 11, 19))
    part_time(people, "Grown", born_on=date(2010, 1, 2))
    assert entries(people) == [
        ("Ash Example", AT_HOME, ("address", "who educates the child", "hours with the parents")),
        ("Half Inschool", f"At {people.school} for part of the week", ("address", "a parent")),
    ]


def test_what_was_said_last_of_who_educates_the_child_is_what_it_holds(people: People) -> None:
    case = people.told(TOLD)
    take(people, case, pathway.RECORD_TIME, who="The father")
    take(people, case, pathway.RECORD_TIME, who="The mother", parents_hours=0, others_hours=4, elsewhere="A tutor")
    [one] = would_be_in(people.officer, TODAY)
    assert (one.who, one.parents_hours, one.others_hours, one.elsewhere) == ("The mother", 0, 4, "A tutor")
    # No hours with the parents are an answer.
    assert one.lacks == ("address",)


def test_who_is_flexi_schooled_is_in_it_once_and_says_so(people: People) -> None:
    case = people.told(TOLD)
    looked_at(case, people.officer, TOLD)
    take(people, case, pathway.FLEXI, agreed="Mondays at school")
    offer = {"kind": OfferKind.REDUCED, "minutes": HALF, "from_on": TOLD, "to_on": None, "source": "OX"}
    make_offer(people.child, people.school, by=people.officer, **offer)
    assert [one.why for one in would_be_in(people.officer, TODAY)] == [FLEXI]


def test_it_names_nobody_whose_case_is_over_or_whom_this_person_may_not_see(people: People) -> None:
    over, hidden = people.told(TOLD), part_time(people, "Hidden")
    take(people, over, pathway.CHECK_SAFETY, checked="All")
    over.refresh_from_db()
    cases.take(over, pathway.MISTAKE, by=people.officer, on=TOLD, at=moment(TOLD), reason="A slip")
    assert [one.child for one in would_be_in(people.officer, TODAY)] == [hidden]
    hidden.refresh_from_db()
    people_actions.restrict(hidden, hidden.version, because="A refuge.", by=people.officer, on=TODAY)
    assert would_be_in(make.user("ehe_officer", name="Another officer"), TODAY) == []


def test_the_page_names_them_with_what_is_lacking_and_each_is_a_sight(people: People) -> None:
    case, half = people.told(TOLD), part_time(people, "Half")
    page = make.signed_in(people.officer).get(reverse("ehe:register"))
    assert (page.context["total"], page.context["lacking"]) == (2, 2)
    assert page.context["stands"][0] == "Off: no commencement date is set"
    shown = [case.get_absolute_url() in page.text, reverse("people:child", args=[half.key]) in page.text]
    assert shown == [True, True]
    assert "address, a parent" in page.text
    seen = Sight.objects.get(what="list").children
    assert set(seen) == {people.child.pk, half.pk}


def test_a_child_who_was_never_on_a_roll_is_in_it(people: People) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by=ToldBy.HEALTH)
    actions.tell(child, None, told=told, by=people.officer, on=TOLD, at=moment(TOLD), origin="council")
    assert [one.lacks for one in would_be_in(people.officer, TODAY)] == [
        (registering.ADDRESS, registering.PARENT, registering.WHO, registering.HOURS)
    ]
