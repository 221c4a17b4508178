"""The pages over all missing children: the list, the same as a file, and the statement of assurance."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from cme import assurance, pathway
from cme.standing import standing_for
from cme.tables import HEADINGS, MissingTable, cells_of, rows_of
from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf
from oxle.exchange.exports import csv_download

READ = read(pathway.TRACKING.duty)


class MissingList(Page):
    """Every child who is missing education: since when, when somebody last looked, when next, and the risk."""

    permission = READ
    template_name = "cme/list.html"
    title = "Children missing education"

    def context(self) -> dict[str, Any]:
        table = MissingTable.table_for(self.request, rows_of(standing_for(self.request.user, self.on)), on=self.on)
        sights.see([row.record.standing.child.pk for row in table.page.object_list], "list")
        works = self.request.user.can(pathway.WORK)
        return {"table": table, "asked": self.request.GET.urlencode(), "works": works}


class MissingFile(Page):
    """The list as a file, filtered and sorted as it was seen."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        table = MissingTable.table_for(request, rows_of(standing_for(request.user, self.on)), on=self.on)
        rows = [row.record for row in table.rows]
        sights.see([row.standing.child.pk for row in rows], "export")
        return csv_download(f"missing-education-{self.on.isoformat()}.csv", HEADINGS, cells_of(rows))


class Assurance(Page):
    """Whether all are known, being offered services and tracked; and who is not."""

    permission = READ
    template_name = "cme/assurance.html"
    title = "Known, offered services, tracked"

    def context(self) -> dict[str, Any]:
        return {"made": assurance.statement_for(self.request.user, self.on)}


class AssuranceFile(Page):
    """The statement as a PDF, for a meeting or a board."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            made = assurance.statement_for(request.user, self.on, sight="pdf")
            content = assurance.pdf(made, by=request.user)
        except rendering.CannotRender as lack:
            messages.warning(request, str(lack))
            return redirect("cme:assurance")
        return download_pdf(f"missing-education-{self.on.isoformat()}.pdf", content)
