"""The page on which somebody without an account says that the address they gave is theirs. It shows nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.cases import told_online
from oxle.core import dates
from oxle.core.forms import OxleForm
from oxle.core.pages import ANYONE, FormPage, Page


class Address(FormPage):
    """What the link opens: a button. Mail programs that look at links beforehand press none."""

    permission = ANYONE
    title = "Is this your email address?"
    form_class = OxleForm
    template_name = "cases/told_address.html"
    submit_label = "Yes, the council can write to it"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.secret = kwargs["secret"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request) if told_online.still_works(self.secret, at=self.at) else self._gone()

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect("cases:told_proved") if told_online.prove(self.secret, at=self.at) else self._gone()

    def _gone(self) -> HttpResponseBase:
        return self.show(status=410, title="This link no longer works", is_gone=True)


class Proved(Page):
    """The address is proved. It says nothing of what was told."""

    permission = ANYONE
    title = "Thank you"
    template_name = "cases/told_proved.html"
