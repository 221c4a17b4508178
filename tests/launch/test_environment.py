"""The virtual environment holds what the lock names, hash by hash, and is filled again only when the lock changes."""

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from oxle.launch import environment, postgres_account, settings, system
from oxle.launch.console import CannotGoOn
from oxle.launch.paths import Place
from tests.launch.conftest import locked


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A checkout with locks of one small package, and no environment yet."""
    monkeypatch.delenv("OXLE_VENV", raising=False)
    made = Place(tmp_path / "a check out", tmp_path / "a check out" / "var")
    made.make()
    for name in (environment.RUN_LOCK, environment.TEST_LOCK):
        (made.root / name).write_text(locked("sqlparse"))
    yield made
    postgres_account.remove(made)


def test_it_is_filled_once_and_again_only_when_the_lock_changes(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    def said() -> list[str]:
        return [line.partition("] ")[2] for line in capsys.readouterr().out.splitlines()]

    environment.prepare(place, environment.TEST_LOCK)
    assert said() == ["Making the virtual environment", "Installing 1 locked packages"]
    # The lock for running is a part of the one for testing.
    environment.prepare(place, environment.RUN_LOCK)
    assert said() == []
    (place.root / environment.RUN_LOCK).write_text("# changed\n" + locked("sqlparse"))
    environment.prepare(place, environment.RUN_LOCK)
    assert said() == ["Installing 1 locked packages"]
    # A package whose file is not the one that was locked, or that has no hash, is refused in one line each time.
    forged = re.sub(r"sha256:\w{8}", "sha256:00000000", locked("asgiref"))
    without = locked("asgiref").split(" \\")[0] + "\n"
    for text in (forged, forged, without):
        (place.root / environment.RUN_LOCK).write_text(text)
        with pytest.raises(CannotGoOn, match=r"^The packages in requirements\.lock could not be installed"):
            environment.prepare(place, environment.RUN_LOCK)
    capsys.readouterr()
    # A broken environment is made anew.
    (place.venv / "bin" / "python").unlink()
    environment.prepare(place, environment.TEST_LOCK)
    assert said() == ["Making the virtual environment", "Installing 1 locked packages"]


def test_where_uv_does_not_reach_the_index_pip_installs(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "nothing kept"))
    environment.prepare(place, environment.RUN_LOCK)
    assert environment.find_package(place.venv / "bin" / "python", "sqlparse") is not None
    assert "the network was disabled" in (place.logs / "environment.log").read_text()


def test_a_missing_lock_is_said_in_one_line(place: Place) -> None:
    (place.root / environment.RUN_LOCK).unlink()
    with pytest.raises(CannotGoOn) as refused:
        environment.prepare(place, environment.RUN_LOCK)
    assert str(refused.value) == "requirements.lock is missing: get it back from git, or make it with make lock."


def test_a_python_without_the_venv_module_is_said_in_one_line_where_nothing_may_be_installed(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Debian does without its python3-venv package: the module is not there.
    (tmp_path / "ensurepip.py").write_text("raise ModuleNotFoundError('ensurepip')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # No apt-get on the path, as for an account that may not install anything.
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotGoOn) as refused:
        environment.prepare(place, environment.RUN_LOCK)
    package = f"python3.{sys.version_info.minor}-venv"
    assert str(refused.value) == f"This Python cannot make virtual environments: run apt-get install {package}"
    assert not place.venv.exists()


def test_missing_system_packages_are_named_and_do_not_stop_anything(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    there = system.Package("there", "nothing waits", lambda: True)
    absent = system.Package("absent", "letters wait", lambda: False)
    assert system.ensure((there, absent), place.logs / "apt.log") == [absent]


def test_a_lent_environment_without_python_is_refused_and_left_as_it_is(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent = tmp_path / "lent"
    lent.mkdir()
    monkeypatch.setenv("OXLE_VENV", str(lent))
    with pytest.raises(CannotGoOn) as refused:
        environment.prepare(place, environment.RUN_LOCK)
    assert str(refused.value) == f"OXLE_VENV is {lent}, which holds no working Python: correct it or unset it."
    assert os.listdir(lent) == []


def test_the_secret_key_is_made_once_and_only_this_account_reads_it(place: Place) -> None:
    first = settings.secret_key(place)
    assert len(first) > 50
    assert settings.secret_key(place) == first
    assert stat.S_IMODE((place.var / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(place.var.stat().st_mode) == 0o700
