"""Who shares the servers of one checkout: the first to come starts them, the last to leave stops them."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from oxle.launch import postgres_account, processes
from oxle.launch.paths import ROOT, Place
from oxle.launch.services import Services


@pytest.fixture(autouse=True)
def no_servers_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(ROOT, tmp_path / "var")
    made.make()
    yield made
    postgres_account.remove(made)


def test_the_last_to_leave_stops_the_servers_and_nobody_before(place: Place) -> None:
    with Services(place) as first:
        server = first.postgres.pid()
        with Services(place) as second:
            assert second.postgres.pid() == server
        assert first.postgres.pid() == server
        assert first.broker.answers()
    assert first.postgres.pid() is None
    assert not first.broker.answers()


def test_addresses_in_the_environment_replace_our_own_servers(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@database.example/oxle")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@database.example/oxle")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example/0")
    with Services(place) as services:
        assert (services.postgres, services.broker) == (None, None)
        assert services.app_url == "postgresql://app@database.example/oxle"
        assert services.owner_url == "postgresql://owner@database.example/oxle"
        assert services.broker_url == "redis://broker.example/0"
    assert not place.postgres.exists()


def test_a_broker_that_a_busy_machine_keeps_from_answering_is_not_taken_for_one_that_ended(place: Place) -> None:
    with Services(place) as services:
        pid = services.broker.pid()
        os.kill(pid, signal.SIGSTOP)
        services.heal()
        os.kill(pid, signal.SIGCONT)
        assert services.broker.pid() == pid
        os.kill(pid, signal.SIGKILL)
        processes.wait_until(lambda: not processes.alive(pid), 10)
        services.heal()
        assert services.broker.answers()
    assert services.broker.pid() is None
