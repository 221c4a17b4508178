"""A referral of a pupil who was typed in is reminded of and chased as a case is, before there is one."""

from datetime import UTC, date, datetime

import pytest

from attendance.referrals import receiving
from oxle.cases.sweep import sweep
from oxle.cases.waiting import waiting_for
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import unlisted
from tests.attendance.make import calendar, moment

pytestmark = pytest.mark.django_db
SENT, RETURNED = date(2026, 10, 16), date(2026, 10, 20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@pytest.fixture
def team():
    return make.organisation("team", "County Attendance Team")


@pytest.fixture
def senior(team):
    return make.user("senior_attendance_officer", team)


@pytest.fixture
def lead():
    calendar()
    return make.user("school_attendance_lead", make.school().organisation)


@pytest.fixture
def draft(lead, senior):
    """Sent on Friday 16 October 2026, by a school of which the team does not know the pupil."""
    return unlisted.held(lead.memberships.get().organisation.school, lead, SENT)


def told(kind: str) -> list[tuple[str, str, str]]:
    found = Message.objects.filter(kind=f"cases.{kind}").order_by("pk")
    return [(row.user.name, row.reference, row.state) for row in found]


def test_those_who_decide_are_reminded_before_its_date_and_again_after_it_each_once(draft, senior):
    # Five working days are until Friday 23 October 2026, and a reminder comes three before.
    days = [date(2026, 10, day) for day in (19, 20, 20, 23, 26, 27)]
    assert [sweep(at=at(day)).reminded for day in days] == [0, 1, 0, 0, 1, 0]
    # The first one had not left when it was no longer true.
    assert told("waiting") == [(senior.name, draft.reference, state) for state in ("dropped", "waiting")]


def test_what_was_identified_or_returned_meanwhile_is_taken_out_of_the_digest(draft, senior):
    day = date(2026, 10, 26)
    sweep(at=at(day))
    assert [state for _, _, state in told("waiting")] == ["waiting"]
    receiving.return_unidentified(draft, because="Who is it?", by=senior, on=day, at=moment(day), version=draft.version)
    sweep(at=at(day))
    assert [state for _, _, state in told("waiting")] == ["dropped"]


def test_a_school_that_does_not_answer_is_asked_again_and_again_once_for_each_day(draft, senior, lead):
    receiving.return_unidentified(
        draft, because="Who is it?", by=senior, on=RETURNED, at=moment(RETURNED), version=draft.version
    )
    late = date(2026, 12, 16)
    assert [sweep(at=at(day)).chased for day in (RETURNED, late, late, date(2026, 12, 30))] == [0, 1, 0, 1]
    assert told("chaser") == [(lead.name, draft.reference, "waiting")] * 2


def test_the_teams_page_lists_what_is_no_case_yet_and_counts_what_of_it_is_overdue(draft, senior, team, monkeypatch):
    manager, seen = make.user("manager", team), {}
    for user, day in ((manager, 23), (manager, 26), (senior, 26)):
        monkeypatch.setenv("OXLE_NOW", at(date(2026, 10, day)).isoformat())
        shown = make.signed_in(user).get("/team/").context
        rows = [
            (row.record.reference, row.record.label, row.record.due_on, bool(row.record.url))
            for row in shown["before_cases"].rows
        ]
        numbers = {one["label"]: one["number"] for one in shown["numbers"]}
        seen[user, day] = (rows, numbers["No case yet, overdue"], numbers["Overdue"])
    row = (draft.reference, "Decide on the referral", date(2026, 10, 23))
    # Only who works on such cases is led to the page where the pupil is identified.
    assert seen == {
        (manager, 23): ([(*row, False)], 0, 0),
        (manager, 26): ([(*row, False)], 1, 0),
        (senior, 26): ([(*row, True)], 1, 0),
    }


def test_the_teams_page_lists_what_a_school_owes_before_there_is_a_case(draft, senior, team, monkeypatch):
    receiving.return_unidentified(
        draft, because="Who is it?", by=senior, on=RETURNED, at=moment(RETURNED), version=draft.version
    )
    monkeypatch.setenv("OXLE_NOW", at(date(2026, 12, 16)).isoformat())
    manager = make.signed_in(make.user("manager", team))
    page = manager.get("/team/")
    (row,) = page.context["before_cases"].rows
    assert (row.record.label, row.record.about) == ("School to send the missing information", str(draft.school))
    assert "Overdue by" in page.content.decode()
    assert {one["label"]: one["number"] for one in page.context["numbers"]}["No case yet, overdue"] == 1


def test_nobody_who_may_not_read_such_cases_is_told_of_what_is_no_case_yet(draft, team):
    names = ("manager", "attendance_officer", "tracking_officer", "administrator")
    people = {name: make.user(name, team) for name in names}
    told = {name: [one.reference for one in waiting_for(user, SENT)] for name, user in people.items()}
    assert told == {
        "manager": [draft.reference],
        "attendance_officer": [draft.reference],
        "tracking_officer": [],
        "administrator": [],
    }
