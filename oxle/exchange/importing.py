"""What an importer must offer. The exchange reads, plans, reconciles, writes and undoes; an importer knows its domain.

A record is a dictionary of JSON values (text, whole numbers, true/false, nothing, lists) that says everything an import
may write. `parse` makes one from a row of the file and `existing` makes one from the database, with the same keys, so
that "unchanged" is equality, undoing is writing the old record back, and a commit is checked by reading it back.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.permissions import Permission
from oxle.core.forms import OxleForm
from oxle.exchange.columns import Column, Row

Record = dict[str, Any]
# Primary keys by table, of what an import had to make beside the rows of its file.
MadeBeside = dict[str, list[int]]


class Rejected(Exception):
    """A row cannot be imported. Each reason is a sentence that names the column and what is in it."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class LeftOut(Exception):
    """A row that the person importing asked not to bring in; it counts as unchanged."""


class Importer(ABC):
    """One kind of file. Made anew for every preview, commit and undo, with the choices made when it was uploaded."""

    key: ClassVar[str]
    label: ClassVar[str]
    # What the file is and where it comes from, for the upload page.
    guidance: ClassVar[str] = ""
    permission: ClassVar[Permission]
    columns: ClassVar[Sequence[Column]]
    # The choices asked for on the upload page, beside the file.
    options_form: ClassVar[type[OxleForm]] = OxleForm
    # What to call each value of a record where a change is shown.
    labels: ClassVar[Mapping[str, str]] = {}
    # The address, by name, of the page on which such a file is sent, where that is not the one for all kinds.
    upload_page: ClassVar[str] = ""
    # What became of rows that nobody asked for, in the sum of the rows.
    left_out: ClassVar[str] = "left out, as not asked for"
    # What undoing does, with the number of records that the import made and that it changed.
    undoing: ClassVar[str] = "This removes {created} that the import made, and puts {updated} back as before."

    # Who uploaded the file: a refusal says no more than they may know.
    by: User

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options

    @classmethod
    def seen_by(cls, user: User) -> Q:
        """The batches of this kind that a person sees who may import it."""
        return Q(kind=cls.key)

    def facts(self) -> list[tuple[str, Any]]:
        """What a batch's page says of the choices that were made."""
        return [(name.replace("_", " ").capitalize(), value) for name, value in self.options.items()]

    @abstractmethod
    def parse(self, row: Row) -> Record:
        """The record a row stands for. Raises Rejected with every reason at once, or LeftOut."""

    @abstractmethod
    def identity(self, record: Record) -> str:
        """What makes two records the same one, as a text to show: its number, never its name."""

    @abstractmethod
    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        """The records the database holds now, by identity; a fixed number of queries."""

    def refusals(self, records: Mapping[str, Record]) -> Mapping[str, Sequence[str]]:
        """Reasons to reject records that only show beside the database, by identity; a fixed number of queries."""
        return {}

    @abstractmethod
    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        """Write new records. Returns whatever else had to be made."""

    @abstractmethod
    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        """Make existing records what these say. Returns whatever else had to be made."""

    @abstractmethod
    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        """Take back what `create` wrote. ProtectedError, when something has come to depend on it, is understood."""

    def write(self, creates: Sequence[Record], updates: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        """Commit a plan. An importer whose records depend on each other may do both halves at once."""
        made = self.create(creates, by=by, on=on)
        for table, keys in self.update(updates, by=by, on=on).items():
            made.setdefault(table, []).extend(keys)
        return made

    def restore(self, before: Sequence[Record], created: Sequence[str], *, by: User, on: date) -> None:
        """Undo a plan: put changed records back, and take back the created ones."""
        self.update(before, by=by, on=on)
        self.remove(created, by=by, on=on)

    def remove_beside(self, made: MadeBeside) -> None:
        """Take back what was made beside the rows, where nothing else uses it by now."""
        return

    def children_in(self, records: Sequence[Record]) -> Collection[int]:
        """The children (primary keys) whom records are about: showing a row of theirs is a sight. One query at most."""
        return ()

    def title(self, record: Record) -> str:
        """What to call a record in a list of them."""
        return self.identity(record)


IMPORTERS: dict[str, type[Importer]] = {}


def register(importer: type[Importer]) -> type[Importer]:
    """Offer an importer; called once by its app when it starts."""
    if IMPORTERS.get(importer.key, importer) is not importer:
        raise ValueError(f"two importers are called {importer.key}")
    IMPORTERS[importer.key] = importer
    return importer


def importer_of(kind: str, options: Mapping[str, Any], by: User) -> Importer:
    """An importer of a kind, with the choices made for a file, for whoever uploaded it."""
    made = IMPORTERS[kind](options)
    made.by = by
    return made
