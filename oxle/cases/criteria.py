"""What makes a child red or amber on the register, as each duty contributes it: a threshold and the sentence it writes.

A criterion is asked about all children at once and stores nothing: what it finds follows from what is recorded, so that
a date that is put right puts the rating right too.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet

from oxle.accounts.permissions import Permission
from oxle.core.among import Keys
from oxle.core.keeping import kept
from oxle.core.rules import Rule, RuleBook, whole_number_or_none
from oxle.provision.ledger import Stretch

T = TypeVar("T")
PROPOSED = "Proposed by the service for the Strategic Group, whose own criteria were never published"


class Rated(IntEnum):
    """How a child is rated, the worst last."""

    GREEN = 0
    AMBER = 1
    RED = 2

    @property
    def label(self) -> str:
        """The rating in words."""
        return self.name.capitalize()


def threshold(
    key: str, label: str, default: int, unit: str = "days", *, parse: Callable[[str], int] = whole_number_or_none
) -> Rule[int]:
    """The setting by which a criterion holds. No law names one: it is the service's choice until the group says."""
    return Rule(key, label, default, parse, PROPOSED, local=True, certain=False, unit=unit)


@dataclass(frozen=True)
class Asked:
    """About whom a criterion is asked (primary keys), as of which day.

    `lacking` has the stretch of school days of those whom nobody offers a full day of education by then. `asked_on` is
    the day on which it is asked, where that is a later one: what happened since is left out.
    """

    children: Collection[int]
    on: date
    lacking: Mapping[int, Stretch]
    book: RuleBook = field(default_factory=lambda: kept(RuleBook, RuleBook))
    asked_on: date | None = None
    _read: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_past(self) -> bool:
        """Whether the day is past, so that things may have happened since."""
        return self.asked_on is not None and self.on < self.asked_on

    @cached_property
    def keys(self) -> Keys:
        """The children, as every query about them sends them."""
        return Keys(self.children)

    def threshold(self, rule: Rule[T]) -> T:
        """The threshold in force on the day; all of them are read once."""
        return self.book.value(rule, self.on)

    def once(self, read: Callable[["Asked"], T]) -> T:
        """What several criteria of a duty go by, read of the database once."""
        if read not in self._read:
            self._read[read] = read(self)
        found: T = self._read[read]
        return found


@dataclass(frozen=True)
class Fired:
    """That a criterion holds for a child: since when, and the sentence that says why. It names no child."""

    since: date
    sentence: str


@dataclass(frozen=True)
class Criterion:
    """One reason to rate a child `rated`, which the service may set by its `threshold` from a day on.

    `find` gives those of the children asked about of whom it holds; its queries do not grow with them. Its sentence is
    read by whoever has the permission `reads`; everybody else learns that there is such a reason, and not which.
    `elsewhere` has the children (primary keys) of whom it may hold on a day though they are not on the register.
    """

    key: str
    label: str
    rated: Rated
    find: Callable[[Asked], dict[int, Fired]]
    threshold: Rule[Any]
    reads: Permission | None = None
    elsewhere: Callable[[date], QuerySet[Any, Any]] | None = None
