"""The sweep: what is due is acted on once, late rather than never, and a burst or a second sweep changes nothing."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from attendance.referrals import actions, pathway
from oxle.accounts.models import Membership
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.health import sweep_is_late
from oxle.cases.models import Case, Deadline
from oxle.cases.recounting import recount_waiting
from oxle.cases.sweep import sweep
from oxle.cases.timer_models import AdministratorTask, Recount, Sweep
from oxle.core import health
from oxle.correspondence.models import Message
from oxle.schooldays import actions as schooldays
from oxle.schooldays.models import Calendar
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def school():
    referrals.calendar()
    return make.school()


@pytest.fixture
def lead(school):
    return make.user("school_attendance_lead", school.organisation)


@pytest.fixture
def team():
    return make.organisation("team", "County Attendance Team")


@pytest.fixture
def senior(team):
    return make.user("senior_attendance_officer", team)


@pytest.fixture
def officer(team):
    return make.user("attendance_officer", team)


@pytest.fixture
def case(school, lead, senior, officer):
    made = referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON)
    casework.allocate(made, to=officer, by=senior, on=ON, at=at(ON), reason="Their area", version=made.version)
    Message.objects.all().delete()
    return made


def test_what_is_due_soon_goes_into_the_owners_digest_of_the_next_working_morning(case, officer):
    sweep(at=at(date(2026, 11, 17)))
    message = Message.objects.get(kind="cases.due_soon")
    assert (message.user, message.reference) == (officer, case.reference)
    # 17 November 2026 is a Tuesday; digests leave at half past seven the next working morning.
    assert message.due_at == datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


def test_a_digest_does_not_name_what_was_done_before_it_left(case, senior):
    sweep(at=at(date(2026, 11, 17)))
    took(case, pathway.WITHDRAW, senior, date(2026, 11, 17))
    assert Message.objects.get(kind="cases.due_soon").state == Message.State.DROPPED


def took(case, step, by, on):
    cases.take(case, step, by=by, on=on, at=at(on, 15), reason="The family moved")


def test_whoever_gets_a_case_is_told_of_what_was_overdue_already(case, senior, team):
    sweep(at=at(date(2026, 11, 23)))
    second = make.user("attendance_officer", team, name="Second officer", email="second@example.org")
    case.refresh_from_db()
    later = date(2026, 11, 24)
    casework.allocate(case, to=second, by=senior, on=later, at=at(later), reason="Leave", version=case.version)
    sweep(at=at(later, 11))
    told = Message.objects.filter(kind="cases.overdue").order_by("pk").values_list("user__name", flat=True)
    assert list(told) == ["Example attendance officer", "Second officer"]


def test_nothing_is_told_before_it_is_soon(case):
    sweep(at=at(date(2026, 11, 16)))
    assert Message.objects.count() == 0


def test_a_second_sweep_tells_nobody_twice(case):
    sweep(at=at(date(2026, 11, 17)))
    again = sweep(at=at(date(2026, 11, 17), 11))
    assert (again.reminded, Message.objects.count()) == (0, 1)


def test_three_days_without_a_sweep_cost_lateness_never_omission(case):
    sweep(at=at(date(2026, 11, 23)))
    assert list(Message.objects.values_list("kind", flat=True)) == ["cases.overdue"]


def test_a_changed_date_is_told_anew(case, senior):
    sweep(at=at(date(2026, 11, 17)))
    Deadline.objects.filter(case=case, clock="meeting").update(due_on=date(2026, 11, 19))
    assert sweep(at=at(date(2026, 11, 17), 12)).reminded == 1


def test_a_clock_set_by_law_that_passes_is_escalated_to_those_who_decide(case, senior):
    sweep(at=at(date(2027, 3, 3)))
    escalated = Message.objects.filter(kind="cases.escalation")
    assert [(row.user, row.reference) for row in escalated] == [(senior, case.reference)]
    assert sweep(at=at(date(2027, 3, 4))).escalated == 0


def test_a_school_that_owes_information_is_asked_again(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    actions.return_to_school(case, by=senior, on=ON, at=at(ON), version=case.version, reason="Which visit?")
    sweep(at=at(date(2026, 11, 9)))
    chaser = Message.objects.get(kind="cases.chaser")
    assert (chaser.user, chaser.link) == (lead, "/")


def test_a_school_is_asked_through_those_who_act_for_it_today_and_not_who_has_moved_to_another(school, lead, senior):
    elsewhere = make.school("Another School")
    gone = make.user("school_attendance_lead", elsewhere.organisation, name="Gone Lead")
    Membership.objects.create(
        user=gone, organisation=school.organisation, role="school_attendance_lead", from_on=date(2024, 9, 1),
        until_on=date(2026, 7, 31),
    )  # fmt: skip
    case = referrals.sent(school, referrals.family(school), lead, ON)
    actions.return_to_school(case, by=senior, on=ON, at=at(ON), version=case.version, reason="Which visit?")
    sweep(at=at(date(2026, 11, 9)))
    asked = Message.objects.filter(kind__in=["cases.chaser", "cases.returned"])
    assert {message.user for message in asked} == {lead}


def test_a_school_is_asked_again_every_five_working_days_for_as_long_as_it_owes_an_answer(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    actions.return_to_school(case, by=senior, on=ON, at=at(ON), version=case.version, reason="Which visit?")
    # Due on Friday 6 November 2026.
    told = {}
    for day in (9, 13, 16, 17, 20, 23):
        on = date(2026, 11, day)
        told[day] = (sweep(at=at(on)).chased, sweep(at=at(on, 11)).chased)
    assert told == {9: (1, 0), 13: (0, 0), 16: (1, 0), 17: (0, 0), 20: (0, 0), 23: (1, 0)}
    assert Message.objects.filter(kind="cases.chaser", user=lead).count() == 3


def test_dates_of_cases_that_nobody_has_reach_those_who_decide(school, lead, senior, officer):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    Message.objects.all().delete()
    sweep(at=at(date(2026, 10, 21)))
    sweep(at=at(date(2026, 10, 26)))
    told = Message.objects.order_by("pk").values_list("kind", "user", "reference", "state")
    assert list(told) == [("cases.nobodys", senior.pk, case.reference, "waiting")] * 2


def test_dates_of_an_officer_who_left_reach_those_who_decide(case, senior, officer):
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    sweep(at=at(date(2026, 11, 17)))
    assert list(Message.objects.values_list("kind", "user")) == [("cases.nobodys", senior.pk)]


def test_one_date_that_cannot_be_acted_on_keeps_no_other_back(case, school, lead, senior, officer, caplog):
    broken = referrals.sent(school, make.child("Bay", "Example", at=school), lead, ON)
    Case.objects.filter(pk=broken.pk).update(owner=officer, reference="NOT OURS")
    Message.objects.all().delete()
    done = sweep(at=at(date(2026, 11, 17)))
    assert (done.reminded, done.failed) == (1, 1)
    assert list(Message.objects.values_list("reference", flat=True)) == [case.reference]
    assert [record.getMessage().rpartition(" ")[0] for record in caplog.records] == [
        "The sweep could not act on deadline"
    ]
    assert "NOT OURS" not in caplog.text.partition("Traceback")[0]


def test_a_dry_run_says_what_would_happen_and_changes_nothing(case):
    out = StringIO()
    done = sweep(at=at(date(2026, 11, 17)), dry_run=True)
    assert (done.reminded, Message.objects.count(), Sweep.objects.count()) == (1, 0, 0)
    call_command("sweep", "--dry-run", stdout=out)
    assert out.getvalue().endswith("0 chased, 0 mismatched, 0 moves, 0 failed\n")


def test_a_calendar_that_changes_moves_deadlines_and_keeps_the_old_answer(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    actions.return_to_school(case, by=senior, on=ON, at=at(ON), version=case.version, reason="Which visit?")
    row = case.deadlines.get(clock="answer")
    before = row.due_on
    council = Calendar.objects.get(is_default=True)
    schooldays.add_closure(
        council, kind="inset", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 2), reason="", by=senior, on=ON
    )
    assert Recount.objects.filter(done_at=None).exists()
    recount_waiting(at=at(ON, 12))
    row.refresh_from_db()
    assert (before, row.due_on) == (date(2026, 11, 6), date(2026, 11, 9))
    assert [old["due_on"] for old in row.history] == ["2026-11-06"]
    assert not Recount.objects.filter(done_at=None).exists()


def test_a_step_is_never_refused_for_terms_that_are_not_loaded(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, date(2027, 7, 14))
    actions.return_to_school(
        case,
        by=senior,
        on=date(2027, 7, 14),
        at=at(date(2027, 7, 14)),
        version=case.version,
        reason="Which visit?",
    )
    row = case.deadlines.get(clock="answer")
    assert row.due_on is None
    assert row.why_not == "cannot be worked out: terms after 21 July 2027 are not loaded"
    assert AdministratorTask.objects.get().about == "Load term dates: terms after 21 July 2027 are not loaded"


def test_the_administrators_task_ends_when_the_terms_are_loaded(school, lead, senior):
    july = date(2027, 7, 14)
    case = referrals.sent(school, referrals.family(school), lead, july)
    actions.return_to_school(case, by=senior, on=july, at=at(july), version=case.version, reason="Which visit?")
    recount_waiting(at=at(july, 11))
    assert AdministratorTask.objects.get().done_at is None
    council = Calendar.objects.get(is_default=True)
    schooldays.add_term(
        council, name="Autumn 1", starts_on=date(2027, 9, 6), ends_on=date(2027, 10, 22), by=senior, on=july
    )
    recount_waiting(at=at(july, 12))
    assert AdministratorTask.objects.get().done_at == at(july, 12)
    # Five days to 21 July, and five from Monday 6 September.
    assert case.deadlines.get(clock="answer").due_on == date(2027, 9, 10)


def test_a_late_sweep_shows_a_banner_and_fails_the_deep_health_check(client, officer, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    sweep(at=datetime(2026, 10, 16, 8, 40, tzinfo=UTC))
    assert sweep_is_late() == "The reminders last ran at 09:40 on 16 October. Dates shown here are still right."
    monkeypatch.setattr(health, "CHECKS", {"sweep": health.CHECKS["sweep"]})
    assert client.get("/healthz/deep").status_code == 503
    page = make.signed_in(officer).get("/work/")
    assert "The reminders last ran at 09:40 on 16 October" in page.content.decode()
    sweep(at=datetime(2026, 10, 16, 8, 50, tzinfo=UTC))
    assert client.get("/healthz/deep").status_code == 200


def test_the_cost_of_a_sweep_does_not_grow_with_cases_that_are_not_due(case, django_assert_max_num_queries):
    sweep(at=at(date(2026, 11, 2)))
    with django_assert_max_num_queries(40):  # two of them read what waits for the Strategic Group
        sweep(at=at(date(2026, 11, 3)))
    assert connection.vendor == "postgresql"
