"""A referral that was returned to its school: what the school still sees of it, and who may answer, as of which day."""

from datetime import date

import pytest

from attendance.referrals import actions, drafting, panels, pathway, receiving
from attendance.referrals.models import Draft
from oxle.cases import casework
from oxle.cases.actions import correct
from oxle.documents.actions import store_made
from oxle.documents.types import TEXT
from tests import make
from tests.attendance import court, unlisted
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, RETURNED = date(2026, 10, 16), date(2026, 10, 19)
ANSWERED = "The visit of 10 September: nobody opened."


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-23T10:00")


@pytest.fixture
def case(school, child, lead, senior):
    sent = referrals.sent(school, child, lead, ON)
    actions.return_to_school(
        sent, by=senior, on=RETURNED, at=referrals.moment(RETURNED), version=sent.version, reason="Which visit?"
    )
    return sent


def test_a_school_is_asked_nothing_more_about_a_referral_that_was_withdrawn(case, lead, senior):
    browser, draft = make.signed_in(lead), Draft.objects.get()
    assert "We need something from you" in browser.get("/portal/").text
    court.taken(case, pathway.WITHDRAW, senior, date(2026, 10, 20), reason="The family moved to another school.")
    home = browser.get("/portal/").text
    assert ("We need something from you" in home, "Withdrawn" in home) == (False, True)
    page = browser.get(f"/attendance/referrals/{draft.key}/").text
    assert ("Which visit?" in page.split("How it stands")[0], "Check your answers" in page) == (False, False)


def test_a_school_is_told_by_when_to_answer_a_referral_that_came_back(case, lead):
    browser, draft = make.signed_in(lead), Draft.objects.get()
    # Ten school days from 19 October, over half term.
    assert f"Referral {case.reference}. Send it again by 9 November 2026" in browser.get("/portal/").text
    assert "Send it again by 9 November 2026." in browser.get(f"/attendance/referrals/{draft.key}/").text


def test_a_school_is_told_by_when_to_answer_before_anybody_identified_the_pupil(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    receiving.return_unidentified(
        draft, because="Which Ash?", by=officer, on=RETURNED, at=referrals.moment(RETURNED), version=draft.version
    )
    assert "Send it again by 9 November 2026" in make.signed_in(lead).get("/portal/").text


def test_what_was_sent_is_headed_so_and_nothing_there_asks_to_be_changed_or_sent(school, child, lead):
    draft = referrals.draft(school, child, lead, ON)
    browser, address = make.signed_in(lead), f"/attendance/referrals/{draft.key}/check/"
    before = browser.get(address)
    assert (before.context["title"], before.context["doubts"] != []) == ("Check your answers", True)
    browser.post(address, {"version": before.context["version"], "once": before.context["once"]})
    after = browser.get(address)
    assert (after.context["title"], after.context["doubts"]) == ("What you sent", [])
    assert "You can send" not in after.text


def test_a_schools_timeline_says_who_sent_the_referral_and_no_more_of_who_did_what_at_the_council(case, lead, officer):
    def told() -> list[tuple[str, str]]:
        page = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/")
        return [(entry["title"], entry["by"]) for entry in page.context["history"]]

    draft = Draft.objects.get()
    team = "County Attendance Team"
    first = [("Returned for more information", team), (f"Sent to the {team}", lead.name)]
    assert told() == first
    check = f"/attendance/referrals/{draft.key}/check/"
    entered = answer(date(2026, 10, 20), version=draft.version, answer=ANSWERED)
    make.signed_in(officer).post(check, entered)
    assert told() == [("Received again", ""), *first]


def test_a_return_whose_day_is_put_right_keeps_its_place_in_what_the_school_reads(case, lead, officer, senior):
    draft = Draft.objects.get()
    check = f"/attendance/referrals/{draft.key}/check/"
    make.signed_in(officer).post(check, answer(date(2026, 10, 20), version=draft.version, answer=ANSWERED))
    event = case.events.get(step=pathway.RETURN.key)
    said = {"on": date(2026, 10, 17), "at": referrals.moment(date(2026, 10, 21)), "reason": "It was on the Saturday"}
    correct(event, by=senior, **said)
    page = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/")
    titles = [entry["title"] for entry in page.context["history"]]
    assert titles[:2] == ["Received again", "Returned for more information"]


def test_what_a_school_is_changing_is_not_offered_as_what_was_sent(case, lead):
    browser, draft = make.signed_in(lead), Draft.objects.get()
    assert "See what was sent" not in browser.get(f"/attendance/referrals/{draft.key}/").text
    assert browser.get(f"/attendance/referrals/{draft.key}/check/").context["title"] == "Check your answers"


def test_what_is_typed_into_a_referral_that_was_closed_meanwhile_is_not_kept_and_says_so(case, lead, senior):
    browser, draft = make.signed_in(lead), Draft.objects.get()
    court.taken(case, pathway.WITHDRAW, senior, date(2026, 10, 20), reason="The family moved to another school.")
    answer = {"version": draft.version, "child_view": "I like music."}
    pages = [
        browser.post(f"/attendance/referrals/{draft.key}/voice/", answer),
        browser.post(f"/attendance/referrals/{draft.key}/check/", {"version": draft.version}),
    ]
    for page in pages:
        assert (page.status_code, "This referral was closed while you had this page open" in page.text) == (409, True)
    draft.refresh_from_db()
    assert draft.answers["voice"] == {"child_view": "I like art."}


@pytest.fixture
def officer(senior):
    return make.user("attendance_officer", senior.memberships.get().organisation)


def answer(came_on, **more):
    return {"came_on_day": came_on.day, "came_on_month": came_on.month, "came_on_year": came_on.year, **more}


def test_the_schools_answer_is_offered_to_the_team_of_the_case_and_not_to_everybody_who_reads_it(case, officer):
    address = f"/attendance/cases/{case.key}/answer/"
    elsewhere = make.organisation("team", "Pupils Missing Out team")
    for role in ("missing_out_officer", "manager"):
        browser = make.signed_in(make.user(role, elsewhere))
        page = browser.get(f"/cases/{case.key}/")
        assert (page.status_code, address in page.text) == (200, False)
        assert browser.get(address).status_code == 404
    assert address in make.signed_in(officer).get(f"/cases/{case.key}/").text


def test_a_message_about_the_referral_leads_to_the_answer_only_whoever_may_enter_it(case, officer):
    elsewhere = make.organisation("team", "Pupils Missing Out team")
    reader = make.user("missing_out_officer", elsewhere)
    message = casework.receive_message(
        team=elsewhere, channel="email", received_on=date(2026, 10, 20), sender="A school", text="Nobody opened.",
        files=[], by=reader, at=referrals.moment(date(2026, 10, 23)),
    )  # fmt: skip
    casework.link_message(message, case, by=reader, at=referrals.moment(date(2026, 10, 23)), version=message.version)
    address = f"/attendance/cases/{case.key}/answer/"
    assert [text for text, _ in panels.from_message(message, officer)] == [panels.ANSWER]
    page = make.signed_in(reader).get(f"/inbox/{message.key}/")
    assert (page.status_code, address in page.text) == (200, False)


def test_an_officer_enters_the_schools_answer_as_of_the_day_it_came(case, officer):
    browser = make.signed_in(officer)
    message = casework.receive_message(
        team=officer.memberships.get().organisation,
        channel="email",
        received_on=date(2026, 10, 20),
        sender="A school",
        text="The visit of 10 September.",
        files=[],
        by=officer,
        at=referrals.moment(date(2026, 10, 23)),
    )
    casework.link_message(message, case, by=officer, at=referrals.moment(date(2026, 10, 23)), version=message.version)
    address = f"/attendance/cases/{case.key}/answer/"
    assert f'href="{address}"' in browser.get(f"/cases/{case.key}/").text
    assert f'href="{address}"' in browser.get(f"/inbox/{message.key}/").text
    draft = Draft.objects.get()
    assert browser.get(address).headers["Location"] == f"/attendance/referrals/{draft.key}/"
    check = f"/attendance/referrals/{draft.key}/check/"
    asked = browser.get(check).text
    assert ("When did the school&#x27;s answer come?" in asked, 'value="20"' in asked) == (True, True)

    sent = browser.post(check, answer(date(2026, 10, 20), version=draft.version, answer=ANSWERED))
    assert sent.headers["Location"] == f"/attendance/referrals/{draft.key}/sent/"
    assert browser.get(sent.headers["Location"]).status_code == 200
    case.refresh_from_db()
    event = case.events.get(step="resubmit")
    assert (case.stage, event.on, event.by) == ("received", date(2026, 10, 20), officer)
    assert case.referral.complete_on == date(2026, 10, 20)
    # Five working days after the 20th, not after the 23rd on which it was typed.
    assert case.deadlines.get(clock="decision", state="running").due_on == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("came_on", "refusal"),
    [
        (date(2026, 10, 18), "must be on or after 19 October 2026, when it was returned to the school"),
        (date(2026, 10, 24), "must be today or in the past"),
    ],
)
def test_a_schools_answer_came_after_the_return_and_not_in_the_future(case, officer, came_on, refusal):
    draft = Draft.objects.get()
    page = make.signed_in(officer).post(
        f"/attendance/referrals/{draft.key}/check/", answer(came_on, version=draft.version)
    )
    assert f"Day the answer came {refusal}" in page.text
    case.refresh_from_db()
    assert case.stage == "returned"


def test_a_school_is_not_asked_when_its_own_answer_came(case, lead):
    draft = Draft.objects.get()
    browser = make.signed_in(lead)
    assert "answer come" not in browser.get(f"/attendance/referrals/{draft.key}/check/").text
    browser.post(f"/attendance/referrals/{draft.key}/check/", {"version": draft.version, "answer": ANSWERED})
    assert case.events.get(step="resubmit").on == date(2026, 10, 23)


def test_only_the_team_that_holds_the_case_answers_for_a_school(case, officer):
    elsewhere = make.user("attendance_officer", make.organisation("team", "Another team"), name="Elsewhere")
    draft = Draft.objects.get()
    found = [
        make.signed_in(user).get(f"/attendance/referrals/{draft.key}/").status_code for user in (officer, elsewhere)
    ]
    assert found == [200, 404]


def test_what_a_school_has_not_sent_stays_its_own(school, child, lead, officer):
    draft = referrals.draft(school, child, lead, ON)
    assert make.signed_in(officer).get(f"/attendance/referrals/{draft.key}/").status_code == 404


def test_a_typed_pupils_referral_that_went_back_to_the_school_waits_in_sight_and_can_be_answered(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    receiving.return_unidentified(
        draft, because="Which Ash?", by=officer, on=RETURNED, at=referrals.moment(RETURNED), version=draft.version
    )
    (task,) = panels.to_identify(officer, date(2026, 10, 23))
    assert (task.title, task.waiting_on, task.action) == (
        f"Say who the pupil is: {draft.reference}", "school", "Enter the school's answer",
    )  # fmt: skip
    draft.refresh_from_db()
    browser = make.signed_in(officer)
    assert browser.get(task.url).status_code == 200
    check = f"/attendance/referrals/{draft.key}/check/"
    browser.post(check, answer(date(2026, 10, 21), version=draft.version, answer=ANSWERED))
    draft.refresh_from_db()
    assert (draft.state, draft.sent_on) == (Draft.State.TO_IDENTIFY, date(2026, 10, 21))


UNCHANGED = "You have changed nothing since it was returned."


def test_a_referral_that_came_back_says_that_nothing_was_changed_and_is_not_sent_without_an_answer(case, lead):
    draft, browser = Draft.objects.get(), make.signed_in(lead)
    check = f"/attendance/referrals/{draft.key}/check/"
    asked = browser.get(check).text
    assert (UNCHANGED in asked, "Your answer to the council" in asked, "Which visit?" in asked) == (True, True, True)
    page = browser.post(check, {"version": draft.version})
    assert page.context["form"].errors == {
        "answer": ["Enter an answer, or change the referral: it says what it said when it was returned"]
    }
    case.refresh_from_db()
    assert case.stage == "returned"


@pytest.mark.parametrize("what", ["a section", "a file"])
def test_a_referral_that_was_changed_since_it_came_back_needs_no_answer(case, lead, what):
    draft, browser = Draft.objects.get(), make.signed_in(lead)
    at = referrals.moment(RETURNED)
    if what == "a section":
        drafting.save_section(draft, "voice", {"child_view": "I like music."}, version=draft.version, at=at)
    else:
        file = store_made(b"Notes", kind=TEXT, name="notes.txt", at=at)
        drafting.attach_to_draft(draft, file, section="evidence", title="Notes", at=at)
    check = f"/attendance/referrals/{draft.key}/check/"
    assert UNCHANGED not in browser.get(check).text
    browser.post(check, {"version": draft.version})
    case.refresh_from_db()
    assert (case.stage, case.events.get(step="resubmit").reason) == ("received", "")


def test_a_section_that_is_saved_as_it_was_changes_nothing(case, lead):
    draft = Draft.objects.get()
    at = referrals.moment(RETURNED)
    drafting.save_section(draft, "voice", {"child_view": "I like art."}, version=draft.version, at=at)
    assert UNCHANGED in make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/check/").text


def test_what_a_school_answers_is_shown_to_whoever_decides_and_on_both_timelines(case, lead, senior):
    draft, browser, reader = Draft.objects.get(), make.signed_in(lead), make.signed_in(senior)
    browser.post(f"/attendance/referrals/{draft.key}/check/", {"version": draft.version, "answer": ANSWERED})
    pages = [
        reader.get(f"/attendance/cases/{case.key}/decide/"),
        reader.get(f"/cases/{case.key}/timeline/"),
        browser.get(f"/attendance/referrals/{draft.key}/"),
    ]
    assert [page.text.count(ANSWERED) for page in pages] == [1, 1, 1]


def test_what_a_school_answers_of_a_typed_pupil_is_shown_to_whoever_says_who_it_is(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    at = referrals.moment(RETURNED)
    receiving.return_unidentified(draft, because="Which Ash?", by=officer, on=RETURNED, at=at, version=draft.version)
    draft.refresh_from_db()
    check = f"/attendance/referrals/{draft.key}/check/"
    make.signed_in(lead).post(check, {"version": draft.version, "answer": "The one in Year 9."})
    assert make.signed_in(officer).get(f"/attendance/identify/{draft.key}/").text.count("in Year 9") == 1
