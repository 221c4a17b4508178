"""The census's items as a file: what counts in a period, its codes, who may take it; and that it can be read again."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.census.importing import SuspensionsImport
from exclusions.census.rows import LUNCHTIME
from exclusions.permanent import pathway
from exclusions.telling import SupportForSen
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.exchange import actions
from oxle.people import actions as pupils
from tests import make
from tests.exclusions.make import People, moment, suspended

UPN = "A931400021001"
AUTUMN = reverse("exclusions:census_file", args=["2026-08-01"])

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-14T11:00:00Z")
    people = People()
    people.child = make.child("Ash", "Example", at=people.school, upn=UPN)
    return people


def lines(people: People) -> list[str]:
    answer = make.signed_in(people.officer).get(AUTUMN)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="exclusions-2026-08-01.csv"'
    return answer.content.decode().removeprefix("\ufeff").splitlines()


def test_a_period_has_what_began_in_it_with_the_codes_of_the_census(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 15), reasons=["DB", "PP"], sen=SupportForSen.PLAN)
    suspended(people, date(2026, 10, 5), date(2026, 10, 6), lunchtime=True, sen=SupportForSen.ASSESSMENT)
    suspended(people, date(2026, 7, 13), date(2026, 7, 13))
    people.tell(first_on=date(2026, 11, 9), looked_after=True, virtual_school_spoken_to=True)
    assert lines(people) == [
        "UPN,URN,startdate,sessions,category,reason1,reason2,reason3,senprovision,incare",
        f"{UPN},100001,2026-09-14,4,SUSP,DB,PP,,E,false",
        f"{UPN},100001,2026-10-05,2,LNCH,DB,,,K,false",
        f"{UPN},100001,2026-11-09,,PERM,DB,,,N,true",
    ]
    assert Sight.objects.filter(what="export", children=[people.child.pk]).exists()


@pytest.mark.parametrize("step", [pathway.RESCIND, pathway.REINSTATE], ids=lambda step: step.key)
def test_a_permanent_exclusion_that_does_not_stand_is_left_out(people: People, step) -> None:
    case = people.tell(first_on=date(2026, 11, 9))
    cases.take(case, step, by=people.officer, on=date(2026, 11, 16), at=moment(date(2026, 11, 16)), reason="Agreed.")
    assert len(lines(people)) == 1


def test_a_child_whose_record_is_closed_to_the_officer_is_left_out(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 15))
    pupils.restrict(people.child, people.child.version, because="A refuge.", by=people.officer, on=date(2026, 9, 15))
    assert len(lines(people)) == 1


def test_what_is_exported_is_read_again_as_no_change(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 15), reasons=["PP", "DB"])
    suspended(people, date(2026, 10, 5), date(2026, 10, 6), lunchtime=True)
    data = "\n".join(lines(people)).encode()
    assert LUNCHTIME.encode() in data
    batch = actions.preview(
        SuspensionsImport.key, data, file_name="x.csv", options={}, by=people.officer, at=moment(date(2026, 12, 14))
    )
    assert (batch.rows, batch.unchanged) == (2, 2)


@pytest.mark.parametrize("starts_on", ["2027-01-01", "yesterday", "2026-13-01"])
def test_a_period_to_come_and_what_is_no_day_are_not_there(people: People, starts_on: str) -> None:
    assert make.signed_in(people.officer).get(f"/exclusions/census/{starts_on}/").status_code == 404


def test_the_page_lists_the_last_six_periods(people: People) -> None:
    shown = make.signed_in(people.officer).get(reverse("exclusions:census")).content.decode()
    names = ["Autumn term 2026", "Summer term 2026", "Spring term 2026", "Autumn term 2025", "Spring term 2025"]
    assert all(name in shown for name in names)
    assert shown.count("as CSV") == 6
