"""The base classes of pages: who may open one, one record for a double click, nothing typed ever lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from oxle.accounts.models import Organisation
from oxle.core.idempotency import new_token
from oxle.core.models import Submission
from tests import make
from tests.core import sample_pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.sample_pages")]
MAKE, ASK = "/sample/make/", "/sample/ask/"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T22:59:59+00:00")
    return make.signed_in(make.user("administrator", name="Example Boss"))


def names() -> list[str]:
    """The teams there are, apart from the administrator's own."""
    return list(Organisation.objects.exclude(name=make.NAMES["team"]).order_by("name").values_list("name", flat=True))


def error_of(page, field: str) -> str:
    """What the page says beside a field; the error summary must say it too, and lead there."""
    form = page.context["form"]
    [error] = form.errors[field]
    text = page.content.decode()
    assert f'<a href="#id_{field}">{error}</a>' in text
    assert f'id="id_{field}-error"' in text
    return error


# --- who may open a page ----------------------------------------------------------------------------------


def test_a_page_that_names_no_permission_cannot_be_opened(browser):
    with pytest.raises(TypeError, match="Unnamed names no permission"):
        browser.get("/sample/unnamed/")


def test_a_stranger_is_asked_to_sign_in_and_led_back(browser):
    assert Client().get("/sample/make/?a=1&b=2").headers["Location"] == (
        "/accounts/login/?next=/sample/make/%3Fa%3D1%26b%3D2"
    )
    assert Client().get("/sample/mine/").headers["Location"] == "/accounts/login/?next=/sample/mine/"


def test_a_page_for_anyone_is_open_to_a_stranger():
    assert Client().get("/sample/made/x/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_whoever_has_no_role_for_a_page_is_refused_whatever_they_send(method):
    officer = make.signed_in(make.user("attendance_officer"))
    assert getattr(officer, method)(MAKE).status_code == 403
    assert officer.get("/sample/mine/").status_code == 200


# --- a form with mistakes ---------------------------------------------------------------------------------


def test_a_mistake_is_shown_at_its_field_and_everything_typed_is_kept(browser):
    page = browser.post(MAKE, {"name": "", "since": "31/2/2026", "note": "<b>Łukasz’s</b> note"})
    assert page.status_code == 200
    assert error_of(page, "name") == "Enter the name"
    assert page.context["form"].errors["since"] == ["Since must be a real date"]
    text = page.content.decode()
    assert 'value="31/2/2026"' in text
    assert "&lt;b&gt;Łukasz’s&lt;/b&gt; note" in text
    assert names() == []


def test_the_form_is_told_the_day_it_is_in_england(browser):
    # One second before midnight in England, which is then an hour ahead of UTC.
    assert browser.get(MAKE).context["form"].on.isoformat() == "2026-09-15"
    page = browser.post(MAKE, {"name": "Early", "since": "2026-09-16"})
    assert page.context["form"].errors["since"] == ["Since must be today or in the past"]
    assert browser.post(MAKE, {"name": "Early", "since": "2026-09-15"}).status_code == 302


def test_what_the_domain_refuses_is_shown_at_its_field_and_nothing_it_wrote_stays(browser):
    page = browser.post(MAKE, {"name": "Forbidden", "note": "Kept", "once": new_token()})
    assert page.status_code == 200
    assert error_of(page, "name") == "A team may not be called Forbidden"
    assert page.context["form"]["note"].value() == "Kept"
    assert names() == []
    assert Submission.objects.count() == 0


def test_a_refusal_that_no_field_is_at_fault_for_is_in_the_summary(browser):
    page = browser.post(MAKE, {"name": "Untimely"})
    assert page.context["form"].non_field_errors() == ["No team may be made today"]
    assert page.content.decode().count("No team may be made today") == 1


# --- a double click ---------------------------------------------------------------------------------------


def test_the_second_click_leads_to_what_the_first_one_made(browser):
    sent = {"name": "New Team", "once": browser.get(MAKE).context["once"]}
    first = browser.post(MAKE, sent)
    second = browser.post(MAKE, sent)
    made = Organisation.objects.get(name="New Team")
    # By then the form would be wrong: there is a team of that name.
    assert [first.headers["Location"], second.headers["Location"]] == [f"/sample/made/{made.key}/"] * 2
    assert names() == ["New Team"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_record(monkeypatch):
    browser = make.signed_in(make.user("administrator"))
    sent = {"name": "New Team", "once": browser.get(MAKE).context["once"]}
    # Both have found their form right before either writes.
    monkeypatch.setattr(sample_pages.Make, "gate", Barrier(2, timeout=10))

    def click() -> str:
        window = Client()
        window.cookies = browser.cookies
        try:
            return window.post(MAKE, sent).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        led_to = [one.result() for one in [two.submit(click), two.submit(click)]]
    made = Organisation.objects.get(name="New Team")
    assert led_to == [f"/sample/made/{made.key}/"] * 2
    assert names() == ["New Team"]


def test_two_forms_make_two_records(browser):
    for name in ("One", "Two"):
        browser.post(MAKE, {"name": name, "once": browser.get(MAKE).context["once"]})
    assert names() == ["One", "Two"]


def test_a_form_that_had_a_mistake_keeps_its_token_and_may_be_sent_again(browser):
    token = browser.get(MAKE).context["once"]
    page = browser.post(MAKE, {"name": "", "once": token})
    assert page.context["once"] == token
    refused = browser.post(MAKE, {"name": "Forbidden", "once": token})
    assert refused.context["once"] == token
    assert browser.post(MAKE, {"name": "New Team", "once": token}).status_code == 302
    assert list(Submission.objects.values_list("token", flat=True)) == [token]


def test_a_form_that_asks_once_more_has_made_nothing_and_says_nothing_was_done(browser):
    token = browser.get(ASK).context["once"]
    page = browser.post(ASK, {"name": "New Team", "once": token})
    assert (page.status_code, page.context["once"], page.context["submit_label"]) == (200, token, "Yes, make it")
    assert list(page.context["messages"]) == []
    assert names() == []
    made = browser.post(ASK, {"name": "New Team", "once": token, "sure": "yes"}, follow=True)
    assert [str(message) for message in made.context["messages"]] == ["The team has been made"]
    assert names() == ["New Team"]


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "\x00" * 14, "23456789bcdfg\x00", "ДДДДДДДДДДДДДД"])
def test_a_token_that_is_none_of_ours_is_as_good_as_no_token(browser, token):
    assert browser.post(MAKE, {"name": "New Team", "once": token}).status_code == 302
    assert Submission.objects.count() == 0
    # And a form shown again gets one of ours.
    assert len(browser.post(MAKE, {"name": "", "once": token}).context["once"]) == 14


# --- what can be done once ----------------------------------------------------------------------------------


def close(team: Organisation) -> str:
    return f"/sample/close/{team.key}/"


def test_a_second_click_on_what_can_be_done_once_goes_where_the_first_one_went(browser, team):
    sent = {"once": browser.get(close(team)).context["once"]}
    first, second = (browser.post(close(team), sent) for _ in range(2))
    assert [first.headers["Location"], second.headers["Location"]] == [f"/sample/made/{team.key}/"] * 2
    said = [str(message) for message in browser.get(second.headers["Location"]).context["messages"]]
    assert said == ["The team is closed"] * 2


def test_whoever_opened_another_page_or_is_somebody_else_is_told_that_it_is_done_already(browser, team):
    pages = [browser.get(close(team)) for _ in range(2)]
    other = make.signed_in(make.user("administrator", make.organisation(name="Third Name")))
    browser.post(close(team), {"once": pages[0].context["once"]})
    late = [
        browser.post(close(team), {"once": pages[1].context["once"]}),
        browser.post(close(team), {}),
        other.post(close(team), {"once": pages[0].context["once"]}),
    ]
    assert [page.context["form"].non_field_errors() for page in late] == [["This team is closed already"]] * 3


def test_what_is_sent_about_ones_own_account_leaves_no_trace_for_a_second_click(browser, team):
    page = browser.get(f"/sample/close-own/{team.key}/")
    assert page.context["once"] == ""
    browser.post(f"/sample/close-own/{team.key}/", {"once": new_token()})
    assert Submission.objects.count() == 0


# --- two who edit -----------------------------------------------------------------------------------------


@pytest.fixture
def team() -> Organisation:
    return make.organisation(name="First Name")


def rename(team: Organisation) -> str:
    return f"/sample/rename/{team.key}/"


def test_an_edit_is_saved_and_the_page_says_so(browser, team):
    version = browser.get(rename(team)).context["version"]
    page = browser.post(rename(team), {"name": "My Name", "version": version}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["The team has a new name"]
    assert names() == ["My Name"]


def test_a_second_editor_sees_both_texts_and_loses_neither(browser, team):
    mine, theirs = (browser.get(rename(team)).context["version"] for _ in range(2))
    browser.post(rename(team), {"name": "Their <Name>", "version": theirs})
    page = browser.post(rename(team), {"name": "My <Name>", "version": mine})
    assert page.status_code == 409
    assert [(row["label"], row["yours"], row["theirs"]) for row in page.context["rows"]] == [
        ("Name", "My <Name>", "Their <Name>")
    ]
    text = page.content.decode()
    assert "My &lt;Name&gt;" in text
    assert "Their &lt;Name&gt;" in text
    assert '<input type="hidden" name="version" value="2">' in text
    assert names() == ["Their <Name>"]
    # Having seen theirs, they may still save their own.
    assert browser.post(rename(team), {"name": "My <Name>", "version": "2"}).status_code == 302
    assert names() == ["My <Name>"]


def test_a_second_click_on_an_edit_goes_where_the_first_one_went_and_says_that_it_is_saved(browser, team):
    sent = {"name": "My Name", "version": browser.get(rename(team)).context["version"]}
    first = browser.post(rename(team), sent)
    second = browser.post(rename(team), sent)
    assert [first.headers["Location"], second.headers["Location"]] == [f"/sample/made/{team.key}/"] * 2
    team.refresh_from_db()
    assert (team.name, team.version) == ("My Name", 2)
    said = [str(message) for message in browser.get(second.headers["Location"]).context["messages"]]
    assert said == ["The team has a new name"] * 2


def test_another_text_or_another_person_is_no_second_click(browser, team):
    sent = {"name": "My Name", "version": browser.get(rename(team)).context["version"]}
    browser.post(rename(team), sent)
    other = make.signed_in(make.user("administrator", make.organisation(name="Third Name")))
    answers = [browser.post(rename(team), {**sent, "name": "My new name"}), other.post(rename(team), sent)]
    assert [answer.status_code for answer in answers] == [409, 409]


def test_what_was_sent_and_not_saved_is_no_first_click(browser, team):
    sent = {"name": "My Name", "version": browser.get(rename(team)).context["version"]}
    browser.post(rename(team), {**sent, "name": "Theirs"})
    assert [browser.post(rename(team), sent).status_code for _ in range(2)] == [409, 409]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_save_an_edit_once_and_show_nobody_the_page_of_two_editors(monkeypatch):
    team, browser = make.organisation(name="First Name"), make.signed_in(make.user("administrator"))
    sent = {"name": "My Name", "version": browser.get(rename(team)).context["version"]}
    monkeypatch.setattr(sample_pages.Rename, "gate", Barrier(2, timeout=10))

    def click() -> str:
        window = Client()
        window.cookies = browser.cookies
        try:
            return window.post(rename(team), sent).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        led_to = [one.result() for one in [two.submit(click), two.submit(click)]]
    team.refresh_from_db()
    assert (led_to, team.name, team.version) == ([f"/sample/made/{team.key}/"] * 2, "My Name", 2)


def test_a_mistake_in_between_does_not_hide_that_somebody_else_was_faster(browser, team):
    mine = browser.get(rename(team)).context["version"]
    browser.post(rename(team), {"name": "Theirs", "version": mine})
    page = browser.post(rename(team), {"name": "", "version": mine})
    assert str(page.context["version"]) == str(mine)
    assert browser.post(rename(team), {"name": "Mine", "version": page.context["version"]}).status_code == 409
    assert names() == ["Theirs"]


@pytest.mark.parametrize("version", ["", "none", "0", "-1", "9" * 30])
def test_an_edit_that_does_not_say_what_it_saw_overwrites_nothing(browser, team, version):
    assert browser.post(rename(team), {"name": "My Name", "version": version}).status_code == 409
    assert names() == ["First Name"]
