"""Sessions whose reason the school may still enter (N): they count, they are shown as not settled, somebody looks."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals.models import Moment, Topic
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
WORDS = (
    "2 sessions are not settled yet: code N on 14 October 2026. They count as unauthorised until the school enters the "
    "reason, for which it has 5 school days."
)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


@pytest.fixture
def text(people) -> str:
    """The usual register, whose last day nobody can explain yet."""
    return referrals.extract(people.school).replace("14/10/2026,/,\\", "14/10/2026,N,N")


@pytest.fixture
def case(people, text):
    return referrals.sent(people.school, people.child, people.lead, ON, register={"text": text})


def test_a_register_with_a_fresh_n_is_received_and_the_school_sees_what_is_not_settled(people, text):
    draft = referrals.draft(people.school, people.child, people.lead, ON, register={"text": text})
    page = make.signed_in(people.lead).get(reverse("attendance:check", args=[draft.key]))
    assert page.context["missing"] == []
    assert page.context["register"]["not_settled"] == WORDS
    assert WORDS in page.text


def test_it_counts_as_unauthorised_and_the_decider_is_told_what_the_register_shows_without_it(people, case):
    # 31 school days, eight of them missed, and the one without a reason.
    assert (case.referral.possible, case.referral.unauthorised) == (62, 18)
    page = make.signed_in(people.senior).get(reverse("attendance:decide", args=[case.key]))
    assert page.context["evidence"].points[0] == f"{WORDS} Without code N unauthorised absence is 26.66%."


def test_it_stands_in_the_way_until_somebody_has_said_what_they_found(people, case):
    url = reverse("attendance:consider", args=[case.key, Moment.ACCEPTANCE.value])
    client = make.signed_in(people.senior)
    told = {"version": client.get(url).context["version"], **{topic.value: "clear" for topic in Topic}}
    page = client.post(url, told)
    medical = "Medical condition or evidence"
    assert page.context["form"].errors == {
        "medical": [f"Something is known. Choose resolved or not resolved: {medical}"]
    }
    assert "The register shows N (reason not yet established) for 2 sessions" in page.text
    told |= {"medical": "unresolved", "medical_note": "The school rings today.", "medical_go_on": "24% without it."}
    assert client.post(url, told).status_code == 302


def test_once_the_school_has_entered_the_reason_nothing_is_left_to_say(people, case):
    court.marks(people, "14/10/2026,I,I", ON)
    page = make.signed_in(people.senior).get(reverse("attendance:decide", args=[case.key]))
    assert not any("not settled" in point for point in page.context["evidence"].points)
