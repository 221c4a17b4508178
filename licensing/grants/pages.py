"""Bases of pages that are alike for whatever we grant: enter from paper, a file of an application, the public check."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.grants.models import Grant
from licensing.grants.queries import is_valid
from licensing.grants.steps import WORK
from licensing.queries import READ
from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.cases.models import Case
from oxle.core import dates
from oxle.core.pages import ANYONE, FormPage, Page
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.documents.serving import serve


class OnPaper(FormPage):
    """Base: an officer enters an application that came on paper, as of the day it came (`received_on`)."""

    permission = WORK
    submit_label = "Open the case"
    creates = True
    # The list from which one comes, and to which one goes back.
    list_url: ClassVar[str]

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on}

    def context(self) -> dict[str, Any]:
        back = reverse(self.list_url)
        return {"back_url": back, "cancel_url": back}

    def stored(self, form: Any, name: str) -> File | None:
        """What was uploaded in a field, kept by now; None where nothing was."""
        upload = form.cleaned_data.get(name)
        return store_upload(upload, by=self.request.user, at=self.at, field=name) if upload else None

    def opened(self, case: Case) -> HttpResponseBase:
        """Say that the case is open, and go there."""
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class PaperDownload(Page):
    """Base: a file that came with an application."""

    permission = READ
    # The files by the word in their address: what each is, and the field in which it is kept.
    papers: ClassVar[dict[str, tuple[str, str]]]

    def load(self, **kwargs: str) -> None:
        field = self.papers[kwargs["which"]][1] if kwargs["which"] in self.papers else None
        file = getattr(self.entry(kwargs["key"]), field) if field else None
        if file is None:
            raise Http404
        self.file = file

    def entry(self, key: str) -> Grant:
        """The row with the application, of the case with that key; 404 to strangers."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return serve(request, self.file, children=[])


class Validity(Page):
    """Base: “Valid” or “not valid”, of a number and its unguessable part. What never was is not valid, in the same
    words."""

    permission = ANYONE
    template_name = "licensing/validity.html"
    model: ClassVar[type[Grant]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.is_valid = is_valid(self.model, kwargs["number"], kwargs["secret"], on=self.on)

    def context(self) -> dict[str, Any]:
        return {"is_valid": self.is_valid}
