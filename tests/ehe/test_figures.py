"""What is counted of home education for the board, as it was at the end of a day."""

from datetime import date, timedelta

import pytest

from ehe import actions
from ehe.figures import board
from tests import make
from tests.ehe.make import People, moment, told_of_home

pytestmark = pytest.mark.django_db
BEGUN = date(2026, 11, 3)


def counted(on: date) -> dict[str, int]:
    return {one.key: one.number for one in board(on) if one.number}


def test_a_case_counts_from_its_day_and_as_not_looked_at_until_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    people = People()
    details = told_of_home(told_by="parent")
    child = make.child("Ida", "Example", date(2014, 3, 1))
    actions.tell(child, None, told=details, by=people.officer, on=BEGUN, at=moment(BEGUN), origin="council")
    assert counted(BEGUN - timedelta(days=1)) == {}
    assert counted(BEGUN) == {"open": 1, "new": 1, "not_done": 1}
