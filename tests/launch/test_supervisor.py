"""The supervisor with small programs: what it starts, what it starts again, and what it leaves."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from oxle.launch import processes
from oxle.launch.console import CannotGoOn
from oxle.launch.supervisor import LARGEST_LOG, Program, Supervisor

# Starts a child that ends for nothing but a kill, says who it is, and waits.
PARENT = """
import pathlib, signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.signal(15, signal.SIG_IGN); signal.pause()"])
with open("children", "a") as said:
    said.write(f"{child.pid}\\n")
child.wait()
"""


@pytest.fixture(autouse=True)
def signals_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The supervisor stops listening to signals when it ends, for good; other tests begin afresh."""
    monkeypatch.setattr(processes.Interrupts, "stopping", False)


def supervised(folder: Path, *programs: Program) -> Supervisor:
    return Supervisor(list(programs), dict(os.environ), folder, folder / "var")


def program(folder: Path, code: str, spoilt: tuple[Path, ...] = ()) -> Program:
    return Program("worker", [sys.executable, "-c", code], folder / "worker.log", spoilt)


def children(folder: Path) -> list[int]:
    file = folder / "children"
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def look_after_until(running: Supervisor, happened: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        running.look_after()


def test_a_dead_programs_children_are_gone_before_its_successor_starts(tmp_path: Path) -> None:
    with supervised(tmp_path, program(tmp_path, PARENT)) as running:
        assert processes.wait_until(lambda: len(children(tmp_path)) == 1, 10)
        orphan = children(tmp_path)[0]
        os.kill(running.programs[0].running.pid, signal.SIGKILL)
        look_after_until(running, lambda: len(children(tmp_path)) == 2)
        assert not processes.alive(orphan)
    assert [pid for pid in children(tmp_path) if processes.alive(pid)] == []


def test_what_a_killed_supervisor_left_is_found_by_its_folder_and_only_by_that(tmp_path: Path) -> None:
    one, other = (supervised(tmp_path / name, program(tmp_path / name, PARENT)) for name in ("one", "other"))
    for supervisor in (one, other):
        supervisor.folder.mkdir()
        supervisor.__enter__()
        assert processes.wait_until(lambda s=supervisor: len(children(s.folder)) == 1, 10)
    try:
        assert processes.stop_leftovers(one.var) == 2
        assert [processes.alive(pid) for pid in (*children(one.folder), *children(other.folder))] == [False, True]
    finally:
        for supervisor in (one, other):
            supervisor.__exit__()
    assert processes.stop_leftovers(other.var) == 0


def test_a_program_that_never_starts_is_given_up_with_the_line_that_says_why(tmp_path: Path) -> None:
    bad = program(tmp_path, "print('starting'); raise SystemExit('Error: no such table')")
    with supervised(tmp_path, bad) as running, pytest.raises(CannotGoOn) as refused:
        running.wait_for(lambda: False, 60)
    assert str(refused.value) == f"The worker does not start: Error: no such table (log: {bad.log})"


def test_the_pause_before_each_new_start_doubles_and_stays_under_half_a_minute(tmp_path: Path) -> None:
    with supervised(tmp_path, program(tmp_path, "")) as running:
        dying = running.programs[0]
        pauses = []
        for _death in range(7):
            dying.running.wait()
            before = time.monotonic()
            running.look_after()
            pauses.append(round(dying.resting_until - before))
            dying.resting_until = 0
            dying.start(running.environment, tmp_path)
    assert pauses == [0, 1, 3, 7, 15, 30, 30]


def test_a_timetable_that_a_kill_may_have_cut_off_is_removed_before_the_next_start(tmp_path: Path) -> None:
    timetable = tmp_path / "schedule"
    timetable.write_text("half a")
    with supervised(tmp_path, program(tmp_path, "", spoilt=(timetable, tmp_path / "schedule.db"))) as running:
        look_after_until(running, lambda: running.programs[0].deaths == 1)
        assert not timetable.exists()


def test_a_log_that_has_grown_large_is_put_aside_once(tmp_path: Path) -> None:
    large = program(tmp_path, "print('begun')")
    large.log.write_bytes(b"x" * (LARGEST_LOG + 1))
    with supervised(tmp_path, large) as running:
        running.programs[0].running.wait()
        assert large.log.read_text() == "begun\n"
    assert (tmp_path / "worker.1.log").stat().st_size == LARGEST_LOG + 1
