"""A school's list of what it has begun or sent: filtered by where it stands and by pupil, and no name in an address."""

import pytest
from django.urls import reverse

from attendance.referrals import drafting, pathway
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = court.REFERRED


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    return court.People()


@pytest.fixture
def three(people) -> list:
    """A referral that was sent, and two of other pupils that were begun."""
    sent = [referrals.sent(people.school, people.child, people.lead, ON).draft]
    others = [make.child(given, "Example", at=people.school) for given in ("Bo", "Cy")]
    at = referrals.moment(ON)
    return sent + [drafting.start_draft(school=people.school, child=child, by=people.lead, at=at) for child in others]


def listed(people, **asked) -> list[str]:
    page = make.signed_in(people.lead).get(reverse("cases:portal"), asked)
    assert page.status_code == 200
    return sorted(row.title for row in page.context["table"].rows)


def test_without_a_filter_everything_is_listed(people, three):
    assert listed(people) == ["Ash Example", "Bo Example", "Cy Example"]


def test_a_school_lists_what_stands_where_it_asks(people, three):
    assert listed(people, status="Not sent") == ["Bo Example", "Cy Example"]
    assert listed(people, status=pathway.RECEIVED.label) == ["Ash Example"]
    assert listed(people, status=["Not sent", pathway.RECEIVED.label]) == ["Ash Example", "Bo Example", "Cy Example"]


def test_a_school_lists_one_pupil_by_a_key_and_never_by_name(people, three):
    bo = three[1].child
    assert listed(people, pupil=bo.key) == ["Bo Example"]
    assert listed(people, pupil=bo.key, status=pathway.RECEIVED.label) == []
    page = make.signed_in(people.lead).get(reverse("cases:portal"), {"pupil": bo.key}).content.decode()
    assert f'<option value="{bo.key}" selected>Bo Example</option>' in page
    assert 'value="Bo' not in page


def test_a_filter_that_makes_no_sense_hides_nothing_and_says_so(people, three):
    page = make.signed_in(people.lead).get(reverse("cases:portal"), {"pupil": "nobody"})
    assert len(page.context["table"].rows) == 3
    assert page.context["table"].filter_form.errors == {"pupil": ["Select pupil from the list"]}


def test_a_school_never_finds_the_pupil_of_another_school_by_a_filter(people, three):
    other = make.school("Another School")
    lead = make.user("school_attendance_lead", other.organisation, email="other@example.org")
    page = make.signed_in(lead).get(reverse("cases:portal"), {"pupil": three[1].child.key})
    assert page.context["table"].rows == []
    assert "Bo Example" not in page.content.decode()


def test_what_matches_no_filter_says_so_and_offers_to_clear_them(people, three):
    asked = {"pupil": three[1].child.key, "status": pathway.RECEIVED.label}
    page = make.signed_in(people.lead).get(reverse("cases:portal"), asked).content.decode()
    assert "Nothing that you have begun or sent matches these filters." in page
    assert "Referrals appear here when you begin one." not in page
