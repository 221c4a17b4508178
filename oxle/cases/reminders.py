"""What ties an e-mail in the outbox to the date it is about, so that it is queued once and taken back when untrue."""

from collections.abc import Iterable
from datetime import date

from oxle.accounts.models import User
from oxle.cases.models import Deadline
from oxle.correspondence.outbox import drop_unsent

# What goes into an officer's digest, which leaves the next working morning.
DIGESTED = ("soon", "overdue")


def matter_of(case: int, clock: str, due_on: date | None) -> str:
    """What an e-mail about a date is about: two parents' equal days on one case are one matter."""
    return f"{case}:{clock}:{due_on}"


def matter(row: Deadline) -> str:
    """The matter of a stored deadline."""
    return matter_of(row.case_id, row.clock, row.due_on)


def key(kind: str, row: Deadline, person: User) -> str:
    """The key under which one person is told of one matter once."""
    return f"{kind}:{matter(row)}:{person.pk}"


def take_back(some: Iterable[str]) -> None:
    """Take matters that are dealt with, or that have another date now, out of the digests that wait."""
    prefixes = [f"{kind}:{of}:" for of in some for kind in DIGESTED]
    drop_unsent(dedupe_prefixes=prefixes, why="It was dealt with, or its date changed, before this left.")
