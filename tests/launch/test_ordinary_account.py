"""`make run` for the account that runs the tests, and, where root runs them, for an ordinary one too."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from oxle.launch import processes, readiness
from oxle.launch.paths import ROOT
from tests.launch.conftest import Checkout, copy_checkout, end, locked


def open_to_all(path: Path) -> bool:
    """True when every account can walk to the path."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def python_for_all() -> Path | None:
    """A Python of our own version that every account can start, here or among the machine's own."""
    for found in (Path(sys.executable).resolve(), Path("/usr/bin", f"python3.{sys.version_info.minor}")):
        if found.exists() and open_to_all(found):
            return found
    return None


PACKAGES = Path(sys.prefix, "lib", f"python3.{sys.version_info.minor}", "site-packages")
ACCOUNTS = ["this account"]
if os.geteuid() == 0 and python_for_all() and open_to_all(PACKAGES):
    ACCOUNTS.append("nobody")


@pytest.fixture(params=ACCOUNTS)
def checkout_of(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Checkout]:
    if request.param == "this account":
        made = copy_checkout(tmp_path / "oxle", migrated)
        yield made
        end(made)
        return
    nobody = pwd.getpwnam("nobody")
    # Not under tmp_path, which is closed to other accounts.
    home = Path(tempfile.mkdtemp(prefix="oxle-test-"))
    made = copy_checkout(home / "oxle", migrated)
    made.account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    (made.root / "node_modules").unlink()
    shutil.copytree(ROOT / "node_modules", made.root / "node_modules", symlinks=True)
    subprocess.run([python_for_all(), "-m", "venv", "--without-pip", home / "venv"], check=True)
    # It borrows the packages that are installed already, and fetches the one that only a Python before 3.11.3 needs.
    borrowed = home / "venv" / PACKAGES.relative_to(sys.prefix)
    (borrowed / "borrowed.pth").write_text(f"{PACKAGES}\n")
    (home / "more.lock").write_text(locked("async-timeout").replace("< '3.11.3'", "< '4'"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*pip, "--target", borrowed, "-r", home / "more.lock"], check=True, capture_output=True)
    made.environment |= {"OXLE_VENV": str(home / "venv"), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    made.words = ["PYTHON=" + str(python_for_all())]
    for folder, folders, files in os.walk(home):
        for name in (".", *folders, *files):
            os.chown(Path(folder, name), nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    yield made
    end(made)
    shutil.rmtree(home)


def test_it_starts_serves_and_stops_and_its_data_belongs_to_who_started_it(
    checkout_of: Checkout, free_port: str
) -> None:
    launched = checkout_of.start("run", PORT=free_port).until("Oxle is ready")
    assert readiness.answers(int(free_port), f"http://127.0.0.1:{free_port}")
    owners = {path.lstat().st_uid for path in checkout_of.place.var.rglob("*")}
    assert owners == {checkout_of.account.get("user", os.geteuid())}
    launched.interrupt()
    assert processes.wait_until(lambda: checkout_of.processes() == [], 20)
