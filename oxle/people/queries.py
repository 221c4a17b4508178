"""What is asked of children and adults: who the parents are, where the child is enrolled, all that their page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from oxle.accounts.visibility import visible_to
from oxle.people.address_notes import notes_on
from oxle.people.letters import (
    LetterAddress,
    Standing,
    addresses_withheld_from,
    cautions,
    letter_address,
    standings,
)
from oxle.people.models import (
    Address,
    Adult,
    BreakGlass,
    Child,
    Conflict,
    Enrolment,
    EnrolmentKind,
    Merge,
    Relationship,
    Vulnerability,
    VulnerabilityKind,
)
from oxle.people.visibility import can_see_address, in_force, shown_vulnerabilities
from oxle.schools.models import School

__all__ = [
    "ChildRecord",
    "LetterAddress",
    "Parent",
    "ShownAddress",
    "Standing",
    "addresses_withheld_from",
    "adult_addresses",
    "cautions",
    "child_record",
    "current_enrolment",
    "current_vulnerabilities",
    "has_carer",
    "letter_address",
    "other_children_of",
    "parents_of",
    "standings",
    "with_school",
]


@dataclass(frozen=True)
class Parent:
    """A parent in the sense of the Education Act 1996 s.576, and why."""

    adult: Adult
    kind: str
    why: str
    parental_responsibility: bool | None
    lives_with: bool | None
    contact_is_unsafe: bool
    notes: str


def parents_of(child: Child, on: date) -> list[Parent]:
    """The child's parents on a day: by birth or adoption, with parental responsibility, or with care (s.576)."""
    current = Relationship.objects.filter(in_force(on), child=child)
    rows = current.select_related("adult").order_by("adult__sort_name", "pk")
    return [
        Parent(
            row.adult,
            row.kind,
            row.why_parent,
            row.parental_responsibility,
            row.lives_with,
            row.contact_is_unsafe,
            row.notes,
        )
        for row in rows
        if row.is_parent
    ]


def has_carer(child: Child, on: date) -> bool:
    """Whether anybody is recorded as having care of the child on a day."""
    return Relationship.objects.filter(in_force(on), child=child, has_care=True).exists()


def current_enrolment(child: Child, on: date) -> Enrolment | None:
    """The enrolment that counts on a day: the single or main one; a subsidiary one only when there is no other."""
    rows = Enrolment.objects.filter(in_force(on), child=child).select_related("school__organisation")
    return next(iter(sorted(rows, key=_main_first)), None)


def current_vulnerabilities(child: Child, on: date) -> list[Vulnerability]:
    """The vulnerabilities that hold on a day, in the order of their kinds."""
    return vulnerabilities_of([child], on)[child.pk]


def is_looked_after(child: Child, on: date) -> bool:
    """Whether the child is recorded as looked after on a day."""
    return any(row.kind == VulnerabilityKind.LOOKED_AFTER for row in current_vulnerabilities(child, on))


def looked_after_from(child: Child, on: date) -> date | None:
    """The first day, from a day on, on which the child is recorded as looked after, and on the day after it too; None
    where there is none."""
    rows = Vulnerability.objects.filter(child=child, kind=VulnerabilityKind.LOOKED_AFTER).order_by("from_on")
    found = ((max(row.from_on, on), row.to_on) for row in rows)
    return next((from_on for from_on, to_on in found if to_on is None or to_on > from_on), None)


def vulnerabilities_of(children: Iterable[Child], on: date) -> dict[int, list[Vulnerability]]:
    """`current_vulnerabilities` for several children, by child. One query."""
    found: dict[int, list[Vulnerability]] = {child.pk: [] for child in children}
    for row in Vulnerability.objects.filter(in_force(on), child__in=found).order_by("kind"):
        found[row.child_id].append(row)
    return found


def with_school(children: QuerySet[Child], on: date) -> QuerySet[Child]:
    """Children with `school_name`, the school they are mainly enrolled at on a day, in the same query."""
    rows = Enrolment.objects.filter(in_force(on), child=OuterRef("pk")).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return children.annotate(school_name=Subquery(rows.order_by("-from_on").values("school__organisation__name")[:1]))


def main_school(child: Child, on: date) -> School | None:
    """The school at which a child is mainly enrolled on a day; None where at none."""
    rows = Enrolment.objects.filter(in_force(on), child=child).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    row = rows.select_related("school__organisation").order_by("-from_on", "pk").first()
    return row.school if row else None


def other_children_of(adult: Adult, user: Any) -> list[Relationship]:
    """An adult's relationships with children whom this person may see: the others are not hinted at."""
    return children_around([adult], user)[adult.pk]


def children_around(adults: Iterable[Adult], user: Any) -> dict[int, list[Relationship]]:
    """`other_children_of` for many adults, by adult. One query."""
    found: dict[int, list[Relationship]] = {adult.pk: [] for adult in adults}
    rows = Relationship.objects.filter(adult__in=found, child__in=visible_to(user, Child)).select_related("child")
    for row in rows.order_by("child__sort_name", "pk"):
        found[row.adult_id].append(row)
    return found


@dataclass(frozen=True)
class ShownAddress:
    """An address as one person may see it: with its text, or only that there is one."""

    address: Address
    readable: bool
    withheld_from: tuple[str, ...]
    in_force: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownAdult:
    """A relationship with the adult's own addresses."""

    relationship: Relationship
    addresses: tuple[ShownAddress, ...]
    in_force: bool


@dataclass(frozen=True)
class ChildRecord:
    """What the page of a child shows to one person, fetched in a number of queries that does not grow with the rows."""

    child: Child
    names: list[Any]
    adults: list[ShownAdult]
    addresses: list[ShownAddress]
    enrolments: list[Enrolment]
    vulnerabilities: list[Vulnerability]
    conflicts: list[Conflict]
    merges: list[Merge]

    def enrolled_on(self, on: date) -> list[Enrolment]:
        """The enrolments in force on a day, the main one first."""
        return sorted((row for row in self.enrolments if _holds(row, on)), key=_main_first)

    def vulnerable_on(self, on: date) -> list[Vulnerability]:
        """The vulnerabilities in force on a day."""
        return [row for row in self.vulnerabilities if _holds(row, on)]


def opened_to_review(user: Any) -> QuerySet[BreakGlass]:
    """The openings of restricted records that this manager is to look at: not yet reviewed, and never their own."""
    return BreakGlass.objects.filter(reviewed_at=None).exclude(user=user)


def child_record(child: Child, user: Any, on: date) -> ChildRecord:
    """Everything recorded about a child, with addresses masked for this person."""
    relationships = (
        child.relationships.select_related("adult")
        .prefetch_related("adult__addresses__withheld_from")
        .order_by("to_on", "adult__sort_name", "pk")
    )
    notes = notes_on(user, [address for row in relationships for address in row.adult.addresses.all()])
    adults = [
        ShownAdult(row, _shown(row.adult.addresses.all(), user, on, notes), _holds(row, on)) for row in relationships
    ]
    return ChildRecord(
        child=child,
        names=sorted(child.names.all(), key=lambda name: (name.kind != "legal", name.kind == "former", name.pk)),
        adults=sorted(adults, key=lambda shown: not shown.in_force),
        addresses=list(_shown(child.addresses.prefetch_related("withheld_from"), user, on)),
        enrolments=list(child.enrolments.select_related("school__organisation").order_by("-from_on", "-pk")),
        vulnerabilities=shown_vulnerabilities(user, child.vulnerabilities.order_by("-from_on", "-pk")),
        conflicts=list(child.conflicts.filter(in_force(on)).select_related("user").order_by("user__name")),
        merges=list(child.merges_kept.filter(undone_at=None).select_related("merged", "by").order_by("-at")),
    )


def adult_addresses(adult: Adult, user: Any, on: date) -> tuple[ShownAddress, ...]:
    """An adult's own addresses, those in force first, masked for this person."""
    addresses = list(adult.addresses.prefetch_related("withheld_from"))
    return _shown(addresses, user, on, notes_on(user, addresses))


def _shown(
    addresses: Any, user: Any, on: date, notes: Mapping[int, Sequence[str]] | None = None
) -> tuple[ShownAddress, ...]:
    newest = sorted(addresses, key=lambda address: (not _holds(address, on), -address.from_on.toordinal(), -address.pk))
    return tuple(
        ShownAddress(
            address,
            can_see_address(user, address),
            tuple(adult.name for adult in address.withheld_from.all()),
            _holds(address, on),
            tuple((notes or {}).get(address.pk, ())),
        )
        for address in newest
    )


def _holds(row: Any, on: date) -> bool:
    return (row.from_on is None or row.from_on <= on) and (row.to_on is None or row.to_on >= on)


def _main_first(enrolment: Enrolment) -> tuple[bool, int]:
    return enrolment.kind == EnrolmentKind.DUAL_SUBSIDIARY, -enrolment.from_on.toordinal()
