"""The database lets nothing of a case go but through the door that two people's decision opens, and never when held."""

import psycopg2
import pytest
from django.db import InternalError, connection, transaction

from attendance.referrals.models import PreStep
from oxle.audit import acting
from oxle.cases import destroying, disposal
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.guards import NAME, case_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Note
from oxle.cases.records import every_record, unnamed
from tests.attendance import court
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at

pytestmark = pytest.mark.django_db
REFUSED = "can be deleted only by a disposal that two people decided"


@pytest.fixture
def case() -> Case:
    return closed.withdrawn()


@pytest.fixture
def by() -> Deciders:
    return Deciders()


def door(row: Disposal | None) -> None:
    """Say, as only the job does, that this disposal is being carried out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.disposal', %s, true)", [str(row.pk) if row else ""])


def refused(rows) -> bool:
    """Whether the database refuses to delete rows, past all of our code."""
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        rows._raw_delete(rows.db)
    return True


def test_every_table_of_a_case_is_named_and_guarded():
    assert unnamed() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE %s AND t.tgenabled = 'O'",
            [f"%{NAME}%"],
        )
        guarded = {name for (name,) in cursor.fetchall()}
    named = {record.model._meta.db_table for record in every_record()}
    assert guarded == named | {"cases_case", "cases_disposal", "people_child"}


def test_a_guard_finds_the_case_of_a_row_however_far_away():
    by_model = {record.model: record for record in every_record()}
    assert case_of(by_model[Note]) == "OLD.case_id"
    assert case_of(by_model[PreStep]) == (
        "(SELECT case_id FROM public.attendance_referral WHERE case_id = OLD.referral_id)"
    )


def test_no_row_of_a_case_is_deleted_without_the_door():
    closed.prosecuted(court.People())
    with_rows = [record.model for record in every_record() if record.model.objects.exists()]
    assert len(with_rows) == 27
    assert [model for model in with_rows if not refused(model.objects.all())] == []


def test_the_door_stays_shut_without_a_decision(case, by):
    row = disposal.propose(case, reason="Over", by=by.reviewer, on=LATER, at=at(LATER))
    notes = Note.objects.filter(case=case)
    for wrong in (None, row):
        door(wrong)
        assert refused(notes)
        assert refused(Case.objects.filter(pk=case.pk))


def test_the_door_opens_for_one_case_only(case, by):
    row = closed.decided(case, by)
    other = InboxMessage.objects.get()
    InboxMessage.objects.filter(pk=other.pk).update(case=None, state="answered", answer="Answered")
    door(row)
    assert refused(InboxMessage.objects.filter(pk=other.pk))
    assert Note.objects.filter(case=case)._raw_delete("default") == 1


def test_the_door_shuts_with_the_transaction(case, by):
    row = closed.decided(case, by)
    with transaction.atomic():
        door(row)
        door(None)
    assert refused(Event.objects.filter(case=case))


def test_a_hold_shuts_the_door_whatever_was_decided(case, by):
    row = closed.decided(case, by)
    # Past our code, which would have stopped the decision.
    LegalHold.objects.create(case=case, reason="A claim", by=by.second, on=LATER, at=at(LATER))
    door(row)
    assert refused(Note.objects.filter(case=case))
    assert refused(LegalHold.objects.filter(case=case))
    assert refused(Case.objects.filter(pk=case.pk))
    assert Disposal.objects.get(pk=row.pk).state == State.CONFIRMED


def test_an_open_case_never_goes_through_the_door(case, by):
    row = closed.decided(case, by)
    Case.objects.filter(pk=case.pk).update(closed_on=None)
    door(row)
    assert refused(Note.objects.filter(case=case))


def test_the_job_stops_at_a_hold_that_came_past_our_code(case, by):
    row = closed.decided(case, by)
    LegalHold.objects.create(case=case, reason="A claim", by=by.second, on=LATER, at=at(LATER))
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (State.STOPPED, "The case is on legal hold since 9 January 2040.")
    assert Case.objects.filter(pk=case.pk).exists()


def test_an_event_is_still_never_updated(case, by):
    row = closed.decided(case, by)
    door(row)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Event.objects.filter(case=case).update(reason="Another")


def test_a_certificate_is_never_altered_or_deleted(case, by, files):
    row = closed.decided(case, by)
    destroying.run(at=at(LATER))
    for change in ({"reason": "Another"}, {"answered_by": by.reviewer, "by": by.second}, {"counts": []}):
        with pytest.raises(InternalError, match="never altered"), transaction.atomic():
            Disposal.objects.filter(pk=row.pk).update(**change)
    door(row)
    assert refused(Disposal.objects.filter(pk=row.pk))


@pytest.mark.django_db(transaction=True)
def test_the_service_s_own_role_cannot_delete_a_case(as_service, case):
    with as_service.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.actor', 'user:1', true)")
        with pytest.raises(psycopg2.Error, match=REFUSED):
            cursor.execute("DELETE FROM cases_event WHERE case_id = %s", [case.pk])
    as_service.rollback()
    with acting("test"):
        assert Event.objects.filter(case=case).exists()


@pytest.mark.django_db(transaction=True)
def test_the_service_s_own_role_empties_the_audit_of_nothing_that_is_not_destroyed(as_service, case):
    by = Deciders()
    row = closed.decided(case, by)
    with as_service.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.actor', 'user:1', true)")
        with pytest.raises(psycopg2.Error, match="only of what two people decided to destroy"):
            cursor.execute("SELECT * FROM cases_empty_audit(%s, now(), 10)", [row.pk])
    as_service.rollback()
    with as_service.cursor() as cursor, pytest.raises(psycopg2.Error, match="permission denied for table audit_change"):
        cursor.execute("SELECT audit_dispose('change', '{1}', 'x', 'x', now())")
    as_service.rollback()
