"""What the sessions come to is worked out on every form that asks for them, before anything is sent."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from oxle.cases.models import Case, Event
from reduced_timetables import pathway
from reduced_timetables.models import SessionsChange, Timetable
from tests import make
from tests.exclusions.make import People
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_changing import ENDS_ON, RISES_ON, STARTS_ON, change, running
from tests.reduced_timetables.test_pages import boxes

pytestmark = pytest.mark.django_db
# Two sessions a week: what is asked of a form by its button.
ASKED = {"work_out": "yes", "session_0": "8:50 to 11:30", "session_3": "12:45 to 2:45"}
COMES_TO = ["In school 4 hours 40 minutes a week, on Monday and Tuesday."]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def test_the_hours_are_worked_out_before_anything_is_sent_and_what_was_typed_stays(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("reduced_timetables:notice", args=[people.child.key])
    # Half filled in: of what is missing nothing is said yet.
    asked = ASKED | {"why": "Sleeps badly", "step_1_0": "9:00 to 12:00", **boxes("step_1_on", RISES_ON)}
    page = client.post(notice, asked)
    assert page.context["page"].worked_out == [*COMES_TO, "From 23 November 2026 on 3 hours a week, on Monday."]
    assert (dict(page.context["form"].errors), Timetable.objects.count()) == ({}, 0)
    assert "Sleeps badly" in page.text
    wrong = client.post(notice, asked | {"session_1": "7pm to 8pm"})
    assert list(wrong.context["form"].errors) == ["session_1"]


@pytest.mark.parametrize("step", [pathway.EXTEND, pathway.CHANGE], ids=lambda step: step.key)
def test_a_school_that_extends_or_changes_the_sessions_sees_what_they_come_to_before_it_tells(
    people: People, step: Any
) -> None:
    case = running(people)
    events, url = Event.objects.count(), reverse("reduced_timetables:step", args=[case.key, step.key])
    page = make.signed_in(people.head).post(url, ASKED | {"why": "Copes well", "version": Case.objects.get().version})
    assert (page.context["page"].worked_out, dict(page.context["form"].errors)) == (COMES_TO, {})
    assert COMES_TO[0] in page.text
    assert ("Copes well" in page.text, Event.objects.count()) == (True, events)
    # The button stands beside the sessions, and no field is lost that is asked after them.
    shown = page.text
    assert shown.index('id="id_session_9"') < shown.index("Work out the hours") < shown.index('name="given_by"')


def test_a_school_that_says_later_which_sessions_there_were_sees_what_they_come_to(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, begins=[None] * 10, ends=[None] * 10)
    url = reverse("reduced_timetables:step", args=[case.key, "supply"])
    client = make.signed_in(people.head)
    assert "Work out the hours" in client.get(url).text
    page = client.post(url, ASKED)
    assert (page.context["page"].worked_out, Timetable.objects.get().has_no_session) == (COMES_TO, True)


def test_a_step_that_asks_for_no_session_has_no_such_button_and_is_taken_as_ever(people: People) -> None:
    case = running(people)
    url = reverse("reduced_timetables:step", args=[case.key, "supply"])
    client = make.signed_in(people.head)
    assert "Work out the hours" not in client.get(url).text
    review = reverse("reduced_timetables:step", args=[case.key, "hold_review"])
    said = {"on": "20/11/2026", "attended": "The mother", "found": "Better", "version": Case.objects.get().version}
    assert client.post(review, {**said, "work_out": "yes"}).status_code == 302


def test_an_officer_who_puts_the_sessions_right_sees_what_they_come_to_first(people: People) -> None:
    case = running(people)
    event = change(people, case)
    url = reverse("cases:correct", args=[case.key, event.order])
    page = make.signed_in(people.officer).post(url, ASKED | {"version": Case.objects.get().version})
    assert (page.context["page"].worked_out, dict(page.context["form"].errors)) == (COMES_TO, {})
    assert (case.events.filter(supersedes=event).exists(), SessionsChange.objects.count()) == (False, 1)
    assert 'name="reason"' in page.text


def test_of_a_step_whose_time_is_over_nothing_is_worked_out(people: People) -> None:
    case = running(people)
    client = make.signed_in(people.head)
    client.post(
        reverse("reduced_timetables:step", args=[case.key, "return"]),
        {"on": ENDS_ON.strftime("%d/%m/%Y"), "went": "Well", "version": Case.objects.get().version},
    )
    page = client.post(reverse("reduced_timetables:step", args=[case.key, "extend"]), ASKED | {"why": "Copes well"})
    assert (page.status_code, "Copes well" in page.text) == (409, True)
    assert date(2026, 12, 6) == Timetable.objects.get().ends_on
