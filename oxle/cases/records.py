"""Every table whose rows belong to a case: what is destroyed with it, in which order, and what nobody has named."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from oxle.cases import duties
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import (
    Allocation,
    Case,
    CaseDocument,
    CaseLetter,
    Deadline,
    Event,
    Note,
    Party,
    SafeguardingReferral,
    Visit,
)
from oxle.cases.offers import Record
from oxle.people.models import Child

# What the platform keeps of a case, in the order in which it can be destroyed, after what its duty keeps.
OURS = (
    Record(CaseLetter, "case", "letters"),
    Record(Deadline, "case", "deadlines"),
    Record(Event, "case", "steps taken"),
    Record(Party, "case", "people in the case"),
    Record(Note, "case", "notes"),
    Record(Visit, "case", "visits"),
    Record(AgreedAction, "case", "agreed actions"),
    Record(SafeguardingReferral, "case", "safeguarding referrals"),
    Record(Allocation, "case", "allocations"),
    Record(CaseDocument, "case", "documents"),
    Record(HandOver, "case", "hand-overs"),
    Record(InboxMessage, "case", "messages"),
    Record(LegalHold, "case", "legal holds"),
)
# What layers above this one keep of any case: it goes before ours.
ABOVE: list[Record] = []
# What layers above this one keep when a child's record is destroyed: each empties its rows of what they tell of the
# child, in the same transaction, and answers how many there were.
EMPTIED: list["Emptied"] = []
# These look after themselves: the case goes last, and a decision that was carried out stays as the certificate.
APART = {Case, Disposal}


def register_record(record: Record) -> None:
    """Name a table of a layer above whose rows belong to a case; `guards.add` calls it."""
    if record not in ABOVE:
        ABOVE.append(record)


@dataclass(frozen=True)
class Emptied:
    """Rows about children that stay when a child's record is destroyed, but tell nothing of the child any more.

    `of` are those of some records of one child; `empty` takes out what they tell, and answers of how many.
    """

    model: type[Model]
    called: str
    of: Callable[[Collection[Child]], QuerySet[Any]]
    empty: Callable[[Collection[Child]], int]


def register_emptied(emptied: Emptied) -> None:
    """Name such a table of a layer above; called once, when its app starts."""
    if emptied not in EMPTIED:
        EMPTIED.append(emptied)


def records_of(duty: str) -> tuple[Record, ...]:
    """The tables that hold a case of a duty, in the order in which its rows can be destroyed."""
    return (*(duties.duty(duty).records if duties.is_installed(duty) else ()), *ABOVE, *OURS)


def every_record() -> Iterator[Record]:
    """The tables of the platform and of every duty."""
    yield from ABOVE
    yield from OURS
    for duty in duties.duties():
        yield from duty.records


def belonging() -> set[type[Model]]:
    """Every table with a row that points at a case, or at a row that does, as the models have it."""
    found: set[type[Model]] = {Case}
    while more := {
        model
        for model in apps.get_models()
        if model not in found and any(_points_at(field, found) for field in model._meta.get_fields())
    }:
        found |= more
    return found


def unnamed() -> list[str]:
    """The tables that belong to a case and that nobody has named: a case could not be destroyed for them."""
    named = {record.model for record in every_record()} | APART
    return sorted(model._meta.label for model in belonging() - named)


def _points_at(field: Any, models: set[type[Model]]) -> bool:
    return isinstance(field, ForeignKey) and field.related_model in models
