"""The pages of chaperones: the register, an application that is entered, its files, and the public check."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from licensing.chaperones import actions, pathway, queries
from licensing.chaperones.deciding import APPROVALS
from licensing.chaperones.forms import ApplyForm
from licensing.chaperones.models import Chaperone
from licensing.chaperones.panels import PAPERS
from licensing.chaperones.tables import ChaperoneTable, Row
from licensing.grants import pages
from licensing.queries import READ
from oxle.core.keeping import keeping
from oxle.core.pages import Page
from oxle.documents.serving import serve


class ChaperoneList(Page):
    """Every application that is not decided and every approval in force, with what each lacks or when it ends."""

    permission = READ
    template_name = "licensing/chaperones/list.html"
    title = "Chaperones"

    def context(self) -> dict[str, Any]:
        soon_on = APPROVALS.soon(self.on)
        with keeping():  # the settings of a day are read once for all rows
            rows = [Row(one, self.on, soon_on) for one in queries.chaperones_for(self.request.user)]
        table = ChaperoneTable.table_for(self.request, rows, on=self.on)
        return {"table": table, "works": self.request.user.can(pathway.WORK)}


class ChaperoneApply(pages.OnPaper):
    """An officer enters the application of somebody who wants to be a chaperone."""

    form_class = ApplyForm
    template_name = "licensing/chaperones/apply.html"
    title = "An application to be a chaperone"
    list_url = "licensing:chaperones"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        told, on = form.told(self.stored(form, "photo")), form.cleaned_data["received_on"]
        return self.opened(actions.apply(told, by=self.request.user, on=on, at=self.at))


class PaperDownload(pages.PaperDownload):
    """A file that came with an application on line."""

    papers = PAPERS

    def entry(self, key: str) -> Chaperone:
        return queries.get_application_for(self.request.user, key).chaperone


class CertificateDownload(Page):
    """A copy of a DBS certificate, as long as there is one."""

    permission = pathway.DECIDE

    def load(self, **kwargs: str) -> None:
        self.copy = queries.get_copy_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.copy.file, children=[])


class ChaperoneValidity(pages.Validity):
    """Whether an approval of a chaperone is valid."""

    title = "Is this approval of a chaperone valid?"
    model = Chaperone
