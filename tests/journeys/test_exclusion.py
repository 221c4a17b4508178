"""A pupil is excluded the day after a panel met: education has begun by day 6, and no panel was waited for."""

from datetime import date

import pytest

from exclusions.suspensions.models import Suspension
from oxle.cases.models import Case
from oxle.meetings.actions import add_member
from oxle.meetings.models import Capacity
from oxle.provision.ledger import ledger
from tests import make
from tests.browser import in_browser
from tests.exclusions.make import People, unit
from tests.journeys import exclusion
from tests.journeys.story import told_in
from tests.meetings.make import panel


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_child_excluded_the_day_after_a_panel_has_education_by_day_6(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-10T15:00")
    people = People()
    series = panel(first_on=date(2026, 11, 9))
    member = make.user("panel_member", make.school("Other School").organisation)
    add_member(series, user=member, name="", capacity=Capacity.MEMBER, from_on=date(2026, 11, 9), by=people.officer)
    unit()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.head, also=(320,)) as head:
            exclusion.finds_the_pupil(head, str(people.child))
            exclusion.tells(head)
            said = head.page.inner_text("main")
            assert "Permanently excluded from 10 November 2026" in said
            assert "17 November 2026" in said
        case = Case.objects.get()
        with story.window_of(people.officer, also=(320,)) as officer:
            exclusion.finds_in_the_queue(officer, case)
            assert exclusion.WELLBEING in officer.page.inner_text("main")
            late = "North panel meets on 7 December 2026, after day 6, 17 November 2026."
            assert late in officer.page.inner_text("main")
            exclusion.arranges(officer, case, 17)
            assert "Demo Unit from 17 November 2026, full-time" in officer.page.inner_text("main")
        story.on("2026-11-17T10:00")
        with story.window_of(people.officer, scripts=False) as officer:
            exclusion.confirms(officer, case)
            officer.press("Timeline", role="link")
            assert "Confirmed by: The unit’s office, by telephone" in officer.page.inner_text("main")
        with story.window_of(people.head) as head:
            head.open("/")
            head.press(str(people.child), role="link")
            assert "Education has begun" in head.page.inner_text("main")
            assert "unit’s office" not in head.page.inner_text("main")
        with story.window_of(member, also=(320,)) as head:
            head.open("/")
            head.press("Monday 7 December 2026, North panel", role="link")
            told = head.page.inner_text("main")
            assert "Decided by The team manager on 10 November 2026" in told
            assert exclusion.WELLBEING not in told
    begun = case.events.get(step="begin")
    day_six = case.deadlines.get(clock="day_six")
    assert (begun.on, day_six.due_on, day_six.met_on, day_six.state) == (
        date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 17), "met",
    )  # fmt: skip
    assert [week.short for week in ledger(people.child, date(2026, 11, 18), date(2026, 11, 20)).weeks] == [0]
    assert case.documents.get().title == "Letter to the parents about the exclusion"


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_suspension_is_one_page_and_a_longer_one_asks_for_the_rest_and_loses_nothing(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-10T15:00")
    people = People()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.head, also=(320,)) as head:
            exclusion.begins_to_suspend(head, str(people.child))
            exclusion.suspends(head, last_on=(10, 11, 2026))
            assert "1 school day" in head.page.inner_text("main")
            exclusion.begins_to_suspend(head, str(people.child))
            exclusion.suspends(head, first_on=(12, 11, 2026), last_on=(20, 11, 2026))
            assert head.page.title().startswith("Error: ")
            assert head.page.get_by_label("How is the pupil?", exact=True).input_value() == exclusion.WELLBEING
            exclusion.tells_the_rest(head)
            assert "7 school days" in head.page.inner_text("main")
        short, longer = Suspension.objects.order_by("first_on")
        assert (short.case, longer.case.deadlines.get(clock="day_six").due_on) == (None, date(2026, 11, 19))
        with story.window_of(people.officer, also=(320,)) as officer:
            officer.open(longer.case.get_absolute_url())
            officer.press("12 November 2026 to 20 November 2026", role="link")
            assert exclusion.WELLBEING in officer.page.inner_text("main")
            officer.press("Back", role="link")
            assert "10 November 2026 to 10 November 2026" in officer.page.inner_text("main")
