"""What a school's people may ask about their own pupils, and about nobody else's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.people.visibility import TOLD_AFTER, in_force
from oxle.schools.models import School


def school_of(child: Child, schools: Sequence[School], on: date) -> School | None:
    """At which of these schools a child is on the register, the main one first; None when at none."""
    rows = Enrolment.objects.filter(in_force(on), child=child, school__in=schools)
    found = sorted(rows, key=lambda row: row.kind == EnrolmentKind.DUAL_SUBSIDIARY)
    return next((school for row in found for school in schools if school.pk == row.school_id), None)


def on_register(children: Iterable[Child], schools: Sequence[School], on: date) -> set[int]:
    """Which of these children (primary keys) are on the register of one of these schools. One query."""
    rows = Enrolment.objects.filter(in_force(on), child__in=children, school__in=schools)
    return set(rows.values_list("child", flat=True))


def left_school_of(child: Child, schools: Sequence[School], on: date) -> tuple[School, date] | None:
    """Which of these schools a child left last within a year, and the last day there; None where they left none."""
    rows = Enrolment.objects.filter(child=child, school__in=schools, to_on__lt=on, to_on__gte=on - TOLD_AFTER)
    row = rows.order_by("to_on", "pk").last()
    school = next((one for one in schools if row and one.pk == row.school_id), None)
    return (school, row.to_on) if row and row.to_on and school else None


def own_pupils_like(user: Any, schools: Sequence[School], typed: Mapping[str, Any], on: date) -> list[Child]:
    """Pupils of these schools who may be the one that was typed in. Of every other child nothing is said, not even
    that there is one."""
    found = possible_duplicates(
        user,
        given=typed["given"],
        family=typed["family"],
        born_on=typed["born_on"],
        upn=typed["upn"],
        postcode=typed["postcode"],
    )
    children = [one.child for one in found if one.child]
    enrolled = Enrolment.objects.filter(in_force(on), school__in=schools, child__in=children)
    own = set(enrolled.values_list("child", flat=True))
    return [child for child in children if child.pk in own]
