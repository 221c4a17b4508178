"""The way in to a new installation: who is let in by the command line, when, and what it may print."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/\S+)")
EVEN_SO = "The only administrator is ill until the spring"


class Terminal(StringIO):
    """Somebody's screen."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def deliver(noon, settings, django_capture_on_commit_callbacks):
    """Runs the command where there is a mail server, and returns what it said."""
    settings.HAS_MAIL_SERVER = True

    def run(email: str = "Vale@Example.org", name: str = "Vale Goldbrook", **options) -> str:
        said = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("invite_administrator", email, name=name, stdout=said, **options)
        return said.getvalue()

    return run


def links() -> list[str]:
    """The paths of the invitations sent so far, oldest first."""
    return [LINK.search(message.body)[1] for message in mail.outbox]


def works(path: str) -> bool:
    return Client().get(path).status_code == 200


def test_the_first_administrator_comes_by_an_ordinary_invitation_and_can_then_invite(deliver):
    said = deliver(team="Digital Services")
    user = User.objects.get()
    assert [(m.role, m.organisation.name, m.organisation.kind, m.because) for m in user.memberships.all()] == [
        ("administrator", "Digital Services", "team", "")
    ]
    [message] = mail.outbox
    assert (message.to, message.subject) == (["vale@example.org"], "You are invited to Oxle")
    assert (user.name, LINK.search(said)) == ("Vale Goldbrook", None)
    browser = Client()
    assert browser.post(links()[0], {"password": make.PASSWORD}).status_code == 302
    session = browser.session
    session["second_factor"] = True
    session.save()
    assert browser.get(reverse("accounts:invite")).status_code == 200


def test_nobody_is_let_in_by_the_command_line_while_an_administrator_is_there(deliver):
    boss = make.user("administrator", password=make.PASSWORD)
    with pytest.raises(CommandError, match="There is an administrator already"):
        deliver()
    assert (list(User.objects.all()), mail.outbox) == ([boss], [])


def test_another_is_invited_even_so_for_a_reason_that_stays_with_the_role(deliver):
    boss = make.user("administrator", password=make.PASSWORD)
    deliver(even_so=EVEN_SO)
    made = User.objects.get(email="vale@example.org")
    assert (made.memberships.get().because, len(mail.outbox)) == (EVEN_SO, 1)
    page = make.signed_in(boss).get(reverse("accounts:user", args=[made.key])).content.decode()
    assert f"Given at the command line: {EVEN_SO}" in page


@pytest.mark.parametrize("gone", ["deactivated", "role ended", "never came"])
def test_an_administrator_who_cannot_come_does_not_stand_in_the_way(deliver, gone):
    boss = make.user("administrator", password=None if gone == "never came" else make.PASSWORD)
    if gone == "deactivated":
        User.objects.filter(pk=boss.pk).update(is_active=False)
    if gone == "role ended":
        boss.memberships.update(until_on=NOON.date() - timedelta(days=1))
    deliver()
    assert [message.to for message in mail.outbox] == [["vale@example.org"]]


def test_asked_twice_the_same_person_gets_a_new_link_and_the_old_one_is_dead(deliver):
    deliver()
    deliver()
    assert [works(path) for path in links()] == [False, True]
    assert User.objects.count() == 1


def test_an_invitation_to_a_mistyped_address_dies_with_the_next_one(deliver):
    deliver(email="vaie@example.org")
    deliver()
    assert [works(path) for path in links()] == [False, True]


def test_somebody_who_is_here_in_another_role_is_not_made_administrator(deliver):
    officer = make.user("attendance_officer", email="vale@example.org", password=make.PASSWORD)
    with pytest.raises(CommandError, match="Somebody with this email address is already here"):
        deliver()
    assert [m.role for m in officer.memberships.all()] == ["attendance_officer"]


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [("vale", "Vale Goldbrook", "not an e-mail address"), ("vale@example.org", " ", "--name")],
)
def test_what_was_mistyped_is_said_and_nothing_happens(deliver, email, name, says):
    with pytest.raises(CommandError, match=says):
        deliver(email=email, name=name)
    assert User.objects.count() == 0


def test_the_audit_says_that_the_command_did_it(deliver):
    deliver()
    # The audit is accounts' neighbour, so it is fetched by name.
    changes = apps.get_model("audit", "Change").objects.filter(table__startswith="accounts_").exclude(actor="test")
    assert sorted(changes.values_list("actor", "table")) == [
        ("command: invite_administrator", "accounts_membership"),
        ("command: invite_administrator", "accounts_organisation"),
        ("command: invite_administrator", "accounts_user"),
    ]


def test_without_a_mail_server_the_link_is_shown_once_on_the_terminal_and_is_in_no_message(noon):
    screen = Terminal()
    call_command("invite_administrator", "vale@example.org", name="Vale Goldbrook", stdout=screen)
    [path] = LINK.findall(screen.getvalue())
    assert (works(path), mail.outbox) == (True, [])


def test_without_a_mail_server_no_link_is_written_into_a_file_or_a_log(noon):
    log = StringIO()
    with pytest.raises(CommandError, match="Run this in a terminal"):
        call_command("invite_administrator", "vale@example.org", name="Vale Goldbrook", stdout=log)
    assert (log.getvalue(), User.objects.count()) == ("", 0)


def test_without_a_mail_server_only_the_first_administrators_link_is_shown(noon):
    make.user("administrator", password=make.PASSWORD)
    screen = Terminal()
    for options, says in ({}, "There is an administrator already"), ({"even_so": EVEN_SO}, "Set OXLE_SMTP_HOST"):
        with pytest.raises(CommandError, match=says):
            call_command("invite_administrator", "vale@example.org", name="Vale Goldbrook", stdout=screen, **options)
    assert (screen.getvalue(), User.objects.count()) == ("", 1)


@pytest.mark.parametrize(
    ("mode", "server", "carries"),
    [("production", "none", "smtp"), ("production", "mail.example", "smtp"), ("local", "", "console")],
)
def test_messages_are_printed_on_ones_own_machine_only_because_they_hold_keys(mode, server, carries):
    assert settings_say("s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST", mode=mode, OXLE_SMTP_HOST=server).split() == [
        carries,
        "mail.example" if server == "mail.example" else "no-mail-server.invalid",
    ]


@pytest.mark.parametrize("demonstration", ["0", "1"])
def test_production_does_not_start_before_its_mail_server_is_named(demonstration):
    said = settings_say("s.EMAIL_HOST", OXLE_SMTP_HOST="", OXLE_DEMO=demonstration)
    assert said.startswith("ImproperlyConfigured: OXLE_SMTP_HOST is not set.")


MAIL = "s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.EMAIL_TIMEOUT"


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        ({}, "True False 587   10"),
        ({"TLS": "implicit", "USER": "oxle", "PASSWORD": "pw", "TIMEOUT": "30"}, "False True 465 oxle pw 30"),
        ({"TLS": "starttls", "PORT": "2525"}, "True False 2525   10"),
        ({"TLS": "none"}, "False False 25   10"),
        ({"TLS": "ssl"}, "ImproperlyConfigured: OXLE_SMTP_TLS must be one of starttls, implicit, none, not 'ssl'."),
        ({"USER": "oxle"}, "ImproperlyConfigured: OXLE_SMTP_PASSWORD is not set."),
        (
            {"TLS": "none", "USER": "oxle", "PASSWORD": "pw"},
            "ImproperlyConfigured: OXLE_SMTP_TLS must not be none with OXLE_SMTP_USER: anybody could read it.",
        ),
    ],
)
def test_the_way_to_the_mail_server_is_encrypted_unless_it_is_said_that_it_is_not(given, settings):
    named = {f"OXLE_SMTP_{name}": value for name, value in given.items()}
    assert settings_say(MAIL, OXLE_SMTP_HOST="mail.example", **named).startswith(settings)


def settings_say(look: str, *, mode: str = "production", **given: str) -> str:
    """What a process with these settings prints, or the last line with which it refuses to start."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OXLE_SMTP_")} | {
        "OXLE_MODE": mode,
        "OXLE_SECRET_KEY": "k" * 50,
        "OXLE_BASE_URL": "https://oxle.example",
        "OXLE_HOSTS": "oxle.example",
        "OXLE_COUNCIL_NAME": "Demo Council",
        "OXLE_COUNCIL_ADDRESS": "1 Example Street|Exampleton",
        "OXLE_FROM_EMAIL": "oxle@example.org",
        "DJANGO_SETTINGS_MODULE": "oxle.settings",
        **given,
    }
    look = f"from oxle import settings as s; print({look})"
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.splitlines()[-1].removeprefix("django.core.exceptions.")
    return done.stdout.rstrip("\n")
