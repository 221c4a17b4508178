"""Code C2 against notices: whom a register leaves out and no school told of, and the reverse."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.people.actions import restrict
from oxle.people.models import Child
from oxle.registers.actions import write_weeks
from reduced_timetables import pathway
from reduced_timetables.coded import Differs, first_day, lines_for
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
# A Friday in term; registers are looked at from Monday 26 October on.
TODAY = date(2026, 11, 13)
MONDAY, LAST_WEEK = date(2026, 11, 9), date(2026, 11, 2)
LIST = reverse("reduced_timetables:codes")
# Every afternoon left out, as in the timetables of these tests; the whole week; and only its Friday.
AFTERNOONS, WEEK, ILL, FRIDAY = "/ C2" * 5, "/ \\ " * 5, "/ I " * 5, "/ \\ " * 4 + "C2C2"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-13T10:00:00+00:00")
    return People()


def pupil(people: People, given: str, **weeks: str) -> Child:
    """A pupil with the register of this week, and perhaps of the last."""
    child = make.child(given, "Example", date(2013, 3, 4), at=people.school)
    mondays = {"now": MONDAY, "before": LAST_WEEK, "long_ago": date(2026, 10, 19)}
    written = {mondays[name]: marks for name, marks in weeks.items()}
    write_weeks(child, people.school, written, source="daily feed", by=None)
    return child


def lines(people: People) -> list[tuple[str, Differs, int, date]]:
    """What the list says."""
    found = lines_for(people.officer, TODAY)
    return [(line.child.shown_name, line.kind, line.sessions, line.last_on) for line in found]


def test_a_register_with_the_code_and_no_notice_is_listed_with_its_sessions(people: People) -> None:
    pupil(people, "Ash", now=AFTERNOONS, before=FRIDAY)
    pupil(people, "Birch", now=WEEK)
    assert lines(people) == [("Ash Example", Differs.NO_NOTICE, 7, TODAY)]


def test_a_notice_without_the_code_in_any_session_left_out_is_listed(people: People) -> None:
    timetabled(pupil(people, "Ash", now=ILL, before=WEEK), people.school, people.head, MONDAY)
    timetabled(pupil(people, "Birch", now=AFTERNOONS), people.school, people.head, MONDAY)
    timetabled(pupil(people, "Cedar"), people.school, people.head, MONDAY)
    assert lines(people) == [("Ash Example", Differs.NO_CODE, 5, TODAY)]


def test_the_code_in_a_session_that_the_timetable_does_not_leave_out_is_listed(people: People) -> None:
    timetabled(pupil(people, "Ash", now="C2C2" + "/ C2" * 4), people.school, people.head, MONDAY)
    assert lines(people) == [("Ash Example", Differs.NOT_AGREED, 1, MONDAY)]


def test_days_before_the_first_and_after_the_last_of_a_timetable_have_no_notice(people: People) -> None:
    begun = pupil(people, "Ash", now=AFTERNOONS, before=AFTERNOONS)
    timetabled(begun, people.school, people.head, date(2026, 11, 5), on=date(2026, 11, 2))
    ended = pupil(people, "Birch", now=AFTERNOONS, before=AFTERNOONS)
    case = timetabled(ended, people.school, people.head, LAST_WEEK)
    cases.take(case, pathway.END, by=people.officer, on=MONDAY, at=moment(MONDAY), reason="Left.")
    mistaken = pupil(people, "Cedar", now=FRIDAY)
    case = timetabled(mistaken, people.school, people.head, MONDAY)
    cases.take(case, pathway.MISTAKE, by=people.officer, on=TODAY, at=moment(TODAY), reason="Another pupil.")
    assert lines(people) == [
        ("Ash Example", Differs.NO_NOTICE, 3, date(2026, 11, 4)),
        ("Birch Example", Differs.NO_NOTICE, 4, TODAY),
        ("Cedar Example", Differs.NO_NOTICE, 2, TODAY),
    ]


def test_a_timetable_that_goes_on_past_its_planned_end_is_a_notice_still(people: People) -> None:
    timetabled(pupil(people, "Ash", now=AFTERNOONS), people.school, people.head, LAST_WEEK, date(2026, 11, 6))
    assert lines(people) == []


def test_nothing_older_than_two_whole_weeks_is_looked_at_and_no_mark_to_come(people: People) -> None:
    pupil(people, "Ash", long_ago=AFTERNOONS)
    pupil(people, "Birch", now=FRIDAY)
    assert (first_day(TODAY), lines_for(people.officer, date(2026, 11, 12))) == (date(2026, 10, 26), [])


def test_what_another_school_told_of_is_no_notice_of_this_one(people: People) -> None:
    child = pupil(people, "Ash", now=AFTERNOONS)
    timetabled(child, make.school("Elsewhere School"), people.head, MONDAY)
    assert [kind for _, kind, _, _ in lines(people)] == [Differs.NO_NOTICE]


def test_the_page_shows_only_whom_a_person_may_see_escapes_what_was_typed_and_records_the_sight(people: People) -> None:
    hidden, seen = pupil(people, "Hidden", now=AFTERNOONS), pupil(people, "<b>Ash", now=AFTERNOONS)
    restrict(hidden, hidden.version, because="A refuge.", by=people.officer, on=TODAY)
    text = make.signed_in(people.officer).get(LIST).content.decode()
    assert "Hidden" not in text
    assert "&lt;b&gt;Ash" in text
    assert "C2, and no notice" in text
    assert Sight.objects.latest("pk").children == [seen.pk]


def test_three_lines_cost_as_many_queries_as_one(people: People, django_assert_num_queries) -> None:
    pupil(people, "Ash", now=AFTERNOONS)
    assert len(lines(people)) == 1  # The roles of the officer are read once.
    timetabled(pupil(people, "Birch", now=ILL), people.school, people.head, MONDAY)
    with django_assert_num_queries(3):
        assert len(lines_for(people.officer, TODAY)) == 2
    for given in ("Cedar", "Elm"):
        timetabled(pupil(people, given, now=ILL), people.school, people.head, MONDAY)
    with django_assert_num_queries(3):
        assert len(lines_for(people.officer, TODAY)) == 4
