"""Governors meet about an exclusion on no day before it; of a day without school the form asks, and takes it."""

from datetime import date
from typing import Any

import pytest

from exclusions.permanent import pathway
from exclusions.permanent.step_forms import GovernorsMeetForm
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.step_forms import GovernorsMeetForm as SuspendedMeetForm
from tests.exclusions.make import FIRST_ON, People, suspended

pytestmark = pytest.mark.django_db
ON, LATER, SATURDAY = date(2026, 11, 11), date(2026, 11, 24), date(2026, 11, 28)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def form(case: Any, meeting_on: date, **more: str) -> Any:
    data = {**day("on", ON), **day("meeting_on", meeting_on), **more}
    return GovernorsMeetForm(data, on=date(2026, 11, 12), case=case, step=pathway.CALL_GOVERNORS, parties=())


def why(case: Any, meeting_on: date, **more: str) -> list[str]:
    return list(form(case, meeting_on, **more).errors.get("meeting_on", []))


def test_a_day_before_the_exclusion_is_refused_at_the_field_and_that_day_is_not(people: People) -> None:
    case = people.tell()
    assert why(case, date(2026, 11, 6)) == [
        "The head decided to exclude on 9 November 2026. They cannot meet about it before that"
    ]
    assert (why(case, FIRST_ON), why(case, LATER)) == ([], [])


def test_a_day_before_the_governors_were_told_is_refused(people: People) -> None:
    case = people.tell(date(2026, 11, 10), governors_told_on=date(2026, 11, 10))
    assert why(case, FIRST_ON) == [
        "The governors were told of the exclusion on 10 November 2026. They cannot meet about it before that"
    ]


def test_of_a_saturday_it_is_asked_whether_it_is_meant_and_then_it_is_taken(people: People) -> None:
    case = people.tell()
    [asks] = why(case, SATURDAY)
    assert asks.startswith("The school is closed on Saturday 28 November 2026")
    assert why(case, SATURDAY, meeting_on_meant_20261128="on") == []
    assert form(case, SATURDAY, meeting_on_meant_20261128="on").is_valid()


def test_the_same_holds_of_a_suspension_and_of_the_one_that_is_meant(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended(people, FIRST_ON, date(2026, 11, 16), governors_told_on=FIRST_ON)

    def asked(meeting_on: date) -> list[str]:
        data = {**day("on", ON), **day("meeting_on", meeting_on)}
        step = suspended_pathway.CALL_GOVERNORS
        found = SuspendedMeetForm(data, on=date(2026, 11, 12), case=one.case, step=step, parties=())
        return list(found.errors.get("meeting_on", []))

    assert asked(date(2026, 11, 6)) == [
        "The head decided to exclude on 9 November 2026. They cannot meet about it before that"
    ]
    assert asked(SATURDAY)[0].startswith("The school is closed on Saturday 28 November 2026")
    assert asked(LATER) == []
