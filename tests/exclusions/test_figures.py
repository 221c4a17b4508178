"""What exclusions count for the board: education by day 6, by the reading that is in force, and reasons of delays."""

from datetime import date

import pytest

from exclusions.figures import board
from exclusions.permanent import pathway as permanent
from exclusions.permanent import rules
from exclusions.placement.rules import INTERIM, LONG_TERM
from oxle.core.rules import change_rule
from tests import make
from tests.exclusions.fair import take
from tests.exclusions.make import People, taught

pytestmark = pytest.mark.django_db
# Day 6 of the exclusion that the tests tell of, the first day counted.
DAY_SIX, AFTER = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def counted(on: date) -> dict[str, int]:
    """Those of day 6 and of delays that are not nought."""
    return {one.key: one.number for one in board(on) if one.number and one.key.startswith(("day_six", "delay"))}


def test_before_day_six_nothing_is_counted_and_each_reason_is_there_with_nought(people: People) -> None:
    people.tell()
    assert counted(date(2026, 11, 13)) == {}
    assert {"delay_interim_PA", "delay_long_term_PA"} <= {one.key for one in board(DAY_SIX)}


def test_education_by_day_six_is_met_and_what_begins_later_or_never_is_late(people: People) -> None:
    case = people.tell()
    assert counted(AFTER) == {"day_six": 1, "day_six_late": 1}
    taught(people, case, DAY_SIX)
    assert counted(AFTER) == {"day_six": 1, "day_six_met": 1, "day_six_percent": 100}


def test_a_day_later_is_late_unless_the_service_counts_after_the_first_day(people: People) -> None:
    taught(people, people.tell(), AFTER)
    assert counted(AFTER) == {"day_six": 1, "day_six_late": 1}
    change_rule(rules.BREACH, rules.FIRST_DAY_DOES_NOT, from_on=date(2026, 11, 1), reason="As the guidance reads it")
    assert counted(AFTER) == {"day_six": 1, "day_six_met": 1, "day_six_percent": 100}


def test_a_delay_counts_once_a_case_by_its_reason_and_by_the_place_that_takes_longer(people: People) -> None:
    first = people.tell()
    people.child = make.child("Two", "Example", at=people.school)
    second = people.tell()
    for case, told in (
        (first, {"which": INTERIM, "why": "PR"}), (first, {"which": INTERIM, "why": "PR"}),
        (first, {"which": LONG_TERM, "why": "SC"}), (second, {"which": INTERIM, "why": "PR"}), (second, {"why": "NO"}),
    ):  # fmt: skip
        take(people, case, permanent.PLACING.delay, AFTER, **told)
    delays = {key: number for key, number in counted(AFTER).items() if key.startswith("delay")}
    assert delays == {"delay_interim_PR": 2, "delay_long_term_SC": 1, "delay_long_term_NO": 1}
