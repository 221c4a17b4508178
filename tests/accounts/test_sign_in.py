"""Signing in with a password: who may, what it costs, what is written down, what is given away."""

import threading
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.urls import reverse

from oxle.accounts import limits
from oxle.accounts.models import SignIn
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def school_lead(noon):
    return make.user("school_attendance_lead", password=make.PASSWORD)


def sign_in(client: Client, email: str, password: str = make.PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def tries() -> list[tuple]:
    return list(SignIn.objects.order_by("pk").values_list("user__email", "ok", "method", "why"))


def test_the_right_password_leads_to_the_first_page_and_is_written_down(client, school_lead):
    response = sign_in(client, school_lead.email)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(school_lead.pk)
    assert tries() == [(school_lead.email, True, "password", "")]


def test_an_address_is_the_same_however_it_is_written(client, school_lead):
    assert sign_in(client, f" {school_lead.email.upper()} ").status_code == 302


def test_the_page_leads_on_to_what_was_asked_for_but_never_to_another_site(client, school_lead):
    asked = client.post(LOGIN, {"login": school_lead.email, "password": make.PASSWORD, "next": "/account/"})
    assert asked.headers["Location"] == "/account/"
    client.logout()
    asked = client.post(LOGIN, {"login": school_lead.email, "password": make.PASSWORD, "next": "https://evil.example/"})
    assert asked.headers["Location"] == reverse("home")


def shown_errors(response) -> list[str]:
    return response.context["form"].non_field_errors()


def test_a_wrong_password_an_unknown_address_and_a_deactivated_person_get_the_same_answer(client, school_lead):
    gone = make.user("head", password=make.PASSWORD)
    gone.is_active = False
    gone.save()
    answers = [
        sign_in(client, school_lead.email, "not the password"),
        sign_in(client, "stranger@example.org"),
        sign_in(client, gone.email),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    said = ["Check your email address and password: one of them is not right"]
    assert [shown_errors(answer) for answer in answers] == [said, said, said]
    assert tries() == [
        (school_lead.email, False, "password", "wrong password"),
        (None, False, "password", "nobody has this address"),
        (gone.email, False, "password", "deactivated"),
    ]


def test_an_unknown_address_costs_one_hash_as_a_known_one_does(client, school_lead):
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode", wraps=None) as hashed:
        hashed.side_effect = lambda password, salt, iterations=None: "pbkdf2_sha256$1$salt$never"
        sign_in(client, school_lead.email, "not the password")
        known = hashed.call_count
        sign_in(client, "stranger@example.org", "not the password")
    assert (known, hashed.call_count - known) == (1, 1)


def test_somebody_who_has_not_accepted_their_invitation_costs_one_hash_too(client, noon):
    invited = make.user("head")
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode") as hashed:
        hashed.side_effect = lambda password, salt, iterations=None: "pbkdf2_sha256$1$salt$never"
        answer = sign_in(client, invited.email, "anything at all")
    assert (hashed.call_count, answer.status_code) == (1, 200)


def test_an_address_that_is_nobodys_is_kept_nowhere_in_clear(client, school_lead):
    sign_in(client, "very.private@example.org")
    with connection.cursor() as cursor:
        for table in ["accounts_signin", "core_attempt", "audit_change"]:
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%%very.private%%'")  # noqa: S608
            assert (table, cursor.fetchone()[0]) == (table, 0)


def test_the_seventh_try_in_a_minute_for_one_address_is_refused_without_a_hash(client, school_lead, monkeypatch):
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode") as hashed:
        hashed.side_effect = lambda password, salt, iterations=None: "pbkdf2_sha256$1$salt$never"
        answers = [sign_in(client, school_lead.email, "wrong").status_code for _ in range(6)]
        spent = hashed.call_count
        seventh = sign_in(client, school_lead.email)
    assert (answers, seventh.status_code, hashed.call_count - spent) == ([200] * 6, 429, 0)
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(seconds=61)).isoformat())
    assert sign_in(client, school_lead.email).status_code == 302


def test_the_limit_holds_for_an_unknown_address_too_so_that_it_tells_nothing(client, school_lead):
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode", return_value="pbkdf2_sha256$1$s$never"):
        answers = [sign_in(client, "stranger@example.org", "wrong").status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]


def test_twenty_tries_an_hour_are_the_most_for_one_address(client, school_lead, monkeypatch):
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode", return_value="pbkdf2_sha256$1$s$never"):
        answers = []
        for number in range(21):
            monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(minutes=2 * number)).isoformat())
            answers.append(sign_in(client, school_lead.email, "wrong").status_code)
    assert answers == [200] * 20 + [429]


def test_one_place_may_try_sixty_times_a_minute_over_all_addresses(client, school_lead):
    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode", return_value="pbkdf2_sha256$1$s$never"):
        answers = [sign_in(client, f"stranger{number}@example.org", "x").status_code for number in range(61)]
        elsewhere = client.post(LOGIN, {"login": "x@example.org", "password": "x"}, REMOTE_ADDR="192.0.2.9")
    assert (answers, elsewhere.status_code) == ([200] * 60 + [429], 200)


@pytest.mark.django_db(transaction=True)
def test_ten_tries_at_once_for_one_address_are_still_no_more_than_six(noon):
    head, answers = make.user("head"), []
    together = threading.Barrier(10)

    def attempt() -> None:
        browser = Client()
        together.wait()
        answers.append(sign_in(browser, head.email, "wrong").status_code)
        connection.close()

    with mock.patch.object(hashers.PBKDF2PasswordHasher, "encode", return_value="pbkdf2_sha256$1$s$never"):
        threads = [threading.Thread(target=attempt) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [200] * 6 + [429] * 4


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (None, "203.0.113.9", "192.0.2.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.9, 198.51.100.4", "198.51.100.4"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "not an address", "no address"),
    ],
)
def test_a_forwarded_address_counts_only_when_our_own_proxy_wrote_it(settings, rf, behind_proxy, forwarded, counted):
    settings.SECURE_PROXY_SSL_HEADER = behind_proxy
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert limits.place(request) == counted


def test_signing_out_takes_a_press_of_a_button_not_a_link(client, school_lead):
    browser = make.signed_in(school_lead)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.session["_auth_user_id"] == str(school_lead.pk)
    assert browser.post("/accounts/logout/").headers["Location"] == LOGIN
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/accounts/email/", "/accounts/3rdparty/", "/accounts/social/signup/"]
)
def test_nobody_signs_up_or_adds_addresses_because_those_pages_do_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_signed_in_pages_and_the_page_of_signing_in_are_kept_by_no_cache(school_lead):
    browser = make.signed_in(school_lead)
    assert browser.get("/account/").headers["Cache-Control"] == "no-store"
    assert "no-store" in Client().get(LOGIN).headers["Cache-Control"]
