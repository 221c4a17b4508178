"""No letter leaves while its case is paused, after the case was closed, or about a legal route that was changed."""

import re
from datetime import date

import pytest
from django.db.models import QuerySet
from django.test import Client

from attendance.prosecution import pathway as prosecution
from attendance.referrals import pathway, routes
from attendance.referrals.models import RouteKind
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
REFERRED, PAUSED, RESUMED, LATER = date(2026, 10, 16), date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 5)
WAITS = "The case is paused since 2 November 2026. This letter waits until it is resumed."


@pytest.fixture
def case(people):
    """Accepted on 16 October 2026, both parents to be prosecuted; the first letters are drafted."""
    return referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, REFERRED), people.senior, REFERRED
    )


def letters(case: Case, **which: object) -> QuerySet[Letter]:
    return Letter.objects.filter(on_case__case=case, **which).order_by("pk")


def made(letter: Letter, people: court.People, on: date = REFERRED) -> Letter:
    """Released, and its PDF made: ready to post."""
    release_letter(letter, by=people.senior, on=on, at=moment(on))
    letter.refresh_from_db()
    letter.pdf = store_made(court.a_page(), kind=PDF, name="letter.pdf", at=moment(on))
    letter.state, letter.rendered_at = Letter.State.RENDERED, moment(on)
    letter.save()
    return letter


def posted(letter: Letter, people: court.People, on: date, today: date) -> None:
    record_sent(letter, by=people.officer, on=on, at=moment(today), method=Method.FIRST_CLASS)


def test_no_letter_is_released_or_posted_while_the_case_is_paused_and_both_are_possible_after_it(people, case):
    first, second, *_ = letters(case)
    made(first, people)
    court.taken(case, pathway.PAUSE, people.officer, PAUSED, reason="A safeguarding enquiry")
    with pytest.raises(Refused, match=WAITS):
        posted(first, people, PAUSED, PAUSED)
    with pytest.raises(Refused, match=WAITS):
        release_letter(second, by=people.senior, on=PAUSED, at=moment(PAUSED))
    court.taken(case, pathway.RESUME, people.officer, RESUMED, reason="The enquiry is over")
    posted(first, people, LATER, LATER)
    assert release_letter(second, by=people.senior, on=LATER, at=moment(LATER)).state == "released"


def test_that_a_letter_left_before_the_pause_can_be_recorded_during_it(people, case):
    first = made(letters(case)[0], people)
    court.taken(case, pathway.PAUSE, people.officer, PAUSED, reason="A safeguarding enquiry")
    posted(first, people, date(2026, 10, 30), PAUSED)
    first.refresh_from_db()
    assert (first.state, first.sent_on) == ("sent", date(2026, 10, 30))


def test_pages_say_that_a_letter_is_kept_back_and_offer_neither_release_nor_posting(people, case, monkeypatch):
    first, second, *_ = letters(case)
    made(first, people)
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    offered = {
        f"/letters/{second.key}/": f'href="/letters/{second.key}/release/"',
        f"/letters/{second.key}/release/": r"<button[^>]*>\s*Release the letter",
        "/letters/posted/": first.key,
        "/letters/print/": first.key,
        "/work/": r"Release \d+ letters",
    }
    senior = make.signed_in(people.senior)
    assert [path for path, words in offered.items() if not found(senior, path, words)] == []
    court.taken(case, pathway.PAUSE, people.officer, PAUSED, reason="A safeguarding enquiry")
    assert [path for path, words in offered.items() if found(senior, path, words)] == []
    for path in (f"/letters/{second.key}/", f"/letters/{second.key}/release/"):
        assert found(senior, path, WAITS)
    assert found(senior, "/letters/", "Kept back")


def found(browser: Client, path: str, words: str) -> bool:
    """Whether a page has words like these, markup and all."""
    return re.search(words, browser.get(path).content.decode()) is not None


def test_closing_a_case_withdraws_what_was_not_sent_and_keeps_what_was(people, case):
    first, second, third, *_ = letters(case)
    made(first, people)
    posted(first, people, REFERRED, REFERRED)
    made(second, people)
    court.taken(case, pathway.WITHDRAW, people.senior, PAUSED, reason="The family has moved in with an aunt.")
    reason = "The case was closed on 2 November 2026 before it was sent."
    assert [
        (letter.state, letter.withdrawn_reason) for letter in (*letters(case, pk__in=[first.pk, second.pk, third.pk]),)
    ] == [
        ("sent", ""),
        ("withdrawn", reason),
        ("withdrawn", reason),
    ]
    assert not letters(case, state__in=["released", "rendered"]).exists()


def test_the_letter_of_the_step_that_closes_a_case_may_still_leave(people):
    case = court.ready(people, court.final_warning(people))
    court.taken(case, prosecution.WITHDRAW_PAPERS, people.officer, court.BEGUN, reason="The family has moved away.")
    [letter] = letters(case, state="drafted")
    assert letter.on_case.event.step == "withdraw_papers"
    on = date(2026, 11, 24)
    assert release_letter(letter, by=people.solicitor, on=on, at=moment(on)).state == "released"


def test_a_changed_route_stops_also_what_was_released_and_not_posted(people, case):
    robin = court.parent(case, "Robin")
    pace = letters(case, kind="attendance.pace_letter", on_case__party=robin).get()
    made(pace, people)
    routes.change_route(
        case,
        pathway.CHANGE_ROUTE,
        data={"kind": RouteKind.NONE, "with_parenting_order": False},
        party=robin,
        by=people.senior,
        on=PAUSED,
        at=moment(PAUSED),
        version=None,
        reason="He does not live with the child.",
    )
    pace.refresh_from_db()
    assert (pace.state, pace.withdrawn_reason) == ("withdrawn", "The legal route that it speaks of was changed.")
