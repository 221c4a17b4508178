"""A batch in words: its figures, what a row would change and why one was rejected. What the pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from oxle.audit import sights
from oxle.core.templatetags.oxle import moment, shown
from oxle.exchange.importing import Importer
from oxle.exchange.models import Batch, BatchRow, Outcome, State
from oxle.exchange.queries import rows_with

# A preview shows so many rows of each outcome, and leads to the page with all of them.
SAMPLE = 10
HEADINGS = {Outcome.REJECTED: "Why", Outcome.UPDATED: "What changes", Outcome.CREATED: "Identified by"}


@dataclass(frozen=True)
class Change:
    """One value that an import changes, in words."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True)
class ShownRow:
    """A row of a batch: what it is about, what would change, why it was rejected."""

    number: int
    name: str
    identity: str
    changes: Sequence[Change]
    reasons: Sequence[str]


def show_row(importer: Importer, row: BatchRow) -> ShownRow:
    """A row in words. One whose record could not be read is known only by its number."""
    name = importer.title(row.record) if row.record else f"Row {row.number}"
    changes = _changes(importer, row) if row.outcome == Outcome.UPDATED else []
    return ShownRow(row.number, name, row.identity, changes, row.reasons)


def see_rows(importer: Importer, rows: Iterable[BatchRow], what: str = "list") -> None:
    """Record the sight of the children whom these rows are about."""
    sights.see(importer.children_in([row.record for row in rows if row.record]), what)


def whole(importer: Importer, batch: Batch) -> dict[str, Any]:
    """Everything about a batch that its page shows."""
    return {
        "heading": heading(batch),
        "numbers": _numbers(batch),
        "sum_in_words": sum_in_words(batch, importer.left_out),
        "facts": _facts(importer, batch),
        "commit_label": f"Import {_counted(batch.writes, 'record', 'records')}",
        "samples": [
            _sample(importer, batch, outcome)
            for outcome in (Outcome.REJECTED, Outcome.UPDATED, Outcome.CREATED)
            if getattr(batch, outcome.value)
        ],
    }


def sum_in_words(batch: Batch, why: str = Importer.left_out) -> str:
    """How the rows of the file add up, so that a person can check it."""
    left_out = f" + {batch.left_out:,} {why}" if batch.left_out else ""
    return (
        f"{batch.rows:,} rows in the file = {batch.created:,} new + {batch.updated:,} changed + "
        f"{batch.unchanged - batch.left_out:,} without change + {batch.rejected:,} rejected{left_out}."
    )


def heading(batch: Batch) -> str:
    """How a batch stands; of a preview, whether there is anything in it to import."""
    nothing = batch.state == State.PREVIEWED and not batch.writes
    return "Nothing to import" if nothing else batch.get_state_display()


def undo_warning(importer: Importer, batch: Batch) -> str:
    """What undoing does, with its figures."""
    return importer.undoing.format(
        created=_counted(batch.created, "record", "records"), updated=_counted(batch.updated, "record", "records")
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _numbers(batch: Batch) -> list[dict[str, Any]]:
    labels = {
        Outcome.CREATED: "new",
        Outcome.UPDATED: "changed",
        Outcome.UNCHANGED: "no change",
        Outcome.REJECTED: "rejected",
    }
    kept = {outcome: getattr(batch, outcome.value) for outcome in labels}
    kept[Outcome.UNCHANGED] -= batch.left_out
    tiles: list[dict[str, Any]] = [{"number": f"{batch.rows:,}", "label": "rows in the file", "url": ""}]
    for outcome, label in labels.items():
        url = reverse("batch_rows", args=[batch.key, outcome.value]) if kept[outcome] else ""
        warn = outcome == Outcome.REJECTED and kept[outcome] > 0
        tiles.append({"number": f"{kept[outcome]:,}", "label": label, "url": url, "warn": warn})
    if batch.left_out:
        tiles.append({"number": f"{batch.left_out:,}", "label": "left out", "url": ""})
    return tiles


def _facts(importer: Importer, batch: Batch) -> list[dict[str, Any]]:
    facts = [
        ("File", batch.file_name),
        *((name, shown(value)) for name, value in importer.facts()),
        ("Uploaded", f"{moment(batch.at)} by {batch.by}"),
    ]
    if batch.committed_at:
        facts.append(("Imported", f"{moment(batch.committed_at)} by {batch.committed_by}"))
    if batch.undone_at:
        facts.append(("Undone", f"{moment(batch.undone_at)} by {batch.undone_by}"))
    return [{"key": key, "value": value} for key, value in facts]


def _sample(importer: Importer, batch: Batch, outcome: Outcome) -> dict[str, Any]:
    count = getattr(batch, outcome.value)
    rows = list(rows_with(batch, outcome)[:SAMPLE])
    see_rows(importer, rows)
    return {
        "label": outcome.label,
        "heading": HEADINGS[outcome],
        "count": f"{count:,}",
        "rows": [show_row(importer, row) for row in rows],
        "more_url": reverse("batch_rows", args=[batch.key, outcome.value]) if count > SAMPLE else "",
    }


def _changes(importer: Importer, row: BatchRow) -> list[Change]:
    before, after = row.before or {}, row.record or {}
    return [
        Change(label, shown(before.get(name)), shown(after.get(name)))
        for name, label in importer.labels.items()
        if before.get(name) != after.get(name)
    ]
