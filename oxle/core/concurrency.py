"""Who was faster: an edit that began before somebody else's is never silently lost, and some work waits its turn."""

from collections.abc import Iterable

from django.db import connection, models

from oxle.core.errors import Stale


def save_if_unchanged(record: models.Model, version: int, fields: Iterable[str]) -> None:
    """Write `fields` of the record only if its version is still the one the editor saw.

    Raises Stale, carrying the record as it now is, when somebody was faster.
    """
    model = type(record)
    values = {name: getattr(record, name) for name in fields}
    changed = model._default_manager.filter(pk=record.pk, version=version).update(**values, version=version + 1)
    if not changed:
        raise Stale(model._default_manager.get(pk=record.pk))
    record.version = version + 1  # type: ignore[attr-defined]


def wait_turn(what: str) -> None:
    """Wait for every other transaction that does this, and hold the turn until one's own ends.

    For a rule over rows that no constraint can hold, such as a number that may be used again once a row is cancelled.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
