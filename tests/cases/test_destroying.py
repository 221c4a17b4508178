"""What two people decided to destroy is gone, all of it and nothing else; what cuts the job off costs time only."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from attendance.referrals.models import Draft
from oxle.audit import verifying
from oxle.audit.models import Certificate, Change
from oxle.audit.rules import AFTER_RECORD
from oxle.cases import casework, destroying, disposal
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, Event, Note
from oxle.cases.records import belonging, every_record
from oxle.core.rules import change_rule
from oxle.correspondence.models import Letter, Message
from oxle.documents.models import File
from oxle.people.models import Adult, Child
from tests import make
from tests.attendance import court
from tests.audit.test_sealing import seal
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at

pytestmark = pytest.mark.django_db
A_YEAR_ON = date(2041, 1, 9)
# What was written on the case and on no child, adult or school.
PRIVATE = ("Quite private.", "A worry.", "About my child", "Says that mornings are hard.", "I like art.")


@pytest.fixture
def by() -> Deciders:
    return Deciders()


def on_disk(files) -> int:
    """How many stored files there are."""
    return len([path for path in files.rglob("*") if path.is_file()])


def rows_of(case_id: int) -> int:
    """How many rows of every table that belongs to cases are left of one case."""
    return sum(record.model._base_manager.filter(**{record.case: case_id}).count() for record in every_record())


def texts() -> str:
    """Everything that is in any table of ours but the audit, as text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith(("oxle.", "attendance.")) and model._meta.app_label != "audit":
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t")  # noqa: S608
                found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def another(case: Case) -> Case:
    """An open case of another child."""
    return Case.objects.create(
        reference="OX-2222-2222", duty=case.duty, pathway=case.pathway, pathway_version=1, stage="received",
        stage_since_on=LATER, child=make.child("Another", "Child"), team=case.team, origin="portal", opened_on=LATER,
    )  # fmt: skip


def test_a_case_goes_with_all_that_hangs_on_it_and_what_others_need_stays(by, files):
    case = closed.withdrawn()
    child, parents = case.child, list(Adult.objects.all())
    assert all(words in texts() for words in PRIVATE)
    assert on_disk(files) == 2
    closed.decided(case, by)
    destroying.run(at=at(LATER))
    assert (Case.objects.count(), rows_of(case.pk)) == (0, 0)
    assert (Letter.objects.count(), Message.objects.count(), File.objects.count(), on_disk(files)) == (0, 0, 0, 0)
    assert [words for words in PRIVATE if words in texts()] == []
    assert list(Child.objects.all()) == [child]
    assert list(Adult.objects.all()) == parents


def test_the_certificate_says_what_by_which_rule_and_who_and_names_nobody(by, files):
    case = closed.withdrawn()
    reference, key = case.reference, case.key
    closed.decided(case, by)
    destroying.run(at=at(LATER, 12))
    row = Disposal.objects.get()
    assert (row.state, row.case, row.reference, row.record) == (State.DESTROYED, None, reference, "Attendance case")
    assert (row.by, row.at, row.answered_by, row.answered_at) == (by.reviewer, at(LATER), by.second, at(LATER, 11))
    assert row.destroyed_at == at(LATER, 12)
    schedule = "Local retention schedule (unsourced): to age 25"
    assert row.rule_words == f"25 years from the child’s date of birth ({schedule})"
    assert row.counts == [
        ["topics considered", 8],
        ["legal routes", 2],
        ["steps before referral", 13],
        ["referral details", 1],
        ["answers of the school", 1],
        ["letters", 4],
        ["deadlines", 6],
        ["steps taken", 5],
        ["people in the case", 2],
        ["notes", 1],
        ["visits", 1],
        ["safeguarding referrals", 1],
        ["documents", 1],
        ["messages", 1],
        ["files", 2],
    ]
    held = json.dumps(Disposal.objects.values().get(), default=str)
    # Nor does a day on it tell when the child was born.
    assert [word for word in ("Ash", "Robin", "Kit", key, "2014-03-04", "2039-03-04") if word in held] == []


def test_a_prosecution_and_then_its_referral_go_whole(by, files):
    referral, prosecution = closed.prosecuted(court.People())
    exhibited = prosecution.exhibits.exclude(letter=None).count()
    letters = Letter.objects.count()
    assert exhibited > 0
    closed.decided(prosecution, by)
    destroying.run(at=at(LATER))
    # Its letters are gone; those that it only showed to the court belong to the referral, and stay.
    assert Letter.objects.filter(on_case__case=referral).count() == 8
    assert Letter.objects.count() == 8 < letters
    assert rows_of(prosecution.pk) == 0
    referral.refresh_from_db()
    closed.decided(referral, by)
    destroying.run(at=at(LATER))
    assert (Case.objects.count(), Letter.objects.count(), File.objects.count(), on_disk(files)) == (0, 0, 0, 0)
    left = {model.__name__: model._base_manager.count() for model in belonging()}
    assert {name: count for name, count in left.items() if count} == {"Disposal": 2}


def test_a_file_that_another_case_needs_stays(by, files):
    case = closed.withdrawn()
    shared = case.documents.get(title="A scan").file
    second = another(case)
    casework.attach(second, shared, title="The same scan", by=by.second, on=LATER, at=at(LATER))
    closed.decided(case, by)
    destroying.run(at=at(LATER))
    assert (list(File.objects.all()), on_disk(files)) == ([shared], 1)
    assert shared.content().startswith(b"%PDF")
    assert Disposal.objects.get().counts[-1] == ["files", 1]


def test_a_hand_over_remembers_only_the_reference_of_what_it_opened(by, files):
    case = closed.withdrawn()
    source = another(case)
    made = HandOver.objects.create(
        case=source, to_duty="attendance", reason="Theirs", on=LATER, at=at(LATER), by=by.second, opened=case
    )
    closed.decided(case, by)
    destroying.run(at=at(LATER))
    made.refresh_from_db()
    assert (made.opened, made.waits_with, made.disposed_of) == (None, None, case.reference)


def test_nothing_is_destroyed_without_a_decision(by, files):
    case = closed.withdrawn()
    disposal.propose(case, reason="Over", by=by.reviewer, on=LATER, at=at(LATER))
    destroying.run(at=at(LATER))
    assert Case.objects.filter(pk=case.pk).exists()


def test_what_has_been_put_right_since_stops_it(by, files):
    case = closed.withdrawn()
    row = closed.decided(case, by)
    case.child.born_on = date(2016, 3, 4)
    case.child.save(update_fields=["born_on"])
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (State.STOPPED, "The case is kept until 4 March 2041.")
    assert rows_of(case.pk) > 0


def test_what_something_else_still_needs_is_left_whole_and_the_disposal_says_so(by, files):
    case = closed.withdrawn()
    other = another(case)
    message = case.inbox_messages.get()
    Draft.objects.create(
        school=case.school, child=other.child, message=message, started_at=at(LATER), started_by=by.second,
        saved_at=at(LATER),
    )  # fmt: skip
    before = rows_of(case.pk)
    row = closed.decided(case, by)
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (
        State.STOPPED,
        "Something else still needs a part of this case: draft.",
    )
    assert (rows_of(case.pk), on_disk(files)) == (before, 2)


# --- cut off, and going on ----------------------------------------------------------------------------------


def test_files_go_after_the_records_and_a_job_cut_off_between_takes_them_later(by, files):
    case = closed.withdrawn()
    row = closed.decided(case, by)
    destroying.destroy_next(at=at(LATER))
    # The worker died here: the records are gone, the bytes are not, and the certificate knows.
    row.refresh_from_db()
    assert (len(row.files), on_disk(files), row.files_removed_at) == (2, 2, None)
    # And once more, when it had taken one of the two.
    next(path for path in files.rglob("*") if path.is_file()).unlink()
    destroying.run(at=at(LATER, 13))
    row.refresh_from_db()
    assert (row.files, on_disk(files), row.files_removed_at) == ([], 0, at(LATER, 13))


def test_a_job_that_runs_again_changes_nothing(by, files):
    closed.decided(closed.withdrawn(), by)
    destroying.run(at=at(LATER))
    before = list(Disposal.objects.values())
    changes = Change.objects.count()
    destroying.run(at=at(LATER, 14))
    assert (list(Disposal.objects.values()), Change.objects.count()) == (before, changes)


# --- the audit -----------------------------------------------------------------------------------------------


def payloads(words: str) -> int:
    """How many rows of the audit hold some words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_change"
            " WHERE (coalesce(before, 'null') || coalesce(after, 'null'))::text LIKE %s",
            [f"%{words}%"],
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_the_audit_kept_goes_a_year_later_with_a_certificate_and_the_chain_holds(by, files, monkeypatch):
    monkeypatch.setattr(destroying, "MOST_PAYLOADS", 40)
    case = closed.withdrawn()
    row = closed.decided(case, by)
    other = payloads("Demo")
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert (row.audit_due_on, row.audit_emptied_at) == (A_YEAR_ON, None)
    seal()
    destroying.run(at=at(date(2041, 1, 8)))
    assert payloads("Quite private.") > 0
    destroying.run(at=at(A_YEAR_ON))
    row.refresh_from_db()
    assert [payloads(words) for words in PRIVATE] == [0] * len(PRIVATE)
    assert row.audit_emptied_at == at(A_YEAR_ON)
    certificates = list(Certificate.objects.order_by("pk"))
    assert sum(len(one.rows) for one in certificates) == row.audit_emptied > 40
    assert {len(one.rows) for one in certificates[:-1]} == {40}
    assert {(one.table, one.by) for one in certificates} == {("change", f"user:{by.reviewer.pk}, user:{by.second.pk}")}
    assert certificates[0].reason == f"Disposal of {case.reference}: {row.rule_words}"
    # Who did what and when is still there, and what was kept of others is untouched.
    deleted = Change.objects.filter(table="cases_note", action="delete")
    assert deleted.values_list("actor", "request").get() == ("system: disposal", f"disposal {row.key}")
    assert payloads("Demo") == other
    seal()
    assert verifying.verify().problem == ""


@pytest.mark.django_db(transaction=True)
def test_a_payload_waits_for_its_seal(by, files):
    change_rule(AFTER_RECORD, "0", from_on=date(2026, 9, 1), reason="At once")
    row = closed.decided(closed.withdrawn(), by)
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert (row.audit_due_on, row.audit_emptied, row.audit_emptied_at) == (LATER, 0, None)
    seal()
    destroying.run(at=at(LATER, 15))
    row.refresh_from_db()
    assert row.audit_emptied_at == at(LATER, 15)
    assert payloads("Quite private.") == 0
    assert verifying.verify().problem == ""


def test_the_rows_of_a_case_are_those_that_a_certificate_would_count(by, files):
    case = closed.withdrawn()
    counted = dict(destroying.what_it_holds(case))
    assert (counted["notes"], counted["steps taken"]) == (
        Note.objects.filter(case=case).count(),
        Event.objects.filter(case=case).count(),
    )
