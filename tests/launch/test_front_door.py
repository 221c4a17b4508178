"""The first file that runs: it must be readable by any Python 3, and need nothing installed."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import oxle.launch
from oxle.launch.paths import ROOT

FOLDER = Path(oxle.launch.__file__).parent


def test_an_old_python_can_read_the_front_door_and_so_say_that_it_is_too_old() -> None:
    ast.parse((FOLDER / "__main__.py").read_text(), feature_version=(3, 4))


def test_the_launcher_needs_only_the_standard_library() -> None:
    # -I and -S: neither an environment nor anything installed is seen.
    for words in (
        ["oxle/launch/__main__.py"],
        ["-c", f"import sys; sys.path[0:0] = [{str(ROOT)!r}]; import oxle.launch.commands"],
    ):
        tried = subprocess.run(
            [sys.executable, "-I", "-S", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert tried.stderr in {"Say one of: run, test, coverage, manage, lock, lint\n", ""}


def test_an_unknown_command_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    tried = subprocess.run(
        [sys.executable, ROOT / "oxle" / "launch" / "__main__.py", "start"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tried.returncode, tried.stderr) == (2, "Say one of: run, test, coverage, manage, lock, lint\n")


def test_every_command_is_a_target_of_make_that_says_what_it_does() -> None:
    rules = (ROOT / "Makefile").read_text().splitlines()
    targets = [line.partition(":")[0] for line in rules if ":  ## " in line]
    assert targets == ["run", "test", "coverage", "manage", "lock", "lint"]
    assert f"{' '.join(targets)}:" in rules


def test_the_whole_suite_is_held_to_the_floor_of_lines_reached_and_a_part_of_it_is_not(tmp_path: Path) -> None:
    def coverage(*words: str) -> int:
        own = {**os.environ, "COVERAGE_FILE": str(tmp_path / "reached")}
        return subprocess.run([sys.executable, "-m", "coverage", *words], cwd=ROOT, env=own, check=False).returncode

    # A module of a few lines, of the whole service: far below any floor.
    coverage("run", "-m", "oxle.core.references")
    assert (coverage("report"), coverage("report", "--fail-under=0")) == (2, 0)
