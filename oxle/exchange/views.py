"""Pages of the exchange: what was imported, a new file, its preview, and taking an import back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.core.pages import SIGNED_IN, FormPage, Page
from oxle.exchange import actions, queries, showing
from oxle.exchange.exports import csv_download
from oxle.exchange.forms import ConfirmForm, upload_form
from oxle.exchange.importing import IMPORTERS, Importer, importer_of
from oxle.exchange.models import Batch, Outcome, State
from oxle.exchange.tables import BatchTable, RowTable


class BatchList(Page):
    """What has been imported. Only for those who may import something."""

    permission = SIGNED_IN
    template_name = "exchange/batch_list.html"
    title = "Imports"

    def load(self, **kwargs: str) -> None:
        self.kinds = queries.kinds_for(self.request.user)
        if not self.kinds:
            raise PermissionDenied

    def context(self) -> dict[str, Any]:
        rows = queries.batches_for(self.request.user)
        # A template would call a class to have its value, so it is given the two words it shows.
        kinds = [{"url": _upload_url(kind), "label": kind.label} for kind in self.kinds]
        return {"kinds": kinds, "table": BatchTable.table_for(self.request, rows)}


class BatchNew(FormPage):
    """Upload a file of one kind. Nothing is written but the preview."""

    permission = SIGNED_IN
    template_name = "exchange/batch_new.html"
    submit_label = "Upload and preview"
    creates = True

    def load(self, kind: str = "", **kwargs: str) -> None:
        if kind not in IMPORTERS or IMPORTERS[kind].upload_page:
            raise Http404
        self.take(IMPORTERS[kind])

    def take(self, importer: type[Importer]) -> None:
        """Ask for a file of one kind."""
        self.importer = importer
        if not self.request.user.can(self.importer.permission):
            raise PermissionDenied
        self.title = f"Import: {self.importer.label}"
        self.form_class = upload_form(self.importer)

    def options(self, form: Any) -> dict[str, Any]:
        """The choices for the file: what was answered beside it."""
        return dict(form.options)

    def context(self) -> dict[str, Any]:
        return {
            "guidance": self.importer.guidance,
            "columns": self.importer.columns,
            "cancel_url": reverse("batch_list"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data["file"]
        batch = actions.preview(
            self.importer.key,
            upload.read(),
            file_name=upload.name,
            options=self.options(form),
            by=self.request.user,
            at=self.at,
        )
        return redirect("batch", batch.key)


class _OfBatch(Page):
    """Loads the batch that the address names, if this person may see it."""

    batch: Batch
    importer: Importer

    def load(self, key: str = "", **kwargs: str) -> None:
        self.batch = queries.get_batch_for(self.request.user, key)
        self.importer = importer_of(self.batch.kind, self.batch.options, self.batch.by)


class BatchPage(_OfBatch, FormPage):
    """One file: what it would do, with a button that does it; afterwards, what it did."""

    permission = SIGNED_IN
    template_name = "exchange/batch_page.html"
    form_class = ConfirmForm
    creates = True
    done = "The file has been imported."

    def load(self, key: str = "", **kwargs: str) -> None:
        super().load(key)
        self.title = f"Import: {self.importer.label}"

    def context(self) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "importer": self.importer,
            "may_commit": self.batch.state == State.PREVIEWED,
            "may_undo": self.batch.state == State.COMMITTED,
            **showing.whole(self.importer, self.batch),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.commit(self.batch, by=self.request.user, at=self.at)
        return redirect("batch", self.batch.key)


class BatchRows(_OfBatch, Page):
    """Every kept row of a batch with one outcome."""

    permission = SIGNED_IN
    template_name = "exchange/batch_rows.html"

    def load(self, key: str = "", outcome: str = "", **kwargs: str) -> None:
        super().load(key)
        if outcome not in Outcome.values:
            raise Http404
        self.outcome = Outcome(outcome)
        self.title = f"{self.outcome.label}: {self.importer.label}"

    def context(self) -> dict[str, Any]:
        rows = queries.rows_with(self.batch, self.outcome)
        table = RowTable.table_for(self.request, rows, importer=self.importer, outcome=self.outcome)
        showing.see_rows(self.importer, [row.record for row in table.page.object_list])
        return {"batch": self.batch, "table": table}


class BatchRejected(_OfBatch, Page):
    """The rejected rows as CSV, as they were in the file, with a column that says why."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        headings = [*self.batch.headings, "Row in the file", "Why it was rejected"]
        width = len(self.batch.headings)
        rejected = list(queries.rows_with(self.batch, Outcome.REJECTED))
        showing.see_rows(self.importer, rejected, "export")
        rows = ([*_to_width(row.cells, width), row.number, " ".join(row.reasons)] for row in rejected)
        return csv_download(f"rejected-{self.batch.key}.csv", headings, rows)


class BatchAbandon(_OfBatch, FormPage):
    """Leave a preview unimported."""

    permission = SIGNED_IN
    form_class = ConfirmForm
    title = "Do not import this file"
    submit_label = "Do not import it"
    done = "The file was not imported."

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("batch", args=[self.batch.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.abandon(self.batch, by=self.request.user)
        return redirect("batch_list")


class BatchUndo(_OfBatch, FormPage):
    """Put every record back as it was before an import."""

    permission = SIGNED_IN
    template_name = "exchange/batch_undo.html"
    form_class = ConfirmForm
    title = "Undo this import"
    submit_label = "Undo the import"
    done = "The import has been undone."

    def context(self) -> dict[str, Any]:
        return {
            "warning": showing.undo_warning(self.importer, self.batch),
            "cancel_url": reverse("batch", args=[self.batch.key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.undo(self.batch, by=self.request.user, at=self.at)
        return redirect("batch", self.batch.key)


def _upload_url(kind: type[Importer]) -> str:
    """Where a file of a kind is sent."""
    return reverse(kind.upload_page) if kind.upload_page else reverse("batch_new", args=[kind.key])


def _to_width(cells: list[str], width: int) -> list[str]:
    """A row's cells under the headings: a short row is filled up, and a long one keeps its surplus in the last cell."""
    if len(cells) <= width:
        return [*cells, *[""] * (width - len(cells))]
    return [*cells[: width - 1], " | ".join(cells[width - 1 :])]
