"""Which reading of day 6 is the breach: a dated setting; education is planned to the earlier, and both are shown."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.permanent import queries, rules
from oxle.cases.models import Case
from oxle.core.rules import change_rule
from tests import make
from tests.exclusions.make import People, taught

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-17T10:00:00+00:00")
    return People()


def by_the_later(from_on: date) -> None:
    change_rule(rules.BREACH, rules.FIRST_DAY_DOES_NOT, from_on=from_on, reason="As the guidance reads it")


def breach(case: Case) -> date | None:
    found = queries.day_six(case).breach
    return found.due_on if found else None


def test_unless_the_service_says_otherwise_the_first_day_counts(people: People) -> None:
    case = people.tell()
    assert breach(case) == date(2026, 11, 16)
    assert [queries.day_six(case).is_late(date(2026, 11, day)) for day in (16, 17)] == [False, True]


def test_by_the_other_reading_it_is_a_school_day_later_and_the_earlier_is_planned_to(people: People) -> None:
    by_the_later(date(2026, 11, 1))
    case = people.tell()
    found = queries.day_six(case)
    assert (breach(case), found.dates[0].due_on) == (date(2026, 11, 17), date(2026, 11, 16))
    assert [found.is_late(date(2026, 11, day)) for day in (17, 18)] == [False, True]


def test_the_setting_counts_that_was_in_force_on_the_first_excluded_day(people: People) -> None:
    by_the_later(date(2026, 11, 10))
    assert breach(people.tell()) == date(2026, 11, 16)


def test_education_that_began_in_time_is_no_breach_afterwards(people: People) -> None:
    case = people.tell()
    taught(people, case, date(2026, 11, 16))
    assert not queries.day_six(case).is_late(date(2026, 12, 18))


def test_only_one_of_the_two_readings_is_taken_for_a_value_of_the_setting() -> None:
    assert rules.BREACH.read("After the first day") == rules.FIRST_DAY_DOES_NOT
    with pytest.raises(ValueError, match="write “with the first day” or “after the first day”"):
        rules.BREACH.read("seventh day")


def test_the_case_says_which_day_decides_and_that_there_is_a_breach(people: People) -> None:
    case = people.tell()
    text = make.signed_in(people.officer).get(reverse("cases:case", args=[case.key])).content.decode()
    assert "Education was due on 16 November 2026 and has not begun." in text
    assert "<strong>16 November 2026</strong> (after this day there is a breach)" in text
    assert "counted after the first excluded day: <strong>17 November 2026</strong></li>" in text
