"""Which release runs: what was worked out and kept by another one is worked out anew."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

# What our code is written in.
OURS = {".py", ".sql"}


@cache
def release() -> str:
    """A hash of all code of ours that this process runs. No version has to be given, and none can be forgotten."""
    return digest_of(settings.ROOT / name for name in ("oxle", *settings.DUTIES))


def digest_of(folders: Iterable[Path]) -> str:
    """A hash of the code in some folders, by name and content."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in OURS):
            content = path.read_bytes()
            found.update(f"{folder.name}/{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return found.hexdigest()
