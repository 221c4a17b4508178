"""Adults, and what each is to a child. Every relationship says where it came from."""

from datetime import date
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Adult, Child, Relationship
from oxle.people.names import sort_key
from oxle.people.search_index import refresh_adult

RELATIONSHIP_FACTS = (
    "kind", "parental_responsibility", "lives_with", "has_care", "contact_is_unsafe", "from_on", "source", "notes",
)  # fmt: skip


@transaction.atomic
def add_adult(*, given: str, family: str, by: User | None, on: date, **facts: Any) -> Adult:
    """Add a parent, carer or other adult; facts are title, born_on, email, phone, language and the like."""
    adult = Adult(given=given, family=family, sort_name=sort_key(family, given), **facts)
    _check_birth(adult, on)
    adult.save(force_insert=True)
    refresh_adult(adult)
    return adult


@transaction.atomic
def edit_adult(adult: Adult, version: int, *, by: User, on: date, **facts: Any) -> None:
    """Change what is known of an adult. Raises Stale when somebody was faster."""
    for name, value in facts.items():
        setattr(adult, name, value)
    _check_birth(adult, on)
    adult.sort_name = sort_key(adult.family, adult.given)
    save_if_unchanged(adult, version, {**facts, "sort_name": adult.sort_name})
    refresh_adult(adult)


@transaction.atomic
def relate(
    child: Child,
    adult: Adult,
    *,
    kind: str,
    source: str,
    by: User,
    on: date,
    parental_responsibility: bool | None = None,
    lives_with: bool | None = None,
    has_care: bool = False,
    contact_is_unsafe: bool = False,
    from_on: date | None = None,
    notes: str = "",
) -> Relationship:
    """Say what an adult is to a child. `None` for parental responsibility is "not known", and is shown so."""
    Child.objects.select_for_update().get(pk=child.pk)
    if Relationship.objects.filter(child=child, adult=adult, to_on=None).exists():
        raise Refused("This adult is already recorded with this child. Change that record instead.", field="kind")
    relationship = Relationship(
        child=child,
        adult=adult,
        kind=kind,
        source=source,
        parental_responsibility=parental_responsibility,
        lives_with=lives_with,
        has_care=has_care,
        contact_is_unsafe=contact_is_unsafe,
        from_on=from_on,
        notes=notes,
    )
    relationship.save(force_insert=True)
    return relationship


@transaction.atomic
def add_related_adult(
    child: Child, known: Adult | None, *, adult: dict[str, Any], relationship: dict[str, Any], by: User, on: date
) -> Adult:
    """Relate an adult to a child in one go: one we hold already (`known`), or a new one made from `adult`."""
    person = known or add_adult(**adult, by=by, on=on)
    relate(child, person, **relationship, by=by, on=on)
    return person


@transaction.atomic
def edit_relationship(relationship: Relationship, version: int, *, by: User, on: date, **facts: Any) -> None:
    """Change what is known of a relationship. Raises Stale when somebody was faster."""
    unknown = set(facts) - set(RELATIONSHIP_FACTS)
    if unknown:
        raise TypeError(f"not facts of a relationship: {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(relationship, name, value)
    if relationship.from_on and relationship.to_on and relationship.from_on > relationship.to_on:
        raise Refused("The relationship cannot begin after it ended.", field="from_on")
    save_if_unchanged(relationship, version, facts)


@transaction.atomic
def end_relationship(relationship: Relationship, version: int, *, by: User, on: date) -> None:
    """End a relationship; `on` is its last day. It stays on the record."""
    if relationship.to_on:
        raise Refused("This relationship has already ended.", field="on")
    if relationship.from_on and on < relationship.from_on:
        raise Refused("The last day cannot be before the first.", field="on")
    relationship.to_on = on
    save_if_unchanged(relationship, version, ["to_on"])


def _check_birth(adult: Adult, on: date) -> None:
    if adult.born_on and adult.born_on > on:
        raise Refused("Date of birth must be in the past.", field="born_on")
