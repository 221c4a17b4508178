"""What the database itself refuses of people, whoever writes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from oxle.people.models import (
    Address,
    Adult,
    BreakGlass,
    Child,
    ChildName,
    Conflict,
    Enrolment,
    Merge,
    Relationship,
    Vulnerability,
)
from tests import make

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 9, 2), date(2026, 9, 1)
NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)

# The constraint, and a row that breaks it: made from a child, an adult, a user and a school.
BROKEN: dict[str, Callable[[Any], Any]] = {
    "child_is_not_merged_into_itself": lambda at: Child.objects.update(merged_into_id=at.child.pk),
    "restricted_child_says_why": lambda at: Child.objects.update(restricted=True),
    "child_died_after_being_born": lambda at: Child.objects.update(died_on=date(2000, 1, 1)),
    "one_current_name_of_a_kind": lambda at: ChildName.objects.create(
        child=at.child, kind="legal", given="A", family="B"
    ),
    "name_ends_after_it_begins": lambda at: ChildName.objects.create(
        child=at.child, kind="former", given="A", family="B", from_on=FIRST, to_on=LAST
    ),
    "one_current_relationship_a_pair": lambda at: [
        Relationship.objects.create(child=at.child, adult=at.adult, kind="Mother", source="x") for _ in range(2)
    ],
    "relationship_ends_after_it_begins": lambda at: Relationship.objects.create(
        child=at.child, adult=at.adult, kind="Mother", source="x", from_on=FIRST, to_on=LAST
    ),
    "address_is_one_persons": lambda at: Address.objects.create(lines="1", from_on=FIRST, source="x"),
    "address_ends_after_it_begins": lambda at: Address.objects.create(
        child=at.child, lines="1", from_on=FIRST, to_on=LAST, source="x"
    ),
    "one_enrolment_at_a_school_at_a_time": lambda at: [
        Enrolment.objects.create(child=at.child, school=at.school, from_on=day) for day in (LAST, FIRST)
    ],
    "enrolment_ends_after_it_begins": lambda at: Enrolment.objects.create(
        child=at.child, school=at.school, from_on=FIRST, to_on=LAST
    ),
    "one_open_vulnerability_of_a_kind": lambda at: [
        Vulnerability.objects.create(child=at.child, kind="ehcp", from_on=FIRST, source="x") for _ in range(2)
    ],
    "vulnerability_ends_after_it_begins": lambda at: Vulnerability.objects.create(
        child=at.child, kind="ehcp", from_on=FIRST, to_on=LAST, source="x"
    ),
    "conflict_says_why": lambda at: Conflict.objects.create(child=at.child, user=at.user, reason="", from_on=FIRST),
    "conflict_ends_after_it_begins": lambda at: Conflict.objects.create(
        child=at.child, user=at.user, reason="x", from_on=FIRST, to_on=LAST
    ),
    "break_glass_says_why": lambda at: BreakGlass.objects.create(
        child=at.child, user=at.user, reason="", at=NOON, expires_at=NOON.replace(hour=12)
    ),
    "break_glass_expires_later": lambda at: BreakGlass.objects.create(
        child=at.child, user=at.user, reason="x", at=NOON, expires_at=NOON
    ),
    "break_glass_reviewed_by_somebody": lambda at: BreakGlass.objects.create(
        child=at.child, user=at.user, reason="x", at=NOON, expires_at=NOON.replace(hour=12), reviewed_at=NOON
    ),
    "merge_says_why": lambda at: merge(at, reason=""),
    "merge_is_of_two_children": lambda at: merge(at, merged=at.child),
    "one_standing_merge_of_a_child": lambda at: [merge(at) for _ in range(2)],
    "merge_undone_by_somebody": lambda at: merge(at, undone_at=NOON),
    "people_child_upn": lambda at: Child.objects.update(upn="R674123101121"),
}


class Given:
    """What the broken rows hang on."""

    def __init__(self) -> None:
        self.child, self.other = make.child(), make.child("Other")
        self.adult, self.user, self.school = make.adult(), make.user("manager"), make.school()


def merge(at: Given, **facts: Any) -> Merge:
    return Merge.objects.create(
        **{"kept": at.child, "merged": at.other, "reason": "x", "by": at.user, "at": NOON, **facts}
    )


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses_what_cannot_be_true(constraint: str) -> None:
    given = Given()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BROKEN[constraint](given)


def test_every_constraint_of_people_is_tried() -> None:
    named = {
        constraint.name
        for model in (
            Child, ChildName, Adult, Relationship, Address, Enrolment, Vulnerability, Conflict, BreakGlass, Merge,
        )
        for constraint in model._meta.constraints
    }  # fmt: skip
    assert named == set(BROKEN) - {"people_child_upn"}


def test_expired_searches_are_forgotten_and_live_ones_kept() -> None:
    from oxle.people import actions
    from oxle.people.models import SearchRun

    user = make.user("manager")
    old = actions.begin_search("old", by=user, on=make.ON, at=NOON.replace(day=14))
    actions.begin_search("live", by=user, on=make.ON, at=NOON)
    assert actions.forget_searches(at=old.expires_at) == 1
    assert list(SearchRun.objects.values_list("query", flat=True)) == ["live"]
