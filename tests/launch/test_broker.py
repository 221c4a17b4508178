"""The private broker: closed to others, keeps what waits, and starts empty rather than not at all."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from oxle.launch import postgres_account, processes
from oxle.launch.broker import Broker
from oxle.launch.paths import ROOT, Place


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    place = Place(ROOT, tmp_path / "a folder with a space")
    place.make()
    made = Broker(place)
    made.start()
    yield made
    made.stop()
    postgres_account.remove(place)


def test_only_this_account_can_reach_it_and_only_through_its_socket(broker: Broker) -> None:
    assert stat.S_IMODE(broker.socket.stat().st_mode) == 0o700
    with redis.Redis(unix_socket_path=str(broker.socket)) as line:
        kept = line.config_get("port", "appendonly", "maxmemory-policy")
    assert kept == {"port": "0", "appendonly": "yes", "maxmemory-policy": "noeviction"}


def test_what_waits_is_there_after_a_kill(broker: Broker) -> None:
    with redis.Redis(unix_socket_path=str(broker.socket)) as line:
        line.rpush("sweep", "a wake-up")
        # On disk at once, which the broker itself does once a second.
        line.config_set("appendfsync", "always")
        os.kill(line.info("server")["process_id"], signal.SIGKILL)
    broker.start()
    with redis.Redis(unix_socket_path=str(broker.socket)) as line:
        assert line.lrange("sweep", 0, -1) == [b"a wake-up"]


def test_a_log_that_cannot_be_read_is_set_aside_and_the_broker_starts_empty(broker: Broker) -> None:
    broker.stop()
    folder = broker.place.broker / "appendonlydir"
    for part in folder.glob("*.aof"):
        part.write_bytes(b"*3\r\n$3\r\nthis is no log\r\n" * 5)
    broker.start()
    with redis.Redis(unix_socket_path=str(broker.socket)) as line:
        assert line.dbsize() == 0
    assert folder.with_suffix(".unreadable").exists()


def test_stopping_it_leaves_no_process_and_starting_it_twice_makes_one(broker: Broker) -> None:
    pid = broker.pid()
    broker.start()
    assert broker.pid() == pid
    broker.stop()
    assert not broker.answers()
    # Its last thread may end a moment after the one that answered; each look reaps what has ended.
    assert processes.wait_until(lambda: not (processes.alive(pid) or Path(f"/proc/{pid}").exists()), 5)


def test_one_that_never_answers_again_ends_before_another_begins(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oxle.launch.broker.PATIENCE", 4)
    pid = broker.pid()
    os.kill(pid, signal.SIGSTOP)
    broker.start()
    assert not processes.alive(pid)
    assert broker.answers()
    assert broker.pid() != pid


def test_a_pid_that_another_program_was_given_since_is_not_taken_for_the_broker(broker: Broker) -> None:
    broker.stop()
    broker.pid_file.write_text(str(os.getpid()))
    assert broker.pid() is None
    broker.start()
    assert broker.pid() not in {None, os.getpid()}
