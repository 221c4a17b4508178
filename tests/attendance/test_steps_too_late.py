"""The page of a step that cannot be taken: it says why and what happened, shows no form, and loses nothing typed."""

import pytest
from django.urls import reverse

from attendance.prosecution import pathway as prosecution
from attendance.referrals import pathway
from attendance.referrals.models import Topic
from oxle.cases.models import Case
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
def case(people) -> Case:
    return referrals.accepted(referrals.sent(people.school, people.child, people.lead, ON), people.senior, ON)


def page_of(case: Case, step: str) -> str:
    return reverse("cases:step", args=[case.key, step])


def opened(client, case: Case, step: str, **typed):
    """The page opened now; what it gives is sent when it is called."""
    shown = client.get(page_of(case, step)).context
    return lambda: client.post(page_of(case, step), {"once": shown["once"], "version": shown["version"], **typed})


def withdrawn(case: Case, by) -> None:
    court.taken(case, pathway.WITHDRAW, by, ON, reason="Sent by mistake.")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("officer", "It came there when you recorded “Withdraw” on 16 October 2026 at 11:00am."),
        (
            "senior",
            "It came there when “Withdraw” was recorded on 16 October 2026 at 11:00am by Example senior attendance "
            "officer.",
        ),
    ],
)
def test_a_step_that_comes_too_late_says_which_was_taken_when_and_by_whom_and_keeps_what_was_typed(
    people, case, who, said
):
    send = opened(make.signed_in(people.officer), case, "pause", on="2026-10-16", reason="An <enquiry>.")
    withdrawn(case, getattr(people, who))
    page = send()
    late = page.context["late"]
    assert (page.status_code, late.title) == (
        409,
        "“Pause for a safeguarding, medical or SEN enquiry” cannot be done now",
    )
    assert late.explanation == (
        "“Pause for a safeguarding, medical or SEN enquiry” cannot be done while the case is at “Withdrawn”. " + said
    )
    assert [row["value"] for row in page.context["typed"]][1:] == ["An <enquiry>."]
    text = page.content.decode()
    assert ("An &lt;enquiry&gt;." in text, "Save my version" in text, "<textarea" in text) == (True, False, False)


@pytest.mark.parametrize("step", ["pause", "keep_paused"])
def test_a_second_click_on_a_step_leads_where_the_first_one_led_whether_or_not_it_can_be_taken_again(
    people, case, step
):
    if step == "keep_paused":
        court.taken(case, pathway.PAUSE, people.officer, ON, reason="An enquiry.")
    client = make.signed_in(people.officer)
    send = opened(client, case, step, on="2026-10-16", reason="An enquiry.")
    assert [send().headers["Location"] for _ in range(2)] == [case.get_absolute_url()] * 2
    assert case.events.filter(step=step).count() == 1


def test_a_step_that_cannot_be_taken_where_the_case_stands_shows_the_reason_and_no_form(people, case):
    page = make.signed_in(people.officer).get(page_of(case, "target_met"))
    assert page.status_code == 200
    assert page.context["late"].explanation == (
        "“Record that the target is met” cannot be done while the case is at “Accepted: first letters and meeting to "
        "arrange”. It came there when “Accept the referral” was recorded on 16 October 2026 at 11:00am by Example "
        "senior attendance officer."
    )
    assert "<fieldset" not in page.content.decode()


def test_a_step_whose_clock_must_run_out_first_shows_until_when_and_no_form(people, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00")
    charged = court.ready(people, court.final_warning(people))
    court.bundled(charged, people)
    charged = court.commenced(court.released(court.submitted(charged, people), people), people, "sjp")
    page = make.signed_in(people.officer).get(page_of(charged, prosecution.RECORD_NO_PLEA.key))
    assert page.status_code == 200
    assert page.context["late"].explanation.startswith("Not before 15 December 2026: ")
    assert "<fieldset" not in page.content.decode()


def test_what_may_not_be_told_of_the_case_is_not_told_here(people, case):
    court.taken(case, pathway.PAUSE, people.senior, ON, reason="A safeguarding enquiry about his uncle.")
    page = make.signed_in(people.officer).get(page_of(case, "invite_panel"))
    assert page.context["late"].explanation.startswith("The case is paused since 16 October 2026. Resume it first.")
    assert "uncle" not in page.content.decode()


def test_a_case_that_changed_is_looked_at_again_before_a_step_that_can_still_be_taken(people, case):
    client = make.signed_in(people.officer)
    send = opened(client, case, "withdraw", on="2026-10-16", reason="Sent by mistake.")
    court.taken(case, pathway.PAUSE, people.senior, ON, reason="An enquiry.")
    page = send()
    assert page.context["form"].non_field_errors() == [
        "The case changed while you had this page open. “Pause for a safeguarding, medical or SEN enquiry” was "
        "recorded on 16 October 2026 at 11:00am by Example senior attendance officer. Check that what you typed still "
        "holds, then send it again."
    ]
    case.refresh_from_db()
    assert (case.stage, page.context["form"]["reason"].value()) == ("accepted", "Sent by mistake.")
    again = {"once": page.context["once"], "version": page.context["version"]}
    client.post(page_of(case, "withdraw"), {**again, "on": "2026-10-16", "reason": "Sent by mistake."})
    case.refresh_from_db()
    assert case.stage == "withdrawn"


def test_a_step_that_waits_for_somebody_to_look_first_says_before_what_and_leads_there(people, case):
    court.panel_held(case, people.officer, ON)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, ON)
    late = make.signed_in(people.officer).get(page_of(case, "final_warning"))
    # It was looked at before acceptance too: the sentence says which time is meant. No step has to do with it, so none
    # is named, though the last one moved the case.
    said = "Look first at what may stand in the way before the final warning: nobody has yet."
    assert late.context["late"].explanation == said
    url = reverse("attendance:consider", args=[case.key, "final_warning"])
    assert f'href="{url}"' in late.text


def test_a_step_that_comes_too_late_for_another_reason_leads_to_the_case_alone(people, case):
    withdrawn(case, people.officer)
    late = make.signed_in(people.officer).get(page_of(case, "final_warning"))
    assert "/consider/" not in late.text
    assert f'href="{case.get_absolute_url()}"' in late.text


def test_whoever_decides_goes_on_to_the_decision_from_what_may_stand_in_the_way(people):
    received = referrals.sent(people.school, people.child, people.lead, ON)
    url = reverse("attendance:consider", args=[received.key, "acceptance"])
    for who, leads_to in (
        (people.senior, reverse("attendance:decide", args=[received.key])),
        (people.officer, received.get_absolute_url()),
    ):
        client = make.signed_in(who)
        clear = dict.fromkeys(Topic, "clear")
        sent = client.post(url, {**clear, "version": client.get(url).context["version"]})
        assert sent.url == leads_to
