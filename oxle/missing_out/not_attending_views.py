"""The list of pupils who do not attend, and the same as a file."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.exchange.workbooks import workbook_download
from oxle.missing_out import rules
from oxle.missing_out.not_attending import counted_since, not_attending_for
from oxle.missing_out.tables import ABSENT_HEADINGS, AbsentLine, AbsentTable, absent_cells_of
from oxle.schooldays.calendar import NotLoaded


class _Absent(Page):
    """A page about who does not attend, of those this person may see."""

    permission = read("missing_out")

    def table(self) -> AbsentTable:
        """The list, as the address asks for it. Raises NotLoaded where the day lies past the loaded terms."""
        lines = [AbsentLine(row, self.request.user) for row in not_attending_for(self.request.user, self.on)]
        return AbsentTable.table_for(self.request, lines, on=self.on)


class NotAttendingPage(_Absent):
    """Who is on a school's register, is offered a full day, and does not come."""

    permission = read("missing_out")
    template_name = "missing_out/not_attending.html"
    title = "Pupils who do not attend"

    def context(self) -> dict[str, Any]:
        said = {
            "least": rules.ABSENT_FROM.in_words(rules.ABSENT_FROM.on(self.on)),
            "since": counted_since(self.on),
            "asked": self.request.GET.urlencode(),
            "files": {
                "CSV": reverse("missing_out:not_attending_file"),
                "a workbook": reverse("missing_out:not_attending_workbook"),
            },
        }
        try:
            table = self.table()
        except NotLoaded as problem:
            return {**said, "problem": f"This cannot be worked out: {problem}."}
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {**said, "table": table}


class NotAttendingFile(_Absent):
    """The same as a file, filtered and sorted as it was seen: values only."""

    permission = read("missing_out")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            table = self.table()
        except NotLoaded as problem:
            messages.warning(request, f"This cannot be worked out: {problem}.")
            return redirect("missing_out:not_attending")
        rows = [line.record.row for line in table.rows]
        sights.see([row.child.pk for row in rows], "export")
        return self.download(f"not-attending-{self.on.isoformat()}", absent_cells_of(rows))

    def download(self, name: str, cells: Iterable[list[Any]]) -> HttpResponseBase:
        """The file of this kind."""
        return csv_download(f"{name}.csv", ABSENT_HEADINGS, cells)


class NotAttendingWorkbook(NotAttendingFile):
    """The same as a workbook."""

    permission = read("missing_out")

    def download(self, name: str, cells: Iterable[list[Any]]) -> HttpResponseBase:
        return workbook_download(f"{name}.xlsx", "Not attending", ABSENT_HEADINGS, cells)
