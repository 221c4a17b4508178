"""A school tells of a reduced timetable, the mother agrees by a link, an officer validates it, the pupil comes back."""

from datetime import date

import pytest

from oxle.cases.models import Case
from oxle.provision.models import Offer
from reduced_timetables.rules import AGREED_LAW
from tests.browser import Visitor, in_browser
from tests.exclusions.make import People
from tests.journeys import exclusion, timetable
from tests.journeys.story import told_in


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_reduced_timetable_from_the_notice_to_full_time(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    people = People()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.head, also=(320,)) as head:
            exclusion.finds_the_pupil(head, str(people.child), "Tell us about a reduced timetable")
            timetable.tells(head)
            case = Case.objects.get()
            assert "The written agreement of a parent is missing" in head.page.inner_text("main")
            link = timetable.asks_the_mother(head)
        mother = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
        plan = timetable.agrees(mother, link)
        assert "08:50 to 11:30" in plan
        for hidden in (timetable.WHY[:12], case.reference, str(people.child).split()[-1], "school nurse"):
            assert hidden not in plan
        mother.open(link, status=410)
        assert timetable.GONE in mother.page.inner_text("main")
        mother.context.close()
        with story.window_of(people.head) as head:
            head.open("/")
            head.press("See what is missing", role="link")
            timetable.answers(head)
        story.on("2026-11-13T10:00")
        with story.window_of(people.officer, also=(320,)) as officer:
            exclusion.finds_in_the_queue(officer, case)
            assert "(by the link sent to them)" in officer.page.inner_text("main")
            timetable.validates(officer, case)
            assert "Active: validated" in officer.page.inner_text("main")
        assert Offer.objects.get().basis == AGREED_LAW
        story.on("2026-11-27T15:00")
        with story.window_of(people.head, scripts=False) as head:
            head.open("/")
            head.press(str(people.child), role="link")
            timetable.reviews(head)
            assert "4 December 2026" in head.page.inner_text("main")
        story.on("2026-12-07T15:00")
        with story.window_of(people.head, also=(320,)) as head:
            head.open("/")
            head.press(str(people.child), role="link")
            timetable.is_back(head)
            assert "Closed: back to full time" in head.page.inner_text("main")
    case.refresh_from_db()
    assert (case.stage, Offer.objects.get().to_on) == ("returned", date(2026, 12, 6))
    assert [event.step for event in case.events.order_by("order")] == [
        "tell", "challenge", "ask_parent", "agree", "reply", "answer_challenge", "validate", "hold_review", "return",
    ]  # fmt: skip
    drafted = case.letters.filter(letter__state="drafted").order_by("pk")
    assert [one.letter.kind for one in drafted] == [
        "reduced_timetables.closed", "reduced_timetables.closed_for_parents",
    ]  # fmt: skip
