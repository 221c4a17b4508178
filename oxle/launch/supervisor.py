"""Keeps web, worker and scheduler running, starts again what dies, and ends them together."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oxle.launch import processes
from oxle.launch.console import CannotGoOn, say

# A program that lived this long was well: its next death is answered at once again.
WELL_AFTER = 30
LONGEST_PAUSE = 30
DEATHS_BEFORE_READY = 3
PATIENCE_TO_STOP = 12
LARGEST_LOG = 10_000_000


@dataclass
class Program:
    """One long-running program: its command, its log, and files to remove after it died of itself."""

    name: str
    command: list[str]
    log: Path
    spoilt: tuple[Path, ...] = ()
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0, init=False)
    deaths: int = field(default=0, init=False)
    resting_until: float = field(default=0, init=False)

    def start(self, environment: Mapping[str, str], folder: Path) -> None:
        """Start it in a group of its own, its output appended to its log."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".1.log"))
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def died(self) -> int | None:
        """The exit status if it has ended, else None."""
        return self.running.poll() if self.running is not None else None


@dataclass
class Supervisor:
    """Runs the programs of one installation; `var` marks them, so that the next start finds any left behind."""

    programs: list[Program]
    environment: Mapping[str, str]
    folder: Path
    var: Path

    def __enter__(self) -> "Supervisor":
        self.environment = {**self.environment, processes.MARK: str(self.var)}
        try:
            for program in self.programs:
                program.start(self.environment, self.folder)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_failure: object) -> None:
        processes.Interrupts.finish()
        groups = [program.running.pid for program in self.programs if program.running is not None]
        processes.stop_groups(groups, PATIENCE_TO_STOP)
        for program in self.programs:
            if program.running is not None:
                program.running.wait()

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until `ready`; says which program does not start, and where to read why."""
        end = time.monotonic() + seconds
        while not ready():
            self.look_after()
            for program in self.programs:
                if program.deaths >= DEATHS_BEFORE_READY:
                    raise CannotGoOn(
                        f"The {program.name} does not start: {processes.last_line(program.log)} (log: {program.log})"
                    )
            if time.monotonic() > end:
                raise CannotGoOn(f"The web has not answered for {seconds:.0f} s: see {self.programs[0].log}")
            time.sleep(0.1)

    def look_after(self) -> None:
        """Start again each program that has died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        for program in self.programs:
            if program.resting_until:
                if now >= program.resting_until:
                    program.resting_until = 0
                    program.start(self.environment, self.folder)
                continue
            status = program.died()
            if status is None:
                continue
            if now - program.started_at > WELL_AFTER:
                program.deaths = 0
            # Its children must not work on beside their successors.
            processes.stop_groups([program.running.pid], patience=5)
            for file in program.spoilt:
                file.unlink(missing_ok=True)
            pause = min(LONGEST_PAUSE, 2**program.deaths - 1)
            program.deaths += 1
            program.resting_until = now + pause
            how = f"signal {-status}" if status < 0 else f"status {status}"
            say(f"The {program.name} ended with {how}: starting it again (log: {program.log})")


def programs(python: Path, port: int, logs: Path, scheduler: Path) -> list[Program]:
    """The three programs of an installation, as production runs them."""
    celery = [str(python), "-m", "celery", "--app", "oxle.celery"]
    timetable = scheduler / "schedule"
    return [
        Program(
            "web",
            [
                *(str(python), "-m", "gunicorn", "oxle.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"),
                *("--workers", "2", "--threads", "4", "--worker-tmp-dir", _memory(), "--graceful-timeout", "10"),
            ],
            logs / "web.log",
        ),
        Program(
            "worker",
            [
                *(*celery, "worker", "--queues", "sweep,notify,pdf,import", "--concurrency", "2"),
                *("--without-gossip", "--without-mingle", "--loglevel", "info"),
            ],
            logs / "worker.log",
        ),
        Program(
            "scheduler",
            [*celery, "beat", "--schedule", str(timetable), "--pidfile=", "--loglevel", "info"],
            logs / "scheduler.log",
            # A timetable cut off by a kill stops the scheduler for good; a new one only delays each job once.
            spoilt=tuple(timetable.with_name(timetable.name + end) for end in ("", ".db", ".dat", ".dir", ".bak")),
        ),
    ]


def _memory() -> str:
    """A folder in memory for the web's heartbeat files: on a slow disk they would look like hung workers."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"  # noqa: S108 (gunicorn makes a private file)
