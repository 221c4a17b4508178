"""Possible duplicates: offered with reasons, never merged."""

from datetime import date

import pytest

from oxle.accounts.models import User
from oxle.people import actions
from oxle.people.duplicates import possible_adults, possible_duplicates
from tests import make

pytestmark = pytest.mark.django_db


def reasons(**described: object) -> list[tuple[str | None, tuple[str, ...]]]:
    officer = User.objects.filter(name="Officer").first() or make.user("attendance_officer", name="Officer")
    found = possible_duplicates(officer, **{"given": "Ann", "family": "Demo", "born_on": date(2014, 3, 4), **described})
    return [(one.child.shown_name if one.child else None, one.reasons) for one in found]


def test_the_same_name_and_birthday_is_offered() -> None:
    make.child("Ann", "Demo")
    assert reasons() == [("Ann Demo", ("The same name and the same date of birth",))]


def test_accents_a_middle_name_and_a_former_name_do_not_hide_a_duplicate() -> None:
    child = make.child("Łucja Maria", "Demo")
    actions.rename(child, child.version, kind="legal", given="Łucja", family="Other", by=make.someone(), on=make.ON)
    assert reasons(given="Lucja") == [("Łucja Other", ("The same name and the same date of birth",))]
    assert reasons(given="LUCJA Anna", family="DEMO")[0][1] == (
        "The same first and family names and the same date of birth",
    )


def test_a_name_that_sounds_the_same_with_the_same_birthday_is_offered() -> None:
    make.child("Kathryn", "Smyth")
    assert reasons(given="Catherine", family="Smith") == [
        ("Kathryn Smyth", ("A name that sounds the same and the same date of birth",))
    ]


def test_a_birthday_in_american_order_is_offered() -> None:
    make.child("Ann", "Demo", date(2014, 4, 3))
    assert reasons() == [("Ann Demo", ("The same name, and the date of birth with day and month the other way round",))]


def test_the_same_upn_comes_first_whatever_the_name() -> None:
    make.child("Ann", "Demo")
    make.child("Other", "Person", date(2010, 1, 1), upn="R674123101121")
    assert [one[1][0] for one in reasons(upn="r674123101121")] == [
        "The same UPN",
        "The same name and the same date of birth",
    ]


def test_a_former_upn_and_a_shared_postcode_are_reasons() -> None:
    child = make.child("Ann", "Other", date(2013, 1, 1), former_upn="R674123101121")
    make.address(child, postcode="OX1 1AA")
    assert reasons(upn="R674123101121", postcode="ox1 1aa") == [
        ("Ann Other", ("The UPN is this child’s former one", "The same postcode"))
    ]


def test_a_birthday_alone_is_no_reason() -> None:
    make.child("Quite", "Different")
    assert reasons() == []


def test_a_record_that_may_not_be_opened_is_offered_without_saying_whose_it_is() -> None:
    child = make.child("Ann", "Demo")
    actions.restrict(child, child.version, because="x", by=make.someone(), on=make.ON)
    assert reasons() == [(None, ("It agrees in name and date of birth, or in UPN",))]
    assert reasons(born_on=date(2014, 3, 5)) == []
    assert reasons(given="Other") == []


def test_a_merged_record_is_not_offered_beside_the_one_kept() -> None:
    from datetime import UTC, datetime

    kept, merged = make.child("Ann", "Demo"), make.child("Ann", "Demo")
    actions.merge(kept, merged, reason="x", by=make.someone(), at=datetime(2026, 9, 15, tzinfo=UTC))
    assert len(reasons()) == 1


def test_duplicates_are_found_in_one_query(django_assert_num_queries: object) -> None:
    for given in ("Ann", "Anne", "Anna"):
        make.child(given, "Demo")
    officer = make.user("attendance_officer")
    assert officer.current_memberships
    with django_assert_num_queries(1):
        found = possible_duplicates(
            officer, given="Ann", family="Demo", born_on=date(2014, 3, 4), upn="x", postcode="y"
        )
    assert len(found) == 3


def test_adults_of_the_same_name_are_offered_only_when_they_may_be_seen() -> None:
    officer, child, closed = make.user("attendance_officer"), make.child(), make.child("Closed")
    seen = make.parent(child, "Demo", "Parent")
    make.parent(closed, "Demo", "Parent")
    actions.declare_conflict(closed, user=officer, reason="A relative", by=officer, on=make.ON)
    assert possible_adults(officer, given="demo", family="PARENT") == [seen]
