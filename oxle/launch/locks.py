"""Locks between launchers of one checkout. The kernel drops them with the process, so a kill -9 leaves none behind."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Lock:
    """One lock file, held by this process until `release`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Python opens it close-on-exec: a child that outlives us must not hold our lock.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def wait(self, *, shared: bool = False) -> None:
        """Take the lock, waiting for whoever has it."""
        fcntl.flock(self._file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)

    def take(self) -> bool:
        """Take the lock alone if nobody else has it; True when we have it."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the lock up."""
        os.close(self._file)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock for the length of a block, waiting for it first."""
    lock = Lock(path)
    try:
        lock.wait()
        yield
    finally:
        lock.release()
