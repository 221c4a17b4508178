"""Starting programs and making sure that they end: each gets a group of its own, which is stopped as a whole."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from oxle.launch.console import CannotGoOn

# Every program that the supervisor starts carries this, and so do its children: it is how the next start
# finds what a killed supervisor left behind.
MARK = "OXLE_SUPERVISED_IN"


# Servers that we started: kept so that each is reaped when it ends, whoever stopped it.
_SERVERS: list[subprocess.Popen[bytes]] = []


class Interrupted(BaseException):
    """A signal asked us to stop. A BaseException, so that only clean-up code sees it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interrupts:
    """Turns the first SIGINT, SIGTERM or SIGHUP into `Interrupted`; later ones only say: hurry."""

    stopping = False
    hurry = False

    @classmethod
    def watch(cls) -> None:
        """From here on a signal interrupts what we do."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, cls._asked)

    @classmethod
    def finish(cls) -> None:
        """From here on a signal does not interrupt us: we are putting things away."""
        cls.stopping = True

    @classmethod
    def _asked(cls, number: int, _frame: object) -> None:
        if cls.stopping:
            cls.hurry = True
            return
        cls.stopping = True
        raise Interrupted(number)


def wait_until(happened: Callable[[], object], seconds: float) -> bool:
    """Ask again and again until it is true or the time is over; the last answer."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end or Interrupts.hurry:
            return bool(happened())
        time.sleep(0.05)
    return True


def state(pid: int) -> str:
    """The kernel's letter for a process (R, S, Z …); empty when there is none."""
    if not sys.platform.startswith("linux"):
        shown = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return shown.stdout.strip()[:1]
    try:
        # The name, in brackets, may hold anything; what follows the last bracket is ours to split.
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def alive(pid: int) -> bool:
    """False for a zombie too: it holds no file, and where pid 1 never reaps it stays for ever."""
    ended = state(pid) in {"", "Z", "X"}
    # After the look, so that a server of ours that is said to have ended has been reaped as well.
    for server in _SERVERS:
        server.poll()
    return not ended


def group_alive(group: int) -> bool:
    """True while any process of the group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    if not sys.platform.startswith("linux"):
        return True
    return any(_group_of(pid) == group and alive(pid) for pid in _pids())


def signal_group(group: int, number: int) -> None:
    """Send a signal to every process of a group; none left is fine."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return


def stop_groups(groups: Sequence[int], patience: float) -> None:
    """Ask the groups to end, all at once; after `patience` seconds, make them."""
    for group in groups:
        signal_group(group, signal.SIGTERM)
    if not wait_until(lambda: not any(group_alive(group) for group in groups), patience):
        for group in groups:
            signal_group(group, signal.SIGKILL)
        end = time.monotonic() + 5
        while any(group_alive(group) for group in groups) and time.monotonic() < end:
            time.sleep(0.02)


def stop_leftovers(place: Path) -> int:
    """Stop what a killed supervisor of this installation left running; how many processes there were."""
    mark = os.fsencode(f"{MARK}={place}")
    found = [pid for pid in _pids() if pid != os.getpid() and mark in _environment(pid)]
    stop_groups(sorted({_group_of(pid) for pid in found} - {0, os.getpgrp()}), patience=10)
    return len(found)


def start_server(command: Sequence[str | Path], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a program that may outlive us, because other launchers use it too. Ctrl-C does not reach it."""
    with log.open("ab") as output:
        server = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **options,
        )
    _SERVERS.append(server)
    return server


@contextmanager
def beside(command: Sequence[str | Path], *, log: Path, fail: str, **options: Any) -> Iterator[None]:
    """Run a tool while the block does something else, its output in a log; waits for its end.

    `fail` is the line shown when it does not succeed.
    """
    with log.open("ab") as output:
        tool = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
    try:
        yield
        status = tool.wait()
    except BaseException:
        stop_groups([tool.pid], patience=5)
        tool.wait()
        raise
    if status:
        raise CannotGoOn(f"{fail} (details: {log}; it ended with “{last_line(log)}”)")


def run(command: Sequence[str | Path], *, log: Path, fail: str, **options: Any) -> None:
    """Run a tool to its end with its output in a log; `fail` is the line shown when it does not succeed."""
    with beside(command, log=log, fail=fail, **options):
        pass


def last_line(log: Path) -> str:
    """The last line of a log that says anything; where a tool states an error, that line."""
    if not log.exists():
        return ""
    lines = [line.strip() for line in log.read_text(errors="replace")[-20_000:].splitlines() if line.strip()]
    errors = [line for line in lines[-40:] if any(word in line for word in ("FATAL", "ERROR", "Error:", "error:"))]
    return (errors or lines or [""])[-1][:300]


def _pids() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except FileNotFoundError:
        return []


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
