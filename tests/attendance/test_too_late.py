"""A page that was still open when its moment passed: what was typed is shown to be copied, and nothing is saved."""

import pytest

from attendance.referrals import actions, sections
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = court.REFERRED
TYPED = {"reason": "not_attending", "cause": "Ash says <b>mornings</b>\nare hard."}


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    return court.People()


# --- a section of a referral that was sent from another tab -------------------------------------------------


def sent_meanwhile(people, client, section: str = "reason") -> tuple:
    draft = referrals.draft(people.school, people.child, people.lead, ON)
    version = client.get(f"/attendance/referrals/{draft.key}/{section}/").context["version"]
    extract = sections.extract_of(draft, ON)
    actions.send(draft, by=people.lead, on=ON, at=referrals.moment(ON), version=draft.version, extract=extract)
    draft.refresh_from_db()
    return draft, version


def test_what_is_typed_into_a_section_after_the_referral_was_sent_is_shown_and_not_saved(people):
    client = make.signed_in(people.lead)
    draft, version = sent_meanwhile(people, client)
    before = (draft.answers, draft.version)
    page = client.post(f"/attendance/referrals/{draft.key}/reason/", {**TYPED, "version": version})
    assert (page.status_code, page.context["title"]) == (409, "This referral was sent while you had this page open")
    assert [(row["label"], row["value"]) for row in page.context["typed"]] == [
        ("Why are you referring this pupil?", "Does not attend regularly"),
        ("What is the reason for the absence?", "Ash says <b>mornings</b>\nare hard."),
    ]
    text = page.content.decode()
    assert "Ash says &lt;b&gt;mornings&lt;/b&gt;<br>are hard." in text
    assert f'href="/attendance/referrals/{draft.key}/"' in text
    assert 'method="post" novalidate' not in text
    draft.refresh_from_db()
    assert (draft.answers, draft.version) == before


@pytest.mark.parametrize("section", ["evidence", "discard"])
def test_no_other_page_of_a_sent_referral_answers_as_if_there_were_none(people, section):
    client = make.signed_in(people.lead)
    draft, version = sent_meanwhile(people, client, section)
    page = client.post(f"/attendance/referrals/{draft.key}/{section}/", {"title": "A letter", "version": version})
    assert (page.status_code, page.context["late"].link) == (409, "See how the referral stands")


def test_to_a_stranger_a_sent_referral_does_not_exist(people):
    draft, version = sent_meanwhile(people, make.signed_in(people.lead))
    other = make.school("Another School")
    stranger = make.signed_in(make.user("school_attendance_lead", other.organisation, email="other@example.org"))
    page = stranger.post(f"/attendance/referrals/{draft.key}/reason/", {**TYPED, "version": version})
    assert page.status_code == 404
    # Nor is a sent section offered to be filled in to the school itself.
    assert make.signed_in(people.lead).get(f"/attendance/referrals/{draft.key}/reason/").status_code == 404
