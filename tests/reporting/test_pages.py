"""What analysts read, as files: who takes them out, what is recorded of it, and what may leave the service."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.core import reporting
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.reporting import queries
from oxle.schools.models import School
from tests import make

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T09:00:00+00:00")


@pytest.fixture
def school() -> School:
    return make.school("Example School")


@pytest.fixture
def manager() -> User:
    return make.user("manager")


def child_at(school: School, given: str) -> Child:
    return make.child(given, "Quillfeather", date(2012, 1, 2), at=school)


def downloaded(browser: Client, name: str, page: str = "file") -> list[str]:
    answer = browser.get(reverse(f"reporting:{page}", args=[name]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return answer.content.decode("utf-8-sig").splitlines()


def test_the_file_has_the_rows_of_the_view_and_no_name(school: School, manager: User) -> None:
    children = [child_at(school, "Rowan"), child_at(school, "Wren")]
    heading, *rows = downloaded(make.signed_in(manager), "enrolments")
    assert heading.split(",") == [one.name for one in reporting.view("enrolments").columns]
    assert sorted(row.split(",")[1] for row in rows) == sorted(child.key for child in children)
    assert "Quillfeather" not in "".join(rows)


def test_every_pupil_in_a_file_is_recorded_as_seen_in_a_file(school: School, manager: User) -> None:
    children = {child_at(school, "Rowan").pk, child_at(school, "Wren").pk}
    downloaded(make.signed_in(manager), "enrolments")
    sight = Sight.objects.get(what="export")
    assert set(sight.children) == children
    assert sight.path == reverse("reporting:file", args=["enrolments"])


def test_rows_about_a_pupil_with_whom_there_is_a_conflict_of_interest_are_left_out(
    school: School, manager: User
) -> None:
    niece, other = child_at(school, "Rowan"), child_at(school, "Wren")
    people.declare_conflict(
        niece, user=manager, reason="A niece", by=make.user("manager", name="Another manager"), on=ON
    )
    _, *rows = downloaded(make.signed_in(manager), "enrolments")
    assert [row.split(",")[1] for row in rows] == [other.key]


def test_the_counts_for_outside_are_multiples_of_5_and_a_line_that_would_be_nothing_is_left_out(
    school: School, manager: User
) -> None:
    for year_group, number in (("7", 6), ("8", 10), ("9", 3)):
        for each in range(number):
            child = child_at(school, f"Child {year_group} {each}")
            child.enrolments.update(year_group=year_group)
    heading, *rows = downloaded(make.signed_in(manager), "enrolments", "outside")
    assert heading == "counted_by,value,number"
    shown = {tuple(row.split(",")[:2]): row.split(",")[2] for row in rows}
    assert shown["all", ""] in ("15", "20")
    assert shown["year_group", "7"] in ("5", "10")
    assert shown["year_group", "8"] == "10"
    assert shown.get(("year_group", "9"), "5") == "5"
    assert downloaded(make.signed_in(manager), "enrolments", "outside") == [heading, *rows]
    assert not Sight.objects.exists()


def test_pupils_of_packs_are_not_counted_for_outside_over_all_packs_together(manager: User) -> None:
    of_packs = [one for one in reporting.views() if "pack" in {column.name for column in one.columns}]
    assert {one.name for one in of_packs} == {"packs", "pack_figures", "pack_reasons", "pack_rows"}
    browser = make.signed_in(manager)
    found = {one.name: browser.get(reverse("reporting:outside", args=[one.name])).status_code for one in of_packs}
    assert set(found.values()) == {404}


def test_a_view_with_too_many_rows_is_no_file(school: School, manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    child_at(school, "Rowan")
    child_at(school, "Wren")
    monkeypatch.setattr(queries, "MOST", 1)
    browser = make.signed_in(manager)
    page = browser.get(reverse("reporting:file", args=["enrolments"]), follow=True).content.decode()
    assert "This has too many rows for a file. Read it from the database." in page
    assert reverse("reporting:file", args=["enrolments"]) not in page
    assert not Sight.objects.exists()


@pytest.mark.parametrize("name", ["people_child", "reporting_names", "nothing"])
def test_what_is_no_view_has_no_page_and_no_file(manager: User, name: str) -> None:
    browser = make.signed_in(manager)
    for page in ("view", "file", "outside"):
        assert browser.get(reverse(f"reporting:{page}", args=[name])).status_code == 404


def test_every_view_has_its_page_with_every_column(manager: User) -> None:
    browser = make.signed_in(manager)
    plain = [one for one in reporting.views() if one.schema == reporting.PLAIN]
    front = browser.get(reverse("reporting:list")).content.decode()
    for view in plain:
        assert reverse("reporting:view", args=[view.name]) in front
        page = browser.get(reverse("reporting:view", args=[view.name])).content.decode()
        assert [column.name for column in view.columns if f">{column.name}</th>" not in page] == []
        assert (reverse("reporting:outside", args=[view.name]) in page) == bool(view.counted_by)
