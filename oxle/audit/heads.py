"""The heads of the seals outside the database, where whoever can alter the database cannot alter them.

One line a seal in a file under OXLE_VAR: number, moment, head. Copy that file to another machine, or watch it from
there: the farther it is from the database, the more it proves.
"""

import os
import re
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.conf import settings

from oxle.audit.models import Seal

LINE = re.compile(r"^(\d+) (\S+) ([0-9a-f]{64})$", re.MULTILINE)


def path() -> Path:
    """Where the heads are kept."""
    return Path(settings.VAR) / "seals" / "heads.txt"


def publish() -> None:
    """Write down every head that the file does not have yet. Safe at any time, and again after a crash."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a+") as lines:
        flock(lines, LOCK_EX)
        lines.seek(0)
        text = lines.read()
        known = max(_read(text), default=0)
        # A line that was cut short by a crash is ended, and its head written again.
        torn = "\n" if text and not text.endswith("\n") else ""
        fresh = "".join(
            f"{one.number} {one.at.isoformat()} {one.head}\n"
            for one in Seal.objects.filter(number__gt=known).order_by("number")
        )
        if fresh:
            lines.write(torn + fresh)
            lines.flush()
            os.fsync(lines.fileno())


def published(file: Path | None = None) -> dict[int, str]:
    """The heads that left the database, by number. The first writing of a number counts."""
    file = file or path()
    return _read(file.read_text()) if file.is_file() else {}


def _read(text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, _, head in LINE.findall(text):
        found.setdefault(int(number), head)
    return found
