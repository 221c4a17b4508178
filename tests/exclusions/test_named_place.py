"""A new place is another place, and its first day is one on which somebody could go there."""

from datetime import date
from typing import Any

import pytest

from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.permanent import pathway
from exclusions.placement.actions import take_with_school
from exclusions.placement.forms import PlaceForm
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.meetings.forms import DecideForm
from oxle.people.school_ages import not_of_its_ages
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


@pytest.mark.parametrize(
    ("ages", "starts_on", "surprises"),
    [
        ((4, 11), date(2026, 7, 20), False),
        ((4, 11), date(2026, 9, 7), True),
        ((11, 16), date(2026, 7, 20), True),
        ((11, 16), date(2026, 9, 7), False),
        ((11, 16), date(2031, 7, 18), False),
        ((11, 16), date(2031, 9, 8), True),
        ((None, None), date(2026, 9, 7), False),
    ],
)
def test_a_school_is_for_the_years_of_its_ages(
    ages: tuple[int | None, int | None], starts_on: date, surprises: bool
) -> None:
    lowest, highest = ages
    school = make.school("New School", lowest_age=lowest, highest_age=highest)
    # In Year 6 until August 2026, in Year 7 from September, in Year 11 until August 2031.
    assert bool(not_of_its_ages(school, date(2014, 9, 1), starts_on)) == surprises
    assert bool(not_of_its_ages(school, date(2015, 8, 31), starts_on)) == surprises


def test_a_school_for_other_ages_is_named_only_with_the_reason(people: People, case: Case) -> None:
    primary = make.school("Little School", lowest_age=4, highest_age=11)
    typed = {"on_day": "1", "on_month": "12", "on_year": "2026", "school": primary.key}
    typed |= {"starts_on_day": "7", "starts_on_month": "12", "starts_on_year": "2026"}

    def form(**more: str) -> PlaceForm:
        return PlaceForm({**typed, **more}, step=pathway.NAME_PLACE, case=case, parties=[], on=ON)

    assert form().errors["other_year"][0].startswith("Little School is for ages 4 to 11, and this child is in Year ")
    assert set(form(other_year=" ").errors) == {"other_year"}
    answered = form(other_year="Is taught with Year 6.")
    assert answered.is_valid(), answered.errors
    assert answered.facts()["other_year"] == "Is taught with Year 6."
    fitting = make.school("Big School", lowest_age=11, highest_age=18)
    assert form(school=fitting.key).is_valid()


def test_a_meeting_is_asked_whether_a_school_for_other_ages_is_meant(case: Case) -> None:
    primary = make.school("Little School", lowest_age=4, highest_age=11)
    decision = next(one.key for one in FAIR_ACCESS.decisions if one.place)
    typed = {"decision": decision, "school": primary.key, "words": "Nearest."}
    typed |= {"starts_on_day": "7", "starts_on_month": "12", "starts_on_year": "2026"}
    assert case.child is not None
    made = {"kind": FAIR_ACCESS, "child": case.child, "meets_on": ON, "on": ON}
    assert set(DecideForm(typed, **made).errors) == {"other_year"}
    meant = DecideForm({**typed, "other_year": "on"}, **made)
    assert meant.is_valid()
    assert meant.cleaned_data["other_year"].startswith("Little School is for ages 4 to 11, and this child is in Year ")


def test_of_a_place_named_before_the_talk_with_the_parents_or_the_way_it_is_asked_whether_the_day_is_meant(
    people: People, case: Case
) -> None:
    talked_on, chosen_on, later = date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 8)
    for step, on, facts in (
        (pathway.CONSULT, talked_on, {"with_whom": "The mother", "wish": "Nearer home."}),
        (pathway.CHOOSE_WAY, chosen_on, {"way": "fair_access"}),
    ):
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)

    def why(on: date, **more: str) -> list[str]:
        typed = {"on_day": str(on.day), "on_month": "12", "on_year": "2026", "place": "Far School",
                 "starts_on_day": "14", "starts_on_month": "12", "starts_on_year": "2026", **more}  # fmt: skip
        form = PlaceForm(typed, step=pathway.NAME_PLACE, case=case, parties=[], on=later)
        return list(form.errors.get("on", []))

    ends = "Choose another day, or tick that this one is meant"
    assert why(ON) == [f"The talk with the parents is recorded of 3 December 2026. {ends}"]
    assert why(talked_on) == [f"The way to a new school was chosen on 4 December 2026. {ends}"]
    assert why(talked_on, on_meant_20261203="on") == []
    assert why(chosen_on) == []
