"""The days of a pack: deadlines that move with the meeting, are in the work of whoever does it, and are reminded of."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases.sweep import sweep
from oxle.cases.work import work_of
from oxle.core.dates import LONDON
from oxle.core.rules import RULES, change_rule
from oxle.correspondence.models import Message
from oxle.meetings import actions as meetings
from oxle.meetings.models import Meeting
from oxle.missing_out.day_models import Clock, PackDay
from tests import make
from tests.exclusions.make import People
from tests.missing_out.packing import agreed, frozen, group

pytestmark = pytest.mark.django_db
BEGUN, FIRST_MEETING, TODAY = date(2026, 9, 1), date(2026, 10, 21), date(2026, 10, 6)
# Ten and five working days before.
FREEZE_BY, AGREE_BY = date(2026, 10, 7), date(2026, 10, 14)
FREEZE, AGREE = "Freeze the register for the Strategic Group", "Agree the pack of the Strategic Group"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-10-06T12:00:00+01:00")


@pytest.fixture
def meeting() -> Meeting:
    People()
    return group(BEGUN, FIRST_MEETING).meetings.order_by("on")[0]


def days(meeting: Meeting) -> list[tuple[str, date, str, date | None]]:
    rows = PackDay.objects.filter(meeting=meeting).order_by("due_on")
    return [(row.clock, row.due_on, row.state, row.met_on) for row in rows]


def work(user: User, on: date = TODAY) -> list[tuple[str, date | None, str]]:
    """What stands in a person's work for the group."""
    found = work_of(user, on)
    each = [*found.today, *found.next_days, *found.later, *found.undated, *found.waiting]
    return [(one.title, one.due_on, one.waiting_on) for one in each if one.title in {FREEZE, AGREE}]


def told(on: date) -> dict[str, list[tuple[str, str]]]:
    """Whom the sweep of a day has told by then, of what."""
    sweep(at=datetime.combine(on, time(9), LONDON))
    rows = (
        Message.objects.filter(kind="missing_out.due", user__name__in=("Olive", "Marl"))
        .exclude(state="dropped")
        .select_related("user")
    )
    return {row.user.name: [(one.reference, one.link) for one in rows if one.user_id == row.user_id] for row in rows}


def test_every_meeting_of_the_group_has_a_day_to_freeze_and_one_to_agree(meeting: Meeting) -> None:
    assert days(meeting) == [("freeze", FREEZE_BY, "running", None), ("agree", AGREE_BY, "running", None)]
    assert PackDay.objects.count() == 2 * meeting.series.meetings.count()


def test_the_days_are_met_by_the_first_pack_and_by_the_one_that_is_agreed(meeting: Meeting) -> None:
    manager = make.user("manager")
    frozen(meeting, manager, date(2026, 10, 5))
    assert days(meeting) == [("freeze", FREEZE_BY, "met", date(2026, 10, 5)), ("agree", AGREE_BY, "running", None)]
    agreed(meeting, manager, date(2026, 10, 6))
    assert days(meeting)[1] == ("agree", AGREE_BY, "met", date(2026, 10, 6))


def test_a_meeting_that_is_moved_takes_its_days_along_and_says_what_they_were(meeting: Meeting) -> None:
    to = date(2026, 11, 4)
    meetings.move_meeting(meeting, meeting.version, to=to, today=TODAY, by=make.someone())
    assert days(meeting) == [
        ("freeze", date(2026, 10, 21), "running", None), ("agree", date(2026, 10, 28), "running", None),
    ]  # fmt: skip
    row = meeting.pack_days.get(clock=Clock.FREEZE)
    assert row.history == [{"due_on": "2026-10-07", "because": "The meeting was moved."}]
    page = make.signed_in(make.user("missing_out_officer", name="Olive")).get(
        reverse("missing_out:packs:of_meeting", args=[meeting.key])
    )
    assert "It was 7 October 2026. The meeting was moved." in page.content.decode()


def test_a_meeting_that_is_called_off_owes_no_pack(meeting: Meeting) -> None:
    meetings.call_off(
        meeting, meeting.version, because="Snow", by=make.someone(), on=TODAY,
        at=datetime.combine(TODAY, time(9), LONDON),
    )  # fmt: skip
    assert [state for _, _, state, _ in days(meeting)] == ["ended", "ended"]


def test_another_time_moves_the_days_of_meetings_to_come(meeting: Meeting) -> None:
    rule = RULES["missing_out.freeze_before"]
    change_rule(rule, "15", from_on=date(2026, 10, 1), reason="More time")
    assert days(meeting)[0][1] == date(2026, 9, 30)
    row = meeting.pack_days.get(clock=Clock.FREEZE)
    assert (row.limit, row.history[-1]["because"]) == (
        "15 working days before the meeting", "The time is now 15 working days before the meeting.",
    )  # fmt: skip


def test_a_meeting_that_is_planned_anew_takes_its_days_with_it(meeting: Meeting) -> None:
    series = meeting.series
    details = {
        "name": series.name, "area": "", "weeks": None, "first_on": date(2026, 10, 13), "starts_at": time(10),
        "place": "County Hall",
    }  # fmt: skip
    meetings.change_series(series, series.version, on=TODAY, by=make.someone(), **details)
    assert not PackDay.objects.exclude(meeting__in=series.meetings.all()).exists()
    assert PackDay.objects.count() == 2 * series.meetings.count()


def test_the_next_meeting_is_in_the_work_of_whoever_freezes_and_of_whoever_agrees(meeting: Meeting) -> None:
    officer, manager, reader = (make.user(one) for one in ("missing_out_officer", "manager", "virtual_school_officer"))
    assert work(officer) == [(FREEZE, FREEZE_BY, "")]
    assert work(manager) == [(FREEZE, FREEZE_BY, ""), (AGREE, AGREE_BY, "whoever freezes the register")]
    assert work(reader) == []
    frozen(meeting, officer, date(2026, 10, 5))
    assert work(officer) == []
    assert work(manager) == [(AGREE, AGREE_BY, "")]


def test_what_is_overdue_for_one_meeting_stays_beside_the_next(meeting: Meeting) -> None:
    officer = make.user("missing_out_officer", name="Olive")
    second = meeting.series.meetings.order_by("on")[1]
    first_day, second_day = (one.pack_days.get(clock=Clock.FREEZE).due_on for one in (meeting, second))
    assert [day for _, day, _ in work(officer, second.on)] == [first_day, second_day]


def test_who_does_it_is_reminded_once_before_and_once_after_the_day(meeting: Meeting) -> None:
    officer, manager = make.user("missing_out_officer", name="Olive"), make.user("manager", name="Marl")
    assert told(date(2026, 10, 1)) == {}
    link = reverse("missing_out:packs:of_meeting", args=[meeting.key])
    once = [(meeting.pack_days.get(clock=Clock.FREEZE).reference, link)]
    assert told(date(2026, 10, 5)) == told(TODAY) == {officer.name: once, manager.name: once}
    # What did not leave before the day is not sent after it: there is one that says that the day has passed.
    assert told(date(2026, 10, 8)) == {officer.name: once, manager.name: once}
    rows = Message.objects.filter(user=officer, kind="missing_out.due").order_by("pk")
    assert [(one.dedupe.partition(":")[0], one.state) for one in rows] == [
        ("waiting soon", "dropped"), ("waiting overdue", "waiting"),
    ]  # fmt: skip


def test_while_nothing_is_frozen_nobody_is_reminded_to_agree(meeting: Meeting) -> None:
    manager = make.user("manager", name="Marl")
    freeze = meeting.pack_days.get(clock=Clock.FREEZE).reference
    assert {one for one, _ in told(date(2026, 10, 13))[manager.name]} == {freeze}


def test_who_agrees_is_reminded_once_it_is_frozen_and_nobody_of_what_is_done(meeting: Meeting) -> None:
    manager = make.user("manager", name="Marl")
    frozen(meeting, manager, date(2026, 10, 5))
    assert told(date(2026, 10, 8)) == {}
    reference = meeting.pack_days.get(clock=Clock.AGREE).reference
    assert [one for one, _ in told(date(2026, 10, 12))["Marl"]] == [reference]
    agreed(meeting, manager, date(2026, 10, 6))
    assert told(date(2026, 10, 16)) == {}
