"""Every write of the exchange: preview a file, commit exactly what was previewed, undo it. All or nothing, each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from oxle.accounts.models import User
from oxle.core.concurrency import wait_turn
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.exchange.importing import Importer, importer_of
from oxle.exchange.models import Batch, BatchRow, Outcome, State
from oxle.exchange.plan import Parsed, Plan, PlannedRow, plan_table, settle
from oxle.exchange.reading import Unreadable, read_table

CHUNK = 2_000


@transaction.atomic
def preview(kind: str, data: bytes, *, file_name: str, options: Mapping[str, Any], by: User, at: datetime) -> Batch:
    """Read a file and keep what it would do. Nothing else is written. Refused, at the field `file`, if unreadable."""
    importer = importer_of(kind, options, by)
    try:
        table = read_table(data, [column.names for column in importer.columns if column.required])
    except Unreadable as problem:
        raise Refused(problem.message, field="file") from None
    plan = plan_table(importer, table)
    batch = Batch.objects.create(
        kind=kind,
        options=dict(options),
        file_name=file_name[:255],
        sha256=table.sha256,
        plan=plan.digest,
        notes=list(table.notes),
        headings=list(table.headings),
        by=by,
        at=at,
        rows=table.rows,
        created=plan.count(Outcome.CREATED),
        updated=plan.count(Outcome.UPDATED),
        unchanged=plan.count(Outcome.UNCHANGED),
        left_out=plan.left_out,
        rejected=plan.count(Outcome.REJECTED),
    )
    BatchRow.objects.bulk_create((_kept(batch, row) for row in plan.rows), batch_size=CHUNK)
    return batch


@transaction.atomic
def commit(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Write what the preview showed. Refused when it was done already, or when it would come out differently by now.

    What was written is read back; unless each record is what the preview said, nothing stays.
    """
    batch = _locked(batch)
    if batch.state != State.PREVIEWED:
        raise Refused(f"This file cannot be imported: it is “{batch.get_state_display().lower()}”.")
    importer = _importer(batch)
    rows = _planned_again(importer, batch)
    if Plan(batch.sha256, rows, batch.left_out).digest != batch.plan:
        raise Refused(
            "Records have changed since this preview, so the import would not do what it shows. Upload the file again."
        )
    creates = [row.record for row in rows if row.outcome == Outcome.CREATED and row.record]
    updates = [row.record for row in rows if row.outcome == Outcome.UPDATED and row.record]
    made = importer.write(creates, updates, by=by, on=london_day(at))
    written = [row for row in rows if row.outcome in {Outcome.CREATED, Outcome.UPDATED}]
    _check_held(importer, {row.identity: row.record for row in written}, "imported")
    batch.state = State.COMMITTED
    batch.committed_by, batch.committed_at, batch.made_beside = by, at, made
    batch.save(update_fields=["state", "committed_by", "committed_at", "made_beside"])
    return batch


@transaction.atomic
def abandon(batch: Batch, *, by: User) -> Batch:
    """Leave a preview unimported; it stays in the list, with what it would have done."""
    batch = _locked(batch)
    if batch.state != State.PREVIEWED:
        raise Refused(f"This file is already “{batch.get_state_display().lower()}”.")
    batch.state = State.FAILED
    batch.save(update_fields=["state"])
    return batch


@transaction.atomic
def undo(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Put every record back as it was. Refused when one has been changed or come into use since, naming it."""
    batch = _locked(batch)
    if batch.state != State.COMMITTED:
        raise Refused(f"Only an import can be undone; this one is “{batch.get_state_display().lower()}”.")
    importer = _importer(batch)
    lines = list(batch.lines.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED]))
    held = importer.existing([line.identity for line in lines])
    changed = [line.identity for line in lines if held.get(line.identity) != line.record]
    if changed:
        raise Refused(f"This import cannot be undone: {_names(changed)} changed since.")
    before = [line.before for line in lines if line.before is not None]
    created = [line.identity for line in lines if line.before is None]
    try:
        importer.restore(before, created, by=by, on=london_day(at))
    except ProtectedError:
        raise Refused("This import cannot be undone: other records now depend on what it made.") from None
    importer.remove_beside(batch.made_beside)
    _check_held(importer, {line.identity: line.before for line in lines}, "undone")
    batch.state = State.UNDONE
    batch.undone_by, batch.undone_at = by, at
    batch.save(update_fields=["state", "undone_by", "undone_at"])
    return batch


def _locked(batch: Batch) -> Batch:
    """The batch as it is now, held until the transaction ends, and no other batch of its kind beside it."""
    wait_turn(f"exchange {batch.kind}")
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _importer(batch: Batch) -> Importer:
    return importer_of(batch.kind, batch.options, batch.by)


def _kept(batch: Batch, row: PlannedRow) -> BatchRow:
    return BatchRow(
        batch=batch,
        number=row.number,
        outcome=row.outcome,
        reasons=list(row.reasons),
        cells=list(row.cells),
        identity=row.identity,
        record=row.record,
        before=row.before,
    )


def _planned_again(importer: Importer, batch: Batch) -> tuple[PlannedRow, ...]:
    """The plan of the kept rows, made anew beside the database as it is now."""
    parsed: list[Parsed] = []
    rejected: list[PlannedRow] = []
    for line in batch.lines.all():
        cells = tuple(line.cells)
        if line.record is not None:
            parsed.append(Parsed(line.number, cells, line.identity, line.record))
        else:
            rejected.append(PlannedRow(line.number, Outcome.REJECTED, tuple(line.reasons), cells))
    return settle(importer, parsed, rejected)


def _check_held(importer: Importer, wanted: Mapping[str, Any], done: str) -> None:
    """Read back what was written; a difference is refused, which takes the whole transaction with it."""
    held = importer.existing(list(wanted))
    wrong = [identity for identity, record in wanted.items() if held.get(identity) != record]
    if wrong:
        raise Refused(f"Nothing was {done}: {_names(wrong)} did not come out as shown. Tell the administrators.")


def _names(identities: Sequence[str]) -> str:
    shown = ", ".join(identities[:3])
    return shown if len(identities) <= 3 else f"{shown} and {len(identities) - 3:,} more"
