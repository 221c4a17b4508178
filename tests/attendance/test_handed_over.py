"""What another duty hands over to attendance: accepted it becomes a referral, sent back it waits with its sender."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import actions as referral_actions
from attendance.referrals import drafting
from attendance.referrals.models import Draft, Referral
from oxle.accounts.permissions import write
from oxle.cases import actions as cases
from oxle.cases import casework, duties, handing, replay, work
from oxle.cases.duties import Duty
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Origin
from oxle.cases.pathways import Pathway, Stage, Step, Subject
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 11, 2), date(2026, 11, 9)
OPEN, DONE = Stage("open", "Open"), Stage("done", "Done", closed=True)
BEGIN = Step("begin", "Begin", at=(), to=OPEN, by=write("licensing"))
END = Step("end", "End", at=(OPEN,), to=DONE, by=write("licensing"))
NOTICES = Pathway(
    key="licensing/notices",
    duty="licensing",
    name="Penalty notice",
    version=1,
    in_force_from=date(2026, 1, 1),
    subject=Subject.CHILD,
    source="An example of another duty",
    stages=(OPEN, DONE),
    steps=(BEGIN, END),
    clocks=(),
    opening=(BEGIN,),
)
WHY = "The notice of 21 September 2026 was not paid within 28 days."


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00")


@pytest.fixture
def clerk(people, monkeypatch):
    """Works on penalty notices, in a team and a duty of their own."""
    duty = Duty(key="licensing", name="Penalty notices", pathways=(NOTICES,), team="Penalty notice team")
    monkeypatch.setitem(duties._DUTIES, "licensing", duty)
    return make.user("admin_officer", make.organisation("team", "Penalty notice team"))


@pytest.fixture
def notice(people, clerk):
    """A notice to Robin alone."""
    robin = people.child.relationships.get(adult__given="Robin").adult
    return cases.open_case(
        NOTICES,
        BEGIN,
        by=clerk,
        on=date(2026, 9, 21),
        at=referrals.moment(date(2026, 9, 21)),
        origin=Origin.COUNCIL,
        child=people.child,
        parties={"parent": [robin]},
    )


@pytest.fixture
def message(notice, clerk):
    """The unpaid notice, handed over on Monday 2 November 2026."""
    at = referrals.moment(ON)
    return casework.hand_over(notice, to="attendance", by=clerk, on=ON, at=at, reason=WHY).message


def told(people, **more):
    keys = [people.child.relationships.get(adult__given="Robin").adult.key]
    return {"reason": "unpaid_notice", "parents": keys, "cause": WHY, **more}


def accepted(people, message, by=None, **more):
    message.refresh_from_db()
    at = referrals.moment(LATER)
    data = told(people, **more)
    return handing.accept(message, data=data, by=by or people.officer, on=LATER, at=at, version=message.version)


# --- it arrives ----------------------------------------------------------------------------------------------


def test_what_is_handed_over_waits_in_the_teams_inbox_and_opens_nothing_by_itself(people, message):
    assert [one.pk for one in work.inbox_of(people.officer)] == [message.pk]
    over = HandOver.objects.get(message=message)
    assert (over.opened, over.waits_with.name) == (None, "County Attendance Team")
    assert not Referral.objects.exists()


def test_the_message_offers_to_accept_it_or_to_send_it_back_and_no_other_entry(people, message):
    page = make.signed_in(people.officer).get(reverse("cases:message", args=[message.key])).content.decode()
    assert reverse("attendance:accept_hand_over", args=[message.key]) in page
    assert reverse("cases:message_send_back", args=[message.key]) in page
    assert reverse("attendance:enter", args=[message.key]) not in page
    assert reverse("cases:message_answer", args=[message.key]) not in page


# --- accepted ------------------------------------------------------------------------------------------------


def test_accepted_it_is_a_referral_without_percentages_or_steps_that_keeps_where_it_came_from(people, notice, message):
    case = accepted(people, message)
    referral = case.referral
    assert (referral.reason, referral.cause, referral.possible) == ("unpaid_notice", WHY, None)
    assert referral.pre_steps.count() == 0
    assert (referral.declared_by, referral.declared_on) == ("", None)
    assert (case.origin, case.came_from, case.school, case.opened_on) == ("hand_over", notice, people.school, ON)
    assert [party.adult.given for party in case.parties.all()] == ["Robin"]
    message.refresh_from_db()
    assert (message.state, message.case) == ("linked", case)
    over = HandOver.objects.get(message=message)
    assert (over.opened, over.waits_with) == (case, None)
    case.refresh_from_db()
    assert replay.differences(case) == []


def test_it_is_decided_on_and_goes_on_as_every_referral(people, message):
    case = referrals.accepted(accepted(people, message), people.senior, LATER)
    assert case.stage == "accepted"
    assert list(case.deadlines.filter(clock="decision").values_list("counted_from_on", "state")) == [(ON, "met")]


def test_the_school_can_be_asked_for_more_and_answers_as_for_a_referral_of_its_own(people, message):
    case = accepted(people, message)
    referral_actions.return_to_school(
        case, by=people.senior, on=LATER, at=referrals.moment(LATER), version=case.version, reason="The register?"
    )
    draft = Draft.objects.get(case=case)
    assert (draft.state, draft.channel) == ("returned", "hand_over")
    page = make.signed_in(people.lead).get(reverse("attendance:draft", args=[draft.key]))
    assert page.status_code == 200
    assert "The register?" in page.content.decode()


def test_the_case_says_who_handed_it_over_and_leads_there_only_whom_it_is_open_to(people, clerk, notice, message):
    case = accepted(people, message)
    page = make.signed_in(people.manager).get(case.get_absolute_url()).content.decode()
    assert f"Handed over by Penalty notices, {notice.reference} on 2 November 2026" in page


def test_a_pupil_with_an_open_referral_gets_no_second_one_and_the_matter_is_linked_to_that(people, notice, message):
    there = referrals.sent(people.school, people.child, people.lead, date(2026, 10, 16))
    with pytest.raises(Refused, match=f"already has an open case of this kind, {there.reference}"):
        accepted(people, message)
    message.refresh_from_db()
    casework.link_message(message, there, by=people.officer, at=referrals.moment(LATER), version=message.version)
    assert HandOver.objects.get(message=message).opened == there


def test_on_accepting_it_is_added_to_an_open_referral_asks_nothing_more_and_its_officer_is_written_to(people, message):
    there = referrals.sent(people.school, people.child, people.lead, date(2026, 10, 16))
    casework.allocate(
        there,
        to=people.senior,
        by=people.manager,
        on=LATER,
        at=referrals.moment(LATER),
        reason="Theirs.",
        version=there.version,
    )
    browser, url = make.signed_in(people.officer), reverse("attendance:accept_hand_over", args=[message.key])
    page = browser.get(url)
    assert (list(page.context["form"].fields), there.reference in page.text) == ([], True)
    assert "no second one is decided on" in page.text
    browser.post(url, {"version": page.context["version"], "once": page.context["once"]})
    over = HandOver.objects.get(message=message)
    assert (over.opened, over.waits_with, Referral.objects.count()) == (there, None, 1)
    told_of = Message.objects.filter(kind="cases.hand_over_added")
    assert [(one.user, one.reference) for one in told_of] == [(people.senior, there.reference)]


def test_without_a_school_or_a_parent_it_is_not_accepted(people, message):
    with pytest.raises(Refused, match="at least one parent"):
        accepted(people, message, parents=[])
    people.child.enrolments.update(to_on=date(2026, 10, 30))
    with pytest.raises(Refused, match="Record the enrolment first"):
        accepted(people, message)
    assert not Referral.objects.exists()


def test_while_the_school_fills_in_a_referral_of_its_own_it_is_not_accepted_and_nothing_is_lost(people, message):
    drafting.start_draft(school=people.school, child=people.child, by=people.lead, at=referrals.moment(ON))
    with pytest.raises(Refused, match="The school has begun a referral of this pupil and has not sent it"):
        accepted(people, message)
    message.refresh_from_db()
    assert message.state == "waiting"


def test_of_two_who_accept_it_the_second_is_told(people, message):
    seen = message.version
    accepted(people, message)
    with pytest.raises(Stale):
        handing.accept(message, data=told(people), by=people.senior, on=LATER, at=referrals.moment(LATER), version=seen)
    assert Referral.objects.count() == 1


def test_suspected_employment_that_licensing_handed_over_is_not_handed_back_to_it(people, message):
    assert accepted(people, message, reason="employed").handed_over.count() == 0


# --- sent back -----------------------------------------------------------------------------------------------


def sent_back(people, message, by=None):
    message.refresh_from_db()
    at, why = referrals.moment(LATER), "It was paid on 30 October."
    return handing.send_back(message, reason=why, by=by or people.officer, on=LATER, at=at, version=message.version)


def test_sent_back_it_waits_with_its_sender_with_the_reason_and_opens_nothing(people, clerk, notice, message):
    over = sent_back(people, message)
    assert (over.waits_with, over.opened, over.refused_on, over.refused_by) == (None, None, LATER, people.officer)
    [back] = work.inbox_of(clerk)
    assert (back.team, back.case, back.sender, back.text) == (
        notice.team,
        notice,
        f"Attendance, about {notice.reference}",
        "Sent back: It was paid on 30 October.",
    )
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "It was paid on 30 October.")
    assert not Referral.objects.exists()
    assert work.inbox_of(people.officer) == []


def test_what_was_handed_over_is_answered_in_no_other_way(people, message):
    page = reverse("cases:message_answer", args=[message.key])
    assert make.signed_in(people.officer).get(page).status_code == 404


def test_the_sender_answers_what_came_back_and_it_is_not_said_to_be_linked(people, clerk, message):
    sent_back(people, message)
    [back] = work.inbox_of(clerk)
    browser, url = make.signed_in(clerk), reverse("cases:message_answer", args=[back.key])
    assert browser.post(url, {"answer": "Seen.", "version": back.version}).status_code == 302
    page = browser.get(reverse("cases:message", args=[back.key])).content.decode()
    assert "Seen." in page
    assert "Linked to" not in page


def test_whoever_does_not_work_on_attendance_neither_accepts_nor_sends_back(people, clerk, message):
    with pytest.raises(Refused, match="Your role does not include work on attendance"):
        sent_back(people, message, by=clerk)


def test_what_was_sent_back_can_be_handed_over_again(people, clerk, notice, message):
    sent_back(people, message)
    casework.hand_over(notice, to="attendance", by=clerk, on=LATER, at=referrals.moment(LATER), reason="Not this one.")
    assert sorted(notice.handed_over.values_list("refused_because", flat=True)) == ["", "It was paid on 30 October."]


# --- who sees it ---------------------------------------------------------------------------------------------


def test_what_was_sent_back_stays_about_its_case_however_it_is_linked_and_unlinked(people, clerk, notice, message):
    over = sent_back(people, message)
    back = InboxMessage.objects.exclude(pk=message.pk).get()
    other = referrals.sent(people.school, referrals.family(people.school), people.lead, ON)
    taken = {"by": clerk, "at": referrals.moment(LATER)}
    with pytest.raises(Refused, match="sent back about another case"):
        casework.link_message(back, other, version=back.version, **taken)
    back.refresh_from_db()
    casework.link_message(back, notice, version=back.version, **taken)
    back.refresh_from_db()
    casework.unlink_message(back, reason="Too early", on=LATER, version=back.version, **taken)
    back.refresh_from_db()
    assert (back.state, back.case, over.case) == ("waiting", notice, notice)


def test_a_conflict_of_interest_closes_what_is_handed_over_too(people, message):
    people.child.conflicts.create(user=people.officer, reason="A niece.", from_on=ON)
    assert work.inbox_of(people.officer) == []
    page = reverse("attendance:accept_hand_over", args=[message.key])
    assert make.signed_in(people.officer).get(page).status_code == 404


# --- the pages -----------------------------------------------------------------------------------------------


def test_an_officer_accepts_on_the_page_once_with_the_senders_parents_ticked(people, message):
    url, browser = reverse("attendance:accept_hand_over", args=[message.key]), make.signed_in(people.officer)
    page = browser.get(url)
    robin = people.child.relationships.get(adult__given="Robin").adult
    form = page.context["form"]
    assert form.fields["parents"].initial == [robin.key]
    assert (form.fields["cause"].initial, len(form.fields["parents"].choices)) == (WHY, 2)
    sent = {**told(people), "version": message.version, "once": page.context["once"]}
    assert [browser.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Referral.objects.count() == 1


def test_nothing_typed_is_lost_where_a_choice_is_missing(people, message):
    url = reverse("attendance:accept_hand_over", args=[message.key])
    page = make.signed_in(people.officer).post(url, {"cause": "Kept as typed", "version": message.version})
    assert set(page.context["form"].errors) == {"reason", "parents"}
    assert "Kept as typed" in page.content.decode()


def test_an_officer_sends_back_on_its_page_and_the_sending_case_says_so(people, clerk, notice, message):
    url, browser = reverse("cases:message_send_back", args=[message.key]), make.signed_in(people.officer)
    assert browser.post(url, {"reason": "Paid.", "version": message.version}).status_code == 302
    late = browser.get(url)
    assert late.status_code in {200, 409}
    second_click = browser.post(url, {"reason": "Paid.", "version": message.version})
    assert (second_click.status_code, second_click.url) == (302, reverse("cases:inbox"))
    again = browser.post(url, {"reason": "Paid in full.", "version": message.version})
    assert again.status_code == 409
    assert "It was sent back on" in again.content.decode()


def test_a_message_that_nobody_handed_over_is_not_sent_back(people):
    mail = InboxMessage.objects.create(
        team=make.organisation("team", "County Attendance Team"),
        channel="email",
        received_on=ON,
        sender="A school",
        text="Hello",
        entered_at=referrals.moment(ON),
        entered_by=people.officer,
    )
    url = reverse("cases:message_send_back", args=[mail.key])
    assert make.signed_in(people.officer).get(url).status_code == 404
