"""Holds the wording of letters still: a template may not change unless the letter's version goes up.

Beside the letters of each duty lies `wording.json`, the digest of every version ever in force:
`{"attendance.first_warning": {"1": "9f86…"}}`. `manage.py letter_versions` adds the digest of a new version.
"""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from oxle.correspondence.kinds import LetterKind

LETTERHEAD = "letters/_letter.html"
INCLUDED = re.compile(rb"""\{%\s*(?:include|extends)\s+["'](letters/[^"']+\.html)["']""")
Lock = dict[str, dict[str, str]]


def lock_path(kind: LetterKind, templates: Path) -> Path:
    """The file that holds the digests of this duty's letters."""
    return templates / "letters" / kind.area / "wording.json"


def digest_of(kind: LetterKind, version: int, templates: Path) -> str | None:
    """The digest of a version's template as it stands, with all it includes; None when there is no such file.

    The letterhead is no part of it: it holds no wording of the letter's own. Nor is a stylesheet.
    """
    if not (templates / kind.template_of(version)).is_file():
        return None
    return sha256(_with_includes(kind.template_of(version), templates)).hexdigest()


def problems(kinds: Iterable[LetterKind], templates: Path) -> list[str]:
    """Every letter whose wording is not the locked one, in a sentence that says what to do; empty when all is well."""
    found = []
    for kind in kinds:
        locked = _read(lock_path(kind, templates)).get(kind.key, {})
        if digest_of(kind, kind.version, templates) is None:
            found.append(f"{kind.key}: {kind.template} does not exist.")
        elif str(kind.version) not in locked:
            found.append(f"{kind.key}: version {kind.version} is new. Lock it with `manage.py letter_versions`.")
        for version, digest in sorted(locked.items()):
            now = digest_of(kind, int(version), templates)
            if int(version) > kind.version:
                found.append(
                    f"{kind.key}: version {version} was once in force, so {kind.version} cannot be the newest."
                )
            elif now is None:
                found.append(
                    f"{kind.key}: {kind.template_of(int(version))}, the wording of version {version}, is gone."
                )
            elif now != digest:
                found.append(
                    f"{kind.key}: the wording of version {version} has changed. Put it back as "
                    f"{kind.template_of(int(version))}, or, if it is the newest, keep the old text as "
                    f"{kind.template.removesuffix('.html')}.v{version}.html and give the letter version "
                    f"{kind.version + 1}."
                )
    return found


def lock(kinds: Iterable[LetterKind], templates: Path) -> list[str]:
    """Write down the digest of each new version, and return which; a version once written is never overwritten."""
    added = []
    for kind in kinds:
        path = lock_path(kind, templates)
        locks = _read(path)
        versions = locks.setdefault(kind.key, {})
        digest = digest_of(kind, kind.version, templates)
        if digest is not None and str(kind.version) not in versions:
            versions[str(kind.version)] = digest
            path.write_text(json.dumps(locks, indent=2, sort_keys=True) + "\n")
            added.append(f"{kind.key} version {kind.version}")
    return added


def _with_includes(name: str, templates: Path) -> bytes:
    text = (templates / name).read_bytes()
    included = [found.decode() for found in INCLUDED.findall(text)]
    return text + b"".join(_with_includes(other, templates) for other in included if other != LETTERHEAD)


def _read(path: Path) -> Lock:
    return json.loads(path.read_text()) if path.is_file() else {}
