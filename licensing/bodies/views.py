"""The pages of approved organisations: the list, an application that is entered, its files, and the public check."""

from typing import Any

from django.http import HttpResponseBase

from licensing.bodies import actions, pathway, queries
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.forms import ApplyForm
from licensing.bodies.models import BodyApproval
from licensing.bodies.panels import PAPERS
from licensing.bodies.tables import BodyTable, Row
from licensing.grants import pages
from licensing.queries import READ
from oxle.core.pages import Page


class BodyList(Page):
    """Every application that is not decided and every approval in force, with what each lacks or when it ends."""

    permission = READ
    template_name = "licensing/bodies/list.html"
    title = "Approved organisations (BOPA)"

    def context(self) -> dict[str, Any]:
        soon_on = APPROVALS.soon(self.on)
        rows = [Row(one, soon_on) for one in queries.bodies_for(self.request.user)]
        table = BodyTable.table_for(self.request, rows, on=self.on)
        return {"table": table, "works": self.request.user.can(pathway.WORK)}


class BodyApply(pages.OnPaper):
    """An officer enters the application of an organisation."""

    form_class = ApplyForm
    template_name = "licensing/bodies/apply.html"
    title = "An application for the approval of an organisation"
    list_url = "licensing:bodies"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        files = {name: file for name in actions.FILES if (file := self.stored(form, name))}
        on = form.cleaned_data["received_on"]
        return self.opened(actions.apply(form.told(files), by=self.request.user, on=on, at=self.at))


class BodyPaper(pages.PaperDownload):
    """A file that came with the application of an organisation."""

    papers = PAPERS

    def entry(self, key: str) -> BodyApproval:
        return queries.get_body_for(self.request.user, key).body_approval


class BodyValidity(pages.Validity):
    """Whether an approval of an organisation is valid."""

    title = "Is this approval of an organisation valid?"
    model = BodyApproval
