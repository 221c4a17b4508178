"""Every sight of a child's record. Pages say what they show; one row a request is written before the answer leaves."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection

from oxle.audit.actor import current_actor

# The graver comes later: a request that exports and also lists is an export.
KINDS = ["list", "search", "page", "pdf", "export"]


@dataclass
class Seen:
    """What one request has shown so far."""

    request: str
    path: str
    children: dict[int, None] = field(default_factory=dict)
    what: str = ""
    reason: str = ""


_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


@contextmanager
def of_request(request: str, path: str) -> Iterator[Seen]:
    """Collect the sights of one request; nothing of them is left for the next."""
    seen = Seen(request=request, path=path)
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def see(children: Iterable[int], what: str = "page", reason: str = "") -> None:
    """Say that these children (primary keys) are being shown: as a page, list, search, pdf or export.

    Inside a request the row is written with the others at its end, in the same transaction. Elsewhere at once, and
    refused when nobody is acting. Raises ValueError for any other kind of sight.
    """
    grave = KINDS.index(what)
    keys = dict.fromkeys(children)
    if not keys:
        return
    seen = _seen.get()
    if seen is None:
        write(current_actor(), Seen(request="", path="", children=keys, what=what, reason=reason))
        return
    seen.children.update(keys)
    if not seen.what or grave > KINDS.index(seen.what):
        seen.what = what
    seen.reason = seen.reason or reason


def write(actor: str, seen: Seen) -> None:
    """Insert one row of sights. One statement, whatever the number of children."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_sight (at, transaction, actor, request, what, path, children, reason)"
            " VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s)",
            [actor, seen.request, seen.what, seen.path[:300], list(seen.children), seen.reason],
        )
