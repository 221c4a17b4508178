"""The pages of School to School (S2S): the searches and files of a case, one file, and what is recorded."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import actions, pathway, queries, transfer_forms, transfers
from cme.views import OnMissing
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases.models import Case
from oxle.cases.views.case import CasePart
from oxle.core.dates import from_iso
from oxle.core.pages import Page
from oxle.documents.serving import serve
from oxle.schooldays.wording import plain_day

TAB = "School to School (S2S)"


def parts_of(case: Case, user: User) -> list[tuple[str, str]]:
    """More tabs of a missing child's case."""
    return [(TAB, reverse("cme:transfers", args=[case.key]))]


class Transfers(CasePart):
    """Every search for the child in S2S, and every Common Transfer File."""

    permission = read(pathway.TRACKING.duty)
    template_name = "cme/transfers.html"
    part = TAB

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        queries.must_be_of_duty(self.case)

    def context(self) -> dict[str, Any]:
        works = self.request.user.can(pathway.WORK) and actions.why_not_asked(self.case) is None
        return {
            **super().context(),
            "searches": queries.searches_of(self.case),
            "files": queries.transfer_files_of(self.case),
            "works": works,
            "why_not": actions.why_not_asked(self.case) if self.case.is_open else "",
        }


class SearchRecord(OnMissing):
    """A search for the child is recorded."""

    form_class = transfer_forms.SearchForm
    heading = "Record a search in School to School (S2S)"
    submit_label = "Save the search"
    done = "The search is recorded"

    def initial(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        transfers.record_search(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect("cme:transfers", self.case.key)


class TransferExport(OnMissing):
    """A Common Transfer File of the child is made: for the lost pupils, or a school outside the maintained system."""

    form_class = transfer_forms.ExportForm
    template_name = "cme/export.html"
    heading = "Make a Common Transfer File"
    submit_label = "Make the file"
    done = "The file is made. Download it, and upload it to School to School (S2S)"

    def form_valid(self, form: Any) -> HttpResponseBase:
        made = transfers.export(self.case, goes=form.cleaned_data["goes"], by=self.request.user, at=self.at)
        return redirect("cme:transfer_file", made.key)


class TransferImport(OnMissing):
    """A Common Transfer File that came about the child is read."""

    form_class = transfer_forms.ImportForm
    heading = "Read a Common Transfer File"
    submit_label = "Read the file"
    done = "The file is read, and kept on the case"

    def form_valid(self, form: Any) -> HttpResponseBase:
        made = transfers.bring_in(self.case, form.cleaned_data["file"], **self.who_and_when())
        return redirect("cme:transfer_file", made.key)


class TransferFilePage(Page):
    """One file: from whom, to whom, and what it says beside what we hold."""

    permission = read(pathway.TRACKING.duty)
    template_name = "cme/transfer_file.html"
    title = "Common Transfer File"

    def load(self, **kwargs: str) -> None:
        self.file = queries.get_transfer_file_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        file, case = self.file, self.file.case
        rows = [
            {"key": "File", "value": file.name or "Came under a name of its own"},
            {"key": "From", "value": f"{file.source_name} ({file.source})" if file.source_name else file.source},
            {"key": "To", "value": transfers.goes_to(file)},
            {"key": f"{file.get_way_display()} on", "value": f"{plain_day(file.on)}, {file.by.name}"},
        ]
        return {
            "case": case,
            "about": case.about,
            "file": file,
            "rows": rows,
            "beside": queries.beside_record(file),
            "schools": [
                {**one, "entered_on": from_iso(one["entered_on"]), "left_on": from_iso(one["left_on"])}
                for one in file.said.get("schools", [])
            ],
        }


class TransferDownload(Page):
    """The file itself, under the name that the rule gives it."""

    permission = pathway.WORK

    def load(self, **kwargs: str) -> None:
        self.file = queries.get_transfer_file_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = self.file
        named = file.name if file.way == file.Way.OUT else ""
        return serve(request, file.document.file, children=[file.case.child_id or 0], file_name=named, sight="export")
