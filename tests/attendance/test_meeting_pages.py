"""What the pages of a meeting refuse and record: no invitation to a day that is past, no call that nobody answered."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import pathway, sections
from attendance.referrals.submission import UNSAFE_SAID
from oxle.cases.models import Case
from oxle.people.models import Child
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = court.REFERRED


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-19T10:00")
    return court.People()


@pytest.fixture
def case(people) -> Case:
    made = referrals.sent(people.school, people.child, people.lead, ON)
    Child.objects.update(upn="A123456789012")
    return referrals.accepted(made, people.senior, ON)


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": of.isoformat()}


def post(case: Case, people, step: str, **typed: str):
    client = make.signed_in(people.officer)
    address = f"/cases/{case.key}/steps/{step}/"
    version = client.get(address).context["version"]
    return client.post(address, {"version": version, **typed}, follow=True)


def invited(case: Case, people, meeting: date):
    typed = {"meeting_time": "10:30", "place": "Example School"}
    return post(case, people, "invite_panel", **day("on", date(2026, 10, 19)), **day("meeting_on", meeting), **typed)


@pytest.mark.parametrize("meeting", [date(2026, 1, 1), date(2026, 10, 19)])
def test_nobody_is_invited_to_a_meeting_that_is_not_after_the_day_it_was_arranged(case, people, meeting):
    page = invited(case, people, meeting).content.decode()
    assert "Date of the meeting must be after the day it was arranged" in page
    assert not case.events.filter(step="invite_panel").exists()


def test_the_invitation_says_until_when_a_meeting_must_be_held_and_the_timeline_when_and_where_it_is(case, people):
    client = make.signed_in(people.officer)
    assert case.deadlines.get(clock="meeting").due_on == date(2026, 11, 20)
    asked = client.get(f"/cases/{case.key}/steps/invite_panel/").content.decode()
    assert "It must be held by 20 November 2026." in asked
    page = invited(case, people, date(2026, 11, 17)).content.decode()
    assert f"Done on {case.reference}: invite to an Attendance Panel Meeting" in page
    timeline = client.get(f"/cases/{case.key}/timeline/").content.decode()
    assert "On 17 November 2026 at 10:30, Example School" in timeline


@pytest.mark.parametrize(
    ("outcome", "step", "state", "told"),
    [
        ("spoke", pathway.REMIND, "met", "Spoke to Robin Example"),
        ("message", pathway.REMIND, "met", "Left a message for Robin Example that names no child"),
        ("no_answer", pathway.MISS_CALL, "running", "Rang Robin Example, who did not answer"),
    ],
)
def test_a_call_that_nobody_answered_is_recorded_and_stays_to_be_made(case, people, outcome, step, state, told):
    invited(case, people, date(2026, 11, 17))
    case.refresh_from_db()
    post(case, people, "remind", **day("on", date(2026, 10, 19)), rung="Robin Example", outcome=outcome)
    event = case.events.order_by("order").last()
    assert (event.step, event.reason) == (step.key, told)
    assert case.deadlines.get(clock="reminder").state == state


def test_a_page_on_which_a_step_is_taken_says_whose_case_it_is(case, people):
    page = make.signed_in(people.officer).get(f"/cases/{case.key}/steps/invite_panel/").content.decode()
    assert "Ash Example, born 4 March 2014, UPN A123456789012" in page


def test_contact_that_the_school_calls_unsafe_is_said_before_anybody_is_met(people):
    parents = [row.adult.key for row in people.child.relationships.all()]
    family = {sections.FAMILY: {"parents": parents, "missing": "", "unsafe": True}}
    case = referrals.sent(people.school, people.child, people.lead, ON, **family)
    client = make.signed_in(people.senior)
    for name in ("cases:case", "cases:visit", "attendance:decide"):
        assert UNSAFE_SAID in client.get(reverse(name, args=[case.key])).text, name
    referrals.accepted(case, people.senior, ON)
    assert UNSAFE_SAID in client.get(case.get_absolute_url()).text
