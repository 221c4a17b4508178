"""What goes wrong with workers, brokers and schedulers costs lateness: nothing is lost and nothing happens twice."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from oxle.cases import casework
from oxle.cases.models import Case, Deadline, Sweep
from oxle.correspondence import actions as correspondence
from oxle.correspondence import rendering
from oxle.correspondence.models import Letter, Message
from tests import make
from tests.attendance import make as referrals
from tests.faults.processes import Machine, wait_until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
]
ON = date(2026, 10, 16)
needs_pango = pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def machine():
    # A socket's address may have 107 bytes, and pytest's own folders are longer.
    with TemporaryDirectory(prefix="oxle") as folder:
        running = Machine(Path(folder))
        yield running
        running.stop()


@pytest.fixture
def case() -> Case:
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    team = make.organisation("team", "County Attendance Team")
    senior = make.user("senior_attendance_officer", team)
    officer = make.user("attendance_officer", team)
    made = referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON)
    casework.allocate(made, to=officer, by=senior, on=ON, at=at(ON), reason="Their area", version=made.version)
    Message.objects.all().delete()
    made.senior = senior
    return made


def released(case: Case, paragraph: str = "") -> Letter:
    """The first letter of a case, checked and released by the senior officer."""
    letter = Letter.objects.filter(on_case__case=case, kind="attendance.first_warning").order_by("pk").first()
    if paragraph:
        correspondence.edit_draft(letter, letter.version, own_paragraph=paragraph, by=case.senior)
        letter.refresh_from_db()
    correspondence.release_letter(letter, by=case.senior, on=ON, at=at(ON))
    letter.refresh_from_db()
    return letter


def test_a_scheduler_that_was_down_three_days_costs_lateness_and_nothing_else(machine, case):
    due_on = Deadline.objects.get(case=case, clock="meeting").due_on
    assert due_on == date(2026, 11, 20)
    # Nothing ran from the Thursday before to the Monday after. The scheduler is a new container's, without a past.
    machine.worker(now="2026-11-23T08:00")
    machine.beat(now="2026-11-23T08:00")
    wait_until(lambda: Sweep.objects.exclude(ended_at=None).exists(), "the sweep ends")
    assert list(Message.objects.values_list("kind", "reference")) == [("cases.overdue", case.reference)]
    row = Deadline.objects.get(case=case, clock="meeting")
    assert (row.overdue_told_for, row.state) == (due_on, "running")


def test_two_sweeps_at_once_tell_everybody_once(machine, case):
    both = [machine.manage("sweep", now="2027-03-03T10:00") for _ in range(2)]
    assert [process.wait(90) for process in both] == [0, 0]
    assert Sweep.objects.exclude(ended_at=None).count() == 2
    told = sorted(Message.objects.values_list("kind", flat=True))
    assert told == ["cases.escalation", "cases.overdue", "cases.overdue"]


@needs_pango
def test_a_wiped_broker_loses_nothing(machine, case):
    letter = released(case)
    from oxle.celery import app

    with app.connection_for_write(f"redis+socket://{machine.socket}?virtual_host=0") as broker:
        app.send_task("oxle.correspondence.tasks.render_waiting", queue="pdf", connection=broker)
    assert machine.broker.llen("pdf") == 1
    machine.broker.flushall()
    machine.worker()
    machine.beat()
    wait_until(lambda: Letter.objects.get(pk=letter.pk).state == Letter.State.RENDERED, "the letter is made")
    assert Letter.objects.get(pk=letter.pk).attempts == 1


@needs_pango
def test_a_worker_killed_in_the_middle_of_a_letter_loses_nothing_and_makes_no_second(machine, case):
    letter = released(case, "A long paragraph of the officer's own. " * 2000)
    from oxle.celery import app

    worker = machine.worker(now="2026-10-16T10:00")
    with app.connection_for_write(f"redis+socket://{machine.socket}?virtual_host=0") as broker:
        app.send_task("oxle.correspondence.tasks.render_waiting", queue="pdf", connection=broker)
    wait_until(lambda: Letter.objects.get(pk=letter.pk).lease_until, "a worker takes the letter")
    machine.kill(worker)
    cut_off = Letter.objects.get(pk=letter.pk)
    assert (cut_off.state, cut_off.pdf) == (Letter.State.RELEASED, None)
    # Once the dead worker's lease has run out another takes over; the scheduler wakes it.
    machine.worker(now="2026-10-16T10:05")
    machine.beat(now="2026-10-16T10:05")
    wait_until(lambda: Letter.objects.get(pk=letter.pk).state == Letter.State.RENDERED, "the letter is made")
    made = Letter.objects.get(pk=letter.pk)
    assert (made.attempts, made.html_sha256) == (2, letter.html_sha256)
