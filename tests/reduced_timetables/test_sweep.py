"""The half-termly sweep asks of each open timetable once in a half-term, and of none on holidays."""

from datetime import date

import pytest

from oxle.cases import actions as cases
from reduced_timetables import pathway
from reduced_timetables.sweeping import ask_each
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def swept(on: date) -> int:
    return ask_each(on=on, at=moment(on))


def test_each_timetable_of_before_the_half_term_is_asked_about_once_in_it(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 10, 12))
    assert [swept(date(2026, 10, 20)), swept(date(2026, 10, 28))] == [0, 0]
    assert [swept(date(2026, 11, 3)), swept(date(2026, 11, 4)), swept(date(2026, 11, 20))] == [1, 0, 0]
    assert case.deadlines.get(clock="half_term", state="running").due_on == date(2026, 11, 10)


def test_one_that_the_school_told_of_in_this_half_term_or_that_is_closed_is_not_asked_about(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 9))
    assert swept(date(2026, 11, 16)) == 0
    on = date(2026, 12, 1)
    cases.take(case, pathway.RETURN, by=people.officer, on=on, at=moment(on))
    assert swept(date(2027, 1, 6)) == 0
