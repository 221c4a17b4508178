"""The pages on which anybody tells of a child who may be missing education, without an account."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from cme import pathway, rules
from cme.public_forms import AnybodyTellsForm
from oxle.accounts import limits
from oxle.accounts.sign_in_views import too_many
from oxle.cases import told_online
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.core import dates
from oxle.core.errors import Refused
from oxle.core.pages import ANYONE, FormPage, Page
from oxle.core.throttle import allow

# A health trust, or a council, sits behind one address.
MOST_IN_AN_HOUR = 20
TOO_MANY = (
    "Much was told from where you are within the last hour, and this could not be sent. What you wrote is still here: "
    "try again later, or ring the council. If a child may be in danger, ring 999 now."
)


class TellUs(Page):
    """Whom to ring first, for what the form is, and what becomes of what is told."""

    permission = ANYONE
    title = "Tell us of a child who may be missing education"
    template_name = "cme/tell_us.html"

    def context(self) -> dict[str, Any]:
        return {"mash": rules.MASH.on(self.on)}


class TellUsForm(FormPage):
    """The form: one page, of which nothing is kept before it is sent."""

    permission = ANYONE
    title = "What do you know of the child?"
    form_class = AnybodyTellsForm
    template_name = "cme/tell_us_form.html"
    submit_label = "Tell the council"
    creates = True

    def context(self) -> dict[str, Any]:
        return {"mash": rules.MASH.on(self.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        place = limits.place(self.request)
        if not allow("told from", place, at=self.at, most=MOST_IN_AN_HOUR, within=limits.HOUR):
            raise Refused(TOO_MANY)
        message = told_online.receive(
            duty_team(pathway.TRACKING.duty),
            sender=form.sender(),
            text=form.in_words(),
            told=form.told(),
            urgent=form.is_worried,
            reply_to=form.cleaned_data["email"],
            on=self.on,
            at=self.at,
        )
        return redirect("cme:tell_us_sent", message.key)


class TellUsSent(Page):
    """The reference, and nothing else of what was told or is known."""

    permission = ANYONE
    title = "We have received what you told us"
    template_name = "cme/tell_us_sent.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not limits.may_open(request, at=dates.now()):
            return too_many(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        told = InboxMessage.objects.filter(key=kwargs["key"], channel=Origin.TOLD).only("reference", "reply_to").first()
        if told is None:
            raise Http404
        self.told = told

    def context(self) -> dict[str, Any]:
        return {"reference": self.told.reference, "mailed": bool(self.told.reply_to), "mash": rules.MASH.on(self.on)}
