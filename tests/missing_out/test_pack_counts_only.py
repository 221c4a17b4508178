"""Of whom a reader of a pack reads a number and no row, no figure and no filter points at one child at one school."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.meetings.models import Meeting
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.counting import FEW_AT_SCHOOL, FEW_IN_TRUST
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import People
from tests.missing_out.packing import agreed, member_of, page

pytestmark = pytest.mark.django_db
FROZEN, LATER = date(2026, 10, 14), date(2026, 11, 20)
LONE, MANY, TRUST = "Lone Elm School", "Many Oaks School", "Woodland Trust"
RED, AMBER, GREEN = Rated.RED, Rated.AMBER, Rated.GREEN


@pytest.fixture
def member(called: list[Meeting]) -> User:
    return member_of(called[0])


def row(pack: Pack, number: int, rated: int, school: str, trust: str = TRUST, before: int | None = None) -> PackRow:
    """A pupil of a pack, whose reference is made of a number; on no register of another day."""
    at = School.objects.earliest("pk")
    child = make.child(f"Pupil{number}", "Example", at=at, born_on=date(2014, 5, 1))
    told = {"set": "", "reasons": [], "worked_out": rated, "age": 12, "since": None, "rated_since": None,
            "offered": None, "entitled": None, "places": [], "because": "", "cases": [], "days_in_term": 0}  # fmt: skip
    return PackRow.objects.create(
        pack=pack, child=child, reference=f"MO-{number:04}", rated=rated, rated_before=before, goes_up=False,
        kinds=["Missing"], school=school, area="North", trust=trust, phase="Primary", days=9, days_in_year=9, short=60,
        told=told, digest="0",
    )  # fmt: skip


def numbers(user: User, pack: Pack, title: str) -> dict[str, tuple[int, int, int]]:
    """The red, amber and green of each line of a table, as a person reads them."""
    shown = make.signed_in(user).get(reverse("missing_out:packs:pack", args=[pack.key])).context["tables"]
    (found,) = (one for one in shown if one["title"] == title)
    return {one["line"].label: (one["line"].red, one["line"].amber, one["line"].green) for one in found["lines"]}


@pytest.fixture
def pack(there: People, called: list[Meeting], manager: User) -> Pack:
    """One school with one red and one amber pupil, another of the same trust with five amber ones and a green one."""
    made = agreed(called[0], manager, FROZEN)
    for number, (rated, school) in enumerate([(RED, LONE), (AMBER, LONE), *[(AMBER, MANY)] * 5, (GREEN, MANY)]):
        row(made, number, rated, school)
    return made


def test_a_member_counts_a_pupil_whose_row_is_closed_at_a_school_only_where_five_are_so_rated(
    pack: Pack, member: User
) -> None:
    found = numbers(member, pack, "By school")
    assert found[LONE] == (1, 0, 0)
    assert found[MANY] == (0, 5, 0)
    assert found[FEW_AT_SCHOOL] == (0, 1, 1)
    assert numbers(member, pack, "By trust")[TRUST] == (1, 5, 0)
    assert numbers(member, pack, "By trust")[FEW_IN_TRUST] == (0, 1, 1)
    assert numbers(member, pack, "By district")["North"] == (1, 6, 1)
    assert FEW_AT_SCHOOL in page(member, "pack", pack.key)


def test_a_trust_is_told_whose_schools_have_few_each_and_together_five(pack: Pack, member: User) -> None:
    for number in range(4):
        row(pack, 20 + number, AMBER, f"Small School {number}")
    assert numbers(member, pack, "By trust")[TRUST] == (1, 10, 0)
    assert numbers(member, pack, "By school")[FEW_AT_SCHOOL] == (0, 5, 1)


def test_whoever_reads_every_row_reads_every_number(pack: Pack, manager: User) -> None:
    found = numbers(manager, pack, "By school")
    assert (found[LONE], found[MANY]) == ((1, 1, 0), (0, 5, 1))
    assert FEW_AT_SCHOOL not in found
    assert "whose rows you do not read" not in page(manager, "pack", pack.key)


def test_the_workbook_of_a_member_points_at_nobody_either(pack: Pack, member: User) -> None:
    book = make.signed_in(member).get(reverse("missing_out:packs:workbook", args=[pack.key])).content
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Figures"]
    lines = {(one[0], one[1]): one[2:6] for one in sheet.iter_rows(values_only=True)}
    assert lines["By school", LONE] == (1, 0, 0, 1)
    assert lines["By school", FEW_AT_SCHOOL] == (0, 1, 1, 2)


def test_a_filter_that_would_isolate_a_pupil_finds_nobody_and_says_no_other_number(pack: Pack, member: User) -> None:
    alone = page(member, "rows", pack.key, f"?school={LONE}&rated=Amber")
    assert "MO-0001" not in alone
    # How many more there are is said of the whole pack, whatever the filter.
    more = "7 more are not open to you"
    assert more in alone
    assert more in page(member, "rows", pack.key)


def test_nobody_is_pointed_at_as_the_one_who_moved(
    pack: Pack, called: list[Meeting], manager: User, member: User
) -> None:
    later = agreed(called[1], manager, LATER)
    for number in (2, 3, 4, 5, 40, 41):
        row(later, number, AMBER, MANY)
    row(later, 0, AMBER, MANY, before=RED)
    # Eased, and off the register: at the large school one each of those who were counted with the others.
    assert moved_at_school(manager, later)[MANY][2:] == (1, 2)
    found = moved_at_school(member, later)
    assert found[MANY][2:] == (0, 0)
    assert found[FEW_AT_SCHOOL][2:] == (1, 3)


def moved_at_school(user: User, pack: Pack) -> dict[str, tuple[int, ...]]:
    """How pupils moved in each line of the table by school, as a person reads it."""
    shown = make.signed_in(user).get(reverse("missing_out:packs:pack", args=[pack.key])).context["tables"]
    (found,) = (one for one in shown if one["title"] == "By school")
    return {one["line"].label: tuple(cell["number"] for cell in one["moved"]) for one in found["lines"]}
