"""A suspension told late: the school answers and drafts its letter, an officer puts a day right, in a real browser."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.suspensions.models import Amendment
from oxle.audit import acting
from oxle.cases.models import Event
from tests import make
from tests.browser import Visitor, chromium, in_browser
from tests.exclusions.make import People, suspended


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_school_answers_for_a_late_suspension_and_an_officer_puts_its_last_day_right(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00")
    with acting("test"):
        people = People()
        late = suspended(people, date(2026, 11, 17), date(2026, 11, 18), on=date(2026, 11, 20))
    head, officer = make.signed_in(people.head), make.signed_in(people.officer)
    with chromium() as browser:
        school = Visitor(browser, live_server.url, head, also=(320,))
        school.open(reverse("exclusions:suspensions:sent", args=[late.key]))
        school.press("Answer the council")
        school.press("Send your answer")
        assert school.page.title().startswith("Error: ")
        school.fill("What do you answer?", "The office was closed.")
        school.press("Send your answer")
        school.press("Draft the letter to the parents", role="link")
        school.press("Make the letter")
        assert school.page.title().startswith("Error: ")
        council = Visitor(browser, live_server.url, officer, also=(320,))
        council.open(reverse("exclusions:suspensions:shown", args=[late.key]))
        council.press("Put it right")
        council.date("Last school day on which the pupil may not come", 19, 11, 2026)
        council.press("Put right")
        assert council.page.title().startswith("Error: ")
        council.fill("Why is it put right?", "The school rang: it was a day longer.")
        council.press("Put right")
        council.press("Withdraw it")
        council.open(reverse("cases:step", args=[late.case.key, "answer_challenge"]))
    assert Event.objects.get(step="reply").facts["answer"] == "The office was closed."
    assert Amendment.objects.get().changed[0]["now"] == "19 November 2026"
