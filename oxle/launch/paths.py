"""Where this checkout keeps what it makes: everything is under var/ (or OXLE_VAR), nothing is global."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from oxle.launch.console import CannotGoOn

ROOT = Path(__file__).resolve().parents[2]

# Linux allows 107 bytes for a socket's path; ".s.PGSQL.5432.lock" is the longest name that we put in the folder.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True)
class Place:
    """The folders of one installation: the code, the virtual environment and the data."""

    root: Path
    var: Path

    @classmethod
    def here(cls) -> "Place":
        """This checkout with its own data; OXLE_VAR moves the data."""
        return cls(ROOT, Path(os.environ.get("OXLE_VAR") or ROOT / "var").absolute())

    @property
    def venv(self) -> Path:
        """The virtual environment; OXLE_VENV lends one that somebody else looks after."""
        return Path(os.environ.get("OXLE_VENV") or self.root / ".venv").absolute()

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def locks(self) -> Path:
        return self.var / "locks"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def postgres(self) -> Path:
        return self.var / "pg"

    @property
    def broker(self) -> Path:
        return self.var / "valkey"

    @property
    def scheduler(self) -> Path:
        return self.var / "beat"

    @property
    def name(self) -> str:
        """A short name that no other checkout on this machine has."""
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    @property
    def sockets(self) -> Path:
        """Where the sockets are: under the data, unless that path is too long or needs quoting in a URL."""
        folder = self.var / "run"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w./-]+", str(folder), re.ASCII):
            return folder
        # /tmp and not XDG_RUNTIME_DIR: a second login or a cron job must find the same folder.
        return Path("/tmp") / f"oxle-{os.geteuid()}-{self.name}"  # noqa: S108 (checked by private_folder)

    def make(self) -> None:
        """Make the folders that every command needs, readable by this account only."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self.var.chmod(0o700)
            for folder in (self.locks, self.logs, self.broker, self.scheduler):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as failure:
            # Somebody else's, a file, a disk that is full or only for reading.
            raise CannotGoOn(
                f"{self.var} cannot be used ({failure.strerror}): "
                "run as the account that made it, make room, or set OXLE_VAR to another folder."
            ) from None
        private_folder(self.sockets)


def private_folder(folder: Path) -> None:
    """Make sure that the folder is a real one, ours, and closed to others: a socket in it gives full access."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != os.geteuid():
        raise CannotGoOn(f"{folder} belongs to somebody else: remove it, or set OXLE_VAR to a shorter path.")
    folder.chmod(0o700)
