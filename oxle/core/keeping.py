"""Keeps what long work reads again and again: a load, a replay or a recount, during which it does not change."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("held", default=None)


@contextmanager
def keeping() -> Iterator[None]:
    """Within this, what goes through `kept` is read once. Only for work that changes none of it: nothing is forgotten
    before the end. Work within longer work, such as a step within a load, keeps what that keeps."""
    if _held.get() is not None:
        yield
        return
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def kept(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives: the first answer for this key while something is `keeping`, else a new one each time."""
    held = _held.get()
    if held is None:
        return read()
    if key not in held:
        held[key] = read()
    found: T = held[key]
    return found
