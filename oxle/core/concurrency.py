"""Optimistic concurrency: an edit that began before somebody else's is never silently lost."""

from collections.abc import Iterable

from django.db import models

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
