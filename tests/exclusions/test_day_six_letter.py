"""The letter that says where education begins: of a looked-after child from day 1, to whoever looks after the child."""

from datetime import date

import pytest

from exclusions import head_letters
from exclusions.permanent import pathway
from exclusions.permanent.letters import DAY_SIX_OFFER
from exclusions.permanent.panels import about
from exclusions.placement.actions import take_with_school
from exclusions.placement.letters import PLACE_OFFER
from oxle.cases.models import Case
from oxle.correspondence.contents import html_of
from oxle.correspondence.models import Letter
from oxle.schools.queries import calendar_of
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, unit
from tests.exclusions.test_care import in_care
from tests.exclusions.test_head_letters import TYPED
from tests.exclusions.test_permanent import arrange, take

pytestmark = pytest.mark.django_db
ON, NEXT_DAY = date(2026, 11, 9), date(2026, 11, 10)
NOBODY = "Nobody is recorded as having care of them"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-10T10:00:00+00:00")
    return People()


def page(people: People, case: Case, starts_on: date = NEXT_DAY, on: date = ON) -> str:
    arrange(people, case, ON, starts_on, provider=unit())
    letter = Letter.objects.filter(kind=DAY_SIX_OFFER.key, state="drafted").earliest("pk")
    return html_of(letter, on=on, address="1 Example Street")


def test_of_a_looked_after_child_it_says_from_which_day_education_is_expected_and_names_no_sixth_day(
    people: People,
) -> None:
    in_care(people, date(2026, 9, 1))
    text = page(people, people.tell())
    assert "is looked after: full-time education is expected from Tuesday 10 November 2026" in text
    assert "sixth" not in text


def test_of_any_other_child_it_says_that_the_council_owes_it_from_the_sixth_day(people: People) -> None:
    text = page(people, people.tell(), date(2026, 11, 16))
    assert "From the sixth school day it is the council that must give" in text
    assert "is looked after" not in text
    assert "Until then, but for no longer than the first five school days of the exclusion, you must see" in text


def test_once_the_first_day_has_come_it_asks_for_nothing_before_it(people: People) -> None:
    text = page(people, people.tell(), date(2026, 11, 16), on=date(2026, 11, 17))
    assert "goes there from now on" in text
    assert "Until then" not in text
    assert "before the first day" not in text


def test_it_goes_to_carers_who_were_recorded_after_the_school_told_us(people: People) -> None:
    in_care(people, date(2026, 9, 1))
    case = people.tell()
    carer = make.parent(people.child, "Foster", "Example", kind="Foster carer", has_care=True)
    arrange(people, case, ON, NEXT_DAY, provider=unit())
    assert set(Letter.objects.filter(kind=DAY_SIX_OFFER.key).values_list("adult", flat=True)) == {
        people.parent.pk, carer.pk,
    }  # fmt: skip


def test_the_case_of_a_looked_after_child_says_that_nobody_is_recorded_as_having_care(people: People) -> None:
    def said() -> str:
        rows = {row["key"]: row["value"] for row in about(case, people.officer)["rows"]}
        return " ".join(rows.get("Looked after", ()))

    case = people.tell()
    assert said() == ""
    in_care(people, date(2026, 9, 1))
    case.refresh_from_db()
    assert NOBODY in said()
    make.parent(people.child, "Foster", "Example", kind="Foster carer", has_care=True)
    assert NOBODY not in said()


def test_the_offer_of_a_school_goes_to_them_too(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, NEXT_DAY, parents_told_on=NEXT_DAY.isoformat())
    carer = make.parent(people.child, "Foster", "Example", kind="Foster carer", has_care=True)
    case.refresh_from_db()
    school, first_on = make.school("New School"), date(2026, 11, 16)
    facts = {"place": school.name, "school": school.key, "starts_on": first_on.isoformat()}
    taken = {"by": people.officer, "on": NEXT_DAY, "at": moment(NEXT_DAY), "reason": ""}
    take_with_school(case, pathway.NAME_PLACE, data={"school": school}, facts=facts, **taken)
    assert Letter.objects.filter(kind=PLACE_OFFER.key, adult=carer).exists()


def test_the_heads_letter_says_that_the_council_owes_it_where_the_child_lives(people: People) -> None:
    told = people.tell().permanent_exclusion
    days = head_letters.stay(calendar_of(people.school), FIRST_ON)
    said = head_letters.told(people.child, people.school, on=FIRST_ON, record=told, days=days)
    text = head_letters.page(head_letters.PERMANENT, {**said, **TYPED})
    assert f"the council of the area where {people.child.shown_name} lives must give" in text
