"""Every sight of a child's record. Pages say what they show; one row a request is written before the answer leaves."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection

from oxle.audit.actor import current_actor


@dataclass
class Seen:
    """What one request has shown so far."""

    request: str
    path: str
    children: dict[int, None] = field(default_factory=dict)
    what: str = ""
    reason: str = ""


_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


def open_request(request: str, path: str) -> None:
    """Begin collecting the sights of a request."""
    _seen.set(Seen(request=request, path=path))


def see(children: Iterable[int], what: str = "page", reason: str = "") -> None:
    """Say that these children (primary keys) are being shown: as a page, list, search, pdf or export.

    Inside a request the row is written with the others at its end, in the same transaction. Elsewhere at once.
    """
    seen = _seen.get()
    if seen is None:
        write(current_actor(), Seen(request="", path="", children=dict.fromkeys(children), what=what, reason=reason))
        return
    seen.children.update(dict.fromkeys(children))
    # The graver word wins: an export that also lists is an export.
    order = ["list", "search", "page", "pdf", "export"]
    if not seen.what or order.index(what) > order.index(seen.what):
        seen.what = what
    seen.reason = seen.reason or reason


def close_request(actor: str) -> None:
    """Write the request's sights, if it showed any child. Failing to write fails the request: no record, no sight."""
    seen = _seen.get()
    _seen.set(None)
    if seen is not None and seen.children:
        write(actor, seen)


def write(actor: str, seen: Seen) -> None:
    """Insert one row of sights."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_sight (at, transaction, actor, request, what, path, children, reason)"
            " VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s)",
            [actor, seen.request, seen.what, seen.path[:300], list(seen.children), seen.reason],
        )
