"""A school looks for a pupil of its own: found by what the school knows of them, and nobody else is hinted at."""

from datetime import date

import pytest

from oxle.accounts.models import User
from oxle.people import actions, search
from oxle.schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T11:00:00+00:00")


@pytest.fixture
def school(db: None) -> School:
    return make.school()


@pytest.fixture
def lead(school: School) -> User:
    return make.user("school_attendance_lead", school.organisation)


def names(lead: User, school: School, text: str) -> list[str]:
    return [child.shown_name for child in search.pupils(lead, [school], search.ask(text), make.ON)]


def renamed(school: School, **facts: str) -> None:
    child = make.child("Ann", "Smith", at=school, **facts)
    actions.rename(child, child.version, kind="legal", given="Anna", family="Jones", by=make.someone(), on=make.ON)


@pytest.mark.parametrize("text", ["lukasz", "ŁUKASZ", "o'brien", "brien", "lukash", "4/3/2014", "obrien 4 3 2014"])
def test_a_pupil_is_found_by_name_by_sound_and_by_date_of_birth(lead: User, school: School, text: str) -> None:
    make.child("Łukasz", "O'Brien", at=school)
    make.child("Quite", "Different", date(2010, 1, 1), at=school)
    if text == "obrien 4 3 2014":
        text = "obrien 4/3/2014"
    assert names(lead, school, text) == ["Łukasz O'Brien"]


def test_a_pupil_is_found_by_upn(lead: User, school: School) -> None:
    make.child("Demo", "Pupil", at=school, upn="G931123419001")
    assert names(lead, school, "g931123419001") == ["Demo Pupil"]


def test_pupils_of_other_schools_and_those_who_left_are_not_found(lead: User, school: School) -> None:
    make.child("Ash", "Elsewhere", at=make.school("Other School"))
    make.child("Ash", "Nowhere")
    left = make.child("Ash", "Left")
    make.enrolled(left, school)
    actions.leave(left.enrolments.get(), 1, by=make.someone(), on=date(2026, 9, 14))
    make.child("Ash", "Here", at=school)
    assert names(lead, school, "ash") == ["Ash Here"]


@pytest.mark.parametrize("text", ["smith", "ann smith", "smyth"])
def test_a_former_name_finds_nobody_for_a_school(lead: User, school: School, text: str) -> None:
    renamed(school)
    assert names(lead, school, text) == []
    assert names(lead, school, "jones") == ["Anna Jones"]


def test_what_found_a_pupil_never_names_a_former_name(lead: User, school: School) -> None:
    renamed(school)
    asked = search.ask("ann")
    [child] = search.pupils(lead, [school], asked, make.ON)
    assert search.ChildHit(child, asked).why == ""
    assert [name["kind"] for name in child.other_names] == ["legal"]


def test_names_as_spelt_come_before_names_that_sound_alike(lead: User, school: School) -> None:
    for given, family in [("Kathryn", "Smyth"), ("Ann", "Smithson"), ("Zed", "Smith")]:
        make.child(given, family, at=school)
    assert names(lead, school, "smith") == ["Zed Smith", "Ann Smithson", "Kathryn Smyth"]
