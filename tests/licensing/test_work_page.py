"""The page that checks hours of work, as a licensing officer uses it; nothing is kept."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from licensing import rules
from oxle.core.rules import change_rule
from oxle.schooldays.models import Calendar, Term
from tests import make

pytestmark = pytest.mark.django_db

# A week with school, Monday to Saturday, and a long Sunday.
SUNDAY = "Date,Starts,Ends,Breaks\n6/12/2026,10:00,13:00,"


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A licensing officer on 27 November 2026; a school whose one loaded term is that of the autumn."""
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    calendar = Calendar.objects.create(name="Term dates of one school")
    Term.objects.create(calendar=calendar, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
    make.school("One School", urn="123456", calendar=calendar)
    return make.signed_in(make.user("admin_officer"))


def sent(officer: Client, hours: str = SUNDAY, **given: Any) -> str:
    """The page that answers, as one line of text without tags, spaces run together."""
    typed = {
        "born_on_day": 30, "born_on_month": 11, "born_on_year": 2011, "school": "123456", "law": "today",
        "hours": hours, **given,
    }  # fmt: skip
    answer = officer.post(reverse("licensing:check_work"), typed)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_each_finding_names_row_limit_number_and_law(officer):
    text = sent(officer)
    assert "1 row checked: 1 over a limit" in text
    assert "3 hours of work on a Sunday: at most 2 hours" in text
    assert "Children and Young Persons Act 1933 s 18(1)(e)" in text


def test_the_same_hours_can_be_tried_under_the_new_law(officer):
    assert "1 row checked: 0 over a limit" in sent(officer, law="new")
    evening = "Date,Starts,Ends\n5/12/2026,19:30,20:01"
    assert "Work until 20:01: not after 20:00 Children’s Wellbeing and Schools Act 2026 s 28" in sent(
        officer, evening, law="new"
    )


def test_the_new_law_counts_from_the_day_that_is_set_and_not_before(officer):
    change_rule(rules.NEW_LAW, "yes", from_on=date(2026, 12, 13), reason="Commenced")
    assert "2 rows checked: 1 over a limit" in sent(officer, SUNDAY + "\n13/12/2026,10:00,13:00,")
    change_rule(rules.NEW_LAW, "no", from_on=date(2026, 12, 14), reason="A mistake")
    assert "2 rows checked: 2 over a limit" in sent(officer, SUNDAY + "\n13/12/2026,10:00,13:00,")


def test_what_the_byelaws_allow_is_a_setting_and_says_that_it_is_unverified(officer):
    morning = "Date,Starts,Ends\n7/12/2026,07:40,08:45"
    text = sent(officer, morning)
    assert "1 hour 5 minutes of work before school begins at 08:45: at most 1 hour" in text
    assert "Byelaws of the council under s 18(2), unverified" in text
    change_rule(rules.BEFORE_SCHOOL, "90", from_on=date(2026, 11, 1), reason="Byelaw 6")
    assert "1 row checked: 0 over a limit" in sent(officer, morning)


def test_at_13_only_what_the_byelaws_list(officer):
    thirteen = {"born_on_year": 2012, "born_on_month": 12, "born_on_day": 31}
    assert "13 years old, and the byelaws do not list this work" in sent(officer, **thirteen)
    assert "years old" not in sent(officer, **thirteen, listed="on")
    change_rule(rules.AT_13, "no", from_on=date(2026, 11, 1), reason="Repealed")
    assert "13 years old: at least 14" in sent(officer, **thirteen, listed="on")


def test_a_school_day_is_known_by_the_childs_school(officer):
    monday = "Date,Starts,Ends\n7/12/2026,10:00,12:00"
    assert "2 hours of work between 08:45 and 15:30, in school hours: none" in sent(officer, monday)
    assert "1 row checked: 0 over a limit" in sent(officer, monday, school="")


@pytest.mark.parametrize(
    ("hours", "problem"),
    [
        ("soon,10:00,13:00,", "Row 3, Date: “soon” is no date, such as 5/12/2026"),
        ("7/12/2026,,13:00,", "Row 3, Starts: enter the time"),
        ("7/12/2026,10:00,10:00,", "Row 3, Ends: it ends when it begins"),
        ("7/12/2026,10:00,13:00,9:30-10:30", "Row 3, Breaks: it ends before it begins, or begins before the work"),
        ("7/12/2026,10:00,13:00,12:30-13:30", "Row 3, Breaks: it is not within the hours of work"),
        ("7/12/2026,10:00,13:00,noon", "Row 3, Breaks: “noon” is no span of time, such as 10:00-11:30"),
    ],
)
def test_rows_that_cannot_be_read_are_named_and_the_others_checked(officer, hours, problem):
    text = sent(officer, f"{SUNDAY}\n{hours}")
    assert problem in text
    assert "1 row checked: 1 over a limit" in text
    assert hours in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"hours": ""}, "Enter the hours of work"),
        ({"hours": "10:00"}, "The first row must be the headings"),
        (
            {"hours": "Date,Starts,Ends\n" + "5/12/2026,9:00,10:00\n" * 1_001},
            "These are 1,001 rows. Paste at most 1,000",
        ),
        ({"school": "999999"}, "No school has this URN"),
        ({"born_on_year": 2030}, "must be in the past"),
        ({"law": ""}, "Select an answer to “By which law?”"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer, given, words):
    text = sent(officer, **given)
    assert "There is a problem" in text
    assert words in text
    assert "checked:" not in text


def test_the_two_pages_lead_to_each_other(officer):
    for here, there in [("check", "check_work"), ("check_work", "check")]:
        page = officer.get(reverse(f"licensing:{here}")).content.decode()
        assert f'href="{reverse(f"licensing:{there}")}">Check' in page
        assert page.count("Nothing that you paste is kept") == 1
