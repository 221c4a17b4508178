"""Who is acting: carried in the transaction, where the audit triggers read it and refuse an empty one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LONGEST = 60


def set_actor(actor: str, request: str = "") -> None:
    """Name the actor (`user:12`, `system:sweep`) for the rest of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('oxle.actor', %s, true), set_config('oxle.request', %s, true)", [actor, request]
        )


def current_actor() -> str:
    """The actor of the running transaction; empty when none was named."""
    return _current()[0]


@contextmanager
def acting(actor: str) -> Iterator[None]:
    """One transaction in which everything is done by this actor. For jobs and commands; pages have a middleware.

    Inside another's transaction it is a part of it that fails or stands alone, and the other acts again afterwards.
    Raises ValueError for a name that is empty or longer than 60 characters.
    """
    if not 0 < len(actor) <= LONGEST:
        raise ValueError(f"an actor's name has 1 to {LONGEST} characters, not {actor!r}")
    with transaction.atomic():
        before, request = _current()
        set_actor(actor, request)
        yield
        # Not when it failed: undoing the transaction, or its part, brings the old name back.
        set_actor(before, request)


def _current() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('oxle.actor', true), ''),"
            " coalesce(current_setting('oxle.request', true), '')"
        )
        return cursor.fetchone()
