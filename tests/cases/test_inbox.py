"""The inbox: a message waits until it is linked or answered, and can be found again after that."""

from datetime import date

import pytest

from attendance.referrals import actions as referral_actions
from oxle.accounts.models import Membership
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.models import InboxMessage
from oxle.core.errors import Stale
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.REFERRED


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    return court.People()


def message(people: court.People, sender: str = "A head", channel: str = "email") -> InboxMessage:
    return casework.receive_message(
        team=duty_team("attendance"),
        channel=channel,
        received_on=ON,
        sender=sender,
        text="Please look at Ash.",
        files=[],
        by=people.officer,
        at=moment(ON),
    )


def entered_from(came: InboxMessage, people: court.People):
    at = moment(ON)
    return referral_actions.start_draft(
        school=people.school, child=people.child, by=people.officer, at=at, message=came
    )


def test_sending_a_referral_entered_from_a_message_links_the_message_to_its_case(people):
    came = message(people)
    entered_from(came, people)
    case = referrals.sent(people.school, people.child, people.officer, ON)
    came.refresh_from_db()
    assert (came.state, came.case, came.dealt_by) == ("linked", case, people.officer)
    assert case.origin == "email"


def test_a_referral_sent_although_its_message_was_answered_meanwhile_leaves_the_answer(people):
    came = message(people)
    entered_from(came, people)
    casework.answer_message(came, "Rang back.", by=people.senior, at=moment(ON), version=came.version)
    referrals.sent(people.school, people.child, people.officer, ON)
    came.refresh_from_db()
    assert (came.state, came.answer) == ("answered", "Rang back.")


def test_a_message_whose_referral_is_begun_offers_to_go_on_with_it(people):
    came = message(people)
    officer = make.signed_in(people.officer)
    page = officer.get(f"/inbox/{came.key}/")
    assert page.context["entries"] == [{"text": "Enter a referral from this", "url": f"/attendance/enter/{came.key}/"}]
    draft = entered_from(came, people)
    page = officer.get(f"/inbox/{came.key}/")
    assert page.context["entries"] == [
        {"text": "Go on with the referral of Ash Example", "url": f"/attendance/referrals/{draft.key}/"}
    ]


def test_what_was_dealt_with_can_be_found_again_by_its_team_and_by_nobody_else(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    linked, answered, waits = (message(people, sender) for sender in ("First", "Second", "Third"))
    casework.link_message(linked, case, by=people.officer, at=moment(ON), version=linked.version)
    casework.answer_message(answered, "Rang.", by=people.officer, at=moment(date(2026, 10, 17)), version=1)
    shown = make.signed_in(people.officer).get("/inbox/").context
    assert [row.record for row in shown["table"].page.object_list] == [answered, linked]
    assert shown["waiting"] == [waits]
    other = make.user("exclusion_officer", make.organisation("team", "Another team"))
    shown = make.signed_in(other).get("/inbox/").context
    assert (list(shown["table"].page.object_list), shown["waiting"]) == ([], [])
    assert make.signed_in(other).get(f"/inbox/{linked.key}/").status_code == 404


def test_nothing_takes_a_message_away_or_deals_with_it_twice(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came = message(people)
    casework.answer_message(came, "Rang.", by=people.officer, at=moment(ON), version=came.version)
    with pytest.raises(Stale):
        casework.link_message(came, case, by=people.officer, at=moment(ON), version=came.version)
    officer = make.signed_in(people.officer)
    assert officer.delete(f"/inbox/{came.key}/").status_code == 405
    assert InboxMessage.objects.get().answer == "Rang."


def test_a_linked_message_stands_on_the_cases_timeline_and_among_its_papers(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came = message(people, "A neighbour", "phone")
    casework.link_message(came, case, by=people.officer, at=moment(ON), version=came.version)
    officer = make.signed_in(people.officer)
    items = officer.get(f"/cases/{case.key}/timeline/").context["items"]
    assert [(item["title"], item["text"]) for item in items if item["title"].startswith("Phone")] == [
        ("Phone from A neighbour", "16 October 2026. Please look at Ash.")
    ]
    assert officer.get(f"/cases/{case.key}/papers/").context["came"] == [came]


def test_an_officer_who_gives_up_a_referral_is_back_at_the_inbox(people):
    draft = entered_from(message(people), people)
    officer = make.signed_in(people.officer)
    answer = officer.post(f"/attendance/referrals/{draft.key}/discard/", {"version": draft.version})
    assert answer.headers["Location"] == "/inbox/"


# --- whose inbox it is ------------------------------------------------------------------------------------

TYPED = {"channel": "phone", "received_on": "16/10/2026", "sender": "A parent", "text": "About my child."}


def enter(user, **typed) -> InboxMessage | None:
    """Enter a message in the browser, and open it; None where that is not let through."""
    client = make.signed_in(user)
    once = client.get("/inbox/enter/").context["once"]
    answer = client.post("/inbox/enter/", {**TYPED, "once": once, **typed})
    if answer.status_code != 302:
        return None
    assert client.get(answer["Location"]).status_code == 200
    return InboxMessage.objects.get(key=answer["Location"].strip("/").split("/")[-1])


@pytest.mark.parametrize("role", ["tracking_officer", "ehe_officer", "exclusion_officer", "admin_officer"])
def test_what_an_officer_of_any_team_enters_waits_with_their_own_team(people, role):
    team = make.organisation("team", "Pupils Missing Out team")
    officer = make.user(role, team)
    assert "team" not in make.signed_in(officer).get("/inbox/enter/").context["form"].fields
    came = enter(officer)
    assert came.team == team
    assert list(make.signed_in(officer).get("/inbox/").context["waiting"]) == [came]
    assert list(make.signed_in(people.officer).get("/inbox/").context["waiting"]) == []


def test_whoever_works_for_two_teams_chooses_between_these_two(people):
    own, other = people.officer.memberships.get().organisation, make.organisation("team", "Licensing team")
    stranger = make.organisation("team", "Virtual School")
    Membership.objects.create(user=people.officer, organisation=other, role="admin_officer", from_on=date(2026, 1, 1))
    # A role without an inbox makes no choice.
    Membership.objects.create(
        user=people.officer, organisation=stranger, role="virtual_school_officer", from_on=date(2026, 1, 1)
    )
    form = make.signed_in(people.officer).get("/inbox/enter/").context["form"]
    assert form.fields["team"].choices == [(own.key, "County Attendance Team"), (other.key, "Licensing team")]
    assert enter(people.officer) is None
    assert enter(people.officer, team=stranger.key) is None
    assert enter(people.officer, team=other.key).team == other
