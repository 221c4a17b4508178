"""The officer’s pages of chaperones: the register, an application that is entered, a copy of a certificate."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.chaperones import actions, pathway, queries
from licensing.chaperones.forms import ApplyForm
from licensing.chaperones.panels import PAPERS
from licensing.chaperones.tables import ChaperoneTable, Row, soon_from
from licensing.queries import READ
from oxle.core.keeping import keeping
from oxle.core.pages import FormPage, Page
from oxle.documents.actions import store_upload
from oxle.documents.serving import serve


class ChaperoneList(Page):
    """Every application that is not decided and every approval in force, with what each lacks or when it ends."""

    permission = READ
    template_name = "licensing/chaperones/list.html"
    title = "Chaperones"

    def context(self) -> dict[str, Any]:
        soon_on = soon_from(self.on)
        with keeping():  # the settings of a day are read once for all rows
            rows = [Row(one, self.on, soon_on) for one in queries.chaperones_for(self.request.user)]
        table = ChaperoneTable.table_for(self.request, rows, on=self.on)
        return {"table": table, "works": self.request.user.can(pathway.WORK)}


class ChaperoneApply(FormPage):
    """An officer enters an application that came on paper, as of the day it came."""

    permission = pathway.WORK
    form_class = ApplyForm
    template_name = "licensing/chaperones/apply.html"
    title = "An application to be a chaperone"
    submit_label = "Open the case"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        back = reverse("licensing:chaperones")
        return {"back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data.get("photo")
        photo = store_upload(upload, by=self.request.user, at=self.at, field="photo") if upload else None
        case = actions.apply(form.told(photo), by=self.request.user, on=form.cleaned_data["received_on"], at=self.at)
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class PaperDownload(Page):
    """A file that came with an application on line."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        entry = queries.get_application_for(self.request.user, kwargs["key"]).chaperone
        file = getattr(entry, PAPERS[kwargs["which"]][1]) if kwargs["which"] in PAPERS else None
        if file is None:
            raise Http404
        self.file = file

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.file, children=[])


class CertificateDownload(Page):
    """A copy of a DBS certificate, as long as there is one."""

    permission = pathway.DECIDE

    def load(self, **kwargs: str) -> None:
        self.copy = queries.get_copy_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.copy.file, children=[])
