"""Addresses over time, from whom they are withheld, and to which one a letter may go."""

from datetime import date

import pytest

from oxle.core.errors import Refused
from oxle.people import actions
from oxle.people.letters import cautions, letter_address
from oxle.people.models import Address, Adult, Child
from oxle.people.visibility import can_see_address
from oxle.people.withheld import withheld_from
from tests import make

pytestmark = pytest.mark.django_db


def test_a_move_ends_the_address_before_on_the_day_before() -> None:
    adult = make.adult()
    make.address(adult)
    make.address(adult, "2 New Road", "OX2 2BB", from_on=date(2026, 9, 1))
    assert list(adult.addresses.order_by("from_on").values_list("lines", "to_on")) == [
        ("1 Example Street\nExampleton", date(2026, 8, 31)),
        ("2 New Road", None),
    ]


def test_a_second_home_leaves_the_first_as_it_is() -> None:
    child = make.child()
    make.address(child)
    make.address(child, "2 New Road", from_on=date(2026, 9, 1), second_home=True)
    assert child.addresses.filter(to_on=None).count() == 2


def test_an_address_from_before_the_current_one_is_refused() -> None:
    adult = make.adult()
    make.address(adult, from_on=date(2026, 9, 1))
    with pytest.raises(Refused) as refused:
        make.address(adult, "Earlier", from_on=date(2026, 8, 1))
    assert refused.value.field == "from_on"
    assert adult.addresses.count() == 1


def test_postcodes_are_tidied_and_foreign_ones_left_alone() -> None:
    assert make.address(make.adult(), postcode="ox11aa").postcode == "OX1 1AA"
    assert make.address(make.adult(), postcode="D-10115").postcode == "D-10115"


def test_a_move_keeps_an_address_withheld_until_somebody_says_otherwise() -> None:
    father, mother = make.adult("Demo", "Father"), make.adult("Demo", "Mother")
    old = make.address(mother)
    actions.withhold(
        old, old.version, because="Non-molestation order", from_adults=[father], by=make.someone(), on=make.ON
    )
    new = make.address(mother, "2 New Road", from_on=date(2026, 9, 1))
    assert [adult.pk for adult in new.withheld_from.all()] == [father.pk]


def test_who_may_not_lift_a_withholding_cannot_narrow_it_from_everybody_to_some() -> None:
    child = make.child()
    address = make.address(child, withheld=True, withheld_because="Refuge")
    father = make.parent(child, "Demo", "Father", kind="Father")
    with pytest.raises(Refused, match="Your role does not include telling this address to anybody"):
        actions.withhold(
            address,
            address.version,
            because="Refuge",
            from_adults=[father],
            by=make.user("attendance_officer"),
            on=make.ON,
        )
    address.refresh_from_db()
    assert (address.withheld, list(address.withheld_from.all())) == (True, [])


def test_whoever_may_not_lift_a_withholding_adds_to_the_names_it_has() -> None:
    child = make.child()
    father, uncle = make.parent(child, "Demo", "Father"), make.parent(child, "Demo", "Uncle")
    address = make.address(child, withheld_from=[father], withheld_because="An order")
    officer = make.user("attendance_officer")
    actions.withhold(address, address.version, because="An order", from_adults=[uncle], by=officer, on=make.ON)
    assert set(address.withheld_from.all()) == {father, uncle}


def test_an_address_withheld_from_everybody_stays_withheld_by_name_from_those_it_was_withheld_from() -> None:
    child, half_sibling = make.child(), make.child("Half", "Sibling")
    mother, father = make.parent(child, "Demo", "Mother"), make.parent(child, "Demo", "Father")
    make.related(half_sibling, father, kind="Father")
    address = make.address(mother, "17 Hidden Harbour Close", withheld_from=[father], withheld_because="An order")
    officer = make.user("attendance_officer")
    actions.withhold(address, address.version, because="A refuge", by=officer, on=make.ON)
    address.refresh_from_db()
    assert (address.withheld, list(address.withheld_from.all())) == (True, [father])
    assert withheld_from(father, half_sibling).told_in("She lives at 17 Hidden Harbour Close now.")


def test_a_withheld_address_is_not_found_by_its_postcode() -> None:
    child = make.child()
    address = make.address(child, postcode="OX9 9ZZ")
    assert " ox99zz " in Child.objects.get().search_text
    actions.withhold(address, address.version, because="Refuge", by=make.someone(), on=make.ON)
    assert "ox99zz" not in Child.objects.get().search_text
    actions.lift_withholding(address, address.version, by=make.someone(), on=make.ON)
    assert " ox99zz " in Child.objects.get().search_text


def test_an_address_cannot_be_withheld_from_who_lives_there() -> None:
    adult = make.adult()
    address = make.address(adult)
    with pytest.raises(Refused):
        actions.withhold(address, address.version, because="Why", from_adults=[adult], by=make.someone(), on=make.ON)


def test_only_those_with_the_safeguarding_compartment_see_an_address_withheld_from_everybody() -> None:
    address = make.address(make.child(), withheld=True, withheld_because="Refuge")
    assert can_see_address(make.user("senior_attendance_officer"), address) is True
    assert can_see_address(make.user("manager"), address) is True
    assert can_see_address(make.user("attendance_officer"), address) is False
    assert can_see_address(make.user("head"), address) is False


def test_a_school_may_not_see_an_address_withheld_from_one_parent() -> None:
    father, child = make.adult("Demo", "Father"), make.child()
    address = make.address(child, withheld_from=[father])
    assert can_see_address(make.user("attendance_officer"), address) is True
    assert can_see_address(make.user("head"), address) is False


def family() -> tuple[Child, Adult]:
    child = make.child()
    return child, make.parent(child, "Demo", "Mother", lives_with=True)


def test_a_letter_goes_to_the_adults_own_address_on_the_day() -> None:
    child, mother = family()
    make.address(mother, "1 Old Road", "OX1 1AA")
    make.address(mother, "2 New Road", "OX2 2BB", from_on=date(2026, 9, 1))
    assert letter_address(mother, date(2026, 8, 31), about_child=child).text == "Demo Mother\n1 Old Road\nOX1 1AA"
    assert letter_address(mother, date(2026, 9, 1), about_child=child).text == "Demo Mother\n2 New Road\nOX2 2BB"


def test_a_letter_never_falls_back_on_the_childs_or_another_parents_address() -> None:
    child, mother = family()
    make.address(child)
    make.address(make.parent(child, "Demo", "Father", kind="Father"))
    with pytest.raises(Refused) as refused:
        letter_address(mother, make.ON, about_child=child)
    assert refused.value.message == "No address is recorded for Demo Mother. Add one first."


def test_an_address_that_has_ended_needs_a_reason() -> None:
    child, mother = family()
    address = make.address(mother)
    actions.end_address(address, address.version, by=make.someone(), on=date(2026, 8, 31))
    with pytest.raises(Refused) as refused:
        letter_address(mother, make.ON, about_child=child)
    assert refused.value.field == "last_known_with_reason"
    used = letter_address(mother, make.ON, about_child=child, last_known_with_reason="Served at last known address")
    assert (used.ended_on, used.last_known_reason) == (date(2026, 8, 31), "Served at last known address")


def test_a_letter_never_goes_to_a_place_that_is_withheld_from_its_reader() -> None:
    child, mother = family()
    father = make.parent(child, "Demo", "Father", kind="Father")
    make.address(mother, "1 Safe Road\nExampleton", "OX1 1AA", withheld_from=[father])
    # The school sent the mother's new address as the father's.
    make.address(father, "1 SAFE ROAD,\nExampleton", "ox1 1aa")
    with pytest.raises(Refused) as refused:
        letter_address(father, make.ON, about_child=child)
    assert refused.value.field == "address"
    assert letter_address(mother, make.ON, about_child=child).lines == "1 Safe Road\nExampleton"


def test_a_mother_in_a_refuge_gets_her_own_letters() -> None:
    child, mother = family()
    make.address(child, withheld=True, withheld_because="Refuge")
    make.address(mother, withheld=True, withheld_because="Refuge")
    assert letter_address(mother, make.ON, about_child=child).postcode == "OX1 1AA"


@pytest.mark.parametrize(
    ("lines", "postcode"),
    [("1 Safe Rd", "OX1 1AA"), ("1 Safe Road, Exampleton", "ox11aa"), ("1 Safe Road\nExampleton\nOxfordshire", "")],
)
def test_a_letter_never_goes_to_a_withheld_place_that_was_recorded_in_other_words(lines: str, postcode: str) -> None:
    child = make.child()
    mother, father = make.parent(child, "Demo", "Mother"), make.parent(child, "Demo", "Father", kind="Father")
    make.address(mother, "1 Safe Road\nExampleton", "OX1 1AA", withheld_from=[father])
    make.address(father, lines, postcode)
    with pytest.raises(Refused, match="The address recorded for Demo Father is withheld from them"):
        letter_address(father, make.ON, about_child=child)


def test_a_neighbour_of_a_withheld_place_is_written_to() -> None:
    child = make.child()
    mother, father = make.parent(child, "Demo", "Mother"), make.parent(child, "Demo", "Father", kind="Father")
    make.address(mother, "1 Safe Road\nExampleton", "OX1 1AA", withheld_from=[father])
    make.address(father, "11 Safe Road\nExampleton", "OX1 1AA")
    assert letter_address(father, make.ON, about_child=child).lines == "11 Safe Road\nExampleton"


def test_whoever_releases_a_letter_is_told_of_unsafe_contact_and_withheld_addresses() -> None:
    child, mother = family()
    father = make.parent(child, "Demo", "Father", kind="Father", contact_is_unsafe=True)
    make.address(mother, withheld_from=[father])
    assert cautions(father, child, make.ON) == [
        "Contact with this person is marked as unsafe.",
        "An address in this family is withheld from this person. The letter must not tell it.",
    ]
    assert cautions(mother, child, make.ON) == []
    assert cautions(make.adult(), child, make.ON)[0] == "This person has no current relationship with the child."


def test_an_address_belongs_to_one_person() -> None:
    from django.db import IntegrityError, transaction

    child, adult = make.child(), make.adult()
    for owner in ({}, {"child": child, "adult": adult}):
        with pytest.raises(IntegrityError, match="address_is_one_persons"), transaction.atomic():
            Address.objects.create(lines="1", from_on=make.ON, source="x", **owner)
