"""The first file that runs: it must be readable by any Python 3, and need nothing installed."""

import ast
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
        assert tried.stderr in {"Say one of: run, test, manage, lock, lint\n", ""}


def test_an_unknown_command_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    tried = subprocess.run(
        [sys.executable, ROOT / "oxle" / "launch" / "__main__.py", "start"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tried.returncode, tried.stderr) == (2, "Say one of: run, test, manage, lock, lint\n")
