"""docker-compose.yml without a container engine: its very commands, as processes, against our own servers."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from oxle.launch import postgres_account, processes
from oxle.launch.paths import ROOT, Place
from oxle.launch.services import Services
from oxle.launch.system import TO_RUN
from tests.launch.conftest import OURS, find_free_port

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
VOLUME = "/var/lib/oxle"

# What an administrator puts in the .env file beside docker-compose.yml.
ANSWERS = {
    "OXLE_SECRET_KEY": "only-for-this-test-" + "x1y2z3" * 10,
    "OXLE_BASE_URL": "https://oxle.example.org",
    "OXLE_HOSTS": "oxle.example.org",
    "OXLE_COUNCIL_NAME": "Demo Council",
    "OXLE_COUNCIL_ADDRESS": "1 Example Street|Exampleton",
    "OXLE_FROM_EMAIL": "oxle@example.org",
    "OXLE_SMTP_HOST": "mail.example.org",
    "OXLE_APP_PASSWORD": "app1",
    "OXLE_OWNER_PASSWORD": "owner1",
}


def filled_in(text: str) -> str:
    """Compose's ${NAME:?reason} and ${NAME:-default}, from ANSWERS."""
    return re.sub(
        r"\$\{(\w+):([?-])([^}]*)\}",
        lambda found: ANSWERS[found[1]] if found[2] == "?" else ANSWERS.get(found[1], found[3]),
        text,
    )


class Stack:
    """The services of the compose file as processes: the volume is a folder, the port a free one."""

    def __init__(self, place: Place, services: Services) -> None:
        self.place = place
        self.port = find_free_port()
        self.servers = {"DATABASE_URL": services.app_url, "REDIS_URL": services.broker_url, "PORT": str(self.port)}
        self.owner = services.owner_url
        self.started: list[subprocess.Popen[bytes]] = []

    def environment(self, service: str) -> dict[str, str]:
        """What the container would have, with the addresses of our servers for those of the other containers."""
        given = {name: filled_in(value) for name, value in COMPOSE[service]["environment"].items()}
        assert given.keys() >= self.servers.keys()
        given |= self.servers
        if "DATABASE_OWNER_URL" in given:
            given["DATABASE_OWNER_URL"] = self.owner
        machine = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "PG"))}
        path = f"{Path(sys.prefix, 'bin')}{os.pathsep}{machine['PATH']}"
        return {**machine, **given, "PATH": path, "OXLE_VAR": str(self.place.var), "PYTHONUNBUFFERED": "1"}

    def command(self, words: list[str]) -> list[str]:
        """A command with the volume's folder for its mount, and `$$`, which compose makes of it, for a plain `$`."""
        return [word.replace(VOLUME, str(self.place.var)).replace("$$", "$") for word in words]

    def run(self, service: str, words: list[str]) -> subprocess.CompletedProcess[str]:
        """A command of the service, to its end."""
        return subprocess.run(
            self.command(words),
            cwd=ROOT,
            env=self.environment(service),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def start(self, service: str) -> tuple[subprocess.Popen[bytes], Path]:
        """The service's own command, left running; its output is in the file."""
        output = self.place.logs / f"compose-{service}"
        with output.open("wb") as log:
            program = subprocess.Popen(
                self.command(COMPOSE[service]["command"]),
                cwd=ROOT,
                env=self.environment(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(program)
        return program, output


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    place = Place(ROOT, tmp_path / "var")
    place.make()
    with Services(place, careless=True) as services:
        made = Stack(place, services)
        yield made
        processes.stop_groups([program.pid for program in made.started], patience=15)
        for program in made.started:
            program.wait()
    postgres_account.remove(place)


def test_prepare_then_web_worker_and_beat_start_and_stop_by_the_commands_in_the_compose_file(stack: Stack) -> None:
    prepared = stack.run("prepare", COMPOSE["prepare"]["command"])
    assert prepared.returncode == 0, prepared.stdout
    web, web_log = stack.start("web")
    worker, worker_log = stack.start("worker")
    beat, beat_log = stack.start("beat")
    asks = COMPOSE["web"]["healthcheck"]["test"][1:]
    healthy = processes.wait_until(lambda: stack.run("web", asks).returncode == 0, 60)
    assert healthy, web_log.read_text()
    for program, log, words in ((worker, worker_log, " ready."), (beat, beat_log, "beat: Starting...")):
        begun = processes.wait_until(lambda p=program, lg=log, w=words: w in lg.read_text() or p.poll() is not None, 60)
        assert begun, log.read_text()
        assert program.poll() is None, log.read_text()
    # A container is stopped by SIGTERM to its first process, which must then end of itself.
    for program in (web, worker, beat):
        program.terminate()
    # The worker first finishes what it has begun, for as long as compose lets it.
    grace = int(COMPOSE["worker"]["stop_grace_period"].removesuffix("s"))
    assert [program.wait(grace) for program in (web, worker, beat)] == [0, 0, 0]


def test_the_deployment_checks_find_nothing_in_the_settings_that_compose_makes(stack: Stack) -> None:
    checked = stack.run("web", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    "name",
    [
        "OXLE_SECRET_KEY",
        "OXLE_BASE_URL",
        "OXLE_HOSTS",
        "OXLE_COUNCIL_NAME",
        "OXLE_COUNCIL_ADDRESS",
        "OXLE_FROM_EMAIL",
        "OXLE_SMTP_HOST",
    ],
)
def test_a_forgotten_setting_stops_the_start_with_its_name(
    stack: Stack, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, name, "")
    refused = stack.run("web", ["python", "manage.py", "check"])
    assert refused.returncode == 1
    assert refused.stdout.splitlines()[-1].startswith(
        f"django.core.exceptions.ImproperlyConfigured: {name} is not set. Set it in the environment"
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OXLE_SECRET_KEY", "k" * 49, "must have at least 50 characters"),
        ("OXLE_BASE_URL", "http://oxle.example.org", "must begin https://"),
    ],
)
def test_a_setting_that_would_leave_the_service_open_stops_the_start(
    stack: Stack, name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, name, value)
    refused = stack.run("web", ["python", "manage.py", "check"])
    assert (refused.returncode, f"{name} {said}" in refused.stdout.splitlines()[-1]) == (1, True)


def test_only_prepare_knows_the_owner_of_the_database() -> None:
    told = {name for name, service in COMPOSE.items() if "OXLE_OWNER_PASSWORD" in str(service)}
    assert told == {"prepare", "db"}


def test_nothing_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    asked = re.findall(r"\$\{(\w+):([?-])([^}]*)\}", text)
    assert {name: default for name, kind, default in asked if kind != "?"} == {
        "OXLE_SMTP_TLS": "starttls",
        "OXLE_SMTP_PORT": "",
        "OXLE_SMTP_USER": "",
        "OXLE_SMTP_PASSWORD": "",
        "OXLE_SMTP_TIMEOUT": "",
        "OXLE_CLAMD": "",
        "OXLE_OIDC_ID": "",
        "OXLE_OIDC_NAME": "",
        "OXLE_OIDC_SERVER": "",
        "OXLE_OIDC_CLIENT_ID": "",
        "OXLE_OIDC_SECRET": "",
        "OXLE_OIDC_VERIFIED_DOMAINS": "",
        "OXLE_OIDC_SCHOOLS_ID": "",
        "OXLE_OIDC_SCHOOLS_NAME": "",
        "OXLE_OIDC_SCHOOLS_SERVER": "",
        "OXLE_OIDC_SCHOOLS_CLIENT_ID": "",
        "OXLE_OIDC_SCHOOLS_SECRET": "",
        "OXLE_OIDC_SCHOOLS_VERIFIED_DOMAINS": "",
    }
    assert {name for name, kind, _ in asked if kind == "?"} == ANSWERS.keys()


def test_compose_passes_on_every_setting_that_the_settings_read() -> None:
    code = "".join((ROOT / "oxle" / name).read_text() for name in ("settings.py", "wsgi.py", "celery.py"))
    read = set(re.findall(r"\benv\.\w+\(\s*\"(OXLE_\w+)\"", code))
    # The demonstration, and the name of the tests' database, are not of an installation.
    assert read - COMPOSE["web"]["environment"].keys() == {"OXLE_DEMO", "OXLE_TEST_DB"}


def test_the_image_starts_the_web_as_compose_does() -> None:
    image = (ROOT / "Dockerfile").read_text()
    started = re.search(r"^CMD (\[.*\])$", image, re.MULTILINE)[1]
    assert yaml.safe_load(started) == COMPOSE["web"]["command"]
    assert shlex.split(re.search(r"^VOLUME (.*)$", image, re.MULTILINE)[1]) == [VOLUME]


def test_the_image_has_what_pages_of_letters_need_on_a_bare_machine() -> None:
    installed = re.search(r"apt-get install (.*?)&& rm", (ROOT / "Dockerfile").read_text(), re.DOTALL)[1].split()
    assert {package.name for package in TO_RUN} <= set(installed)
