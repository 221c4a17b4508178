"""What another threshold would change is told before it is saved."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from attendance.rag import SEVERE
from oxle.core.models import RuleValue
from oxle.core.rules import change_rule
from oxle.missing_out import rules
from oxle.people import actions as people
from oxle.registers.actions import write_weeks
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
LESS, NOTHING = rules.LESS_LONGER_THAN, rules.NOTHING_LONGER_THAN
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 23)


@pytest.fixture
def people_there() -> People:
    return People()


@pytest.fixture(autouse=True)
def _now(people_there, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def administrator():
    return make.signed_in(make.user("administrator"))


def left(given: str, on: date):
    """A child who left their school on a day, and is on no register since."""
    child = make.child(given, "Example", born_on=date(2014, 3, 1))
    enrolment = make.enrolled(child, make.school(f"{given} School"), date(2025, 9, 1))
    people.leave(enrolment, enrolment.version, by=make.someone(), on=on)
    return child


def change(client, rule, value: str, **more):
    page = client.get(reverse("rules:change", args=[rule.key]))
    typed = {"value": value, "from_on": "1/12/2026", "reason": "The group decided"}
    once = page.context["once"]
    return client.post(reverse("rules:change", args=[rule.key]), {**typed, "once": once, **more})


def test_a_threshold_is_saved_only_after_what_it_would_change_was_shown(administrator):
    left("Ash", OCTOBER), left("Birch", NOVEMBER)
    answer = change(administrator, NOTHING, "2")
    told = answer.context["foreseen"]
    assert told[0] == "Red: 2 of 2 pupils on the register. It is 1 today."
    assert told[-1] == "Rated worse than today: 1. Rated better: 0."
    assert not RuleValue.objects.exists()
    assert change(administrator, NOTHING, "2", accepted=answer.context["accepted"]).status_code == 302
    assert NOTHING.on(date(2026, 12, 1)) == 2


def test_a_threshold_that_makes_everything_red_warns(administrator):
    left("Ash", OCTOBER), left("Birch", NOVEMBER)
    assert "Every pupil on the register would be red" in change(administrator, NOTHING, "2").context["warnings"][0]
    assert change(administrator, NOTHING, "4").context["warnings"] == []


def test_a_threshold_that_leaves_nobody_red_warns(administrator):
    left("Ash", OCTOBER)
    assert change(administrator, NOTHING, "200").context["warnings"] == ["No pupil would be red any more."]


def test_a_threshold_that_changes_nothing_says_so(administrator):
    left("Ash", OCTOBER)
    told = change(administrator, LESS, "4").context["foreseen"]
    assert told == ("It would change the rating of none of the 1 pupils on the register.",)


def test_what_changes_for_who_is_red_and_not_on_the_register_is_told_too(people_there, administrator):
    child, day = people_there.child, date(2026, 11, 2)
    write_weeks(child, people_there.school, {date(2026, 11, 9): "/ " * 6 + "O " * 4}, source="test", by=None)
    people.add_vulnerability(child, kind="child_protection", from_on=day, source="Plan", by=make.someone(), on=day)
    answer = change(administrator, SEVERE, "70")
    assert answer.context["foreseen"][-1] == "Red and not on the register: 1. It is 0 today."
    assert answer.context["warnings"] == []
    change_rule(SEVERE, "70", from_on=date(2026, 11, 20), reason="The group decided")
    assert change(administrator, SEVERE, "50").context["warnings"] == ["No pupil would be red any more."]


def test_what_was_accepted_of_one_value_is_not_accepted_of_another(administrator):
    left("Ash", OCTOBER), left("Birch", NOVEMBER)
    accepted = change(administrator, NOTHING, "200").context["accepted"]
    assert change(administrator, NOTHING, "2", accepted=accepted).status_code == 200
    assert not RuleValue.objects.exists()


def test_a_setting_that_rates_nobody_is_not_asked_about(administrator):
    left("Ash", OCTOBER)
    assert change(administrator, rules.LOWERED_FOR, "6").status_code == 302


def test_two_records_of_one_child_count_once(administrator):
    ash, twice = left("Ash", OCTOBER), left("Ashe", OCTOBER)
    people.merge(ash, twice, reason="The same child", by=make.someone(), at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    told = change(administrator, NOTHING, "2").context["foreseen"]
    assert told == ("It would change the rating of none of the 1 pupils on the register.",)
