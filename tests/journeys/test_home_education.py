"""A pupil is educated at home: told by the school, safe first, the school's form, suitable, a year later at school."""

from datetime import date

import pytest

from oxle.cases.models import Case
from tests.browser import in_browser
from tests.ehe.make import People
from tests.journeys import home_education
from tests.journeys.exclusion import finds_in_the_queue
from tests.journeys.story import told_in


@in_browser
@pytest.mark.django_db(transaction=True)
def test_home_education_from_the_schools_notice_until_the_child_is_back_at_school(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    people = People()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.head, also=(320,)) as head:
            home_education.tells(head, "Ash Example")
            case = Case.objects.get()
            assert head.page.url.endswith(f"/ehe/sent/{case.key}/")
        with story.window_of(people.officer, also=(320,)) as officer:
            finds_in_the_queue(officer, case)
            home_education.checks_safety(officer, case)
            home_education.enquires(officer, case)
        with story.window_of(people.lead) as lead:
            lead.open("/")
            lead.press("See what is missing", role="link")
            assert "An attendance lead cannot." in lead.page.inner_text("main")
            assert home_education.CHECKED not in lead.page.inner_text("main")
        with story.window_of(people.head, also=(320,)) as head:
            home_education.sends_the_form(head, whole=False)
            assert "Returned with gaps" in head.page.inner_text("main")
            home_education.sends_the_form(head, whole=True)
            assert "To be read" in head.page.inner_text("main")
        story.on("2026-11-16T10:00")
        with story.window_of(people.officer, scripts=False) as officer:
            officer.open(case.get_absolute_url())
            officer.press("Read the exit form", role="link")
            assert home_education.VOICE in officer.page.inner_text("main")
            home_education.does(officer, case, "Accept the exit form")
            officer.press(home_education.SAVE)
            home_education.receives(officer, case)
            home_education.decides(officer, case)
        story.on("2027-11-15T10:00")
        with story.window_of(people.officer, also=(320,)) as officer:
            home_education.is_in_touch(officer, case)
            home_education.closes(officer, case)
            assert "Closed: at a school" in officer.page.inner_text("main")
        with story.window_of(people.head) as head:
            head.open(f"/ehe/sent/{case.key}/")
            assert "A plan, and dated work." not in head.page.inner_text("main")
    case.refresh_from_db()
    assert (case.stage, case.opened_on, case.closed_on) == ("returned", date(2026, 11, 12), date(2027, 11, 15))
    assert (case.origin, case.events.get(step="tell").by) == ("portal", people.head)
    steps = [event.step for event in case.events.order_by("order")]
    assert steps == [
        "tell", "check_safety", "enquire", "file_form", "return_form", "file_form", "accept_form", "receive",
        "find_suitable", "contact", "return",
    ]  # fmt: skip
    yearly = case.deadlines.filter(clock="yearly").order_by("due_on").first()
    assert (yearly.due_on, yearly.met_on) == (date(2027, 11, 16), date(2027, 11, 15))
