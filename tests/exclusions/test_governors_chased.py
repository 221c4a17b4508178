"""An officer asks the governors again: their clerk has an e-mail at once, and the case says who was asked."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.permanent import pathway
from exclusions.suspensions import pathway as suspended_pathway
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.correspondence.models import Message
from oxle.people.actions import declare_conflict
from tests import make
from tests.exclusions.make import People, moment, suspended

ON = date(2026, 11, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", f"{ON}T10:00:00Z")


@pytest.fixture
def people() -> People:
    return People()


def clerk_of(people: People) -> User:
    return make.user("governors_clerk", people.school.organisation)


def asks(people: People, case: Case) -> str:
    """An officer presses the button of the case's page; what the timeline says of it."""
    address = reverse("cases:step", args=[case.key, "chase_governors"])
    browser = make.signed_in(people.officer)
    typed = {"on_day": ON.day, "on_month": ON.month, "on_year": ON.year, "version": case.version}
    answer = browser.post(address, typed, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return browser.get(reverse("cases:timeline", args=[case.key])).content.decode()


def asked() -> list[str]:
    return list(Message.objects.filter(kind="exclusions.governors_chased").values_list("user__name", flat=True))


def test_the_clerk_is_written_to_at_once_without_a_name_and_the_case_says_so(people: People) -> None:
    clerk, case = clerk_of(people), people.tell()
    assert f"By e-mail to {clerk.name}." in asks(people, case)
    (told,) = Message.objects.filter(kind="exclusions.governors_chased")
    assert (told.user, told.reference) == (clerk, case.reference)
    assert people.child.shown_name not in f"{told.link}{told.reference}"
    case.refresh_from_db()
    asks(people, case)
    assert asked() == [clerk.name] * 2


def test_where_there_is_no_clerk_the_people_of_the_school_are_asked_and_not_who_has_a_conflict(people: People) -> None:
    case, lead = people.tell(), make.user("school_attendance_lead", people.school.organisation)
    declare_conflict(people.child, user=lead, reason="An aunt", by=lead, on=ON)
    asks(people, case)
    assert asked() == [people.head.name]


def test_it_is_offered_while_something_is_due_from_the_governors_and_not_once_they_decided(people: People) -> None:
    case = people.tell()
    assert cases.why_not(case, pathway.CHASE_GOVERNORS, by=people.officer, on=ON) is None
    facts = {"parents_told_on": ON.isoformat(), "attended": "The chair"}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=ON, at=moment(ON), facts=facts)
    assert cases.why_not(case, pathway.CHASE_GOVERNORS, by=people.officer, on=ON) is not None


def test_of_suspensions_it_is_the_same(people: People) -> None:
    clerk = clerk_of(people)
    one = suspended(people, date(2026, 11, 3), date(2026, 11, 11))
    assert one.case is not None
    nothing = cases.why_not(one.case, suspended_pathway.CHASE_GOVERNORS, by=people.officer, on=ON)
    assert "Nothing is due from the governors" in str(nothing)
    further = suspended(people, date(2026, 11, 16), date(2026, 11, 27))
    assert further.case is not None
    asks(people, further.case)
    assert asked() == [clerk.name]
