"""Who is acting: carried in the transaction, where the audit triggers read it and refuse an empty one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def set_actor(actor: str, request: str = "") -> None:
    """Name the actor (`user:12`, `system:sweep`) for the rest of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('oxle.actor', %s, true), set_config('oxle.request', %s, true)", [actor, request]
        )


def current_actor() -> str:
    """The actor of the running transaction; empty when none was named."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('oxle.actor', true), '')")
        return cursor.fetchone()[0]


@contextmanager
def acting(actor: str) -> Iterator[None]:
    """One transaction in which everything is done by this actor. For jobs and commands; pages have a middleware."""
    with transaction.atomic():
        before = current_actor()
        set_actor(actor)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                set_actor(before)
