"""A new place is another place, and its first day is one on which somebody could go there."""

from datetime import date
from typing import Any

import pytest

from exclusions.permanent import pathway
from exclusions.placement.actions import take_with_school
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import People, moment, unit

pytestmark = pytest.mark.django_db
ON, MONDAY, SATURDAY, HOLIDAY = date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 5), date(2026, 12, 28)


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def case(people: People) -> Case:
    """The governors have upheld it."""
    case = people.tell()
    facts = {"parents_told_on": ON.isoformat()}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=ON, at=moment(ON), facts=facts)
    case.refresh_from_db()
    return case


def name(people: People, case: Case, school: School | None, first_on: date, **data: Any) -> None:
    said = {"place": str(school or "Somewhere"), "school": school.key if school else ""}
    facts = {**said, "starts_on": first_on.isoformat()}
    taken = {"by": people.officer, "on": ON, "at": moment(ON), "reason": ""}
    take_with_school(case, pathway.NAME_PLACE, data={"school": school, **data}, facts=facts, **taken)


def test_the_school_that_excluded_a_child_is_not_named_as_the_new_place(people: People, case: Case) -> None:
    with pytest.raises(Refused, match="Example School has permanently excluded this child") as refused:
        name(people, case, people.school, MONDAY)
    assert refused.value.field == "school"
    assert not CaseLetter.objects.filter(case=case, letter__kind="exclusions.place_named").exists()


@pytest.mark.parametrize("starts_on", [SATURDAY, HOLIDAY])
def test_the_first_day_at_a_new_school_is_a_school_day_there(people: People, case: Case, starts_on: date) -> None:
    with pytest.raises(Refused, match="is not a school day at New School") as refused:
        name(people, case, make.school("New School"), starts_on)
    assert refused.value.field == "starts_on"
    name(people, case, make.school("Newer School"), MONDAY)


def test_at_another_place_it_is_no_saturday(people: People, case: Case) -> None:
    with pytest.raises(Refused, match="5 December 2026 is a Saturday"):
        name(people, case, None, SATURDAY)
    hours = {"minutes": [150] * 10, "full_time": True}
    with pytest.raises(Refused, match="5 December 2026 is a Saturday"):
        name(people, case, None, SATURDAY, provider=unit(), starts_on=SATURDAY, **hours)
    name(people, case, None, MONDAY)
