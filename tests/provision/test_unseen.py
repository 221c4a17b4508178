"""Whom a provider did not see, where no school says anything: on the officer's list and work the same day."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.cases.work import work_of
from oxle.core.dates import now
from oxle.people import actions as people
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.models import OfferKind, ProviderKind, ProviderWeek
from oxle.provision.unseen import unseen
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.models import ClosureKind
from tests import make

pytestmark = pytest.mark.django_db
TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 23)
TUESDAY_MORNING = [0, 0, 150, 0, 0, 0, 0, 0, 0, 0]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00:00+00:00")


@pytest.fixture
def unit():
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def officer():
    return make.user("exclusion_officer")


def placed(unit, given: str, mark: str = "", at=None):
    """A pupil who is expected on Tuesday mornings, with the unit's mark of today."""
    child = make.child(given, "Example", at=at)
    make_offer(
        child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 24), to_on=None, minutes=TUESDAY_MORNING,
        source="OX", by=None,
    )  # fmt: skip
    if mark:
        marks = " " * 4 + f"{mark:2}" + " " * 14
        ProviderWeek.objects.create(child=child, provider=unit, monday=MONDAY, marks=marks)
    return child


def names(user) -> list[tuple[str, str, str]]:
    found = unseen(user, now())
    return [(one.child.shown_name, one.school.name if one.school else "", one.code) for one in found]


def test_an_absence_of_a_pupil_on_no_register_is_known_at_once_and_a_missing_mark_once_the_day_is_over(
    unit, officer, monkeypatch
):
    placed(unit, "Ash", "O")
    placed(unit, "Birch")
    placed(unit, "Cedar", "/")
    assert names(officer) == [("Ash Example", "", "O")]
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")
    assert names(officer) == [("Ash Example", "", "O"), ("Birch Example", "", "")]


@pytest.mark.parametrize(("code", "is_told"), [("", True), ("E", True), ("B", False), ("I", False), ("/", False)])
def test_of_a_pupil_on_a_register_it_is_known_until_the_school_says_something(unit, officer, code, is_told):
    school = make.school()
    child = placed(unit, "Ash", "O", at=school)
    if code:
        write_marks(child, school, [SessionMark(TODAY, Half.MORNING, code)], source="daily feed", by=None)
    assert names(officer) == ([("Ash Example", "Example School", "O")] if is_told else [])


def test_on_a_day_without_school_nobody_is_missed(unit, officer):
    maker = make.someone()
    calendar = add_calendar("The council’s", by=maker, on=MONDAY, is_default=True)
    add_term(calendar, name="Autumn", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=maker, on=MONDAY)
    placed(unit, "Ash", "O")
    assert len(names(officer)) == 1
    add_closure(calendar, kind=ClosureKind.INSET, starts_on=TODAY, ends_on=TODAY, by=maker, on=MONDAY)
    assert names(officer) == []


def test_the_officers_list_and_work_have_it_the_same_day_and_a_school_and_the_restricted_childs_strangers_do_not(
    unit, officer
):
    school = make.school()
    child, hidden = placed(unit, "Ash", "O", at=school), placed(unit, "Birch", "O")
    people.restrict(hidden, hidden.version, because="A refuge.", by=officer, on=TODAY)
    page = make.signed_in(officer).get(reverse("provision:mismatches"))
    assert [row.record.child for row in page.context["unseen"].page.object_list] == [child]
    assert child.pk in Sight.objects.latest("pk").children
    assert "1 pupil not seen at a provider" in [task.title for task in work_of(officer, TODAY).today]
    head = make.signed_in(make.user("head", at=school.organisation)).get(reverse("provision:mismatches"))
    assert head.context["unseen"] is None
