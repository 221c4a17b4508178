"""A letter of a case that came back undelivered: dates, my work, papers and bundle no longer count on it."""

from datetime import date

import pytest

from attendance.prosecution import bundle_contents, papers, readiness
from attendance.referrals import pathway, routes
from oxle.cases import redrafting, replay, sending_again
from oxle.cases.views.redrafting import what_there_is
from oxle.correspondence.actions import record_not_returned, record_returned
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
SENT, BACK = date(2026, 11, 23), date(2026, 11, 30)
FINAL = "attendance.final_warning"


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-30T10:00")


@pytest.fixture
def case(people):
    """Two parents at the final warning of 20 November 2026; every letter was posted on Monday 23 November."""
    case = court.final_warning(people)
    court.letters_served(case, people, SENT)
    return case


def came_back(case, people, kind=FINAL, given="Robin", because="gone_away"):
    letter = Letter.objects.get(kind=kind, adult__given=given, on_case__case=case, state="sent")
    at = referrals.moment(BACK)
    return record_returned(letter, letter.version, by=people.officer, on=BACK, at=at, because=because)


def papers_due(case, given="Robin"):
    return case.deadlines.get(clock="papers", party__adult__given=given)


def again(case, people, by, kind=FINAL, given="Robin"):
    case.refresh_from_db()
    wanted = f"{kind}/{court.parent(case, given).key}"
    return redrafting.draft_again(case, wanted, by=by, on=BACK, at=referrals.moment(BACK), version=case.version)


# --- the dates -----------------------------------------------------------------------------------------------


def test_the_clock_that_ran_from_its_service_has_no_date_and_says_why_and_what_it_was(people, case):
    # First class on Monday 23 November counts as served on Wednesday 25 November 2026; 28 days on is 23 December.
    assert papers_due(case).due_on == date(2026, 12, 23)
    came_back(case, people)
    row = papers_due(case)
    assert (row.due_on, row.state) == (None, "running")
    assert row.why_not == "cannot be worked out: “Final warning about school attendance” came back undelivered"
    last = row.history[-1]
    assert (last["due_on"], last["because"]) == (
        "2026-12-23",
        "“Final warning about school attendance” came back undelivered on 30 November 2026: gone away",
    )
    assert papers_due(case, "Kit").due_on == date(2026, 12, 23)
    case.refresh_from_db()
    assert replay.differences(case) == []


def test_sending_it_again_starts_the_time_from_the_new_letter(people, case):
    came_back(case, people)
    new = again(case, people, people.officer)
    assert papers_due(case).why_not == "cannot be worked out: “Final warning about school attendance” has not been sent"
    people.child.relationships.get(adult__given="Robin").adult.addresses.update(lines="2 New Road")
    court.letters_served(case, people, BACK)
    new.refresh_from_db()
    assert new.address.splitlines()[1] == "2 New Road"
    # First class on Monday 30 November counts as served on Wednesday 2 December 2026; 28 days on is 30 December.
    assert papers_due(case).due_on == date(2026, 12, 30)


def test_a_return_recorded_by_mistake_gives_the_date_back(people, case):
    letter = came_back(case, people)
    at = referrals.moment(BACK)
    record_not_returned(letter, letter.version, by=people.officer, at=at, reason="The wrong letter.")
    assert papers_due(case).due_on == date(2026, 12, 23)


# --- my work -------------------------------------------------------------------------------------------------


def tasks(people, user=None):
    found = sending_again.tasks_of(user or people.officer, BACK)
    return [(task.title, task.about, task.why, task.due_on, task.waiting_on) for task in found]


def test_my_work_asks_the_officer_to_send_it_again_until_it_is_drafted(people, case):
    came_back(case, people)
    assert tasks(people) == [
        (
            "Send again: Final warning about school attendance",
            "Ash Example · Robin Example",
            "Came back on 30 November 2026: gone away",
            BACK,
            "",
        )
    ]
    [task] = sending_again.tasks_of(people.officer, BACK)
    assert make.signed_in(people.officer).get(task.url).status_code == 200
    again(case, people, people.officer)
    assert tasks(people) == []


def test_while_the_case_is_paused_nobody_is_asked_to_draft_it_again(people, case):
    came_back(case, people)
    court.taken(case, pathway.PAUSE, people.officer, BACK, reason="An enquiry")
    [task] = sending_again.tasks_of(people.officer, BACK)
    assert (task.action, task.waiting_on) == ("See the letter", "the case, which is paused")


def test_what_only_a_senior_officer_drafts_waits_for_them(people, case):
    came_back(case, people, kind="attendance.first_warning")
    [(_, _, _, _, waiting_on)] = tasks(people)
    assert waiting_on == "a colleague who may draft it"


def test_nothing_is_sent_again_to_who_has_no_route_any_more_or_was_taken_off_nor_of_a_closed_case(people, case):
    came_back(case, people)
    came_back(case, people, given="Kit")
    assert len(tasks(people)) == 2
    case.refresh_from_db()
    taken = {"by": people.senior, "on": BACK, "at": referrals.moment(BACK), "version": case.version, "reason": "No."}
    data = {"kind": "none", "with_parenting_order": False}
    routes.change_route(case, pathway.CHANGE_ROUTE, data=data, party=court.parent(case, "Kit"), **taken)
    assert [about for _, about, *_ in tasks(people)] == ["Ash Example · Robin Example"]
    court.taken(case, pathway.CLOSE_IMPROVED, people.officer, BACK, reason="It improved.")
    assert tasks(people) == []


def test_the_list_of_what_can_be_drafted_again_says_that_it_came_back(people, case):
    letter = came_back(case, people)
    assert what_there_is([letter]) == "Sent on 23 November 2026 and came back on 30 November 2026."


# --- the papers ----------------------------------------------------------------------------------------------


@pytest.fixture
def prosecution(people, case):
    """Robin's papers, begun before anything came back."""
    return court.begun(case, people, on=SENT)


def gaps(prosecution):
    return {item.title: item.gap for item in readiness.gaps(prosecution, BACK)}


def test_readiness_names_a_letter_that_came_back_as_a_gap_and_notes_the_address(people, case, prosecution):
    title = "The final warning, with proof of service"
    assert title not in gaps(prosecution)
    came_back(case, people)
    assert gaps(prosecution)[title] == (
        "The final warning to this parent came back undelivered on 30 November 2026, so it does not count as served. "
        "Send it again."
    )
    [address] = [item for item in readiness.items(prosecution, BACK) if item.title == "The defendant’s address"]
    assert (address.gap, address.note) == ("", "Post came back on 30 November 2026: gone away.")


def test_the_bundles_proof_of_service_says_that_it_came_back_and_the_chronology_too(people, case, prosecution):
    papers.exhibit_letters(prosecution, by=people.officer, at=referrals.moment(BACK))
    before = bundle_contents.contents_of(prosecution)
    came_back(case, people, because="refused")
    after = bundle_contents.contents_of(prosecution)
    [was] = [one for one in before.letters if "Final" in one.title]
    [now] = [one for one in after.letters if "Final" in one.title]
    assert (was.served_on, was.came_back_on) == (date(2026, 11, 25), None)
    assert (now.served_on, now.came_back_on, now.came_back_because) == (None, BACK, "refused")
    [line] = set(after.chronology) - set(before.chronology)
    assert (line.on, line.words) == (
        BACK,
        "Letter to the defendant came back undelivered: Final warning about school attendance.",
    )


def test_a_letter_that_came_back_before_the_bundle_was_made_is_among_its_exhibits_too(people, case, prosecution):
    came_back(case, people)
    papers.exhibit_letters(prosecution, by=people.officer, at=referrals.moment(BACK))
    [letter] = [one for one in bundle_contents.contents_of(prosecution).letters if "Final" in one.title]
    assert letter.came_back_on == BACK
