"""What goes when a record is disposed of: a child’s own rows, and the adults who are nothing to anybody else.

Nothing is deleted here; whether a record may go at all is for the layer that two people decide in.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from oxle.people.models import (
    Address,
    Adult,
    BreakGlass,
    Child,
    ChildName,
    Conflict,
    Enrolment,
    Merge,
    Relationship,
    Vulnerability,
)

# The tables that are the record of a child. Every other one with a key to a child is a reason to keep the record.
CHILDS_OWN = (ChildName, Relationship, Address, Enrolment, Vulnerability, Conflict, BreakGlass, Merge)


def needed_by(model: type[Model], apart_from: Collection[type[Model]]) -> "list[ForeignKey[Any, Any]]":
    """Every foreign key to a table, of any installed app, but for those of some tables and the table's own."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and relation.field.model not in {model, *apart_from}
    ]


def records_of(child: Child) -> list[Child]:
    """The child's record and all that were merged into it, one after the other; theirs come first, to go first."""
    found: list[Child] = []
    level = [child]
    while level:
        found = level + found
        level = list(Child.objects.filter(merged_into__in=level).order_by("pk"))
    return found


def rows_of(children: Collection[Child]) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What belongs to some records of one child, by what a certificate calls it, in the order in which it can go."""
    adults = lone_adults(children)
    yield "openings of the restricted record", BreakGlass.objects.filter(child__in=children)
    yield "conflicts of interest", Conflict.objects.filter(child__in=children)
    yield "merges", Merge.objects.filter(kept__in=children)
    yield "vulnerabilities", Vulnerability.objects.filter(child__in=children)
    yield "enrolments", Enrolment.objects.filter(child__in=children)
    yield "relationships", Relationship.objects.filter(child__in=children)
    yield "addresses of the child", Address.objects.filter(child__in=children)
    yield "names", ChildName.objects.filter(child__in=children)
    yield "addresses of adults", Address.objects.filter(adult__in=adults)
    yield "adults", Adult.objects.filter(pk__in=adults)


def rows_of_adult(adult: int) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What goes with the case that was about an adult: their record and addresses, if nothing else needs them. For they
    are around no child with whose record they would go."""
    adults = {adult} - _needed({adult}, [])
    yield "addresses of adults", Address.objects.filter(adult__in=adults)
    yield "adults", Adult.objects.filter(pk__in=adults)


def lone_adults(children: Collection[Child]) -> set[int]:
    """The adults around a child whom nothing but this child's record needs: no other child, case, letter or address."""
    found = set(Relationship.objects.filter(child__in=children).values_list("adult", flat=True))
    while needed := _needed(found, children):
        found -= needed
    return found


def _needed(adults: set[int], children: Collection[Child]) -> set[int]:
    needed: set[int] = set()
    for field in needed_by(Adult, [Address]):
        rows = field.model._base_manager.filter(**{f"{field.name}__in": adults})
        if field.model is Relationship:
            rows = rows.exclude(child__in=children)
        elif field.model is Address.withheld_from.through:
            # Whoever must not learn an address that stays must stay known.
            rows = rows.exclude(address__adult__in=adults).exclude(address__child__in=children)
        needed |= set(rows.values_list(field.attname, flat=True))
    return needed
