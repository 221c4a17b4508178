"""A page that was still open when its moment passed: what was typed is shown to be copied, and nothing is saved."""

import pytest

from attendance.referrals import actions, drafting, sections
from attendance.referrals.models import Moment, Reason, RouteKind
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


# --- a decision on a referral that was decided from another tab ----------------------------------------------


def decide(client, case, how: str, **typed):
    address = f"/attendance/cases/{case.key}/{how}/"
    opened = client.get(address).context
    return lambda: client.post(address, {"once": opened["once"], "version": opened["version"], **typed})


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("senior", "You accepted this referral on 16 October 2026 at 11:00am."),
        ("other", "This referral was accepted on 16 October 2026 at 11:00am by Example decider."),
    ],
)
@pytest.mark.parametrize("how", ["return", "reject"])
def test_a_decision_that_comes_too_late_says_what_was_decided_when_and_by_whom(people, who, said, how):
    team = people.senior.memberships.get().organisation
    people.other = make.user("senior_attendance_officer", team, name="Example decider", email="decider@example.org")
    case = referrals.sent(people.school, people.child, people.lead, ON)
    client = make.signed_in(people.senior)
    send = decide(client, case, how, reason="Which <visit>?")
    referrals.accepted(case, getattr(people, who), ON)
    page = send()
    assert (page.status_code, page.context["late"].explanation) == (409, said)
    assert [row["value"] for row in page.context["typed"]] == ["Which <visit>?"]
    text = page.content.decode()
    assert ("Which &lt;visit&gt;?" in text, "Save my version" in text) == (True, False)
    assert f'href="/cases/{case.key}/"' in text
    assert [event.step for event in case.events.exclude(step="choose_route")] == ["refer", "accept"]
    # Whoever only opens the page is told the same, and offered no form.
    assert client.get(f"/attendance/cases/{case.key}/{how}/").context["late"].explanation == said


def test_an_acceptance_that_comes_after_a_return_shows_what_was_chosen_by_its_label(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    referrals.considered(case, Moment.ACCEPTANCE, people.senior, ON)
    route = {f"route_{party.key}": "s444_1" for party in case.parties.all()}
    send = decide(make.signed_in(people.senior), case, "accept", **route, reason="It is right.")
    case.refresh_from_db()
    at = referrals.moment(ON)
    actions.return_to_school(case, by=people.senior, on=ON, at=at, version=case.version, reason="Which visit?")
    page = send()
    assert page.context["late"].explanation == "You returned this referral on 16 October 2026 at 11:00am."
    label = RouteKind.S444_1.label
    assert [row["value"] for row in page.context["typed"] if row["label"].startswith("Legal route")] == [label, label]
    assert "s444_1" not in page.content.decode()


def test_a_second_click_on_accept_leads_to_the_papers_of_the_first(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    referrals.considered(case, Moment.ACCEPTANCE, people.senior, ON)
    route = {f"route_{party.key}": "eso" for party in case.parties.all()}
    send = decide(make.signed_in(people.senior), case, "accept", **route, reason="It is right.")
    assert [send()["Location"] for _ in range(2)] == [f"/cases/{case.key}/papers/"] * 2


def test_a_merge_page_shows_choices_by_their_labels(people):
    draft = referrals.draft(people.school, people.child, people.lead, ON)
    client = make.signed_in(people.lead)
    version = draft.version
    told = {"reason": "employed", "cause": "Works at a market."}
    drafting.save_section(draft, "reason", told, version=version, at=referrals.moment(ON))
    page = client.post(f"/attendance/referrals/{draft.key}/reason/", {**TYPED, "version": version})
    assert page.status_code == 409
    row = page.context["rows"][0]
    assert (row["yours"], row["theirs"]) == (Reason.NOT_ATTENDING.label, Reason.EMPLOYED.label)
