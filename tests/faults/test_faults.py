"""What goes wrong with workers, brokers and schedulers costs lateness: nothing is lost and nothing happens twice."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection

from oxle.cases import casework, destroying
from oxle.cases.disposal_models import Disposal
from oxle.cases.models import Case, Deadline
from oxle.cases.timer_models import Sweep
from oxle.correspondence import actions as correspondence
from oxle.correspondence import rendering
from oxle.correspondence.models import Letter, Message
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.models import Pack
from oxle.missing_out.packs import waiting
from oxle.missing_out.packs.freezing import KEEPS
from tests import make
from tests.attendance import make as referrals
from tests.audit.conftest import other_session
from tests.cases import closed
from tests.cases.conftest import files
from tests.exclusions.make import People
from tests.faults.processes import Machine, wait_until
from tests.missing_out.packing import group, offered_nothing

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
]
ON = date(2026, 10, 16)
__all__ = ["files", "other_session"]
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


# --- a disposal -----------------------------------------------------------------------------------------------


def blocked_in(table: str) -> list[int]:
    """The sessions of the database that wait for a lock while they work on a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND query LIKE %s AND pid <> pg_backend_pid()",
            [f"%{table}%"],
        )
        return [pid for (pid,) in cursor.fetchall()]


def lives(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
        return bool(cursor.fetchone()[0])


def test_a_worker_killed_in_the_middle_of_a_disposal_leaves_the_case_whole_and_the_next_one_finishes(
    machine, other_session, files
):
    case = closed.withdrawn()
    row = closed.decided(case, closed.Deciders())
    stored = [path for path in files.rglob("*") if path.is_file()]
    steps = case.events.count()
    assert (len(stored), steps > 0) == (2, True)
    # Somebody else's lock on the notes holds the worker up when half of the case is already deleted.
    with other_session.cursor() as cursor:
        cursor.execute("SELECT id FROM cases_note WHERE case_id = %s FOR UPDATE", [case.pk])
    from oxle.celery import app

    now = "2040-01-09T12:00"
    worker = machine.worker(now=now)
    with app.connection_for_write(f"redis+socket://{machine.socket}?virtual_host=0") as broker:
        app.send_task("oxle.cases.tasks.dispose", queue="import", connection=broker)
    wait_until(lambda: blocked_in("cases_note"), "the worker comes to the notes")
    (pid,) = blocked_in("cases_note")
    machine.kill(worker)
    other_session.rollback()
    wait_until(lambda: not lives(pid), "the dead worker's session ends")
    cut_off = Disposal.objects.get(pk=row.pk)
    assert (cut_off.state, case.events.count(), case.notes.count(), case.parties.count()) == ("confirmed", steps, 1, 2)
    assert all(path.is_file() for path in stored)
    machine.worker(now=now)
    machine.beat(now=now)
    wait_until(lambda: Disposal.objects.get(pk=row.pk).files_removed_at, "the next worker finishes")
    done = Disposal.objects.get(pk=row.pk)
    assert (done.state, done.files, Case.objects.count()) == ("destroyed", [], 0)
    assert [path for path in stored if path.exists()] == []
    assert dict(done.counts)["steps taken"] == steps


def test_a_worker_killed_between_the_records_and_the_files_costs_the_next_one_only_the_files(machine, files):
    row = closed.decided(closed.withdrawn(), closed.Deciders())
    # What the dead worker had done: the records are gone for good, the bytes are not.
    destroying.destroy_next(at=at(date(2040, 1, 9)))
    assert len([path for path in files.rglob("*") if path.is_file()]) == 2
    certificate = Disposal.objects.get(pk=row.pk)
    machine.worker(now="2040-01-09T12:00")
    machine.beat(now="2040-01-09T12:00")
    wait_until(lambda: Disposal.objects.get(pk=row.pk).files_removed_at, "the next worker finishes")
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert Disposal.objects.get(pk=row.pk).counts == certificate.counts


# --- a board pack ---------------------------------------------------------------------------------------------


def test_a_worker_killed_in_the_middle_of_a_freezing_leaves_how_far_it_was_and_the_next_one_makes_the_one_pack(
    machine, other_session
):
    there = People()
    offered_nothing(there.child, there.school, date(2026, 9, 10))
    meeting = group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[0]
    asked = {"frozen_on": date(2026, 10, 14), "by": there.officer, "on": ON, "at": at(ON)}
    one = waiting.ask(meeting, **asked)
    # Somebody else's lock on the packs holds the worker up when all is read and nothing written.
    with other_session.cursor() as cursor:
        cursor.execute("LOCK TABLE missing_out_pack IN EXCLUSIVE MODE")
    from oxle.celery import app

    worker = machine.worker(now="2026-10-16T10:00")
    with app.connection_for_write(f"redis+socket://{machine.socket}?virtual_host=0") as broker:
        app.send_task(waiting.TASK, queue=waiting.QUEUE, connection=broker)
    wait_until(lambda: blocked_in("missing_out_pack"), "the worker comes to the pack")
    (pid,) = blocked_in("missing_out_pack")
    machine.kill(worker)
    other_session.rollback()
    wait_until(lambda: not lives(pid), "the dead worker's session ends")
    one.refresh_from_db()
    assert (one.doing, one.percent > 80, one.ended_at, Pack.objects.count()) == (KEEPS, True, None, 0)
    # Who asks meanwhile asks for the same.
    assert waiting.ask(meeting, **asked) == one
    machine.worker(now="2026-10-16T10:05")
    machine.beat(now="2026-10-16T10:05")
    wait_until(lambda: Freezing.objects.get(pk=one.pk).ended_at, "the next worker finishes")
    one.refresh_from_db()
    assert (one.pack, one.attempts, one.pack.rows.get().child) == (Pack.objects.get(), 2, there.child)


def test_a_job_that_fails_is_logged_with_its_place_in_the_code_and_without_what_the_database_said(machine, case):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_sweep ADD CONSTRAINT bay_example CHECK (ended_at IS NULL)")
    try:
        machine.worker()
        from oxle.celery import app

        with app.connection_for_write(f"redis+socket://{machine.socket}?virtual_host=0") as broker:
            app.send_task("oxle.cases.tasks.sweep", queue="sweep", connection=broker)
        log = machine.folder / "worker1.log"
        wait_until(lambda: "raised unexpected" in log.read_text(), "the job fails")
        wait_until(lambda: log.read_text().endswith("IntegrityError\n"), "its trace is written")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE cases_sweep DROP CONSTRAINT bay_example")
    told = log.read_text()
    assert "raised unexpected: IntegrityError\nTraceback" in told
    assert "/oxle/cases/sweep.py" in told
    assert "bay_example" not in told
