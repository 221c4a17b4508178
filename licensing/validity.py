"""The public page on which anybody who has a licence, a permit or an approval in hand asks whether it is valid."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.core import dates
from oxle.core.pages import ANYONE, Page


class ValidityPage(Page):
    """Base: “valid” or “not valid”, of a number and its unguessable part, and nothing else. What never was is not
    valid, in the same words. A subclass says the title and of what it asks."""

    permission = ANYONE
    template_name = "licensing/validity.html"

    def asked(self, number: str, secret: str) -> bool:
        """Whether it is valid today. It must be the same for one that has ended and for one that never was."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        self.is_valid = self.asked(kwargs["number"], kwargs["secret"])

    def context(self) -> dict[str, Any]:
        return {"is_valid": self.is_valid}
