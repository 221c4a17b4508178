"""A file's way through the exchange: what is previewed is what is imported, the rows add up, and it can be undone."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from oxle.accounts.models import Membership, Organisation
from oxle.core.errors import Refused
from oxle.exchange import actions, importing
from oxle.exchange.models import Batch, BatchRow, Outcome, State
from tests import make
from tests.exchange.colours import ColoursImport

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FILE = b"Number,Colour\n1,red\n2,green\n3,blue\n,\nx,\n5,beige\n2,grey\n13,black\n6,pink,extra\n7\n"


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(importing.IMPORTERS, "colours", ColoursImport)


@pytest.fixture
def admin():
    return make.user("administrator")


def preview(by, data: bytes = FILE) -> Batch:
    return actions.preview("colours", data, file_name="colours.csv", options={}, by=by, at=AT)


def agencies() -> list[str]:
    return sorted(Organisation.objects.filter(kind="agency").values_list("name", flat=True))


def make_agencies(*names: str) -> None:
    for name in names:
        Organisation.objects.create(kind="agency", name=name)


def test_every_row_of_the_file_is_new_changed_unchanged_or_rejected_and_they_add_up(admin):
    make_agencies("1 red", "3 navy")
    batch = preview(admin)
    assert (batch.rows, batch.created, batch.updated, batch.unchanged, batch.left_out, batch.rejected) == (
        9, 0, 1, 2, 1, 6,
    )  # fmt: skip
    kept = [(row.number, row.outcome, row.reasons) for row in batch.lines.all()]
    assert kept == [
        (2, "unchanged", []),
        (3, "rejected", ["2 is in the file more than once: also in row 8."]),
        (4, "updated", []),
        (6, "rejected", ["Number is “x”, which is not a number.", "Colour is empty."]),
        (8, "rejected", ["2 is in the file more than once: also in row 3."]),
        (9, "rejected", ["Number 13 is never used."]),
        (10, "rejected", ["The row has 3 cells, but there are 2 headings: there are too many."]),
        (11, "rejected", ["The row has 1 cells, but there are 2 headings: cells are missing."]),
    ]
    assert batch.notes == ["1 empty row was passed over."]
    assert agencies() == ["1 red", "3 navy"]


def test_the_database_refuses_a_batch_whose_rows_do_not_add_up(admin):
    batch = preview(admin)
    with pytest.raises(IntegrityError, match="batch_counts_reconcile"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(rejected=batch.rejected - 1)


def test_the_database_refuses_more_rows_left_out_than_unchanged(admin):
    batch = preview(admin)
    with pytest.raises(IntegrityError, match="batch_left_out_rows_are_unchanged"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(left_out=batch.unchanged + 1)


def test_the_database_refuses_a_rejection_without_a_reason(admin):
    batch = preview(admin)
    with pytest.raises(IntegrityError, match="rejected_row_says_why"), transaction.atomic():
        BatchRow.objects.filter(batch=batch, number=9).update(reasons=[])


def test_the_database_refuses_a_change_without_what_was_there_before(admin):
    make_agencies("3 navy")
    batch = preview(admin)
    with pytest.raises(IntegrityError, match="updated_row_keeps_what_was"), transaction.atomic():
        BatchRow.objects.filter(batch=batch, number=4).update(before=None)


def test_the_database_refuses_an_import_or_an_undoing_by_nobody(admin):
    batch = preview(admin)
    with pytest.raises(IntegrityError, match="batch_committed_by_somebody"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=State.COMMITTED)
    actions.commit(batch, by=admin, at=AT)
    with pytest.raises(IntegrityError, match="batch_undone_by_somebody"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=State.UNDONE)


def test_importing_does_what_the_preview_showed(admin):
    make_agencies("3 navy")
    batch = actions.commit(preview(admin), by=admin, at=AT)
    assert agencies() == ["1 red", "3 blue"]
    assert (batch.state, batch.committed_by, batch.committed_at) == (State.COMMITTED, admin, AT)


def test_importing_the_same_file_again_changes_nothing(admin):
    actions.commit(preview(admin), by=admin, at=AT)
    again = preview(admin)
    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 3, 6)
    actions.commit(again, by=admin, at=AT)
    assert agencies() == ["1 red", "3 blue"]


def test_an_import_is_refused_when_it_would_do_something_else_than_the_preview_showed(admin):
    batch = preview(admin)
    make_agencies("1 scarlet")
    with pytest.raises(Refused) as refused:
        actions.commit(batch, by=admin, at=AT)
    assert refused.value.message == (
        "Records have changed since this preview, so the import would not do what it shows. Upload the file again."
    )
    assert agencies() == ["1 scarlet"]


def test_a_row_rejected_only_beside_the_database_is_judged_again_at_the_import(admin, monkeypatch):
    batch = preview(admin)
    monkeypatch.setattr(ColoursImport, "refusals", lambda self, records: {})
    with pytest.raises(Refused, match="would not do what it shows"):
        actions.commit(batch, by=admin, at=AT)


def test_a_file_is_imported_once(admin):
    batch = actions.commit(preview(admin), by=admin, at=AT)
    with pytest.raises(Refused, match="This file cannot be imported: it is “imported”"):
        actions.commit(batch, by=admin, at=AT)


def test_nothing_stays_of_an_import_that_does_not_come_out_as_shown(admin, monkeypatch):
    batch = preview(admin)
    real = ColoursImport.create
    monkeypatch.setattr(ColoursImport, "create", lambda self, records, **kw: real(self, records[:1], **kw))
    with pytest.raises(Refused) as refused:
        actions.commit(batch, by=admin, at=AT)
    assert refused.value.message == "Nothing was imported: 3 did not come out as shown. Tell the administrators."
    assert agencies() == []


def test_undoing_puts_every_record_back_as_it_was(admin):
    make_agencies("3 navy", "4 white")
    batch = actions.commit(preview(admin), by=admin, at=AT)
    undone = actions.undo(batch, by=admin, at=AT)
    assert agencies() == ["3 navy", "4 white"]
    assert Organisation.objects.filter(name="beside").count() == 0
    assert (undone.state, undone.undone_by, undone.undone_at) == (State.UNDONE, admin, AT)


def test_an_import_cannot_be_undone_over_a_later_change(admin):
    batch = actions.commit(preview(admin), by=admin, at=AT)
    Organisation.objects.filter(name="1 red").update(name="1 maroon")
    with pytest.raises(Refused) as refused:
        actions.undo(batch, by=admin, at=AT)
    assert refused.value.message == "This import cannot be undone: 1 changed since."
    assert agencies() == ["1 maroon", "3 blue"]


def test_an_import_cannot_be_undone_when_something_depends_on_what_it_made(admin):
    batch = actions.commit(preview(admin), by=admin, at=AT)
    red = Organisation.objects.get(name="1 red")
    Membership.objects.create(user=admin, organisation=red, role="head", from_on=date(2026, 11, 23))
    with pytest.raises(Refused) as refused:
        actions.undo(batch, by=admin, at=AT)
    assert refused.value.message == "This import cannot be undone: other records now depend on what it made."
    assert agencies() == ["1 red", "3 blue"]


def test_only_an_import_can_be_undone_and_only_once(admin):
    batch = preview(admin)
    with pytest.raises(Refused, match="Only an import can be undone; this one is “waiting to be confirmed”"):
        actions.undo(batch, by=admin, at=AT)
    batch = actions.undo(actions.commit(batch, by=admin, at=AT), by=admin, at=AT)
    with pytest.raises(Refused, match="this one is “undone”"):
        actions.undo(batch, by=admin, at=AT)


def test_a_preview_can_be_left_and_is_then_never_imported(admin):
    batch = actions.abandon(preview(admin), by=admin)
    assert batch.state == State.FAILED
    with pytest.raises(Refused, match="it is “not imported”"):
        actions.commit(batch, by=admin, at=AT)


def test_the_whole_plan_costs_the_same_number_of_queries_for_3_rows_and_for_300(admin, django_assert_num_queries):
    for rows in (3, 300):
        data = "Number,Colour\n" + "".join(f"{1000 + number},red\n" for number in range(rows))
        with django_assert_num_queries(5):
            preview(admin, data.encode())


def test_a_nul_in_a_cell_rejects_its_row_and_is_given_back_as_the_sign_for_one(admin):
    batch = preview(admin, b"Number,Colour\n1,r\0d\n2,green\n")
    row = batch.lines.get(outcome=Outcome.REJECTED)
    assert (row.reasons, row.cells) == (["The row has a NUL character in it, which no text can hold."], ["1", "r␀d"])
    assert batch.created == 1
