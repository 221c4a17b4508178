"""The officer’s pages of an employer’s application: who the child is, and the files that came with it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.parts.officer_views import PartsPage
from licensing.performances.forms import NEW
from licensing.performances.views import IdentifyPage
from licensing.queries import READ
from licensing.work.online import queries, receiving
from licensing.work.online.officer_forms import TURNED_AWAY, JobIdentifyForm
from licensing.work.online.parts import OF_WORK
from licensing.work.permits.panels import FILES
from oxle.core.pages import Page
from oxle.documents.serving import serve


class JobIdentify(IdentifyPage):
    """An officer says who the child of an employer’s application is, or turns the application away."""

    form_class = JobIdentifyForm
    list_url = "licensing:waiting"

    def applied_for(self, key: str) -> Any:
        return queries.get_application_for(self.request.user, key)

    def context(self) -> dict[str, Any]:
        key = self.applied.key
        return {
            **super().context(),
            "rows": queries.rows_of(self.applied),
            "files": [(label, reverse("licensing:job_download", args=[key, which])) for which, label in FILES],
            "parts_url": reverse("licensing:job_parts", args=[key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data["child"]
        if chosen == TURNED_AWAY:
            receiving.turn_away(self.applied, form.cleaned_data["why"], **self.taken())
            return redirect(self.list_url)
        if chosen == NEW:
            return redirect(receiving.identify_new(self.applied, on=self.on, **self.taken()))
        return redirect(receiving.identify(self.applied, form.children[chosen], **self.taken()))


class JobDownload(Page):
    """The photograph or the risk assessment that came with an employer’s application, to download."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        self.job = queries.get_application_for(self.request.user, kwargs["key"])
        files = {"photo": self.job.photo, "risks": self.job.risk_assessment}
        if kwargs["which"] not in files:
            raise Http404
        self.file = files[kwargs["which"]]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case = self.job.case
        return serve(request, self.file, children=[case.child_id] if case else [])


class JobParts(PartsPage):
    """The links of an employer’s application."""

    answers = OF_WORK
    identify = "licensing:job_identify"

    def applied_for(self, key: str) -> Any:
        return queries.get_application_for(self.request.user, key)
