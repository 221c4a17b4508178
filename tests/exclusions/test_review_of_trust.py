"""A review panel is the council's to hold for a maintained school, and the trust's for an academy: whose time it is."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.permanent import pathway
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from tests import make
from tests.exclusions.make import People, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-30T10:00:00+00:00")
    return People()


def asked(people: People, *, academy: bool) -> Case:
    """An upheld exclusion of which a review is asked for, by post on 30 November (W25)."""
    people.school.is_academy = academy
    people.school.save()
    case = people.tell()
    on = date(2026, 11, 27)
    facts = {"parents_told_on": "2026-11-27"}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=on, at=moment(on), facts=facts)
    page = reverse("cases:step", args=[case.key, "ask_review"])
    typed: dict[str, Any] = {"on_day": 30, "on_month": 11, "on_year": 2026, "posted": "yes", "once": "k" * 20}
    make.signed_in(people.officer).post(page, {**typed, "version": case.version})
    assert Event.objects.filter(step="ask_review").count() == 1
    return case


@pytest.mark.parametrize(
    ("academy", "clock", "against"), [(False, "review", "council"), (True, "review_trust", "school")]
)
def test_it_is_held_by_the_fifteenth_school_day_by_whoever_arranges_it(
    people: People, academy: bool, clock: str, against: str
) -> None:
    case = asked(people, academy=academy)
    found = case.deadlines.filter(clock__startswith="review", state="running").exclude(clock="review_window")
    assert [(one.clock, one.against, one.due_on) for one in found] == [(clock, against, date(2027, 1, 7))]


def test_a_late_review_of_an_academy_is_asked_of_the_trusts_clerk_and_is_no_breach_of_the_council(
    people: People,
) -> None:
    case = asked(people, academy=True)
    clerk = make.user("governors_clerk", people.school.organisation)
    sweep(at=moment(date(2027, 1, 8)))
    told = Message.objects.filter(kind="cases.chaser", reference=case.reference, user=clerk)
    assert told.exists()
    assert not case.deadlines.filter(clock="review_trust", escalated_for__isnull=False).exists()
