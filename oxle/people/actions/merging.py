"""Two records found by a person to be one child: everything moves to the kept one, and can be moved back exactly.

Which tables hold a child is asked of Django, so that those of higher layers move too without this layer knowing them.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from oxle.accounts.models import User
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.people.actions.access import tell_of
from oxle.people.models import Child, Conflict, Merge
from oxle.people.refusals import refusing
from oxle.people.search_index import refresh_children
from oxle.people.visibility import in_force

# Rows that must not stay with a merged record, where nobody would find them again. Higher layers name them; each says
# to the person who merges, of those that cannot move to the kept record, what must be done first.
must_move: dict[type[models.Model], Callable[[list[Any], Child], str]] = {}
# Higher layers end what was decided on one of the two records alone: each is called with both, locked, before anything
# moves, in the same transaction.
before_merge: list[Callable[[Child, Child, datetime], None]] = []
# Fields of the kept record that a merge may fill in from the other.
FILLED_IN = ("upn", "former_upn", "ethnicity", "language", "legacy_reference", "died_on")


@transaction.atomic
def merge(kept: Child, merged: Child, *, reason: str, by: User, at: datetime) -> Merge:
    """Move everything of one record to another, because they are one child. Undone by unmerge.

    A row that the kept record has its own of (the same weeks of marks, a current legal name) stays where it is and is
    listed in `Merge.stayed`. Refused when a row of `must_move` would stay. A restriction is kept if either record had
    one, and so is a conflict of interest.
    """
    first, second = sorted((kept.pk, merged.pk))
    found = {child.pk: child for child in Child.objects.select_for_update().filter(pk__in=(first, second))}
    if first == second:
        raise Refused("A record cannot be merged with itself.")
    kept, merged = found[kept.pk], found[merged.pk]
    if kept.merged_into_id or merged.merged_into_id:
        raise Refused("One of these records has already been merged.")
    if not reason.strip():
        raise Refused("Enter how you know that these are one child.", field="reason")
    for end in before_merge:
        end(kept, merged, at)
    record = Merge(kept=kept, merged=merged, reason=reason, by=by, at=at)
    for field in fields_to_child():
        moved, stayed = _move(field, list(_rows(field, merged).values_list("pk", flat=True)), to=kept)
        if moved:
            record.moved[_name(field)] = moved
        if stayed and field.model in must_move:
            rows = list(field.model._base_manager.filter(pk__in=stayed).order_by("pk"))
            raise Refused(must_move[field.model](rows, kept))
        if stayed:
            record.stayed[_name(field)] = stayed
    record.before = _fill_in(kept, merged)
    Child.objects.filter(pk=merged.pk).update(merged_into=kept, version=merged.version + 1)
    record.save(force_insert=True)
    refresh_children([kept.pk, merged.pk])
    for conflict in Conflict.objects.filter(in_force(london_day(at)), child=kept).select_related("user"):
        tell_of(conflict, by=by)
    return record


@transaction.atomic
def unmerge(record: Merge, *, by: User, at: datetime) -> None:
    """Move back every row that a merge moved, and what it filled in. What came later stays with the kept record."""
    record = Merge.objects.select_for_update().get(pk=record.pk)
    if record.undone_at:
        raise Refused("This merge has already been undone.")
    if Merge.objects.filter(merged=record.kept, undone_at=None).exists():
        raise Refused("The kept record has itself been merged since. Undo that merge first.")
    kept, merged = record.kept, record.merged
    for field in fields_to_child():
        keys = record.moved.get(_name(field), [])
        still = list(_rows(field, kept).filter(pk__in=keys).values_list("pk", flat=True))
        _, stuck = _move(field, still, to=merged)
        if stuck:
            raise Refused("Something added since stands in the way of moving a row back. Ask for help.")
    _restore(kept, merged, record.before)
    Child.objects.filter(pk=merged.pk).update(merged_into=None, version=models.F("version") + 1)
    Merge.objects.filter(pk=record.pk).update(undone_at=at, undone_by=by)
    record.undone_at, record.undone_by = at, by
    refresh_children([kept.pk, merged.pk])


def fields_to_child() -> "list[models.ForeignKey[Any, Any]]":
    """Every foreign key to Child in any installed app, but for those that are the merging itself."""
    return [
        relation.field
        for relation in Child._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and relation.field.model not in {Merge, Child}
    ]


def stayed_rows(record: Merge) -> Iterator[tuple[str, list[models.Model]]]:
    """What a merge left with the merged record, by the tables' own names, for the person to look through."""
    for field in fields_to_child():
        keys = record.stayed.get(_name(field))
        if keys:
            yield str(field.model._meta.verbose_name_plural), list(field.model._default_manager.filter(pk__in=keys))


def _name(field: models.ForeignKey[Any, Any]) -> str:
    return f"{field.model._meta.db_table}.{field.column}"


def _rows(field: models.ForeignKey[Any, Any], child: Child) -> models.QuerySet[Any]:
    return field.model._base_manager.filter(**{field.name: child})


def _move(field: models.ForeignKey[Any, Any], keys: list[Any], *, to: Child) -> tuple[list[Any], list[Any]]:
    """Point rows at another child: all at once where the constraints allow it, else those that can, one by one."""
    if not keys:
        return [], []
    try:
        with transaction.atomic():
            field.model._base_manager.filter(pk__in=keys).update(**{field.name: to})
        return keys, []
    except IntegrityError:
        moved, stayed = [], []
    for key in keys:
        try:
            with transaction.atomic():
                field.model._base_manager.filter(pk=key).update(**{field.name: to})
            moved.append(key)
        except IntegrityError:
            stayed.append(key)
    return moved, stayed


def _fill_in(kept: Child, merged: Child) -> dict[str, Any]:
    """Give the kept record what it lacks. Returns what both had before, for undoing."""
    changes = {name: getattr(merged, name) for name in FILLED_IN if getattr(merged, name) and not getattr(kept, name)}
    if merged.restricted and not kept.restricted:
        changes |= {"restricted": True, "restricted_because": merged.restricted_because}
    before = {
        "kept": {name: _plain(getattr(kept, name)) for name in changes},
        "filled": {name: _plain(value) for name, value in changes.items()},
        "merged": {"upn": merged.upn} if "upn" in changes else {},
    }
    if before["merged"]:
        Child.objects.filter(pk=merged.pk).update(upn=None)
    Child.objects.filter(pk=kept.pk).update(**changes, version=kept.version + 1)
    return before


def _restore(kept: Child, merged: Child, before: dict[str, Any]) -> None:
    """Take back what the merge filled in, where nobody has changed it since; then give the other record its own."""
    now = Child.objects.select_for_update().get(pk=kept.pk)
    back = {
        name: value for name, value in before["kept"].items() if _plain(getattr(now, name)) == before["filled"][name]
    }
    Child.objects.filter(pk=kept.pk).update(**back, version=models.F("version") + 1)
    if before["merged"]:
        with refusing("upn", "Another child has been given this record’s UPN since.", field="upn"):
            Child.objects.filter(pk=merged.pk).update(**before["merged"])


def _plain(value: Any) -> Any:
    # Dates go into JSON as text.
    return value.isoformat() if hasattr(value, "isoformat") else value
