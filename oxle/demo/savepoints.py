"""Spares a load its savepoints: every action would make one, and a load fails as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def without_savepoints() -> Iterator[None]:
    """Within this, a transaction inside another is no more than a part of it: an error in it undoes the whole."""
    with _set(False):
        yield


@contextmanager
def with_savepoints() -> Iterator[None]:
    """Within this, inside the other, an action may be refused and what came before it stands."""
    with _set(True):
        yield


@contextmanager
def _set(wanted: bool) -> Iterator[None]:
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = wanted
    try:
        yield
    finally:
        connection.features.uses_savepoints = before
