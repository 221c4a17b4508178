"""A school's list of what it has begun or sent: filtered by where it stands and by pupil, and no name in an address."""

from datetime import timedelta

import pytest
from django.urls import reverse

from attendance.referrals import drafting, pathway
from attendance.referrals.models import TYPED_PUPIL, Draft
from tests import make
from tests.attendance import court, unlisted
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
    return sorted(row.record.title for row in page.context["table"].page.object_list)


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
    assert page.context["table"].count == 3
    assert page.context["table"].filter_form.errors == {"pupil": ["Select the pupil from the list"]}


def test_a_school_never_finds_the_pupil_of_another_school_by_a_filter(people, three):
    other = make.school("Another School")
    lead = make.user("school_attendance_lead", other.organisation, email="other@example.org")
    page = make.signed_in(lead).get(reverse("cases:portal"), {"pupil": three[1].child.key})
    assert page.context["table"].count == 0
    assert "Bo Example" not in page.content.decode()


def test_what_matches_no_filter_says_so_and_offers_to_clear_them(people, three):
    asked = {"pupil": three[1].child.key, "status": pathway.RECEIVED.label}
    page = make.signed_in(people.lead).get(reverse("cases:portal"), asked).content.decode()
    assert "No entries match these filters." in page
    assert "What you begin or tell us appears here." not in page


def test_four_hundred_referrals_are_filtered_sorted_and_paged(people):
    at = referrals.moment(ON)
    Draft.objects.bulk_create(
        Draft(
            school=people.school, answers={TYPED_PUPIL: unlisted.typed_pupil(given=f"Pupil {number:03}")},
            started_by=people.lead, started_at=at, saved_at=at + timedelta(minutes=number),
        )
        for number in range(400)
    )  # fmt: skip
    client = make.signed_in(people.lead)

    def titles(**asked: str) -> list[str]:
        table = client.get(reverse("cases:portal"), asked).context["table"]
        return [row.record.title for row in table.page.object_list]

    assert titles() == [f"Pupil {number:03} Example" for number in range(399, 374, -1)]
    assert titles(page="16") == [f"Pupil {number:03} Example" for number in range(24, -1, -1)]
    assert titles(sort="title", page="2")[:2] == ["Pupil 025 Example", "Pupil 026 Example"]
    page = client.get(reverse("cases:portal"), {"status": "Not sent"}).content.decode()
    assert "Showing 1 to 25 of 400 entries" in page
    assert "status=Not+sent&amp;page=2" in page or "page=2&amp;status=Not+sent" in page
