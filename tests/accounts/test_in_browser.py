"""Signing in as people do it, in a real Chromium: passkeys, the app's codes, every page at two widths."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from oxle.accounts import actions, demo
from oxle.accounts.models import SignIn, User
from oxle.core import dates
from tests import make
from tests.browser import Visitor, chromium, in_browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser, live_server) -> Iterator[Any]:
    """Opens a window of somebody's; `client` is whose session it has, nobody's without."""
    # A passkey belongs to a host by name: browsers refuse one for an address of numbers.
    assert live_server.url.startswith("http://localhost:")
    visitors = []

    def visiting(client=None, *, width: int = 1280) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, client, width=width))
        return visitors[-1]

    yield visiting
    for visitor in visitors:
        visitor.context.close()


def with_authenticator(visitor: Visitor) -> Any:
    """Give the window a computer that knows its user by fingerprint; returns what removes it and its passkeys."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda: devtools.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})


def sign_in(visitor: Visitor, user: User) -> None:
    visitor.open("/accounts/login/")
    visitor.fill("Email address", user.email)
    visitor.fill("Password", make.PASSWORD)
    visitor.press("Sign in")


def path(visitor: Visitor) -> str:
    return "/" + visitor.page.url.split("/", 3)[3].split("?")[0]


@in_browser
def test_a_new_officer_comes_in_by_invitation_sets_up_a_passkey_and_signs_in_with_it_alone(visit, monkeypatch):
    boss = make.user("administrator", name="Example Boss")
    actions.invite(
        email="new.officer@example.org",
        name="New Officer",
        organisation=make.organisation("team"),
        role="attendance_officer",
        by=boss,
        at=dates.now(),
    )
    invitation = re.search(r"(/invitation/\S+)", mail.outbox[0].body)[1]
    officer = visit()
    forget = with_authenticator(officer)
    officer.open(invitation)
    officer.fill("Password", make.PASSWORD)
    officer.press("Continue")
    assert path(officer) == "/accounts/ways/"
    officer.press("Set up a passkey")
    officer.fill("Name of this passkey", "Work laptop")
    officer.press("Continue")
    assert path(officer) == "/accounts/ways/codes/"
    officer.press("Continue")
    officer.open("/account/")
    officer.open("/accounts/ways/passkeys/")
    officer.press("Sign out")
    assert path(officer) == "/accounts/login/"

    officer.press("Sign in with a passkey")
    officer.open("/account/")
    assert list(SignIn.objects.order_by("pk").values_list("user__name", "ok", "method")) == [
        ("New Officer", True, "invitation"),
        ("New Officer", True, "passkey"),
    ]

    officer.press("Sign out")
    sign_in(officer, User.objects.get(name="New Officer"))
    assert path(officer) == "/accounts/login/second-factor/"
    officer.press("Use a passkey")
    officer.open("/account/")

    # Some time later, the recovery codes are shown only to somebody who proves again who they are.
    monkeypatch.setenv("OXLE_NOW", (dates.now() + timedelta(minutes=11)).isoformat())
    officer.open("/accounts/ways/codes/")
    assert path(officer) == "/accounts/confirm/"
    officer.press("Use a code", role="link")
    officer.press("Use a passkey", role="link")
    officer.press("Use a passkey")
    assert path(officer) == "/accounts/ways/codes/"

    officer.press("Sign out")
    forget()
    officer.page.get_by_role("button", name="Sign in with a passkey").click()
    officer.page.get_by_role("heading", name="The passkey was not used").wait_for()
    officer.look()


@in_browser
def test_a_passkey_of_a_deactivated_person_opens_nothing(visit):
    boss, officer = make.user("administrator"), make.user("attendance_officer", password=make.PASSWORD)
    visitor = visit()
    with_authenticator(visitor)
    sign_in(visitor, officer)
    visitor.press("Set up a passkey")
    visitor.press("Continue")
    actions.deactivate(User.objects.get(pk=officer.pk), by=boss, on=dates.today())
    visitor.open("/accounts/login/")
    with visitor.page.expect_navigation(url="**/no-access/"):
        visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.troubles.clear()
    visitor.look()
    assert SignIn.objects.order_by("pk").values_list("ok", "method", "why").last() == (False, "passkey", "deactivated")


@in_browser
def test_an_officer_sets_up_an_app_by_typing_its_key_and_signs_in_with_its_code(visit):
    officer = make.user("attendance_officer", password=make.PASSWORD)
    visitor = visit()
    sign_in(visitor, officer)
    visitor.press("Set up an authenticator app")
    key = visitor.page.locator(".govuk-summary-list__value").inner_text().replace(" ", "")

    def shown(periods: int) -> str:
        return format_hotp_value(hotp_value(key, int(time.time()) // 30 + periods))

    visitor.fill("Code", "000000")
    visitor.press("Continue")
    assert visitor.page.locator(".govuk-error-summary a").inner_text() == (
        "The code is not right. Codes change every 30 seconds and each works once"
    )
    visitor.fill("Code", shown(0))
    visitor.press("Continue")
    codes = visitor.page.locator(".oxle-codes code").all_inner_texts()
    assert (len(codes), Authenticator.objects.filter(user=officer).count()) == (10, 2)
    visitor.open("/accounts/ways/")
    visitor.open("/accounts/ways/codes/new/")
    visitor.open("/accounts/ways/app/remove/")
    visitor.press("Sign out")
    sign_in(visitor, officer)
    visitor.fill("Code", codes[0])
    visitor.press("Continue")
    visitor.open("/account/")


@in_browser
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_administrator_is_accessible_at_this_width(visit, width):
    boss = make.user("administrator", name="Example Boss", password=make.PASSWORD)
    head = make.user("head", name="Example Head " + "Longname" * 20, email="head@example.org", password=make.PASSWORD)
    make.user("attendance_officer", name="Waiting Officer")
    school = make.organisation("school")
    boss_window = visit(make.signed_in(boss), width=width)
    for page in [
        "/users/",
        "/users/?q=nobody&status=invited",
        "/users/invite/",
        f"/users/{head.key}/",
        f"/users/{boss.key}/",
        f"/users/{head.key}/details/",
        f"/users/{head.key}/roles/give/",
        f"/users/{head.key}/roles/{school.key}/head/end/",
        f"/users/{head.key}/deactivate/",
        f"/users/{head.key}/invite-again/",
        f"/users/{head.key}/second-factor/",
        "/organisations/",
        "/organisations/add/",
        f"/organisations/{school.key}/",
        f"/organisations/{school.key}/attest/",
        "/roles/",
        "/account/",
        "/account/details/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ]:
        boss_window.open(page)
    boss_window.open("/users/invite/")
    boss_window.press("Send invitation")
    boss_window.open(f"/users/{boss.key}/deactivate/")
    boss_window.press("Deactivate")


@in_browser
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_before_signing_in_is_accessible_at_this_width(visit, width):
    demo.make_demo_person(
        "alex@demo.example", "Alex Example", "attendance_officer", make.organisation("team"), dates.today()
    )
    window = visit(width=width)
    window.open("/accounts/login/")
    window.press("Sign in")
    window.open("/accounts/login/?next=/account/")
    window.open("/accounts/password/forgotten/")
    window.press("Send the link")
    window.open("/accounts/password/forgotten/sent/")
    window.open("/accounts/password/new/1-nonsense/")
    window.open("/accounts/password/new/done/")
    window.open("/invitation/nonsense/", status=410)
    window.open("/no-access/", status=403)
    window.open("/demo/sign-in/")
    window.press("Sign in as Alex Example, Attendance officer")
    window.open("/account/")
