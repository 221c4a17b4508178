"""A private PostgreSQL for one checkout: made once, reached through a socket only, and recovered after any kill."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from oxle.launch import postgres_account, processes
from oxle.launch.console import CannotGoOn, say
from oxle.launch.paths import Place
from oxle.launch.postgres_account import Account

OWNER = "oxle_owner"
APP = "oxle_app"
DATABASE = "oxle"

# A killed server's pid stays taken until somebody reaps it, and its memory until its own children have gone.
PATIENCE_AFTER_A_KILL = 20
PATIENCE_WITH_RECOVERY = 300


@dataclass
class Postgres:
    """One installation's server. `careless` gives up surviving a power cut for speed: throw-away data only."""

    place: Place
    careless: bool = False

    def __post_init__(self) -> None:
        self.account: Account = postgres_account.choose(self.place)
        self.log = self.place.logs / "postgres.log"
        self._server: subprocess.Popen[bytes] | None = None

    def url(self, role: str) -> str:
        """The address for a role, through the private socket."""
        return f"postgresql://{role}@/{DATABASE}?host={self.account.sockets}"

    def pid(self) -> int | None:
        """The living server's pid; None when there is none, whatever its pid file says."""
        try:
            pid = int((self.account.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if processes.alive(pid) and self._is_our_server(pid) else None

    def start(self) -> None:
        """Make the data folder if there is none, start the server if it does not run, and wait until it answers."""
        self._make_data()
        self._check_version()
        stop_trying = time.monotonic() + PATIENCE_AFTER_A_KILL
        give_up = time.monotonic() + PATIENCE_WITH_RECOVERY
        told = False
        while not self._answers():
            if self.pid() is None and not self._starting():
                if time.monotonic() > stop_trying:
                    raise CannotGoOn(f"PostgreSQL did not start: {processes.last_line(self.log)} (log: {self.log})")
                self._forget_the_dead()
                self._launch()
            if time.monotonic() > give_up:
                raise CannotGoOn(f"PostgreSQL has not answered for {PATIENCE_WITH_RECOVERY} s: see {self.log}")
            if not told and time.monotonic() > stop_trying - PATIENCE_AFTER_A_KILL + 3:
                told = True
                say("PostgreSQL is recovering …")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, and what was committed is on disk."""
        pid = self.pid()
        if pid is None:
            return
        # Interrupt is PostgreSQL's “fast” shutdown, Quit the one that leaves recovery to the next start.
        os.kill(pid, signal.SIGINT)
        if not processes.wait_until(lambda: not processes.alive(pid), 20):
            os.kill(pid, signal.SIGQUIT)
            end = time.monotonic() + 10
            while processes.alive(pid) and time.monotonic() < end:
                time.sleep(0.05)

    def _make_data(self) -> None:
        data = self.account.data
        if (data / "PG_VERSION").exists():
            return
        say("Making the database")
        # Made under another name first: a kill half-way must not leave what looks like a database.
        half = data.with_name(data.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        if "user" in self.account.switch:
            os.chown(half, self.account.switch["user"], self.account.switch["group"])
        processes.run(
            self.account.command(
                "initdb",
                f"--pgdata={half}",
                f"--username={OWNER}",
                "--auth=trust",  # whoever can enter the socket's folder (0700) is trusted
                "--encoding=UTF8",
                "--data-checksums",
                *self._locale(),
                *(["--no-sync"] if self.careless else []),
            ),
            log=self.log,
            fail="PostgreSQL could not make its data folder",
            **self.account.options,
        )
        half.rename(data)

    def _locale(self) -> list[str]:
        """A locale in which ŵ and é have capitals, on any machine: the C locale knows ASCII only."""
        if self._major() >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _major(self) -> int:
        shown = subprocess.run(
            self.account.command("postgres", "--version"),
            capture_output=True,
            text=True,
            check=True,
            **self.account.options,
        )
        return int(shown.stdout.split()[2].split(".")[0])

    def _check_version(self) -> None:
        made_by = (self.account.data / "PG_VERSION").read_text().strip()
        here = self._major()
        if made_by != str(here):
            raise CannotGoOn(
                f"{self.account.data} was made by PostgreSQL {made_by} and this is {here}: "
                f"dump it with {made_by} and load it with {here}, or move the folder away to begin anew."
            )

    def _launch(self) -> None:
        # A table that a test fills in its own transaction is empty to who counts from outside, and is then read as if
        # it were: what is joined to it is read once for every row. Nobody counts, and it is taken to be small.
        careless = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")
        fast = [word for setting in careless for word in ("-c", setting)]
        self._server = processes.start_server(
            self.account.command(
                "postgres",
                *("-D", self.account.data),
                *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-k", self.account.sockets),
                *(fast if self.careless else []),
            ),
            self.log,
            **self.account.options,
        )

    def _starting(self) -> bool:
        """True between our starting the program and its writing a pid file."""
        return self._server is not None and self._server.poll() is None

    def _answers(self) -> bool:
        if self.pid() is None:
            return False
        asked = subprocess.run(
            self.account.command("pg_isready", "--quiet", "--host", self.account.sockets, "--dbname", "postgres"),
            check=False,
            **self.account.options,
        )
        return asked.returncode == 0

    def _is_our_server(self, pid: int) -> bool:
        """False when the pid was given to another program since, as after a restart of the machine."""
        try:
            return os.fsencode(self.account.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except FileNotFoundError:
            return not Path("/proc/self").exists()

    def _forget_the_dead(self) -> None:
        """Let a new server pass the pid files of one that is dead but whose pid is taken (a zombie, or reused).

        PostgreSQL takes a pid file that names its own parent for stale. The rest of the file stays, because by
        it a new server sees that children of the dead one still use the shared memory, and waits.
        """
        for file in (self.account.data / "postmaster.pid", self.account.sockets / ".s.PGSQL.5432.lock"):
            try:
                lines = file.read_text().split("\n")
            except FileNotFoundError:
                continue
            file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
