"""The rows of a pack as one person may count them: each in every figure, by the reasons of which they may know,
whoever is closed to them in no place, and at no school one of a few whom they only count."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.core.suppression import SMALLEST_SHOWN
from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.missing_out.register import NO_SCHOOL
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of

# Under which district, phase, school and trust a pupil counts whose place is not told.
NOT_SAID = "Not said"
# And under which school and trust one counts of whom only a number is read, where it would point at them.
FEW_AT_SCHOOL, FEW_IN_TRUST = "Schools with fewer than 5", "Trusts with fewer than 5"


@dataclass(frozen=True)
class CountedRow:
    """A row of a pack as one person may count it. `kinds` says why the pupil is on the register as far as they may know
    it, and `placed` whether they may know where the pupil is. `read`: they read the row, and do not only count it.
    `few_at_school` and `few_in_trust`: they only count it, and so few of the same rating there that a number would be
    one child at one school."""

    row: PackRow
    kinds: Sequence[str]
    placed: bool
    read: bool = True
    few_at_school: bool = False
    few_in_trust: bool = False

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
        if self.few_at_school:
            return FEW_AT_SCHOOL
        return self.row.school if self.placed else NOT_SAID

    @property
    def trust(self) -> str:
        """Its trust; empty where it has none."""
        if self.few_in_trust:
            return FEW_IN_TRUST
        return self.row.trust if self.placed else NOT_SAID


def counted_for(user: User, rows: Collection[PackRow], on: date, readable: Collection[int]) -> list[CountedRow]:
    """Some rows as this person may count them, who reads those of them that are `readable` (primary keys).

    A number beside a school would tell where a pupil is whose record is restricted, or how one is rated with whom they
    have a conflict of interest: those count under no place, as do rows whose child's record was destroyed, of which
    nobody can tell any more whether it was restricted. Of whom only a number is read, a school that has fewer than 5 so
    rated is not told.
    """
    keys = [row.child_id for row in rows if row.child_id]
    conflicted = Q(pk__in=conflicts_of(user, on).values("child"))
    there = Child.objects.filter(conflicted | Q(restricted=True), pk__in=keys)
    closed = set(there.exclude(pk__in=visible_to(user, Child).values("pk")).values_list("pk", flat=True))
    reasons = KnownReasons(user)
    counted = [
        CountedRow(
            row, reasons.said(row.kinds), placed=row.child_id is not None and row.child_id not in closed,
            read=row.pk in readable,
        )
        for row in rows
    ]  # fmt: skip
    return none_alone(counted)


def none_alone(counted: Collection[CountedRow]) -> list[CountedRow]:
    """Some rows, each of whom only a number is read under no school that has fewer than 5 of them of one rating; nor
    under a trust where the schools of it that are told leave so few of its number."""
    at_school = [one for one in counted if one.placed and not one.read and one.row.school != NO_SCHOOL]
    few = _of_few(at_school, lambda row: row.school)
    fewer = _of_few((one for one in at_school if one.row.pk in few and one.row.trust), lambda row: row.trust)
    return [
        replace(one, few_at_school=True, few_in_trust=one.row.pk in fewer) if one.row.pk in few else one
        for one in counted
    ]


def _of_few(counted: Iterable[CountedRow], place: Callable[[PackRow], str]) -> set[int]:
    """Those (primary keys of rows) in whose place there are fewer than 5 of their rating."""
    rows = [one.row for one in counted]
    there = Counter((place(row), row.rated) for row in rows)
    return {row.pk for row in rows if there[place(row), row.rated] < SMALLEST_SHOWN}
