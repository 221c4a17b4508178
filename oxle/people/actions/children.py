"""Adding a child, correcting what is known of them, and changing their names."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Child, ChildName, NameKind, Sex
from oxle.people.names import NAME_LENGTH, sort_key
from oxle.people.refusals import refusing
from oxle.people.search_index import refresh_children
from oxle.people.upn import WrongUpn, clean_upn

# What edit_child may change by itself; names, addresses and school have actions of their own.
FACTS = (
    "upn", "former_upn", "born_on", "sex", "ethnicity", "language", "interpreter_needed", "died_on", "legacy_reference",
)  # fmt: skip


@transaction.atomic
def add_child(
    *,
    given: str,
    family: str,
    born_on: date,
    by: User,
    on: date,
    sex: str = Sex.UNKNOWN,
    upn: str = "",
    preferred_given: str = "",
    preferred_family: str = "",
    **facts: Any,
) -> Child:
    """Add a child with their legal and perhaps preferred name. Names are kept exactly as typed.

    Whether we hold the child already is asked before, by duplicates.possible_duplicates; nothing is ever merged here.
    """
    child = Child(born_on=born_on, sex=sex, upn=_upn(upn), **_known(facts))
    _check_dates(child, on)
    shown = (preferred_given or given, preferred_family or family)
    child.shown_name, child.sort_name = shown_name(*shown), sort_key(shown[1], shown[0])
    with _one_upn():
        child.save(force_insert=True)
    ChildName.objects.create(child=child, kind=NameKind.LEGAL, given=given, family=family)
    if preferred_given or preferred_family:
        ChildName.objects.create(child=child, kind=NameKind.PREFERRED, given=shown[0], family=shown[1])
    refresh_children([child.pk])
    child.refresh_from_db()
    return child


@transaction.atomic
def edit_child(child: Child, version: int, *, by: User, on: date, **facts: Any) -> None:
    """Correct facts of a child. A replaced UPN is kept as the former one. Raises Stale when somebody was faster."""
    facts = _known(facts)
    if "upn" in facts:
        facts["upn"] = _upn(facts["upn"] or "")
        if child.upn and facts["upn"] != child.upn:
            facts["former_upn"] = child.upn
    for name, value in facts.items():
        setattr(child, name, value)
    _check_dates(child, on)
    with _one_upn():
        save_if_unchanged(child, version, facts)
    refresh_children([child.pk])


@transaction.atomic
def rename(child: Child, version: int, *, kind: str, given: str, family: str, by: User, on: date) -> None:
    """Give a child a new legal or preferred name from a day on. The old one is kept as a former name."""
    if kind == NameKind.FORMER:
        raise Refused("A former name is kept by itself when a name changes.", field="kind")
    current = ChildName.objects.filter(child=child, kind=kind, to_on=None).first()
    if current and (current.given, current.family) == (given, family):
        raise Refused("This is the name we already hold.", field="given")
    if current:
        if current.from_on and current.from_on > on:
            raise Refused("The name we hold began after this date.", field="on")
        ChildName.objects.filter(pk=current.pk).update(kind=NameKind.FORMER, to_on=on)
    ChildName.objects.create(child=child, kind=kind, given=given, family=family, from_on=on)
    _show_current_name(child, version)


@transaction.atomic
def correct_name(child: Child, version: int, *, kind: str, given: str, family: str, by: User, on: date) -> None:
    """Put a name right that was mistyped: nothing former is kept, because the child never had that name.

    An empty preferred name takes the preferred name away.
    """
    current = ChildName.objects.filter(child=child, kind=kind, to_on=None)
    if kind == NameKind.PREFERRED and not (given or family):
        current.delete()
    elif not current.update(given=given, family=family):
        ChildName.objects.create(child=child, kind=kind, given=given, family=family)
    _show_current_name(child, version)


def shown_name(given: str, family: str) -> str:
    """A name as pages show it."""
    return " ".join(part for part in (given, family) if part)[:NAME_LENGTH]


def _show_current_name(child: Child, version: int) -> None:
    names = {name.kind: name for name in ChildName.objects.filter(child=child, to_on=None)}
    name = names.get(NameKind.PREFERRED) or names[NameKind.LEGAL]
    child.shown_name, child.sort_name = shown_name(name.given, name.family), sort_key(name.family, name.given)
    save_if_unchanged(child, version, ["shown_name", "sort_name"])
    refresh_children([child.pk])


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"not facts of a child: {', '.join(sorted(unknown))}")
    return facts


def _upn(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return clean_upn(typed)
    except WrongUpn as wrong:
        raise Refused(str(wrong), field="upn") from None


def _check_dates(child: Child, on: date) -> None:
    if child.born_on > on:
        raise Refused("Date of birth must be in the past.", field="born_on")
    if child.died_on and not child.born_on <= child.died_on <= on:
        raise Refused("Date of death must be after the date of birth and not in the future.", field="died_on")


def _one_upn() -> AbstractContextManager[None]:
    return refusing("upn", "Another child already has this UPN. Search for it first.", field="upn")
