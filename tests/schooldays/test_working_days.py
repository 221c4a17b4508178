"""Working days and deemed service."""

import json
from datetime import date
from pathlib import Path

import pytest

from oxle.schooldays.service import Method, deemed_served, why_served
from oxle.schooldays.working_days import BankHolidays, england

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "termdates"


def test_the_bank_holidays_of_the_two_school_years_are_these():
    named = {
        date(2025, 12, 25): "Christmas Day",
        date(2025, 12, 26): "Boxing Day",
        date(2026, 1, 1): "New Year's Day",
        date(2026, 4, 3): "Good Friday",
        date(2026, 4, 6): "Easter Monday",
        date(2026, 5, 4): "Early May bank holiday",
        date(2026, 5, 25): "Spring bank holiday",
        date(2026, 8, 31): "Summer bank holiday",
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day (substitute day)",
        date(2027, 1, 1): "New Year's Day",
        date(2027, 3, 26): "Good Friday",
        date(2027, 3, 29): "Easter Monday",
        date(2027, 5, 3): "Early May bank holiday",
        date(2027, 5, 31): "Spring bank holiday",
    }
    days = [date.fromordinal(n) for n in range(date(2025, 9, 1).toordinal(), date(2027, 8, 1).toordinal())]

    found = {day: england().name_of(day) for day in days if day.weekday() < 5 and england().name_of(day)}
    assert found == named


def test_our_bank_holidays_are_those_the_government_publishes():
    file = SHARED / "bank-holidays_dmossop_20250817.json"
    if not file.exists():
        pytest.skip("shared data absent")
    events = json.loads(file.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    published = {date.fromisoformat(event["date"]) for event in events}
    first, last = min(published), max(published)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]

    assert {day for day in days if day.weekday() < 5 and england().name_of(day)} == published


def test_a_proclaimed_holiday_can_be_given_before_the_package_knows_it():
    known = BankHolidays({date(2026, 11, 24): "A proclaimed holiday"})

    assert known.is_working_day(date(2026, 11, 24)) is False
    assert known.working_day_after(date(2026, 11, 23), 1) == date(2026, 11, 25)
    assert england().is_working_day(date(2026, 11, 24)) is True


def test_none_of_no_working_days_is_asked_for():
    with pytest.raises(ValueError, match="count at least one working day"):
        england().working_day_after(date(2026, 11, 23), 0)


@pytest.mark.parametrize(
    ("sent_on", "method", "served_on"),
    [
        (date(2026, 11, 23), Method.FIRST_CLASS, date(2026, 11, 25)),
        (date(2026, 11, 27), Method.FIRST_CLASS, date(2026, 12, 1)),
        (date(2026, 11, 28), Method.FIRST_CLASS, date(2026, 12, 1)),
        (date(2027, 3, 25), Method.FIRST_CLASS, date(2027, 3, 31)),
        (date(2026, 11, 28), Method.BY_HAND, date(2026, 11, 28)),
        (date(2026, 11, 28), Method.EMAIL, date(2026, 11, 28)),
    ],
)
def test_post_counts_as_served_on_the_second_working_day_and_the_rest_on_the_day(sent_on, method, served_on):
    assert deemed_served(sent_on, method) == served_on


def test_the_rule_of_service_can_be_shown_in_words():
    assert why_served(Method.FIRST_CLASS) == (
        "First class post counts as served on the second working day after it was posted."
    )
    assert [method.label for method in Method] == ["First class post", "By hand", "Email"]
