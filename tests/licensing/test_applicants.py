"""Applicants come in by a link to an e-mail address that is theirs, and see what is theirs and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from licensing.applicants import drafting, entering
from licensing.applicants.models import Applicant, ApplicationDraft
from oxle.accounts import sign_in
from oxle.accounts.models import Session
from oxle.core import dates
from oxle.core.models import OneTimeLink
from oxle.correspondence import sending
from oxle.correspondence.models import Message
from tests import make

pytestmark = pytest.mark.django_db
NOW = "2026-11-12T10:00:00+00:00"
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
EMAIL = "producer@company.example"
HOME = "/licensing/apply/yours/"
START = "/licensing/apply/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOW)


def asked(email: str = EMAIL, browser: Client | None = None, **extra: Any) -> Any:
    """The answer to whoever asks for a link."""
    return (browser or Client()).post(START, {"email": email}, **extra)


def link() -> str:
    """The address in the newest e-mail."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    return re.search(r"https?://\S+?(/licensing/apply/link/\S+)", mail.outbox[-1].body)[1] + "/"


def come(email: str = EMAIL) -> Client:
    """An applicant who came in by a link."""
    browser = Client()
    asked(email, browser)
    answer = browser.post(link())
    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
    return browser


def begun(browser: Client) -> ApplicationDraft:
    """An application that they began."""
    assert browser.post("/licensing/apply/begin/", {"once": "22222222222222"}).status_code == 302
    return ApplicationDraft.objects.latest("pk")


def test_a_link_is_pressed_once_and_opening_it_alone_uses_nothing() -> None:
    asked()
    address = link()
    assert [Client().get(address).status_code for _ in range(2)] == [200, 200]
    browser = Client()
    assert browser.post(address).headers["Location"] == HOME
    assert browser.get(HOME).status_code == 200
    for late in (Client().get(address), Client().post(address)):
        assert (late.status_code, late.context["title"]) == (410, "This link no longer works")
    assert browser.post(address).headers["Location"] == HOME  # a second click of the same person


def test_a_link_is_over_after_four_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    address = link()
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T14:00:00+00:00")
    assert Client().get(address).status_code == 410
    browser = Client()
    assert browser.post(address).status_code == 410
    assert browser.get(HOME).headers["Location"] == START


def test_coming_in_by_one_link_ends_all_others_of_the_same_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    first = link()
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:01:00+00:00")
    asked()
    second = link()
    assert Client().post(second).status_code == 302
    assert Client().post(first).status_code == 410


def test_everybody_is_told_the_same_whether_the_address_was_here_before_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    come("known@company.example")
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:01:00+00:00")
    answers = [asked(email, Client()) for email in ("known@company.example", "never@company.example")]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(302, "/licensing/apply/asked/")}
    assert Message.objects.filter(kind="licensing.to_applicant").count() == 3


def test_one_address_is_sent_four_links_an_hour_and_whoever_asks_again_is_told_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for minute in range(6):
        monkeypatch.setenv("OXLE_NOW", f"2026-11-12T10:0{minute}:00+00:00")
        assert asked().headers["Location"] == "/licensing/apply/asked/"
    assert Message.objects.filter(email=EMAIL).count() == 4


def test_a_double_click_sends_one_link() -> None:
    assert [asked().status_code for _ in range(2)] == [302, 302]
    assert Message.objects.filter(email=EMAIL).count() == 1


def test_one_place_is_stopped_that_asks_for_many_addresses() -> None:
    answers = [asked(f"n{number}@company.example", REMOTE_ADDR="203.0.113.9").status_code for number in range(31)]
    assert answers == [302] * 30 + [429]
    assert asked("another@company.example", REMOTE_ADDR="203.0.113.10").status_code == 302


def test_the_e_mail_names_nobody_and_the_secret_is_kept_nowhere() -> None:
    asked()
    address = link()
    assert EMAIL not in mail.outbox[-1].subject + mail.outbox[-1].body
    secret = address.rstrip("/").rpartition("/")[2]
    row = OneTimeLink.objects.get()
    assert secret not in (row.digest, row.subject)
    assert row.subject == Applicant.objects.get().key
    assert secret not in Message.objects.get().link


def test_an_address_is_one_whatever_its_case_and_the_database_holds_to_it() -> None:
    asked("Producer@Company.example")
    asked(EMAIL)
    assert Applicant.objects.get().email == EMAIL
    with pytest.raises(IntegrityError, match="applicant_email_is_lower_case"), transaction.atomic():
        Applicant.objects.create(email="Upper@company.example", asked_at=AT)


def test_what_is_no_address_is_refused_at_its_field() -> None:
    answer = asked("nobody")
    assert answer.context["form"].errors == {
        "email": ["Enter an email address in the correct format, like name@example.com"]
    }
    assert not Message.objects.exists()


@pytest.mark.parametrize("path", ["", "discard/", "files/", "days/", "days/add/", "children/paste/", "list/children/",
                                  "list/children/add/", "organisation/"])  # fmt: skip
def test_nobody_opens_the_application_of_somebody_else(path: str) -> None:
    draft = begun(come())
    address = f"/licensing/apply/{draft.key}/{path}"
    stranger = come("stranger@company.example")
    assert (stranger.get(address).status_code, stranger.post(address).status_code) == (404, 404)
    officer = make.signed_in(make.user("admin_officer"))
    assert officer.get(address).headers["Location"] == START
    assert Client().get(address).headers["Location"] == START


def test_a_session_ends_after_three_hours_away_and_after_twelve_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = come()
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T12:59:00+00:00")
    assert browser.get(HOME).status_code == 200
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T15:58:59+00:00")
    assert browser.get(HOME).status_code == 200
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T18:58:59+00:00")
    assert browser.get(HOME).headers["Location"] == START
    other = come("other@company.example")
    for hour in (20, 22):
        monkeypatch.setenv("OXLE_NOW", f"2026-11-12T{hour}:00:00+00:00")
        assert other.get(HOME).status_code == 200
    for moment in ("2026-11-13T00:30:00+00:00", "2026-11-13T03:00:00+00:00", "2026-11-13T05:30:00+00:00"):
        monkeypatch.setenv("OXLE_NOW", moment)
        assert other.get(HOME).status_code == 200
    monkeypatch.setenv("OXLE_NOW", "2026-11-13T06:58:59+00:00")
    assert other.get(HOME).headers["Location"] == START


def test_the_twelve_hours_begin_with_coming_in_and_not_with_asking_for_the_first_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = Client()
    asked(browser=browser)
    for moment in ("2026-11-12T12:30:00+00:00", "2026-11-12T15:00:00+00:00", "2026-11-12T20:30:00+00:00"):
        monkeypatch.setenv("OXLE_NOW", moment)
        asked(browser=browser)
    browser.post(link())
    later = datetime(2026, 11, 12, 22, 30, tzinfo=UTC)
    monkeypatch.setenv("OXLE_NOW", later.isoformat())
    sign_in.forget_ended(at=later)
    assert browser.get(HOME).status_code == 200


def test_what_another_applicant_typed_in_a_browser_is_gone_when_somebody_else_comes_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = come()
    address = f"/licensing/apply/{begun(browser).key}/production/"
    mark = re.search(r'name="typed_by" value="([^"]+)"', browser.get(address).content.decode())[1]
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T13:00:00+00:00")
    browser.post(address, {"typed_by": mark, "name": "The Long Show", "version": "1"})
    assert "typed" in browser.session
    asked("other@company.example", browser)
    assert browser.post(link()).headers["Location"] == HOME
    assert "typed" not in browser.session


def test_whoever_signs_out_finds_nothing_by_going_back() -> None:
    browser = come()
    page, was = browser.get(HOME), browser.cookies["sessionid"].value
    assert page.headers["Cache-Control"] == "no-store"
    assert browser.post("/licensing/apply/leave/").headers["Location"] == START
    assert browser.get(HOME).headers["Location"] == START
    assert not Session.objects.filter(session_key=was).exists()


def test_signing_out_as_an_applicant_leaves_an_officer_signed_in() -> None:
    browser = make.signed_in(make.user("admin_officer"))
    asked(browser=browser)
    browser.post(link())
    browser.post("/licensing/apply/leave/")
    assert browser.get(HOME).headers["Location"] == START
    assert browser.get("/licensing/check/").status_code == 200


def test_an_application_is_gone_on_with_in_another_browser_by_a_new_link(monkeypatch: pytest.MonkeyPatch) -> None:
    first = come()
    draft = begun(first)
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:01:00+00:00")
    second = come()
    assert second.get(f"/licensing/apply/{draft.key}/").status_code == 200
    assert first.get(f"/licensing/apply/{draft.key}/").status_code == 200


def test_what_was_typed_when_the_time_was_over_waits_for_the_same_applicant(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = come()
    draft = begun(browser)
    address = f"/licensing/apply/{draft.key}/production/"
    page = browser.get(address).content.decode()
    mark = re.search(r'name="typed_by" value="([^"]+)"', page)[1]
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T13:00:00+00:00")
    answer = browser.post(address, {"typed_by": mark, "name": "The Long Show", "version": "1"})
    assert answer.headers["Location"] == START
    asked(browser=browser)
    assert browser.post(link()).headers["Location"] == address
    assert 'value="The Long Show"' in browser.get(address).content.decode()
    assert ApplicationDraft.objects.get().answers == {}


def test_a_double_click_begins_one_application() -> None:
    browser = come()
    places = {browser.post("/licensing/apply/begin/", {"once": "33333333333333"}).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert ApplicationDraft.objects.count() == 1


def test_nobody_begins_more_than_twenty_without_sending_one() -> None:
    browser = come()
    applicant = Applicant.objects.get()
    for _ in range(drafting.MOST_OPEN):
        drafting.start(applicant, at=AT)
    page = browser.post("/licensing/apply/begin/", {"once": "44444444444444"})
    assert "You have 20 applications that are not sent" in page.content.decode()
    assert ApplicationDraft.objects.count() == drafting.MOST_OPEN


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "sent"}, "a_sent_application_has_its_reference"),
        ({"reference": "OX-1"}, "a_sent_application_has_its_reference"),
    ],
)
def test_the_database_keeps_a_sent_application_with_its_reference(values: dict[str, Any], name: str) -> None:
    entering.ask_for_link(EMAIL, at=AT)
    draft = drafting.start(Applicant.objects.get(), at=AT)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ApplicationDraft.objects.filter(pk=draft.pk).update(**values)


def test_two_applications_have_no_reference_in_common() -> None:
    entering.ask_for_link(EMAIL, at=AT)
    applicant = Applicant.objects.get()
    sent = {"state": "sent", "reference": "OX-7K4M-2QX", "sent_on": AT.date(), "applicant": applicant}
    ApplicationDraft.objects.create(started_at=AT, saved_at=AT, **sent)
    with pytest.raises(IntegrityError, match="one_application_draft_a_reference"), transaction.atomic():
        ApplicationDraft.objects.create(started_at=AT, saved_at=AT + timedelta(days=1), **sent)
