"""The pages of approved organisations: the list, an application that is entered, its files, and the public check."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.bodies import actions, pathway, queries
from licensing.bodies.forms import ApplyForm
from licensing.bodies.panels import PAPERS
from licensing.bodies.tables import BodyTable, Row, soon_from
from licensing.queries import READ
from licensing.validity import ValidityPage
from oxle.core.pages import FormPage, Page
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve


class BodyList(Page):
    """Every application that is not decided and every approval in force, with what each lacks or when it ends."""

    permission = READ
    template_name = "licensing/bodies/list.html"
    title = "Approved organisations (BOPA)"

    def context(self) -> dict[str, Any]:
        soon_on = soon_from(self.on)
        rows = [Row(one, soon_on) for one in queries.bodies_for(self.request.user)]
        table = BodyTable.table_for(self.request, rows, on=self.on)
        return {"table": table, "works": self.request.user.can(pathway.WORK)}


class BodyApply(FormPage):
    """An officer enters an application that came on paper, as of the day it came."""

    permission = pathway.WORK
    form_class = ApplyForm
    template_name = "licensing/bodies/apply.html"
    title = "An application for the approval of an organisation"
    submit_label = "Open the case"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        back = reverse("licensing:bodies")
        return {"back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        by, data = self.request.user, form.cleaned_data
        files = {
            name: store_upload(data[name], by=by, at=self.at, field=name) for name in actions.FILES if data.get(name)
        }
        case = actions.apply(form.told(files), by=by, on=data["received_on"], at=self.at)
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class BodyPaper(Page):
    """A file that came with the application of an organisation."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        entry = queries.get_body_for(self.request.user, kwargs["key"]).body_approval
        file = getattr(entry, PAPERS[kwargs["which"]][1]) if kwargs["which"] in PAPERS else None
        if file is None:
            raise Http404
        self.file = file

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.file, children=[])


class BodyValidity(ValidityPage):
    """Whether the approval of an organisation is valid."""

    title = "Is this approval of an organisation valid?"

    def asked(self, number: str, secret: str) -> bool:
        return queries.is_valid(number, secret, on=self.on)
