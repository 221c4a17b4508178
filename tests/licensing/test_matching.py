"""Whom an applicant means: nobody by an address that is withheld or past, no restricted record; a person decides."""

from datetime import date
from typing import Any

import pytest

from licensing.performances import actions, panels, queries
from licensing.performances.models import Entrant
from oxle.people.actions import restrict
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.performing import application, day, given

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 16)
MONDAY = date(2026, 12, 7)
UPN = "H801200001001"


def child(**facts: Any) -> Any:
    """A child whom we hold by name and birth, who lives or lived at OX1 1AA."""
    referrals.calendar()
    made = make.child("Ida", "Example", date(2015, 5, 6), upn=UPN)
    make.address(made, **facts)
    return made


def lived_until(on: date) -> Any:
    """The same child, who lived there to a day."""
    made = child()
    made.addresses.update(to_on=on)
    return made


def entrant(of: Any, **changes: Any) -> Entrant:
    """The same child as an applicant describes it, in an application that came."""
    told = given(of, **{"upn": "", **changes})
    return actions.submit(application([told], [day(1, told, MONDAY)]), on=ON, at=moment(ON)).entrants.get()


def test_a_child_is_known_by_the_address_at_which_it_lives() -> None:
    assert entrant(child()).match == "details"


def test_a_child_is_known_by_the_address_on_the_last_day_there() -> None:
    assert entrant(lived_until(ON)).match == "details"


def test_a_child_waits_for_a_person_where_the_address_is_one_of_before() -> None:
    assert entrant(lived_until(date(2026, 11, 15))).match == "waits"


def test_a_child_waits_for_a_person_where_the_address_is_withheld_from_everybody() -> None:
    assert entrant(child(withheld=True, withheld_because="Refuge")).match == "waits"


def test_a_child_waits_for_a_person_where_the_address_is_withheld_from_somebody() -> None:
    made = child()
    made.addresses.get().withheld_from.add(make.parent(made, "Robin", "Example"))
    assert entrant(made).match == "waits"


@pytest.mark.parametrize("upn", ["", UPN])
def test_a_restricted_child_always_waits_for_a_person(upn: str) -> None:
    made = child()
    restrict(made, made.version, because="Adoption", by=make.user("manager"), on=ON)
    assert entrant(made, upn=upn).match == "waits"


def test_of_a_school_that_we_do_not_know_no_weekday_is_within_the_limits_for_the_officer_either() -> None:
    told = {"school_name": "Nobody’s School"}
    found = queries.findings_of(entrant(child(), **told), ON)
    assert [(one.weight.value, one.on) for one in found] == [("Cannot be told", MONDAY)]
    (waiting,) = Entrant.objects.all()
    about = panels.about(waiting.case, make.someone())
    assert "It cannot be told whether the four-day rule holds" in about["four_days"]


def test_a_child_who_goes_to_no_school_misses_none_for_the_officer_either() -> None:
    assert queries.findings_of(entrant(child()), ON) == []
