"""A session ends an hour after its last use and twelve hours after it began."""

from datetime import timedelta

import pytest

from oxle.accounts.models import Session
from oxle.accounts.tasks import forget_old
from oxle.core.pages import TYPED_IS_HERE
from oxle.core.typed import MARK, TYPED, mark
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
DETAILS = "/account/details/"


@pytest.fixture
def browser(noon):
    browser = make.signed_in(make.user("head", password=make.PASSWORD))
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
    response = browser.post(DETAILS, {"name": "Another Name", "version": "1"})
    assert response.headers["Location"] == f"/accounts/login/?next={DETAILS}"
    assert make.User.objects.get().name == "Example head"


def typed_here(by: str = "head", **typed: str) -> dict[str, str]:
    """What is sent from a page that somebody opened while they were signed in."""
    return {"name": "Another Name", "version": "1", MARK: mark(make.User.objects.get(name=f"Example {by}")), **typed}


def sign_in(browser, name: str) -> None:
    """Somebody of a school signs in, in a browser in which nobody is signed in."""
    browser.post("/accounts/login/", {"login": f"example.{name}@example.org", "password": make.PASSWORD})


@pytest.fixture
def left(browser, monkeypatch):
    """The browser of somebody who sent a form when the hour was over."""
    at(monkeypatch, minutes=61)
    browser.post(DETAILS, typed_here())
    return browser


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_and_saved_only_when_sent(left):
    page = left.get("/accounts/login/")
    assert [str(message) for message in page.context["messages"]] == [
        "You were signed out because you had not used the service for a while. What you typed is kept: sign in to go "
        "on with it."
    ]
    sign_in(left, "head")
    page = left.get(DETAILS)
    assert page.context["form"]["name"].value() == "Another Name"
    assert [str(message) for message in page.context["messages"]] == [TYPED_IS_HERE]
    assert make.User.objects.get().name == "Example head"
    left.post(DETAILS, {"name": "Another Name", "version": page.context["version"]})
    assert make.User.objects.get().name == "Another Name"
    assert list(left.get(DETAILS).context["messages"]) != [TYPED_IS_HERE]
    assert TYPED not in left.session


def test_what_was_typed_is_shown_on_its_own_page_only(left):
    sign_in(left, "head")
    assert "Another Name" not in left.get("/account/").content.decode()


def test_what_somebody_typed_is_never_shown_to_the_next_person_in_the_same_browser(left):
    make.user("school_attendance_lead", password=make.PASSWORD)
    sign_in(left, "school.attendance.lead")
    assert left.get(DETAILS).context["form"]["name"].value() == "Example school attendance lead"
    assert TYPED not in left.session


KEPT = "You were signed out before this was saved. What you typed is kept: sign in to go on with it."


@pytest.mark.parametrize("ended", ["signed out in another tab", "ended from the list of one’s sessions"])
def test_what_is_sent_after_the_session_ended_elsewhere_comes_back_after_signing_in(browser, ended):
    sent = typed_here()
    if ended == "signed out in another tab":
        browser.post("/accounts/logout/")
    else:
        Session.objects.all().delete()
    answer = browser.post(DETAILS, sent)
    assert answer.headers["Location"] == f"/accounts/login/?next={DETAILS}"
    assert [str(one) for one in browser.get("/accounts/login/").context["messages"]] == [KEPT]
    sign_in(browser, "head")
    page = browser.get(DETAILS)
    assert page.context["form"]["name"].value() == "Another Name"
    assert [str(message) for message in page.context["messages"]] == [TYPED_IS_HERE]
    assert make.User.objects.get().name == "Example head"


def test_what_is_sent_from_anothers_page_is_kept_for_whoever_opened_it_and_never_shown_to_who_signed_in_since(browser):
    make.user("school_attendance_lead", password=make.PASSWORD)
    browser.post("/accounts/logout/")
    browser.post(DETAILS, typed_here(by="school attendance lead"))
    sign_in(browser, "head")
    assert browser.get(DETAILS).context["form"]["name"].value() == "Example head"
    assert TYPED not in browser.session


@pytest.mark.parametrize("mark_", ["", "forged", "n0t4kEy:forged"])
def test_what_comes_from_no_page_of_ours_is_not_kept(browser, mark_):
    browser.post("/accounts/logout/")
    answer = browser.post(DETAILS, typed_here() | {MARK: mark_})
    assert answer.headers["Location"] == f"/accounts/login/?next={DETAILS}"
    assert TYPED not in browser.session


@pytest.fixture
def strict(browser):
    """A browser whose forms must carry the session's token, in which somebody signed out and in again elsewhere."""
    browser.handler.enforce_csrf_checks = True
    return browser


def test_what_is_sent_from_before_one_signed_in_again_in_another_tab_is_shown_to_be_sent_again(strict):
    answer = strict.post(DETAILS, typed_here())
    assert (answer.status_code, answer.headers["Location"]) == (302, DETAILS)
    page = strict.get(DETAILS)
    assert page.context["form"]["name"].value() == "Another Name"
    assert [str(message) for message in page.context["messages"]] == [TYPED_IS_HERE]
    assert make.User.objects.get().name == "Example head"


def test_what_another_person_typed_before_is_refused_and_not_shown(strict):
    make.user("school_attendance_lead", password=make.PASSWORD)
    answer = strict.post(DETAILS, typed_here(by="school attendance lead"))
    assert answer.status_code == 403
    assert TYPED not in strict.session
    assert strict.get(DETAILS).context["form"]["name"].value() == "Example head"


def test_every_form_says_whose_it_is(browser):
    whose = mark(make.User.objects.get())
    assert f'<input type="hidden" name="{MARK}" value="{whose}">' in browser.get(DETAILS).content.decode()


def test_what_was_typed_over_lunch_is_kept_although_ended_sessions_are_forgotten_every_hour(browser, monkeypatch):
    at(monkeypatch, hours=4)
    forget_old()
    browser.post(DETAILS, typed_here())
    sign_in(browser, "head")
    assert browser.get(DETAILS).context["form"]["name"].value() == "Another Name"


def test_a_page_whose_own_clock_says_that_the_hour_is_over_signs_out_and_does_nothing_else(browser, monkeypatch):
    at(monkeypatch, minutes=59)
    answer = browser.post(f"{DETAILS}?time_out", {"name": "Another Name", "version": "1"})
    assert answer.headers["Location"] == f"/accounts/login/?next={DETAILS}"
    assert make.User.objects.get().name == "Example head"
    assert browser.get("/account/").status_code == 302


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
    at(monkeypatch, hours=12)
    forget_old()
    assert list(Session.objects.values_list("user__name", flat=True)) == ["Example school attendance lead"]
