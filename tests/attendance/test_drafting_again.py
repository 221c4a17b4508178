"""A letter of a step taken already is drafted again: for whom, what becomes of the one before, and who may."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.prosecution import readiness
from attendance.referrals import pathway, routes
from attendance.referrals.models import Moment
from oxle.cases import actions as cases
from oxle.cases.redrafting import draft_again, draftable
from oxle.core.errors import Refused, Stale
from oxle.correspondence.actions import record_sent, release_letter, withdraw_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 10, 16), date(2026, 11, 9)
WARNING, PACE, PANEL, FINAL = (
    f"attendance.{name}" for name in ("first_warning", "pace_letter", "panel_invitation", "final_warning")
)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00")


@pytest.fixture
def received(people):
    return referrals.sent(people.school, people.child, people.lead, ON)


@pytest.fixture
def case(people, received):
    """Accepted on 16 October 2026, both parents to be prosecuted."""
    return referrals.accepted(received, people.senior, ON)


@pytest.fixture
def kit(received):
    return received.parties.get(adult__given="Kit")


@pytest.fixture
def robin(received):
    return received.parties.get(adult__given="Robin")


def again(case, kind, party, by, on=LATER):
    case.refresh_from_db()
    key = f"{kind}/{party.key}"
    return draft_again(case, key, by=by, on=on, at=referrals.moment(on), version=case.version)


def offered(case, on=LATER):
    return [(one.kind.key, one.to.adult.given, len(one.letters)) for one in draftable(case, on)]


def letters(kind, party):
    """Each letter of a kind to a parent, oldest first: how it stands."""
    return [letter.state for letter in Letter.objects.filter(kind=kind, adult=party.adult).order_by("pk")]


def changed(case, by, party, kind, on=LATER):
    case.refresh_from_db()
    taken = {"by": by, "on": on, "at": referrals.moment(on), "party": party, "reason": "New facts.", "facts": {}}
    data = {"kind": kind, "with_parenting_order": False}
    return routes.change_route(case, pathway.CHANGE_ROUTE, data=data, **taken)


def sent(letter, by, on):
    released = release_letter(letter, by=by, on=on, at=referrals.moment(on))
    method = Method.FIRST_CLASS
    return record_sent(released, by=by, on=on, at=referrals.moment(on), method=method, pdf_follows=True)


# --- the letter before -----------------------------------------------------------------------------------------


def test_a_new_draft_takes_the_place_of_the_one_that_waits_and_of_no_other_parents(people, case, robin, kit):
    again(case, WARNING, robin, people.senior)
    assert letters(WARNING, robin) == ["withdrawn", "drafted"]
    assert letters(WARNING, kit) == ["drafted"]
    assert Letter.objects.get(state="withdrawn").withdrawn_reason == "Replaced by a new draft."


def test_a_letter_that_was_released_or_sent_stays_and_the_new_one_stands_beside_it(people, case, robin):
    first = sent(Letter.objects.get(kind=WARNING, adult=robin.adult), people.senior, date(2026, 10, 19))
    before = Letter.objects.filter(pk=first.pk).values().get()
    again(case, WARNING, robin, people.senior)
    assert letters(WARNING, robin) == ["sent", "drafted"]
    assert Letter.objects.filter(pk=first.pk).values().get() == before


def test_what_was_withdrawn_can_be_drafted_anew_from_the_case_as_it_stands(people, case, robin):
    letter = Letter.objects.get(kind=PACE, adult=robin.adult)
    withdraw_letter(letter, by=people.senior, at=referrals.moment(LATER), reason="The burst was a mistake.")
    new = again(case, PACE, robin, people.senior)
    assert (new.state, new.adult, new.context["unauthorised"]) == ("drafted", robin.adult, 16)
    assert new.on_case.event == case.events.get(step="accept")
    assert letters(PACE, robin) == ["withdrawn", "drafted"]


def test_the_final_warning_drafted_again_is_the_one_whose_service_starts_the_time_for_papers(people, case, robin):
    warned_finally(people, case)
    first = Letter.objects.get(kind=FINAL, adult=robin.adult)
    sent(first, people.senior, LATER)
    again(case, FINAL, robin, people.officer)
    papers = case.deadlines.get(clock="papers", party=robin)
    why = "cannot be worked out: “Final warning about school attendance” has not been sent"
    assert (papers.due_on, papers.why_not) == (None, why)
    sent(Letter.objects.get(kind=FINAL, adult=robin.adult, state="drafted"), people.senior, LATER)
    papers.refresh_from_db()
    # First class on Monday 9 November counts as served on Wednesday 11 November 2026; 28 days on is 9 December.
    assert papers.due_on == date(2026, 12, 9)


def warned_finally(people, case):
    court.panel_held(case, people.officer, LATER)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, LATER)
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, LATER)
    court.warned(case, people.officer, LATER)


# --- which letters ---------------------------------------------------------------------------------------------


def test_only_letters_of_steps_that_were_taken_are_offered(people, received):
    assert offered(received) == []
    case = referrals.accepted(received, people.senior, ON)
    assert offered(case) == [(WARNING, "Kit", 1), (WARNING, "Robin", 1), (PACE, "Kit", 1), (PACE, "Robin", 1)]


def test_an_invitation_to_a_meeting_that_is_over_is_not_offered(people, case, robin):
    facts = {"meeting_on": "2026-11-10", "meeting_time": "10:30", "place": "Example School"}
    cases.take(case, pathway.INVITE_PANEL, by=people.officer, on=LATER, at=referrals.moment(LATER), facts=facts)
    assert (PANEL, "Robin", 1) in offered(case, date(2026, 11, 10))
    assert PANEL not in [kind for kind, *_ in offered(case, date(2026, 11, 11))]


def test_a_closed_case_offers_no_letter_of_a_step_before_its_end(people, case):
    cases.take(case, pathway.WITHDRAW, by=people.officer, on=LATER, at=referrals.moment(LATER), reason="A mistake.")
    case.refresh_from_db()
    assert offered(case) == []


def test_a_step_put_right_since_is_drafted_with_what_it_says_now(people, case, robin):
    facts = {"meeting_on": "2026-11-16", "meeting_time": "10:30", "place": "Example School"}
    at = referrals.moment(LATER)
    event = cases.take(case, pathway.INVITE_PANEL, by=people.officer, on=LATER, at=at, facts=facts)
    cases.correct(event, by=people.officer, on=LATER, at=at, reason="Slip", facts={"meeting_on": "2026-11-17"})
    new = again(case, PANEL, robin, people.officer)
    assert (new.context["meeting_on"], new.on_case.event) == ("2026-11-17", event)


# --- a route that changes --------------------------------------------------------------------------------------


def test_a_route_changed_to_a_prosecution_drafts_the_pace_letter_that_it_owes_and_no_second_warning(
    people, received, robin, kit
):
    case = referrals.accepted(received, people.senior, ON, kind="eso")
    sent(Letter.objects.get(kind=WARNING, adult=robin.adult), people.senior, ON)
    changed(case, people.senior, robin, "s444_1")
    assert (letters(WARNING, robin), letters(PACE, robin)) == (["sent"], ["drafted"])
    assert letters(PACE, kit) == []


def test_a_route_taken_away_stops_the_drafts_to_that_parent_alone(people, case, robin, kit):
    changed(case, people.senior, kit, "none")
    assert (letters(WARNING, kit), letters(PACE, kit)) == (["withdrawn"], ["withdrawn"])
    assert (letters(WARNING, robin), letters(PACE, robin)) == (["drafted"], ["drafted"])
    assert [given for _, given, _ in offered(case)] == ["Robin", "Robin"]


def test_a_draft_never_alleges_the_offence_of_the_route_before(people, case, robin):
    changed(case, people.senior, robin, "s444_1a")
    draft = Letter.objects.get(kind=PACE, adult=robin.adult, state="drafted")
    assert "section 444(1A)" in draft.context["offence"].replace("\n", " ")
    assert letters(PACE, robin) == ["withdrawn", "drafted"]


def test_a_parent_whose_route_came_after_the_final_warning_can_be_warned_and_their_papers_become_ready(
    people, received, robin, kit
):
    case = referrals.accepted(received, people.senior, ON)
    changed(case, people.senior, kit, "none")
    warned_finally(people, case)
    changed(case, people.senior, kit, "s444_1")
    assert letters(FINAL, kit) == []
    assert (FINAL, "Kit", 0) in offered(case)
    again(case, FINAL, kit, people.officer)
    assert case.events.filter(step="warn_parent", party=kit).count() == 1
    for kind in (WARNING, PACE, FINAL):
        letter = Letter.objects.get(kind=kind, adult=kit.adult, state="drafted")
        sent(letter, people.senior, LATER)
    prosecution = court.begun(case, people, given="Kit")
    gaps = [item.gap for item in readiness.gaps(prosecution, LATER) if item.place == readiness.LETTERS]
    assert gaps == [
        "The first warning was sent, but no proof of posting or service is recorded.",
        "The PACE letter was sent, but no proof of posting or service is recorded.",
        "The final warning was sent, but no proof of posting or service is recorded.",
    ]


# --- who may, and twice ----------------------------------------------------------------------------------------


def test_a_letter_is_drafted_again_by_whoever_may_take_its_step(people, case, robin):
    with pytest.raises(Refused, match="Your role does not include “Accept the referral”"):
        again(case, WARNING, robin, people.officer)
    assert letters(WARNING, robin) == ["drafted"]


def test_a_pause_holds_letters_too(people, case, robin):
    cases.take(case, pathway.PAUSE, by=people.officer, on=LATER, at=referrals.moment(LATER), reason="An enquiry.")
    with pytest.raises(Refused, match="The case is paused since 9 November 2026"):
        again(case, WARNING, robin, people.senior)


def test_whoever_drafts_on_a_page_that_is_older_than_a_colleagues_draft_is_told(people, case, robin):
    seen = case.version
    again(case, WARNING, robin, people.senior)
    at = referrals.moment(LATER)
    with pytest.raises(Stale):
        draft_again(case, f"{WARNING}/{robin.key}", by=people.senior, on=LATER, at=at, version=seen)


def test_a_double_click_on_the_page_drafts_one_letter_and_the_page_says_what_there_is(people, case, robin):
    browser, url = make.signed_in(people.senior), reverse("cases:draft_again", args=[case.key])
    assert url in browser.get(reverse("cases:papers", args=[case.key])).content.decode()
    page = browser.get(url)
    assert "Drafted on 16 October 2026 and not released: the new draft replaces it." in page.content.decode()
    typed = {"letter": f"{PACE}/{robin.key}", "once": page.context["once"], "version": page.context["version"]}
    assert [browser.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert letters(PACE, robin) == ["withdrawn", "drafted"]


def test_an_officer_is_offered_only_the_letters_of_their_own_steps(people, case):
    browser, url = make.signed_in(people.officer), reverse("cases:draft_again", args=[case.key])
    assert "No step that you may take has called for a letter yet." in browser.get(url).content.decode()
