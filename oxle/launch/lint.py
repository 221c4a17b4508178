"""`make lint`: style, types of the pure modules, and generated documents that have gone stale."""

import os
import subprocess

from oxle.launch import environment
from oxle.launch.console import say
from oxle.launch.paths import Place

CHECKS = (
    ("Style", ("-m", "ruff", "check", ".")),
    ("Format", ("-m", "ruff", "format", "--check", ".")),
    ("Types", ("-m", "mypy")),
    ("Generated documents", ("manage.py", "docs", "--check")),
)


def lint(place: Place) -> int:
    """Run every check, not only up to the first that fails; the number of those that failed."""
    environment.prepare(place, environment.TEST_LOCK)
    # Types and documents load the settings and touch neither server.
    settings = {
        **os.environ,
        "OXLE_MODE": "test",
        "DATABASE_URL": "postgresql:///none",
        "REDIS_URL": "redis+socket:///none",
    }
    failed = 0
    for name, command in CHECKS:
        say(name)
        failed += subprocess.run([place.python, *command], cwd=place.root, env=settings, check=False).returncode != 0
    say("Lint is clean" if not failed else f"{failed} of {len(CHECKS)} checks failed")
    return failed
