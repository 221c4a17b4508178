"""A child whom another team hands over to exclusions is accepted as one who needs a place, or as one excluded."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.fair_access.models import Came, Part
from exclusions.permanent import actions as permanent
from oxle.accounts.models import User
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case
from oxle.people.models import Enrolment
from reduced_timetables import actions, pathway
from tests import make
from tests.exclusions.make import People, moment, told
from tests.exclusions.test_school_place_pages import typed
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 30), "2026-12-02T10:00:00+00:00"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", LATER)
    return People()


def handed(people: People, into: str) -> InboxMessage:
    """A reduced timetable that became something else, as it waits in the inbox."""
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 9))
    taken = {"by": people.officer, "on": ON, "at": moment(ON), "facts": {"into": into, "begins_on": None}}
    actions.convert(case, pathway.CONVERT, data={"into": into}, reason="Too ill for half days.", **taken)
    return HandOver.objects.get().message


def officer(message: InboxMessage) -> User:
    return make.user("exclusion_officer", message.team, name="Reintegration")


def test_one_whose_timetable_became_alternative_provision_is_accepted_as_of_the_day_of_the_hand_over(
    people: People,
) -> None:
    message = handed(people, "ap")
    browser = make.signed_in(officer(message))
    shown = browser.get(reverse("cases:message", args=[message.key])).text
    assert "Accept as a child who needs a place" in shown
    page = reverse("exclusions:fair_access:accept_hand_over", args=[message.key])
    form = browser.get(page).context["form"]
    assert (form["part"].value(), form["school"].value()) == (Part.INCLUSION, people.school.key)
    assert "Alternative provision: Too ill for half days." in form["needs"].value()
    browser.post(page, typed(people, part="inclusion", version=message.version))
    case = Case.objects.get(pathway="exclusions/fair_access")
    record = case.fair_access_referral
    assert (case.opened_on, case.origin, record.came) == (ON, "hand_over", Came.HANDED_OVER)
    assert (case.came_from, HandOver.objects.get().opened) == (Case.objects.get(duty="reduced_timetables"), case)


def test_the_permanent_exclusion_that_it_became_is_entered_for_the_school_and_keeps_where_it_came_from(
    people: People,
) -> None:
    message = handed(people, "exclusion")
    browser = make.signed_in(officer(message))
    enters = reverse("exclusions:enter_notice", args=[message.key, people.school.key, people.child.key])
    assert enters in browser.get(reverse("cases:message", args=[message.key])).text
    assert "Enter a permanent exclusion for a school" in browser.get(enters).text
    entered = {"by": people.officer, "on": ON, "at": moment(ON), "message": message}
    permanent.tell(people.child, people.school, told=told(ON), letter=None, **entered)
    case = Case.objects.get(pathway="exclusions/permanent")
    assert (case.came_from.duty, HandOver.objects.get().opened) == ("reduced_timetables", case)


def test_no_exclusion_is_entered_of_a_child_who_is_not_at_that_school(people: People) -> None:
    message = handed(people, "exclusion")
    Enrolment.objects.filter(child=people.child).delete()
    shown = make.signed_in(officer(message)).get(reverse("cases:message", args=[message.key])).text
    offered = ("Accept as a child who needs a place" in shown, "Enter the permanent exclusion" in shown)
    assert offered == (True, False)


def test_what_no_place_is_needed_for_goes_back_with_a_reason(people: People) -> None:
    message = handed(people, "ap")
    shown = make.signed_in(officer(message)).get(reverse("cases:message", args=[message.key])).text
    assert "Send back with a reason" in shown


def test_nobody_opens_a_second_case_of_the_kind_by_accepting(people: People) -> None:
    message = handed(people, "ap")
    excluded = people.tell(date(2026, 12, 1))
    page = reverse("exclusions:fair_access:accept_hand_over", args=[message.key])
    answer = make.signed_in(officer(message)).post(page, typed(people, version=message.version))
    assert f"The child is permanently excluded ({excluded.reference})" in answer.text
    assert Case.objects.filter(pathway="exclusions/fair_access").count() == 0
