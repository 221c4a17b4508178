"""Copies of the checkout in awkward places, and launchers started in them as a person would start them."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from oxle.launch import processes
from oxle.launch.paths import ROOT, Place

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"
)
OURS = ("OXLE_", "PYTEST", "DJANGO", "MAKE", "MFLAGS", "PORT", "ARGS", "DATABASE", "REDIS", "COVERAGE", "PYTHON")


class Checkout:
    """One copy of the checkout, and everything that was started in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = Place(root, root / "var")
        self.account: dict[str, object] = {}
        self.words: list[str] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
            # The copies borrow this environment: making it anew is tested by itself.
            "OXLE_VENV": sys.prefix,
            "OXLE_DEMO": "0",
        }
        self.started: list[Launched] = []

    def start(self, target: str, **variables: str) -> "Launched":
        """Start `make target NAME=value …` in a group of its own, as a terminal does."""
        words = ["make", target, *self.words, *(f"{name}={value}" for name, value in variables.items())]
        launched = Launched(words, self)
        self.started.append(launched)
        return launched

    def finish(self, target: str, **variables: str) -> "Launched":
        """The same, to its end."""
        launched = self.start(target, **variables)
        launched.wait()
        return launched

    def processes(self) -> list[str]:
        """Every living process that was started in this copy, as its command line."""
        marks = (os.fsencode(self.root), os.fsencode(self.place.sockets), os.fsencode(self.place.name))
        found = []
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            try:
                told = b"".join(Path(f"/proc/{pid}", file).read_bytes() for file in ("cmdline", "environ"))
                told += os.fsencode(os.readlink(f"/proc/{pid}/cwd"))
            except OSError:
                continue
            if any(mark in told for mark in marks) and processes.alive(pid):
                found.append(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        return found


class Launched:
    """A running `make`, with what it has said so far."""

    def __init__(self, words: list[str], checkout: Checkout) -> None:
        self.output = checkout.root / f"output-{len(checkout.started)}"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                words,
                cwd=checkout.root,
                env=checkout.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **checkout.account,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until(self, words: str, seconds: float = 300) -> "Launched":
        """Wait until it has said the words; fails, with all it said, when it ends before."""
        processes.wait_until(lambda: words in self.said or self.process.poll() is not None, seconds)
        assert words in self.said, self.said
        return self

    def wait(self, seconds: float = 300) -> int:
        return self.process.wait(seconds)

    def interrupt(self) -> int:
        """What Ctrl-C does: the terminal signals every process of the group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.wait()


def locked(package: str) -> str:
    """One package of the real lock, with its hashes."""
    found = re.search(rf"^{package}==.*?(?=^\S|\Z)", (ROOT / "requirements.lock").read_text(), re.MULTILINE | re.DOTALL)
    return found[0]


@pytest.fixture
def free_port() -> str:
    return str(find_free_port())


def find_free_port() -> int:
    """A port that nobody listens on at the moment."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_checkout(folder: Path, database: Path | None = None) -> Checkout:
    """Copy this checkout, its front-end assets borrowed, beginning with a database folder if one is given."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    if database:
        shutil.copytree(database, folder / "var" / "pg")
    return Checkout(folder)


def end(checkout: Checkout) -> None:
    """Stop whatever a failed test left, so that it fails alone."""
    for launched in checkout.started:
        processes.stop_groups([launched.process.pid], patience=20)
        launched.process.wait()
    checkout.finish("manage", ARGS="version")
    shutil.rmtree(checkout.place.sockets, ignore_errors=True)
    shutil.rmtree(checkout.root, ignore_errors=True)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """The copy that most tests share, with a space and 100 more characters in its path; it keeps its database."""
    made = copy_checkout(tmp_path_factory.mktemp("launch") / f"a folder {'x' * 100}" / "oxle")
    yield made
    end(made)


@pytest.fixture(scope="session")
def migrated(installation: Checkout) -> Path:
    """A database folder that is up to date, for further copies to begin with: making one takes ten seconds."""
    assert installation.finish("manage", ARGS="version").process.returncode == 0
    kept = installation.root / "migrated"
    shutil.copytree(installation.place.postgres, kept)
    installation.started.clear()
    return kept


@pytest.fixture
def checkout(installation: Checkout) -> Iterator[Checkout]:
    """The shared copy with nothing running in it, before and after."""
    assert installation.processes() == []
    yield installation
    for launched in installation.started:
        if launched.process.poll() is None:
            processes.stop_groups([launched.process.pid], patience=30)
            launched.process.wait()
    installation.started.clear()
