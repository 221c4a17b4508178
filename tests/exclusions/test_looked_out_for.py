"""The Virtual School reads on a child's record from which day education is expected, and what the school says."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.virtual_school import Point
from oxle.accounts.models import User
from tests import make
from tests.exclusions.make import FIRST_ON, People, suspended
from tests.exclusions.test_care import in_care

pytestmark = pytest.mark.django_db
DAY_ONE = "Education is expected from 10 November 2026"
NOT_YET: dict[str, Any] = {"looked_after": True, "virtual_school_spoken_to": False}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


@pytest.fixture
def officer() -> User:
    return make.user("virtual_school_officer")


def record(people: People, person: User) -> str:
    return make.signed_in(person).get(reverse("people:child", args=[people.child.key])).content.decode()


def test_of_a_permanent_exclusion_it_says_day_one_and_that_the_school_contradicts_itself(
    people: People, officer: User
) -> None:
    in_care(people, date(2026, 9, 1))
    people.tell(**NOT_YET, protocol_done=[Point.ASKED.value])
    text = record(people, officer)
    for said in (
        DAY_ONE,
        "Yes. The Virtual School was not spoken to yet",
        "The school ticked all the same: the Virtual School was asked to help before the decision. Ask the school",
    ):
        assert said in text
    assert "A chair was thrown." not in text


def test_care_that_the_school_did_not_tell_of_is_said_too(people: People, officer: User) -> None:
    people.tell()
    in_care(people, date(2026, 9, 1))
    text = record(people, officer)
    assert DAY_ONE in text
    assert "The school did not say so. It is on our record" in text


def test_of_a_suspension_it_says_what_the_school_did(people: People, officer: User) -> None:
    in_care(people, date(2026, 9, 1))
    suspended(people, FIRST_ON, date(2026, 11, 11), **NOT_YET)
    text = record(people, officer)
    assert "Education is expected from the school day after the first" in text
    assert "The school ticked all the same" not in text


def test_it_is_for_the_virtual_school_alone(people: People) -> None:
    in_care(people, date(2026, 9, 1))
    people.tell(**NOT_YET)
    text = record(people, make.user("manager"))
    assert people.child.shown_name in text
    assert DAY_ONE not in text
