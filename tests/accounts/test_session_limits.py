"""A session ends an hour after its last use and twelve hours after it began."""

from datetime import timedelta

import pytest

from oxle.accounts.models import Session
from oxle.accounts.tasks import forget_old
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(noon):
    browser = make.signed_in(make.user("head"))
    assert browser.get("/account/").status_code == 200
    return browser


def at(monkeypatch, **after: int) -> None:
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(**after)).isoformat())


def test_after_59_minutes_one_is_still_signed_in(browser, monkeypatch):
    at(monkeypatch, minutes=59)
    assert browser.get("/account/").status_code == 200


def test_after_60_minutes_without_use_one_is_asked_to_sign_in_and_comes_back_to_the_page(browser, monkeypatch):
    at(monkeypatch, minutes=60)
    response = browser.get("/account/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/account/")
    page = browser.get(response.headers["Location"])
    said = [str(message) for message in page.context["messages"]]
    assert said == ["You were signed out because you had not used the service for a while"]


def test_staying_signed_in_starts_the_hour_again(browser, monkeypatch):
    at(monkeypatch, minutes=56)
    assert browser.post("/account/keep-alive/").status_code == 204
    at(monkeypatch, minutes=115)
    assert browser.get("/account/").status_code == 200
    at(monkeypatch, minutes=176)
    assert browser.get("/account/").status_code == 302


def test_after_twelve_hours_one_signs_in_again_however_busy_one_was(browser, monkeypatch):
    for minutes in range(50, 720, 50):
        at(monkeypatch, minutes=minutes)
        assert (minutes, browser.get("/account/").status_code) == (minutes, 200)
    at(monkeypatch, hours=12)
    assert browser.get("/account/").status_code == 302


def test_a_form_sent_after_the_hour_changes_nothing(browser, monkeypatch):
    at(monkeypatch, minutes=61)
    response = browser.post("/account/details/", {"name": "Another Name", "version": "1"})
    assert response.headers["Location"] == "/accounts/login/"
    assert make.User.objects.get().name == "Example head"


def test_use_is_written_down_at_most_every_half_minute(browser, monkeypatch, django_assert_num_queries):
    seen = Session.objects.get().seen_at
    at(monkeypatch, seconds=29)
    browser.get("/account/")
    assert Session.objects.get().seen_at == seen
    at(monkeypatch, seconds=30)
    browser.get("/account/")
    assert Session.objects.get().seen_at == seen + timedelta(seconds=30)


def test_a_page_tells_the_browser_when_to_warn(browser):
    page = browser.get("/account/").content.decode()
    assert 'data-idle-minutes="60" data-warn-minutes="5"' in page
    assert 'action="/account/keep-alive/"' in page


def test_ended_sessions_are_forgotten_and_live_ones_kept(browser, monkeypatch):
    other = make.signed_in(make.user("school_attendance_lead"))
    at(monkeypatch, minutes=30)
    other.get("/account/")
    at(monkeypatch, minutes=61)
    forget_old()
    assert list(Session.objects.values_list("user__name", flat=True)) == ["Example school attendance lead"]
