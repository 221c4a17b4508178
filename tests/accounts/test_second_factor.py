"""Council staff have a second factor before they see anything; what proves it works once; what is kept is encrypted."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from oxle.accounts import actions
from oxle.accounts.models import SignIn, User
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
LOGIN, SECOND, WAYS = "/accounts/login/", "/accounts/login/second-factor/", "/accounts/ways/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, periods: int = 0) -> str:
    """What an authenticator app shows now, or some half-minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


@pytest.fixture
def officer(noon) -> User:
    return make.user("attendance_officer", password=make.PASSWORD)


def password_given(user: User) -> Client:
    browser = Client()
    answer = browser.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    assert answer.headers["Location"] == SECOND
    return browser


def test_council_staff_without_a_second_factor_are_led_to_set_one_up_whatever_they_ask_for(officer):
    browser = Client()
    browser.post(LOGIN, {"login": officer.email, "password": make.PASSWORD})
    for path in ["/", "/account/", "/roles/", "/accounts/password/change/"]:
        assert (path, browser.get(path).headers["Location"]) == (path, WAYS)
    page = browser.get(WAYS)
    assert (page.status_code, page.context["needed"]) == (200, True)


def test_school_staff_are_not_asked_for_one(noon):
    head = make.user("head", password=make.PASSWORD)
    browser = Client()
    browser.post(LOGIN, {"login": head.email, "password": make.PASSWORD})
    assert browser.get("/account/").status_code == 200


def test_school_staff_who_are_given_a_council_role_are_asked_on_their_next_page(noon):
    head, boss = make.user("head"), make.user("administrator")
    browser = Client()
    browser.force_login(head)
    assert browser.get("/account/").status_code == 200
    actions.give_role(head, make.organisation("team"), "attendance_officer", by=boss, on=NOON.date())
    assert browser.get("/account/").headers["Location"] == WAYS


def test_setting_up_an_app_right_after_signing_in_asks_for_its_first_code_only_and_gives_recovery_codes(officer):
    browser = Client()
    browser.post(LOGIN, {"login": officer.email, "password": make.PASSWORD})
    page = browser.get("/accounts/ways/app/")
    secret = page.context["form"].secret
    assert page.context["key_rows"][0]["value"].replace(" ", "") == secret
    wrong = browser.post("/accounts/ways/app/", {"code": "000000"})
    assert wrong.context["form"].errors == {
        "code": ["The code is not right. Codes change every 30 seconds and each works once"]
    }
    done = browser.post("/accounts/ways/app/", {"code": code(secret)})
    assert done.headers["Location"] == "/accounts/ways/codes/"
    codes = browser.get("/accounts/ways/codes/").context["unused_codes"]
    assert (len(codes), len(set(codes))) == (10, 10)
    assert browser.get("/account/").status_code == 200


def test_secrets_of_apps_and_recovery_codes_are_not_in_the_database_in_clear(officer):
    with_app(officer)
    for authenticator in Authenticator.objects.all():
        assert SECRET not in str(authenticator.data)
        assert str(authenticator.data.get("secret") or authenticator.data["seed"]).startswith("gAAAA")


def test_the_password_alone_does_not_sign_in_somebody_with_an_app(officer):
    browser = password_given(with_app(officer))
    assert browser.get("/account/").status_code == 302
    assert "_auth_user_id" not in browser.session
    assert not SignIn.objects.filter(ok=True).exists()


def test_a_code_signs_in_once_and_a_second_time_never(officer):
    with_app(officer)
    shown = code()
    assert password_given(officer).post(SECOND, {"code": shown}).headers["Location"] == "/"
    again = password_given(officer).post(SECOND, {"code": shown})
    assert again.context["form"].errors == {
        "code": ["The code is not right. Codes change every 30 seconds and each works once"]
    }
    assert list(SignIn.objects.order_by("pk").values_list("ok", "method", "why")) == [
        (True, "password", ""),
        (False, "password", "wrong second factor"),
    ]


@pytest.mark.parametrize(("periods", "status"), [(-2, 200), (-1, 302), (1, 302), (2, 200)])
def test_a_code_may_be_half_a_minute_old_or_early_and_no_more(officer, periods, status, monkeypatch):
    with_app(officer)
    now = time.time() // 30 * 30 + 15
    monkeypatch.setattr(time, "time", lambda: now)
    assert password_given(officer).post(SECOND, {"code": code(periods=periods)}).status_code == status


def test_a_used_code_stays_used_for_as_long_as_it_would_be_good(officer, monkeypatch):
    with_app(officer)
    moment = time.time() // 30 * 30 + 1
    monkeypatch.setattr(time, "time", lambda: moment)
    shown = code(periods=1)
    assert password_given(officer).post(SECOND, {"code": shown}).status_code == 302
    moment += 45
    # What allauth remembers by itself has run out by now; the cache goes by another clock than this test's.
    assert cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={shown}")
    assert password_given(officer).post(SECOND, {"code": shown}).status_code == 200


def test_a_recovery_code_signs_in_once(officer):
    with_app(officer)
    one = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert password_given(officer).post(SECOND, {"code": one}).headers["Location"] == "/"
    assert password_given(officer).post(SECOND, {"code": one}).status_code == 200


def test_the_seventh_code_in_a_minute_is_refused_unread_even_when_it_is_right(officer):
    browser = password_given(with_app(officer))
    answers = [browser.post(SECOND, {"code": "000000"}).status_code for _ in range(6)]
    assert (answers, browser.post(SECOND, {"code": code()}).status_code) == ([200] * 6, 429)


def test_council_staff_cannot_remove_their_only_second_factor_but_can_swap_it(officer):
    with_app(officer)
    browser = make.signed_in(officer)
    remove = "/accounts/ways/app/remove/"
    page = browser.post(remove)
    assert page.context["form"].non_field_errors() == [
        "You must keep one. Set up another way before you remove this one"
    ]
    passkey = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "Laptop", "credential": {}})
    assert browser.post(remove).headers["Location"] == WAYS
    kept = f"/accounts/ways/passkeys/{passkey.pk}/remove/"
    assert browser.post(kept).headers["Location"] == "/accounts/ways/passkeys/"
    assert list(Authenticator.objects.values_list("type", flat=True).order_by("type")) == ["recovery_codes", "webauthn"]


def test_school_staff_may_remove_theirs(noon):
    head = with_app(make.user("head", password=make.PASSWORD))
    assert make.signed_in(head).post("/accounts/ways/app/remove/").headers["Location"] == WAYS
    assert not Authenticator.objects.exists()


def test_some_time_after_signing_in_the_password_is_asked_again_before_the_ways_change(officer, monkeypatch):
    with_app(officer)
    browser = make.signed_in(officer)
    browser.get("/account/")
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(minutes=11)).isoformat())
    codes = "/accounts/ways/codes/"
    asked = browser.get(codes).headers["Location"]
    assert asked == f"/accounts/confirm/?next={codes.replace('/', '%2F')}"
    assert browser.post(asked, {"password": "wrong", "next": codes}).context["form"].errors == {
        "password": ["Your password is not right"]
    }
    assert browser.post(asked, {"password": make.PASSWORD, "next": codes}).headers["Location"] == codes
    assert browser.get(codes).status_code == 200


def test_an_administrator_can_take_a_lost_second_factor_away_which_signs_its_owner_out(officer):
    with_app(officer)
    boss = make.user("administrator")
    browser = make.signed_in(officer)
    assert browser.get("/account/").status_code == 200
    actions.remove_second_factor(officer, by=boss)
    assert browser.get("/account/").status_code == 302
    assert not Authenticator.objects.exists()
    browser.post(LOGIN, {"login": officer.email, "password": make.PASSWORD})
    assert browser.get("/account/").headers["Location"] == WAYS
