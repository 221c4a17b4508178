"""The rows of a pack as one person may count them: each in every figure, by the reasons of which they may know, and
whoever is closed to them in no place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of

# Under which district, phase, school and trust a pupil counts whose place is not told.
NOT_SAID = "Not said"


@dataclass(frozen=True)
class CountedRow:
    """A row of a pack as one person may count it. `kinds` says why the pupil is on the register as far as they may know
    it, and `placed` whether they may know where the pupil is."""

    row: PackRow
    kinds: Sequence[str]
    placed: bool

    @property
    def reference(self) -> str:
        """By which the pupil is known from pack to pack."""
        return self.row.reference

    @property
    def rated(self) -> int:
        """The rating."""
        return self.row.rated

    @property
    def rated_before(self) -> int | None:
        """The rating in the pack before; None for who was not in it."""
        return self.row.rated_before

    @property
    def marks(self) -> Sequence[str]:
        """Special needs and social care."""
        return self.row.marks

    @property
    def area(self) -> str:
        """District of the school; empty where there is none."""
        return self.row.area if self.placed else NOT_SAID

    @property
    def phase(self) -> str:
        """Phase of the school; empty where there is none."""
        return self.row.phase if self.placed else NOT_SAID

    @property
    def school(self) -> str:
        """The school, or that there is none."""
        return self.row.school if self.placed else NOT_SAID

    @property
    def trust(self) -> str:
        """Its trust; empty where it has none."""
        return self.row.trust if self.placed else NOT_SAID


def counted_for(user: User, rows: Collection[PackRow], on: date) -> list[CountedRow]:
    """Some rows as this person may count them. A number beside a school would tell where a pupil is whose record is
    restricted, or how one is rated with whom they have a conflict of interest: those count under no place, as do rows
    whose child's record was destroyed, of which nobody can tell any more whether it was restricted."""
    keys = [row.child_id for row in rows if row.child_id]
    conflicted = Q(pk__in=conflicts_of(user, on).values("child"))
    there = Child.objects.filter(conflicted | Q(restricted=True), pk__in=keys)
    closed = set(there.exclude(pk__in=visible_to(user, Child).values("pk")).values_list("pk", flat=True))
    reasons = KnownReasons(user)
    return [
        CountedRow(row, reasons.said(row.kinds), row.child_id is not None and row.child_id not in closed)
        for row in rows
    ]
