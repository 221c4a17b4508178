"""`make lock`: works out every version that pyproject.toml and package.json lead to, and writes them with hashes."""

import subprocess
import sys
from pathlib import Path

from oxle.launch import assets, environment, processes
from oxle.launch.console import say
from oxle.launch.paths import Place

HEADER = "# Made by `make lock` from {source}: change that and run it again.\n"


def lock(place: Place) -> int:
    """Write the lock files afresh; returns an exit status."""
    uv = _uv(place)
    # The larger first, so that the smaller can be held to the same versions.
    test = place.root / environment.TEST_LOCK
    _compile(place, uv, test, "pyproject.toml", "--extra=test")
    _compile(place, uv, place.root / environment.RUN_LOCK, "pyproject.toml", f"--constraint={test.name}")
    for tool in (assets.NODE_LOCK, environment.INSTALLER_LOCK):
        _compile(place, uv, tool, str(tool.relative_to(place.root).with_suffix(".in")))
    log = place.logs / "assets.log"
    with assets.npm(place, log) as npm:
        say("package-lock.json")
        processes.run(
            [*npm, "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved=true"],
            log=log,
            fail="npm could not work out package-lock.json",
            cwd=place.root,
        )
    return 0


def _uv(place: Place) -> list[str]:
    """uv from the test environment; where the old lock cannot be installed any more, by itself."""
    if not environment.works(place.venv):
        environment.make(place.venv, place.logs / "environment.log")
    check = [place.python, "-m", "uv", "--version"]
    if subprocess.run(check, capture_output=True, check=False).returncode:
        wanted = next(
            line.split('"')[1] for line in (place.root / "pyproject.toml").read_text().splitlines() if '"uv==' in line
        )
        processes.run(
            [place.python, "-m", "pip", "install", "--quiet", wanted],
            log=place.logs / "environment.log",
            fail="uv could not be installed",
        )
    return [str(place.python), "-m", "uv"]


def _compile(place: Place, uv: list[str], target: Path, source: str, *more: str) -> None:
    say(target.name)
    found = subprocess.run(
        [
            *(*uv, "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"),
            # Which index answered is this machine's business: the hashes say what the files are.
            *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
            *(*more, source),
        ],
        cwd=place.root,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if found.returncode:
        sys.exit(found.returncode)
    target.write_text(HEADER.format(source=source) + found.stdout)
