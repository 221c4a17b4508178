"""One count of education by day 6 for every report: the board's figures and those of school places say the same."""

from datetime import date

import pytest

from exclusions.fair_access import reporting
from exclusions.figures import board
from exclusions.permanent import pathway as permanent
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from tests import make
from tests.exclusions.fair import take
from tests.exclusions.make import People, taught

pytestmark = pytest.mark.django_db
# Day 6 of every exclusion here, the first day counted, and a day long after.
DAY_SIX, ON = date(2026, 11, 16), date(2026, 11, 27)
BEFORE, LATER = date(2026, 11, 13), date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def excluded(people: People, name: str) -> Case:
    people.child = make.child(name, "Example", at=people.school)
    return people.tell()


def counted(on: date = ON) -> tuple[int, int]:
    """How many were owed education on day 6, and for how many it had begun: what both reports say."""
    figures = {one.key: one.number for one in board(on)}
    six = reporting.periods(on)[0].day_six
    assert (figures["day_six"], figures["day_six_met"]) == (six.all, six.in_time)
    assert figures["day_six_late"] == six.late + six.missing
    return six.all, six.in_time


@pytest.mark.parametrize(
    ("step", "told"), [(permanent.REINSTATE, {}), (permanent.RESCIND, {"averted_by": "managed_move"})]
)
def test_an_exclusion_that_stood_no_more_on_day_six_counts_nowhere_and_one_that_ended_later_does(
    people: People, step: Step, told: dict[str, str]
) -> None:
    taught(people, excluded(people, "In time"), DAY_SIX)
    for name, on in (("Before", BEFORE), ("On the day", DAY_SIX)):
        take(people, excluded(people, name), step, on, **told)
    begun = excluded(people, "Taught before it ended")
    taught(people, begun, date(2026, 11, 12))
    take(people, begun, step, BEFORE, **told)
    assert counted() == (1, 1)
    take(people, excluded(people, "After"), step, LATER, **told)
    assert counted() == (2, 1)


def test_what_was_entered_by_mistake_counts_nowhere_nor_do_its_delays(people: People) -> None:
    excluded(people, "Waits")
    mistaken = excluded(people, "Mistaken")
    take(people, mistaken, permanent.PLACING.delay, DAY_SIX, which="interim", why="PR")

    def delays() -> int:
        return sum(one.number for one in board(ON) if one.key.startswith("delay"))

    assert (counted(), delays()) == ((2, 0), 1)
    take(people, mistaken, permanent.MISTAKE, LATER)
    assert (counted(), delays()) == ((1, 0), 0)


def test_it_is_missing_once_day_six_is_over_and_as_it_was_on_the_day_that_is_asked_about(people: People) -> None:
    late = excluded(people, "Late")
    assert (counted(DAY_SIX), counted(date(2026, 11, 17))) == ((0, 0), (1, 0))
    taught(people, late, LATER)
    assert (counted(date(2026, 11, 17)), counted()) == ((1, 0), (1, 0))
    assert [reporting.periods(on)[0].day_six.missing for on in (date(2026, 11, 17), ON)] == [1, 0]
