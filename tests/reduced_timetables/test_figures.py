"""What is counted of reduced timetables for the board, as it was at the end of a day."""

from datetime import date, timedelta

import pytest

from reduced_timetables.figures import board
from tests.exclusions.make import People
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
STARTS, ENDS = date(2026, 11, 2), date(2026, 11, 13)


def test_a_timetable_runs_from_its_first_day_and_is_past_its_end_until_somebody_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    people = People()
    timetabled(people.child, people.school, people.officer, STARTS, ENDS)
    found = {
        day: {one.key: one.number for one in board(day) if one.number}
        for day in (STARTS - timedelta(days=1), STARTS, ENDS, ENDS + timedelta(days=1))
    }
    assert list(found.values()) == [{}, {"running": 1}, {"running": 1}, {"running": 1, "past_end": 1}]
