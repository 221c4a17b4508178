"""What is counted of missing children for the board, as it was at the end of a day."""

from datetime import date, timedelta

import pytest

from cme import pathway
from cme.figures import board
from oxle.cases.models import Case
from tests.cme.make import TOLD_ON, People, new_pupil

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def counted(on: date) -> dict[str, int]:
    return {one.key: one.number for one in board(on) if one.number}


def test_an_open_case_counts_from_its_day_and_one_of_last_year_was_not_told_of_in_this(people: People) -> None:
    people.refer()
    assert counted(TOLD_ON - timedelta(days=1)) == {}
    assert counted(TOLD_ON) == {"open": 1, "told": 1}
    Case.objects.update(opened_on=date(2026, 8, 31))
    assert counted(TOLD_ON) == {"open": 1}


def test_a_child_who_was_found_counts_as_closed_and_as_open_on_the_days_before(people: People) -> None:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    closed_on = date(2026, 11, 20)
    new_pupil(case, on=closed_on)
    people.take(case, pathway.CLOSE_ENROLLED, closed_on)
    assert counted(closed_on) == {"told": 1, "found": 1}
    assert counted(closed_on - timedelta(days=1)) == {"open": 1, "told": 1}
