"""What a reader must not be told is found in a text however it is written, and nothing they know is taken for it."""

from datetime import date

import pytest

from oxle.people.models import Adult, Child
from oxle.people.withheld import Secrets, withheld_from
from tests import make

pytestmark = pytest.mark.django_db


def family(lines: str, postcode: str = "ZZ9 9ZZ", fathers: str = "1 Example Street") -> tuple[Child, Adult]:
    """A child whose mother's address is withheld from the father; and the father."""
    child = make.child()
    mother, father = make.parent(child, "Demo", "Mother"), make.parent(child, "Demo", "Father", kind="Father")
    make.address(father, fathers)
    make.address(mother, lines, postcode, withheld_from=[father])
    return child, father


def told(text: str, lines: str = "17 Hidden Harbour Close\nFarawayton", **facts: str) -> list[str]:
    child, father = family(lines, **facts)
    return withheld_from(father, child).told_in(text)


@pytest.mark.parametrize(
    "typed",
    [
        "She is at 17 Hidden Harbour Close now.",
        "17, hidden-harbour\nCLOSE",
        "at17 Hid den Harbour Close",
        "17 Hidden Harbour Cl.",
        "Post went to zz99zz",
    ],
)
def test_an_address_is_found_however_it_is_written(typed: str) -> None:
    assert told(typed) == ["the address of Demo Mother"]


@pytest.mark.parametrize(
    ("lines", "typed"),
    [
        ("7 High St", "7 High Street"),
        ("17 Hidden Harbour Close, Farawayton", "17 Hidden Harbour Close"),
        ("Flat 2\nChurch House\nFarawayton", "She is in Church House."),
        ("3 St Mary's Road", "3 Saint Mary's Rd"),
    ],
)
def test_an_address_is_found_however_it_was_recorded(lines: str, typed: str) -> None:
    assert told(typed, lines) == ["the address of Demo Mother"]


@pytest.mark.parametrize("typed", ["Farawayton is a town.", "117 Hidden Harbour Close", "17 Hidden Harbour", ""])
def test_what_tells_nobody_where_is_not_found(typed: str) -> None:
    assert told(typed) == []


def test_a_house_whose_number_ends_the_readers_own_is_still_a_secret() -> None:
    facts = {"lines": "7 High Street", "fathers": "17 High Street"}
    assert told("They moved to 7 High Street.", **facts) == ["the address of Demo Mother"]


def test_a_street_whose_name_ends_that_of_the_readers_own_is_still_a_secret() -> None:
    child, father = family("Rose Lane", fathers="12 Primrose Lane")
    hidden = withheld_from(father, child)
    assert hidden.told_in("You live at 12 Primrose Lane.") == []
    assert hidden.told_in("You live at 12 Primrose Lane, and she in Rose Lane.") == ["the address of Demo Mother"]


def test_the_readers_own_address_and_postcode_tell_them_nothing() -> None:
    child, father = family("9 Example Street\nExampleton", "OX1 1AA")
    hidden = withheld_from(father, child)
    assert hidden.told_in("1 Example Street, Exampleton, OX1 1AA") == []
    assert hidden.told_in("9 Example Street, OX1 1AA") == ["the address of Demo Mother"]


def test_where_the_reader_lived_before_is_a_secret_while_it_is_withheld_from_them() -> None:
    child, father = family("17 Hidden Harbour Close")
    make.address(father, "17 Hidden Harbour Close", from_on=date(2018, 1, 1), second_home=True)
    before = father.addresses.get(lines="17 Hidden Harbour Close")
    before.to_on = date(2019, 12, 31)
    before.save(update_fields=["to_on"])
    assert withheld_from(father, child).told_in("17 Hidden Harbour Close") == ["the address of Demo Mother"]


@pytest.mark.parametrize("typed", ["Ring 07700 900123", "+44 7700 900123", "+44 (0)7700 900 123", "0044 7700900123"])
def test_how_to_reach_somebody_whose_address_is_withheld_is_withheld_too(typed: str) -> None:
    child, father = family("17 Hidden Harbour Close")
    Adult.objects.filter(family="Mother").update(phone="(07700) 900-123", email="demo.mother@example.org")
    hidden = withheld_from(father, child)
    assert hidden.told_in(typed) == ["the telephone number of Demo Mother"]
    assert hidden.told_in("Demo.Mother@example.org") == ["the e-mail address of Demo Mother"]


def test_an_address_of_another_family_withheld_from_the_reader_by_name_is_a_secret_too() -> None:
    child, father = family("17 Hidden Harbour Close")
    aunt = make.adult("Demo", "Aunt")
    make.address(aunt, "4 Quiet Quay", withheld_from=[father])
    assert withheld_from(father, child).told_in("4 Quiet Quay") == ["the address of Demo Aunt"]


def test_a_school_must_not_be_told_what_is_withheld_from_anybody() -> None:
    child, _ = family("17 Hidden Harbour Close")
    make.address(make.parent(child, "Demo", "Guardian"), "4 Open Road")
    hidden = withheld_from(None, child)
    assert hidden.told_in("17 Hidden Harbour Close") == ["the address of Demo Mother"]
    assert hidden.told_in("4 Open Road") == []


def test_nothing_is_a_secret_of_a_family_that_withholds_nothing() -> None:
    child = make.child()
    mother, father = make.parent(child, "Demo", "Mother"), make.parent(child, "Demo", "Father", kind="Father")
    make.address(mother, "17 Hidden Harbour Close")
    assert withheld_from(father, child) == Secrets(())
