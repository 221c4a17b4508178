"""The inbox: a message waits until it is linked or answered, and can be found again after that."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendance.referrals import drafting
from oxle.accounts.models import Membership
from oxle.audit.models import Sight
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage
from oxle.core.errors import Stale
from oxle.people.models import Conflict
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


def waiting(client) -> list[InboxMessage]:
    return [row["message"] for row in client.get("/inbox/").context["waiting"]]


def entered_from(came: InboxMessage, people: court.People):
    at = moment(ON)
    return drafting.start_draft(school=people.school, child=people.child, by=people.officer, at=at, message=came)


def test_sending_a_referral_entered_from_a_message_links_the_message_to_its_case(people):
    came = message(people)
    entered_from(came, people)
    case = referrals.sent(people.school, people.child, people.officer, ON)
    came.refresh_from_db()
    assert (came.state, came.case, came.dealt_by) == ("linked", case, people.officer)
    assert case.origin == "email"


def test_whoever_enters_a_referral_reads_the_message_beside_each_section_and_the_school_does_not(people):
    draft = entered_from(message(people), people)
    officer, lead = make.signed_in(people.officer), make.signed_in(people.lead)
    for page in (f"/attendance/referrals/{draft.key}/", f"/attendance/referrals/{draft.key}/voice/"):
        assert "Please look at Ash." in officer.get(page).text
        assert "Please look at Ash." not in lead.get(page).text


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
    others = [
        {"text": "Enter a new pupil from this", "url": f"/cme/returns/new-pupil/enter/{came.key}/"},
        {"text": "Enter a deletion from this", "url": f"/cme/returns/deletion/enter/{came.key}/"},
        {"text": "Enter home education for a school from this", "url": f"/ehe/enter/{came.key}/"},
        {"text": "Enter a suspension from this", "url": f"/exclusions/suspensions/enter/{came.key}/"},
        {"text": "Enter a permanent exclusion from this", "url": f"/exclusions/permanent/enter/{came.key}/"},
        {"text": "Enter an off-site direction from this", "url": f"/exclusions/off-site/enter/{came.key}/"},
        {"text": "Enter a managed move from this", "url": f"/exclusions/managed-moves/enter/{came.key}/"},
        {"text": "Enter a reduced timetable from this", "url": f"/reduced_timetables/enter/{came.key}/"},
    ]
    lost = {"text": "Enter a missing child from this", "url": f"/cme/enter/{came.key}/"}
    enter = {"text": "Enter a referral from this", "url": f"/attendance/enter/{came.key}/"}
    assert page.context["entries"] == [enter, lost, *others]
    draft = entered_from(came, people)
    page = officer.get(f"/inbox/{came.key}/")
    go_on = {"text": "Go on with the referral of Ash Example", "url": f"/attendance/referrals/{draft.key}/"}
    assert page.context["entries"] == [go_on, lost, *others]


def test_a_message_from_which_a_colleague_enters_a_referral_says_so_wherever_it_is_opened(people):
    came, other = message(people, "A head"), message(people, "A neighbour")
    draft = entered_from(came, people)
    words = "Example officer began to enter a referral from this on 16 October 2026 at "
    colleague, officer = make.signed_in(people.senior), make.signed_in(people.officer)
    rows = colleague.get("/inbox/").context["waiting"]
    assert [(row["message"], row["begun"].startswith(words)) for row in rows] == [(came, True), (other, False)]
    addresses = [
        f"/inbox/{came.key}/",
        f"/attendance/referrals/{draft.key}/",
        f"/attendance/referrals/{draft.key}/voice/",
    ]
    assert [colleague.get(one).text.count(words) for one in addresses] == [1, 1, 1]
    # Whoever began it is not told to ask themselves.
    assert [officer.get(one).text.count("Ask them before you change it") for one in addresses] == [0, 0, 0]


def test_the_inbox_asks_once_what_is_begun_however_many_messages_wait(people):
    client = make.signed_in(people.officer)
    entered_from(message(people), people)
    client.get("/inbox/")
    with CaptureQueriesContext(connection) as one:
        client.get("/inbox/")
    for sender in ("Second", "Third"):
        message(people, sender)
    with CaptureQueriesContext(connection) as three:
        client.get("/inbox/")
    assert len(three) == len(one)


def test_what_was_dealt_with_can_be_found_again_by_its_team_and_by_nobody_else(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    linked, answered, waits = (message(people, sender) for sender in ("First", "Second", "Third"))
    casework.link_message(linked, case, by=people.officer, at=moment(ON), version=linked.version)
    casework.answer_message(answered, "Rang.", by=people.officer, at=moment(date(2026, 10, 17)), version=1)
    shown = make.signed_in(people.officer).get("/inbox/").context
    assert [row.record for row in shown["table"].page.object_list] == [answered, linked]
    assert [row["message"] for row in shown["waiting"]] == [waits]
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
        ("Phone from A neighbour", "Please look at Ash.")
    ]
    assert officer.get(f"/cases/{case.key}/papers/").context["came"] == [came]


def test_an_officer_who_gives_up_a_referral_is_back_at_the_inbox(people):
    draft = entered_from(message(people), people)
    officer = make.signed_in(people.officer)
    answer = officer.post(f"/attendance/referrals/{draft.key}/discard/", {"version": draft.version})
    assert answer.headers["Location"] == "/inbox/"


# --- which case it is about -------------------------------------------------------------------------------


def link(client, came: InboxMessage, **typed):
    return client.post(f"/inbox/{came.key}/link/", {"version": came.version, **typed})


def test_a_message_is_linked_only_when_whose_case_it_is_was_shown_and_confirmed(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came, officer = message(people), make.signed_in(people.officer)
    asked = link(officer, came, reference=case.reference.lower())
    assert [(row["key"], row["value"]) for row in asked.context["rows"]] == [
        ("Reference", case.reference),
        ("Pupil", "Ash Example"),
        ("School", "Example School"),
        ("Stage", "Received from the school"),
    ]
    came.refresh_from_db()
    assert (came.state, came.case) == ("waiting", None)
    assert [one.children for one in Sight.objects.filter(path=f"/inbox/{came.key}/link/")] == [[people.child.pk]]
    done = link(officer, came, reference=case.reference, confirmed=case.key)
    came.refresh_from_db()
    assert (came.state, came.case, came.dealt_by) == ("linked", case, people.officer)
    assert [str(one) for one in officer.get(done["Location"]).context["messages"]] == [
        f"The message is linked to {case.reference}"
    ]


def test_what_was_confirmed_for_one_case_links_no_other(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    twin = referrals.sent(people.school, referrals.family(people.school), people.lead, ON)
    came = message(people)
    asked = link(make.signed_in(people.officer), came, reference=twin.reference, confirmed=case.key)
    assert asked.context["found"] == twin
    came.refresh_from_db()
    assert came.state == "waiting"


def test_a_reference_that_one_may_not_see_answers_as_one_that_does_not_exist(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came = message(people)
    Conflict.objects.create(child=people.child, user=people.officer, reason="My niece.", from_on=ON)
    officer = make.signed_in(people.officer)
    said = [
        link(officer, came, reference=reference, confirmed=case.key).context["form"].errors
        for reference in (case.reference, "OX-2222-2222")
    ]
    assert said == [{"reference": ["No case has this reference. Check it and try again."]}] * 2
    came.refresh_from_db()
    assert came.state == "waiting"


def test_a_wrong_link_is_undone_with_a_reason_that_stays_on_the_case(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came, officer = message(people), make.signed_in(people.officer)
    casework.link_message(came, case, by=people.officer, at=moment(ON), version=came.version)
    address = f"/inbox/{came.key}/unlink/"
    assert address in officer.get(f"/inbox/{came.key}/").content.decode()
    missing = officer.post(address, {"version": came.version, "reason": ""})
    assert missing.context["form"].errors == {"reason": ["Enter why this is the wrong case"]}
    done = officer.post(address, {"version": came.version, "reason": "It is about <another> pupil."})
    assert done["Location"] == f"/inbox/{came.key}/"
    came.refresh_from_db()
    assert (came.state, came.case, came.dealt_by, came.dealt_at) == ("waiting", None, None, None)
    note = case.notes.get()
    assert (note.text, note.by, note.on) == (
        "A message that came on 16 October 2026 was unlinked from this case: It is about <another> pupil.",
        people.officer,
        ON,
    )
    assert officer.get(f"/cases/{case.key}/papers/").context["came"] == []
    # It waits again, and nothing is left to unlink.
    assert waiting(officer) == [came]
    assert officer.get(address).status_code == 404


def test_the_message_from_which_a_case_was_entered_stays_with_it(people):
    came = message(people)
    entered_from(came, people)
    case = referrals.sent(people.school, people.child, people.officer, ON)
    came.refresh_from_db()
    officer = make.signed_in(people.officer)
    assert "/unlink/" not in officer.get(f"/inbox/{came.key}/").content.decode()
    refused = officer.post(f"/inbox/{came.key}/unlink/", {"version": came.version, "reason": "A slip."})
    assert refused.context["form"].non_field_errors() == [
        "The case was entered from this message, which stays with it."
    ]
    came.refresh_from_db()
    assert came.case == case


def test_whoever_links_a_message_that_was_dealt_with_meanwhile_is_told_what_was_done(people):
    case = referrals.sent(people.school, people.child, people.lead, ON)
    came = message(people)
    version = came.version
    casework.link_message(came, case, by=people.officer, at=moment(ON), version=version)
    for user, who in ((people.officer, "you"), (people.senior, people.officer.name)):
        answer = make.signed_in(user).post(f"/inbox/{came.key}/answer/", {"version": version, "answer": "Rang <them>."})
        assert answer.status_code == 409
        said = f"It was linked to {case.reference} on 16 October 2026 at 11:00am by {who}."
        assert answer.context["late"].explanation == said
        assert "Rang &lt;them&gt;." in answer.content.decode()


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
    assert waiting(make.signed_in(officer)) == [came]
    assert waiting(make.signed_in(people.officer)) == []


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
