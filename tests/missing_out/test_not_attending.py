"""Who is on a school's register, is offered a full day, and does not come: a list beside the register."""

import csv
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.core.rules import change_rule
from oxle.missing_out import rules
from oxle.missing_out.columns import NO_CASE
from oxle.missing_out.not_attending import counted_since, not_attending_for
from oxle.missing_out.register import register_for
from oxle.people.models import Enrolment
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from oxle.registers.codes import pack_week
from oxle.registers.models import ChildWeek
from tests import make
from tests.exclusions.make import People

pytestmark = pytest.mark.django_db
TODAY, MONDAY = date(2026, 11, 27), date(2026, 11, 23)
WEEK = timedelta(weeks=1)
LIST, FILE = reverse("missing_out:not_attending"), reverse("missing_out:not_attending_file")
CAME, AWAY, ILL = "/", "O", "I"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def there() -> People:
    return People()


def pupil(given: str, school, *weeks: str, born_on: date = date(2014, 3, 1)):
    """A pupil whose last weeks had these ten marks each, the newest first."""
    child = make.child(given, "Example", born_on=born_on)
    make.enrolled(child, school, date(2025, 9, 1))
    for back, marks in enumerate(weeks):
        marked(child, school, MONDAY - back * WEEK, marks)
    return child


def marked(child, school, monday: date, marks: str) -> None:
    ChildWeek.objects.create(child=child, school=school, monday=monday, marks=pack_week(list(marks)), source="extract")


def names(user) -> list[str]:
    return [row.child.shown_name.split()[0] for row in not_attending_for(user, TODAY)]


def test_who_missed_half_of_the_possible_sessions_does_not_attend_and_a_session_less_does(there):
    pupil("Half", there.school, CAME * 5 + AWAY * 3 + ILL * 2)
    pupil("Less", there.school, CAME * 6 + AWAY * 4)
    assert names(there.officer) == ["Half"]


def test_sessions_that_were_not_possible_do_not_count(there):
    # Of four possible sessions two were missed; the school was closed for the others.
    pupil("Closed", there.school, CAME * 2 + AWAY * 2 + "#" * 6)
    pupil("Came", there.school, CAME * 3 + AWAY * 1 + "#" * 6)
    assert names(there.officer) == ["Closed"]


def test_only_the_last_weeks_count_and_the_setting_says_how_many(there):
    pupil("Back", there.school, *[CAME * 10] * 3, *[AWAY * 10] * 3)
    assert names(there.officer) == ["Back"]
    change_rule(rules.ABSENT_OVER, "5", from_on=date(2026, 11, 1), reason="Agreed by the group")
    assert counted_since(TODAY) == date(2026, 10, 26)
    assert names(there.officer) == []


def test_who_missed_most_comes_first_with_the_last_day_of_presence(there):
    pupil("Some", there.school, CAME * 4 + AWAY * 6)
    pupil("Never", there.school, AWAY * 10)
    rows = not_attending_for(there.officer, TODAY)
    assert [(row.child.shown_name.split()[0], row.last_on) for row in rows] == [
        ("Never", None),
        ("Some", date(2026, 11, 24)),
    ]


def test_the_school_year_is_counted_from_its_first_day(there):
    child = pupil("Away", there.school, AWAY * 10)
    marked(child, there.school, date(2026, 9, 7), CAME * 10)
    marked(child, there.school, date(2026, 7, 6), CAME * 10)
    [row] = not_attending_for(there.officer, TODAY)
    assert (row.in_year.missed, row.in_year.possible) == (10, 20)
    assert row.last_on == date(2026, 9, 11)


def test_who_is_on_the_register_of_pupils_missing_out_is_not_on_this_list(there):
    child = pupil("Out", there.school, AWAY * 10)
    make_offer(child, there.school, kind=OfferKind.NONE, from_on=MONDAY, to_on=None, minutes=[0] * SESSIONS_A_WEEK,
               source="OX", by=None)  # fmt: skip
    assert "Out" in [row.child.shown_name.split()[0] for row in register_for(there.officer, TODAY).rows]
    assert names(there.officer) == []


def test_who_is_over_compulsory_school_age_or_on_no_register_is_not_on_the_list(there):
    pupil("Grown", there.school, AWAY * 10, born_on=date(2009, 3, 1))
    left = pupil("Left", there.school, AWAY * 10)
    Enrolment.objects.filter(child=left).update(to_on=date(2026, 11, 24))
    assert names(there.officer) == []


def test_the_page_says_who_works_on_each_and_records_the_sight(there):
    child = pupil("Away", there.school, AWAY * 10)
    page = make.signed_in(there.officer).get(LIST)
    assert [(row.record.name, row.record.work) for row in page.context["table"].page.object_list] == [
        (child.shown_name, NO_CASE)
    ]
    assert b"10 of 10 sessions missed, attendance 0.00%" in page.content
    assert Sight.objects.filter(children__contains=[child.pk]).exists()


def test_the_file_has_the_rows_of_the_list_as_it_was_narrowed(there):
    pupil("Away", there.school, AWAY * 10)
    pupil("Elsewhere", make.school("Other School"), AWAY * 10)
    answer = make.signed_in(there.officer).get(FILE, {"school": "Other School"})
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert [(row["School"], row["Missed"], row["Attendance %"]) for row in rows] == [("Other School", "10", "0.00")]


def test_a_county_s_marks_are_read_and_rated_in_as_many_queries_as_one_child_s(there):
    pupil("Pupil", there.school, AWAY * 10)
    # Calendars are in memory from the second time on.
    not_attending_for(there.officer, TODAY)
    with CaptureQueriesContext(connection) as one:
        assert len(not_attending_for(there.officer, TODAY)) == 1
    for number in range(11):
        pupil(f"Pupil{number}", there.school, AWAY * 10)
    with CaptureQueriesContext(connection) as twelve:
        assert len(not_attending_for(there.officer, TODAY)) == 12
    assert len(twelve) == len(one) <= 29
