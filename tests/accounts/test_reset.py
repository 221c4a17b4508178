"""A forgotten password: a link to the address, the same answer for everybody, not too often."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.test import Client

from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
FORGOTTEN = "/accounts/password/forgotten/"


@pytest.fixture
def head(noon):
    return make.user("head", password=make.PASSWORD)


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    def asking(email: str):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(FORGOTTEN, {"email": email})

    return asking


def link() -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.outbox[-1].body)[1]


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address_and_each_gets_one_message(ask, head):
    answers = [(a.status_code, a.headers["Location"]) for a in (ask(head.email), ask("stranger@example.org"))]
    assert answers == [(302, "/accounts/password/forgotten/sent/")] * 2
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([head.email], "Choose a new password for Oxle"),
        (["stranger@example.org"], "Choose a new password for Oxle"),
    ]
    assert "accounts/password/new" not in mail.outbox[1].body


def test_the_link_changes_the_password_once_and_ends_the_other_sessions(ask, head):
    elsewhere = make.signed_in(head)
    assert elsewhere.get("/account/").status_code == 200
    ask(head.email)
    url, browser = link(), Client()
    form = browser.get(url).headers["Location"]
    assert head.key not in form
    new = "a quite different one"
    done = browser.post(form, {"password1": new, "password2": new})
    assert done.headers["Location"] == "/accounts/password/new/done/"
    head.refresh_from_db()
    assert head.check_password(new)
    assert elsewhere.get("/account/").status_code == 302
    assert "This link no longer works" in Client().get(url).content.decode()


def test_the_link_lasts_an_hour(ask, head):
    ask(head.email)
    url = link()
    with mock.patch("django.contrib.auth.tokens.PasswordResetTokenGenerator._now") as now:
        now.return_value = datetime.now() + timedelta(minutes=61)
        assert "This link no longer works" in Client().get(url).content.decode()


def test_two_messages_an_hour_and_five_a_day_are_the_most_and_the_page_does_not_say(ask, head, monkeypatch):
    sent = []
    for minutes in [0, 1, 2, 61, 62, 122, 183, 184]:
        monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(minutes=minutes)).isoformat())
        assert ask(head.email).headers["Location"] == "/accounts/password/forgotten/sent/"
        sent.append(len(mail.outbox))
    assert sent == [1, 2, 2, 3, 4, 5, 5, 5]


def test_a_deactivated_person_gets_no_link(ask, head):
    head.is_active = False
    head.save()
    assert ask(head.email).status_code == 302
    assert "accounts/password/new" not in mail.outbox[0].body


def test_a_mail_server_that_fails_shows_nothing(ask, head):
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=SMTPServerDisconnected):
        assert ask(head.email).headers["Location"] == "/accounts/password/forgotten/sent/"


def test_passwords_that_differ_are_said_at_the_field(ask, head):
    ask(head.email)
    browser = Client()
    form = browser.get(link()).headers["Location"]
    page = browser.post(form, {"password1": "a quite different one", "password2": "another one entirely"})
    assert page.context["form"].errors == {"password2": ["You must type the same password each time."]}
