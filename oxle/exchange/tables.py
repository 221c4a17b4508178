"""Lists of the exchange: batches, and the rows of one."""

from typing import Any

import django_tables2
from django.urls import reverse

from oxle.core import tables
from oxle.exchange.importing import IMPORTERS, Importer
from oxle.exchange.models import Batch, BatchRow, Outcome, State
from oxle.exchange.showing import HEADINGS, show_row

COLOURS = {State.PREVIEWED: "yellow", State.COMMITTED: "green", State.UNDONE: "grey", State.FAILED: "grey"}


class BatchTable(tables.OxleTable):
    """Every file that was brought in, newest first."""

    caption, noun, nouns = "Files", "file", "files"
    empty = "Files appear here when somebody imports one."
    file_name = tables.LinkColumn(lambda batch: reverse("batch", args=[batch.key]), verbose_name="File")
    kind = django_tables2.Column(verbose_name="What it is")
    by = django_tables2.Column(verbose_name="By", accessor="by__name")
    at = tables.DayColumn(verbose_name="On")
    rows = tables.NumberColumn(verbose_name="Rows")
    created = tables.NumberColumn(verbose_name="New")
    updated = tables.NumberColumn(verbose_name="Changed")
    rejected = tables.NumberColumn(verbose_name="Rejected")
    state = tables.TagColumn(lambda batch: COLOURS[State(batch.state)], verbose_name="Status")

    class Meta(tables.OxleTable.Meta):
        order_by = ("-at",)

    def render_kind(self, record: Batch) -> str:
        return IMPORTERS[record.kind].label


class RowTable(tables.OxleTable):
    """The rows of a batch with one outcome."""

    caption, noun, nouns = "Rows", "row", "rows"
    empty = "No row of the file came out like this."
    per_page = 50
    name = django_tables2.Column(verbose_name="Record", orderable=False, empty_values=())
    detail = django_tables2.Column(orderable=False, empty_values=())
    number = tables.NumberColumn(verbose_name="Row")

    class Meta(tables.OxleTable.Meta):
        order_by = ("number",)

    def __init__(self, *args: Any, importer: Importer, outcome: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importer = importer
        self.columns["detail"].column.verbose_name = HEADINGS.get(outcome, "Identified by")

    def render_name(self, record: BatchRow) -> str:
        return show_row(self.importer, record).name

    def render_detail(self, record: BatchRow) -> str:
        row = show_row(self.importer, record)
        changes = [f"{change.label}: {change.was} → {change.becomes}" for change in row.changes]
        return " ".join(row.reasons) or "; ".join(changes) or row.identity
