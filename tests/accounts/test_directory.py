"""Signing in with an organisation's own accounts, against a provider that speaks real HTTP and signs its tokens."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from oxle.accounts import actions
from oxle.accounts.models import Membership, SignIn, User
from tests import make
from tests.accounts.conftest import NOON
from tests.accounts.directory_server import CLIENT, SECRET, Directory, directory_running

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/login/with/county/"


@pytest.fixture
def directory(settings, noon) -> Iterator[Directory]:
    with directory_running() as running:
        app = {
            "provider_id": "county",
            "name": "County directory",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.url, "verified_email": ["county.example"]},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
        yield running


@pytest.fixture
def schools(settings, directory) -> Iterator[Directory]:
    """A second provider beside the first: the schools', which is believed about every address."""
    with directory_running() as running:
        app = {
            "provider_id": "schools",
            "name": "Schools’ sign-in",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.url, "verified_email": True, "for": "schools"},
        }
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(app)
        running.person = {"sub": "schools-17", "email": "head@example.org"}
        yield running


@pytest.fixture
def head(noon) -> User:
    return make.user("head", email="head@example.org")


def at_the_directory(url: str) -> str:
    """Sign in there as its person, and return where it sends the browser."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return back.removeprefix("http://testserver")


def sign_in(browser: Client, path: str = BEGIN) -> str:
    """Press the button and go all the way round; where one ends up."""
    away = browser.post(path)
    return browser.get(at_the_directory(away.headers["Location"])).headers["Location"]


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_an_invited_person_with_a_verified_address_is_signed_in_and_tied_to_that_identity(directory, head):
    browser = Client()
    assert sign_in(browser) == "/"
    assert browser.session["_auth_user_id"] == str(head.pk)
    assert list(SocialAccount.objects.values_list("user", "provider", "uid", "extra_data")) == [
        (head.pk, "county", "directory-17", {})
    ]
    assert list(SignIn.objects.values_list("user", "ok", "method")) == [(head.pk, True, "directory")]
    assert User.objects.count() == 1


def test_the_sign_in_page_offers_the_directory_by_name_and_asks_it_with_pkce(directory, head):
    browser = Client()
    assert "Sign in with County directory" in browser.get("/accounts/login/").content.decode()
    asked = parse_qs(urlsplit(browser.post(BEGIN).headers["Location"]).query)
    assert (asked["client_id"], asked["code_challenge_method"], asked["response_type"]) == (
        [CLIENT],
        ["S256"],
        ["code"],
    )
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]


def test_the_next_time_the_identity_counts_even_when_the_address_has_changed(directory, head):
    sign_in(Client())
    directory.person |= {"email": "renamed@example.org"}
    browser = Client()
    assert sign_in(browser) == "/"
    assert browser.session["_auth_user_id"] == str(head.pk)


def refused(browser: Client) -> tuple[str, bool, int, int]:
    return sign_in(browser), is_signed_in(browser), User.objects.count(), SocialAccount.objects.count()


def reason() -> tuple[str | None, str]:
    return SignIn.objects.order_by("pk").values_list("user__email", "why").last()


def test_nobody_who_was_not_invited_comes_in_and_nobody_is_made(directory, head):
    directory.person |= {"email": "stranger@example.org"}
    assert refused(Client()) == ("/no-access/", False, 1, 0)
    assert reason() == (None, "no verified address of anybody here")


@pytest.mark.parametrize("said", [False, None])
def test_an_address_that_the_provider_has_not_verified_counts_for_nothing(directory, head, said):
    directory.person |= {"email_verified": said}
    assert refused(Client()) == ("/no-access/", False, 1, 0)


def test_an_address_in_a_domain_that_is_the_providers_own_counts_as_verified(directory, noon):
    officer = make.user("head", email="head@county.example")
    directory.person = {"sub": "directory-18", "email": "Head@County.example"}
    browser = Client()
    assert sign_in(browser) == "/"
    assert browser.session["_auth_user_id"] == str(officer.pk)


def test_a_deactivated_person_is_refused_before_and_after_they_are_tied(directory, head):
    boss = make.user("administrator")
    actions.deactivate(head, by=boss, on=NOON.date())
    assert refused(Client()) == ("/no-access/", False, 2, 0)
    assert reason() == ("head@example.org", "deactivated")
    actions.reactivate(head, by=boss)
    sign_in(Client())
    actions.deactivate(head, by=boss, on=NOON.date())
    assert refused(Client()) == ("/no-access/", False, 2, 1)
    assert reason() == ("head@example.org", "deactivated")


@pytest.mark.parametrize(
    "lie",
    [
        {"signs_with": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
        {"changes": {"aud": "somebody else"}},
        {"changes": {"iss": "https://elsewhere.example"}},
        {"changes": {"exp": 1_000_000_000}},
        {"userinfo": {"sub": "directory-99", "email": "head@example.org", "email_verified": True}},
    ],
    ids=["another key", "for another service", "from another provider", "out of date", "user info of somebody else"],
)
def test_a_token_that_is_not_what_it_should_be_signs_nobody_in(directory, head, lie):
    for name, value in lie.items():
        setattr(directory, name, value)
    assert refused(Client()) == ("/no-access/", False, 1, 0)
    assert reason() == (None, "the organisation’s sign-in failed")


def test_an_answer_that_nobody_in_this_browser_asked_for_is_refused(directory, head):
    back = at_the_directory(Client().post(BEGIN).headers["Location"])
    other = Client()
    assert (other.get(back).headers["Location"], is_signed_in(other)) == ("/no-access/", False)


def test_somebody_who_changes_their_mind_there_is_back_at_the_sign_in_page(directory, head):
    browser = Client()
    state = parse_qs(urlsplit(browser.post(BEGIN).headers["Location"]).query)["state"][0]
    answer = browser.get(f"{BEGIN}back/?error=access_denied&state={state}")
    assert (answer.headers["Location"], is_signed_in(browser)) == ("/accounts/login/", False)


def test_two_providers_stand_side_by_side_and_each_names_its_own_people(directory, schools, head):
    page = Client().get("/accounts/login/").content.decode()
    assert page.index("Sign in with County directory") < page.index("Sign in with Schools’ sign-in")
    for path in (BEGIN, "/accounts/login/with/schools/"):
        browser = Client()
        assert (sign_in(browser, path), is_signed_in(browser)) == ("/", True)
    assert list(SocialAccount.objects.order_by("pk").values_list("user", "provider", "uid")) == [
        (head.pk, "county", "directory-17"),
        (head.pk, "schools", "schools-17"),
    ]


@pytest.mark.parametrize("came_before", [False, True])
def test_by_the_schools_provider_nobody_of_the_council_comes_in(directory, schools, head, came_before):
    if came_before:
        sign_in(Client(), "/accounts/login/with/schools/")
    team = make.organisation("team", "County Attendance Team")
    Membership.objects.create(user=head, organisation=team, role="attendance_officer", from_on=date(2020, 1, 1))
    browser = Client()
    assert sign_in(browser, "/accounts/login/with/schools/") == "/no-access/"
    assert not is_signed_in(browser)
    assert reason() == ("head@example.org", "the schools’ sign-in is not for the council")


def test_a_second_identity_cannot_be_tied_to_whoever_is_signed_in(directory, head):
    other = make.user("school_attendance_lead")
    browser = make.signed_in(other)
    sign_in(browser, f"{BEGIN}?process=connect")
    assert list(SocialAccount.objects.values_list("user", flat=True)) == [head.pk]


def test_a_directory_that_does_not_answer_leads_to_a_page_that_says_so(directory, head):
    directory.configuration = lambda: {}
    browser = Client()
    assert browser.post(BEGIN).headers["Location"] == "/no-access/"


def test_council_staff_who_come_by_the_directory_still_need_a_second_factor_here(directory, noon):
    make.user("attendance_officer", email="head@example.org")
    browser = Client()
    sign_in(browser)
    assert browser.get("/account/").headers["Location"] == "/accounts/ways/"


def test_a_link_alone_does_not_begin_it_and_an_unknown_directory_does_not_exist(directory, head):
    assert Client().get(BEGIN).headers["Location"] == "/accounts/login/"
    assert Client().post("/accounts/login/with/nobody/").status_code == 404


COUNTY = {
    "OXLE_OIDC_ID": "county",
    "OXLE_OIDC_NAME": "County directory",
    "OXLE_OIDC_SERVER": "https://login.example/tenant",
    "OXLE_OIDC_CLIENT_ID": CLIENT,
    "OXLE_OIDC_SECRET": SECRET,
}
SCHOOLS = {name.replace("OIDC", "OIDC_SCHOOLS"): value for name, value in COUNTY.items()} | {
    "OXLE_OIDC_SCHOOLS_ID": "schools",
    "OXLE_OIDC_SCHOOLS_SERVER": "https://schools.example/",
    "OXLE_OIDC_SCHOOLS_VERIFIED_DOMAINS": "all",
}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (COUNTY, "['https://login.example'] [[]]"),
        (COUNTY | SCHOOLS, "['https://login.example', 'https://schools.example'] [[], True]"),
        (SCHOOLS, "['https://schools.example'] [True]"),
        (COUNTY | {"OXLE_OIDC_SERVER": "http://login.example"}, "OXLE_OIDC_SERVER must begin https://"),
        (COUNTY | SCHOOLS | {"OXLE_OIDC_SCHOOLS_ID": "county"}, "Two sign-ins have the same short name"),
        ({"OXLE_OIDC_SCHOOLS_ID": "schools"}, "OXLE_OIDC_SCHOOLS_SERVER is not set"),
    ],
    ids=["one", "two", "the schools’ alone", "not safely", "one name for two", "half of one"],
)
def test_the_settings_name_directories_whose_servers_must_be_reached_safely(named, said):
    environment = os.environ | {
        "OXLE_MODE": "production",
        "OXLE_SECRET_KEY": "k" * 50,
        "OXLE_BASE_URL": "https://oxle.example",
        "OXLE_HOSTS": "oxle.example",
        "OXLE_COUNCIL_NAME": "Demo Council",
        "OXLE_COUNCIL_ADDRESS": "1 Example Street|Exampleton",
        "OXLE_FROM_EMAIL": "oxle@example.org",
        "OXLE_SMTP_HOST": "mail.example.org",
        **named,
    }
    look = (
        "from oxle import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][1:],"
        " [one['settings']['verified_email'] for one in s.DIRECTORIES])"
    )
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=False)
    assert said in done.stdout + done.stderr
