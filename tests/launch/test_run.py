"""`make run` through real signals: it starts, it stops without a trace, and it recovers from any kill."""

import os
import re
import signal
import socket
import time
from pathlib import Path

from oxle.launch import processes, readiness
from tests.launch.conftest import Checkout, Launched, find_free_port

READY = "Oxle is ready at http://127.0.0.1:"


def run(checkout: Checkout, port: str) -> Launched:
    return checkout.start("run", PORT=port).until(READY + port)


def answers(port: str) -> bool:
    return readiness.answers(int(port), f"http://127.0.0.1:{port}")


def pids(checkout: Checkout, words: str) -> list[int]:
    """The processes of the copy's supervisor whose command line has the words."""
    mark = os.fsencode(f"{processes.MARK}={checkout.place.var}")
    found = []
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        try:
            if (
                words.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                and mark in Path(f"/proc/{pid}/environ").read_bytes()
                and processes.alive(pid)
            ):
                found.append(pid)
        except OSError:
            continue
    return found


def launcher(launched: Launched) -> int:
    """The launcher itself: the process of make's group that runs our front door."""
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        try:
            if (
                os.getpgid(pid) == launched.process.pid != pid
                and b"oxle/launch/__main__.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
            ):
                return pid
        except OSError:
            continue
    raise AssertionError(launched.said)


def identity(checkout: Checkout) -> str:
    """The number that this very database cluster was given when it was made."""
    asked = "select system_identifier from pg_control_system()"
    ask = f"from django.db import connection as c; k = c.cursor(); k.execute('{asked}'); print(k.fetchone()[0])"
    return checkout.finish("manage", ARGS=f'shell -v0 -c "{ask}"').said.splitlines()[-1]


def test_ctrl_c_stops_everything_and_the_next_start_is_warm(checkout: Checkout, free_port: str) -> None:
    launched = run(checkout, free_port)
    assert answers(free_port)
    launched.interrupt()
    assert launched.said.rstrip().splitlines()[-1].endswith("Oxle has stopped; its data is kept")
    assert checkout.processes() == []
    begun = time.monotonic()
    warm = run(checkout, free_port)
    # Ten seconds on a machine with nothing else to do.
    assert time.monotonic() - begun < 10 * max(1, os.getloadavg()[0])
    assert [line.split("] ")[-1] for line in warm.said.splitlines()] == [
        "Starting PostgreSQL",
        "Bringing the database up to date",
        "The database is up to date",
        "Starting the web, the worker and the scheduler",
        f"Oxle is ready at http://127.0.0.1:{free_port}",
    ]


def test_a_kill_of_make_by_sigterm_stops_everything(checkout: Checkout, free_port: str) -> None:
    launched = run(checkout, free_port)
    launched.process.send_signal(signal.SIGTERM)
    launched.wait()
    assert processes.wait_until(lambda: checkout.processes() == [], 20)


def test_a_second_ctrl_c_ends_a_stop_that_waits_for_a_long_task(checkout: Checkout, free_port: str) -> None:
    launched = run(checkout, free_port)
    stopped = pids(checkout, "celery --app oxle.celery worker")
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    os.killpg(launched.process.pid, signal.SIGINT)
    launched.until("Stopping")
    os.killpg(launched.process.pid, signal.SIGINT)
    launched.wait()
    assert time.monotonic() - begun < 8
    assert checkout.processes() == []


def test_after_a_kill_of_the_launcher_the_next_start_stops_what_it_left_and_keeps_the_data(
    checkout: Checkout, free_port: str
) -> None:
    launched = run(checkout, free_port)
    before = identity(checkout)
    parts = [*pids(checkout, "oxle.wsgi"), *pids(checkout, "oxle.celery")]
    os.kill(launcher(launched), signal.SIGKILL)
    launched.wait()
    # The parts themselves outlive it; what they had started for a moment may end by itself.
    assert [pid for pid in parts if processes.alive(pid)] == parts
    left = pids(checkout, "")
    again = run(checkout, free_port)
    told = re.search(r"Stopped (\d+) processes that a killed start left behind", again.said)
    assert len(parts) <= int(told[1]) <= len(left)
    assert [pid for pid in left if processes.alive(pid)] == []
    assert identity(checkout) == before
    again.interrupt()
    assert checkout.processes() == []


def test_after_a_kill_of_everything_at_once_the_next_start_recovers(checkout: Checkout, free_port: str) -> None:
    launched = run(checkout, free_port)
    all_of_them = [launcher(launched), *pids(checkout, "")]
    all_of_them.append(int((checkout.place.postgres / "postmaster.pid").read_text().split("\n")[0]))
    for pid in all_of_them:
        os.kill(pid, signal.SIGKILL)
    launched.wait()
    again = run(checkout, free_port)
    assert answers(free_port)
    again.interrupt()
    assert checkout.processes() == []


def test_a_killed_part_is_started_again_while_the_rest_runs(checkout: Checkout, free_port: str) -> None:
    launched = run(checkout, free_port)
    for name, words in (("worker", "oxle.celery worker"), ("scheduler", "oxle.celery beat"), ("web", "oxle.wsgi")):
        before = pids(checkout, words)
        os.kill(min(before), signal.SIGKILL)
        launched.until(f"The {name} ended with signal 9: starting it again")
        assert processes.wait_until(lambda w=words, b=before: set(pids(checkout, w)) - set(b), 20)
        assert processes.wait_until(lambda b=before: not any(processes.alive(pid) for pid in b), 20)
    server = int((checkout.place.postgres / "postmaster.pid").read_text().split("\n")[0])
    os.kill(server, signal.SIGKILL)
    launched.until("PostgreSQL stopped: starting it again")
    assert processes.wait_until(lambda: answers(free_port), 30)
    launched.interrupt()
    assert checkout.processes() == []


def test_a_busy_port_is_said_in_one_line_before_anything_is_started(checkout: Checkout) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        refused = checkout.finish("run", PORT=str(port))
    assert refused.said.splitlines()[0] == (
        f"Port {port} is in use: stop what uses it, or choose another with make run PORT={port + 1}"
    )
    assert refused.process.returncode == 2  # make's own, for any recipe that fails
    assert checkout.processes() == []


def test_a_port_that_is_no_number_is_said_in_one_line(checkout: Checkout) -> None:
    refused = checkout.finish("run", PORT="web")
    assert refused.said.splitlines()[0] == "PORT must be a number from 1 to 65535, not 'web'."


def test_a_second_start_in_the_same_checkout_is_refused_and_the_first_goes_on(
    checkout: Checkout, free_port: str
) -> None:
    run(checkout, free_port)
    refused = checkout.finish("run", PORT=str(find_free_port()))
    assert refused.said.splitlines()[0] == (
        "Oxle runs from this checkout already: stop that one first (Ctrl-C where it runs)."
    )
    assert answers(free_port)
