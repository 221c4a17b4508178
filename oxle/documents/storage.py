"""Where the bytes are: a private folder, random names, never under an address that a web server hands out."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The folder of all stored files."""
    return settings.VAR / "files"


def write(content: bytes) -> str:
    """Keep the bytes under a new random name, on the disk for good before this returns; the name is returned."""
    name = secrets.token_hex(16)
    place = path(name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half_written = place.with_suffix(".part")
    with open(os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half_written.rename(place)
    return name


def path(name: str) -> Path:
    """Where the bytes of a name are."""
    return folder() / name[:2] / name


def names_older_than(moment: datetime) -> Iterator[str]:
    """The name of every stored file last written before a moment."""
    for place in folder().glob("??/*"):
        if place.stat().st_mtime < moment.timestamp():
            yield place.name


def remove(name: str) -> None:
    """Take the bytes of a name off the disk."""
    path(name).unlink(missing_ok=True)
