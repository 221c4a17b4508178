"""How far long work has come: a bar that fills on a terminal; elsewhere a line now and then, for a log to keep."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

BAR = 40
# Where nobody watches, a line comes after so many seconds, and at the end of each thing.
SILENT_FOR = 10.0


@dataclass
class Progress:
    """Says on a command's output what is being done and how much of it is there: `progress(what, done, of)`."""

    out: Any
    clock: Callable[[], float] = monotonic

    def __post_init__(self) -> None:
        self._line, self._said_at = "", self.clock()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say how far one thing has come; it ends when `done` is `of`."""
        part = min(1.0, done / of) if of else 1.0
        line = f"{what:<18} [{'#' * int(BAR * part):<{BAR}}] {part:4.0%}"
        if line == self._line:
            return
        self._line = line
        if self.out.isatty():
            self.out.write(f"\r{line}", ending="\n" if part == 1 else "")
            return
        now = self.clock()
        if part == 1 or now - self._said_at >= SILENT_FOR:
            self.out.write(f"{what}: {done:,} of {of:,} ({part:.0%})")
            self._said_at = now
