"""The page of the hours checker, as a licensing officer uses it: pasted, checked, put right; nothing is kept."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from licensing import rules
from oxle.core.rules import change_rule
from oxle.schooldays.models import Calendar, Term
from tests import make

pytestmark = pytest.mark.django_db

CHILDREN = "Child,Date of birth,School\nIvy Marrow,5/12/2017,123456\nBen Okoro,1 May 2018,"
SCHEDULE = (
    "Child,Date,Arrives,Leaves,Performs,Chaperone\n"
    "Ivy Marrow,5/12/2026,09:00,11:00,09:30-10:30,Mabel Finch\n"
    "Ben Okoro,5/12/2026,06:30,11:00,09:30-10:30,Mabel Finch\n"
)


def born(typed: str) -> str:
    """The children, the second with another date of birth."""
    return CHILDREN.replace("1 May 2018", typed)


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A licensing officer on 27 November 2026; a school whose one loaded term is that of the autumn."""
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    calendar = Calendar.objects.create(name="Term dates of one school")
    Term.objects.create(calendar=calendar, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
    make.school("One School", urn="123456", calendar=calendar)
    user = make.user()
    make.give_role(user, "admin_officer", make.organisation())
    return make.signed_in(user)


def sent(officer: Client, children: str = CHILDREN, schedule: str = SCHEDULE) -> str:
    """The page that answers, as one line of text without tags, spaces run together."""
    answer = officer.post(reverse("licensing:check"), {"children": children, "schedule": schedule})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_schedule_is_checked_and_each_finding_names_row_limit_and_number(officer):
    text = sent(officer)
    assert "2 rows checked: 3 over a limit, 0 cannot be told, 0 to know" in text
    assert "At the place from 06:30 on: from 5 to 8, not before 07:00 unless night work is permitted" in text
    assert "SI 2014/3309 reg 21, unverified" in text
    assert "4 hours 30 minutes at the place with no meal breaks of 45 minutes" in text


def test_a_school_day_is_known_by_the_childs_own_school(officer):
    monday = "Child,Date,Arrives,Leaves,Performs,Chaperone\nIvy Marrow,7/12/2026,09:00,11:00,,parent\n"
    missed = "0 hours of education on a school day that is missed: at least 3 hours"
    assert missed in sent(officer, schedule=monday)
    assert "1 row checked: 0 over" in sent(officer, children=CHILDREN.replace("123456", ""), schedule=monday)
    later = monday.replace("7/12/2026", "4/1/2027")
    text = sent(officer, schedule=later)
    assert "1 row checked: 0 over a limit, 1 cannot be told" in text
    assert "Whether this is a school day cannot be told: terms after 18 December 2026 are not loaded" in text


def test_the_hours_of_a_school_day_are_a_setting(officer):
    change_rule(rules.SCHOOL_BEGINS, "11:00", from_on=date(2026, 11, 1), reason="Asked of schools")
    monday = "Child,Date,Arrives,Leaves,Performs,Chaperone\nIvy Marrow,7/12/2026,09:00,11:00,,parent\n"
    text = sent(officer, schedule=monday)
    assert "1 row checked: 0 over a limit" in text
    assert "A school day runs from 11:00 to 15:30 here" in text


def test_rows_that_cannot_be_read_are_named_and_the_others_are_checked(officer):
    text = sent(officer, schedule=SCHEDULE + "Ann Other,5/12/2026,late,11:00,\n")
    assert "2 rows checked: 3 over a limit" in text
    assert "Row 4, Child: no child in the list is called “Ann Other”" in text
    assert "Row 4, Arrives: “late” is no time, such as 14:30" in text
    assert "Ann Other,5/12/2026,late,11:00" in text


@pytest.mark.parametrize(
    ("children", "schedule", "words"),
    [
        ("", SCHEDULE, "Enter the children"),
        (CHILDREN, "", "Enter the schedule"),
        ("Ivy Marrow", SCHEDULE, "does not have the columns Child, Date of birth"),
        (CHILDREN, "Ivy Marrow", "The first row must be the headings"),
        (born("soon"), SCHEDULE, "Row 3, Date of birth: “soon” is no date, such as 5/12/2014"),
        (born(""), SCHEDULE, "Row 3, Date of birth: enter the date of birth"),
        (born("1 May 2028"), SCHEDULE, "Row 3, Date of birth: it must be in the past"),
        (CHILDREN.replace("Ben Okoro", "ivy  marrow"), SCHEDULE, "Row 3, Child: row 2 has the same name"),
        (CHILDREN.replace("Ben Okoro", ""), SCHEDULE, "Row 3, Child: say which child"),
        (CHILDREN.replace("123456", "999999"), SCHEDULE, "Row 2, School: no school has the URN “999999”"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(officer, children, schedule, words):
    text = sent(officer, children, schedule)
    assert "There is a problem" in text
    assert text.count(words) == 2
    assert "rows checked" not in text
    for line in (children + "\n" + schedule).splitlines():
        assert re.sub(r"\s+", " ", line) in text


def test_many_errors_are_said_as_many(officer):
    rows = "".join(f"\nChild {number},never," for number in range(25))
    assert "5 more rows or columns are wrong" in sent(officer, children="Child,Date of birth,School" + rows)


def test_of_many_findings_the_first_are_listed_and_the_others_counted(officer):
    many = "".join(
        f"Ben Okoro,{day}/{month}/2027,05:00,06:00,,\n" for month in (1, 3, 5, 7, 8, 10) for day in range(1, 32)
    )
    text = sent(officer, schedule="Child,Date,Arrives,Leaves,Performs,Chaperone\n" + many)
    assert "186 rows checked: 372 over a limit" in text
    assert "Showing 1 to 300 of 300 findings" in text
    assert "And 72 more: put these right and check again." in text


def test_what_is_typed_is_shown_as_text_and_nothing_of_it_is_kept(officer):
    hostile = SCHEDULE + "<script>alert(1)</script>,5/12/2026,09:00,11:00,\n"
    answer = officer.post(reverse("licensing:check"), {"children": CHILDREN, "schedule": hostile})
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Marrow" not in officer.get(reverse("licensing:check")).content.decode()


def test_sixty_children_cost_no_more_queries_than_one(officer):
    def asked(number: int) -> int:
        children = "Child,Date of birth,School\n" + "".join(f"Child {each},1/5/2015,123456\n" for each in range(number))
        rows = "".join(f"Child {each},7/12/2026,09:00,11:00,09:30-10:00\n" for each in range(number))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sent(officer, children, "Child,Date,Arrives,Leaves,Performs\n" + rows)
        return len(captured)

    asked(1)
    assert asked(60) == asked(1)
