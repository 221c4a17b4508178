"""The virtual environment: made once, filled from a lock file with hashes, filled again when the lock changes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from oxle.launch import processes, system
from oxle.launch.console import CannotGoOn, say
from oxle.launch.paths import Place

RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
INSTALLER_LOCK = Path(__file__).with_name("installer.lock")
EXACTLY = ("--no-deps", "--require-hashes", "--only-binary=:all:")


def prepare(place: Place, lock: str) -> None:
    """Make sure that what `lock` names is installed. An environment lent by OXLE_VENV is used as it is."""
    if os.environ.get("OXLE_VENV"):
        if not works(place.venv):
            raise CannotGoOn(f"OXLE_VENV is {place.venv}, which holds no working Python: correct it or unset it.")
        return
    stamp = place.venv / "installed.json"
    wanted = _hash(place.root / lock)
    if not works(place.venv):
        make(place.venv, place.logs / "environment.log")
    installed = json.loads(stamp.read_text()) if stamp.exists() else {}
    if installed.get(lock) == wanted:
        return
    say(f"Installing {count(place.root / lock)} locked packages")
    install(place.python, place.root / lock, place.logs / "environment.log")
    installed[lock] = wanted
    if lock == TEST_LOCK:
        # The test lock holds all of the other with the same versions: `make lock` writes them together.
        installed[RUN_LOCK] = _hash(place.root / RUN_LOCK)
    stamp.write_text(json.dumps(installed))


def works(folder: Path) -> bool:
    """True for a virtual environment whose Python starts and is new enough."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        tried = subprocess.run([folder / "bin" / "python", "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return tried.returncode == 0


def make(folder: Path, log: Path) -> None:
    """Make an empty virtual environment, in place of a broken one."""
    say("Making the virtual environment")
    ensure_venv_module(log)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        processes.run([sys.executable, "-m", "venv", folder], log=log, fail="The virtual environment could not be made")
    except BaseException:
        # Half an environment may have a Python and no pip: the next start must not take it for a whole one.
        shutil.rmtree(folder, ignore_errors=True)
        raise


def ensure_venv_module(log: Path) -> None:
    """Debian ships Python without ensurepip: install it where we may, else say how."""
    check = [sys.executable, "-c", "import ensurepip, venv"]
    if subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if system.may_install():
        say(f"Installing {package}")
        system.install([package], log)
    if subprocess.run(check, capture_output=True, check=False).returncode:
        raise CannotGoOn(f"This Python cannot make virtual environments: run apt-get install {package}")


def install(python: Path, lock: Path, log: Path, *more: str) -> None:
    """Install exactly what the lock names, refusing any file whose hash is not in it.

    By uv, which takes seconds where pip takes half a minute. pip reads settings that uv does not, such as a mirror of
    the package index: where uv cannot be had or does not succeed, pip installs.
    """
    if not _by_uv(python, lock, log, *more):
        _by_pip(python, lock, log, *more)


def _by_uv(python: Path, lock: Path, log: Path, *more: str) -> bool:
    uv = [python, "-m", "uv"]
    try:
        if subprocess.run([*uv, "--version"], capture_output=True, check=False).returncode:
            _by_pip(python, INSTALLER_LOCK, log)
        # What is configured for other projects on this machine is none of ours.
        command = [*uv, "pip", "install", "--quiet", "--no-config", "--python", python, *EXACTLY, *more, "-r", lock]
        processes.run(command, log=log, fail="uv did not succeed")
    except CannotGoOn:
        return False
    return True


def _by_pip(python: Path, lock: Path, log: Path, *more: str) -> None:
    quietly = ("--quiet", "--no-input", "--disable-pip-version-check")
    processes.run(
        [python, "-m", "pip", "install", *quietly, *EXACTLY, *more, "-r", lock],
        log=log,
        fail=f"The packages in {lock.name} could not be installed: check the network and run it again",
    )


def find_package(python: Path, name: str) -> Path | None:
    """The folder of an installed package, found without importing it; None when it is not installed."""
    locate = f"import importlib.util as u; s = u.find_spec({name!r}); print(s.origin if s and s.origin else '')"
    asked = subprocess.run([python, "-c", locate], capture_output=True, text=True, check=False)
    return Path(asked.stdout.strip()).parent if asked.stdout.strip() else None


def count(lock: Path) -> int:
    """How many packages a lock names."""
    return sum("==" in line and not line.lstrip().startswith("#") for line in lock.read_text().splitlines())


def _hash(lock: Path) -> str:
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise CannotGoOn(f"{lock.name} is missing: get it back from git, or make it with make lock.") from None
