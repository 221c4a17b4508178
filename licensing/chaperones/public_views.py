"""The public page on which anybody who is shown an approval asks whether it is valid. It says nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from licensing.chaperones import queries
from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.core import dates
from oxle.core.pages import ANYONE, Page


class ChaperoneValidity(Page):
    """“Valid” or “not valid”, of a number and its unguessable part. What never was is not valid, in the same words."""

    permission = ANYONE
    template_name = "licensing/validity.html"
    title = "Is this approval of a chaperone valid?"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.is_valid = queries.is_valid(kwargs["number"], kwargs["secret"], on=self.on)

    def context(self) -> dict[str, Any]:
        return {"is_valid": self.is_valid}
