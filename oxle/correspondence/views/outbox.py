"""What did not go out: bursts held for a manager, and e-mails that could not be sent."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from oxle.core.pages import FormPage, Page
from oxle.correspondence import brakes, forms, outbox, queries
from oxle.correspondence.messages import MESSAGES
from oxle.correspondence.models import Brake, Message
from oxle.correspondence.views.lists import parts_of


class OutboxPage(Page):
    """Held bursts and failed e-mails. Nothing here names anybody but the people who sign in."""

    permission = brakes.DECIDES
    template_name = "correspondence/outbox.html"
    title = "Held or failed"

    def context(self) -> dict[str, Any]:
        return {
            "parts": parts_of(self.request),
            "held": [
                {
                    "title": brakes.title_of(brake),
                    "what": brake.get_what_display(),
                    "count": brake.held,
                    "limit": brake.limit,
                    "at": brake.held_at,
                    "url": reverse("correspondence:brake", args=[brake.key]),
                }
                for brake in queries.open_brakes()
            ],
            "failed": [
                {
                    "title": MESSAGES[row.kind].title if row.kind in MESSAGES else row.kind,
                    "to": row.user or row.email,
                    "reference": row.reference,
                    "at": row.queued_at,
                    "problem": row.problem,
                    "url": reverse("correspondence:message_again", args=[row.key]),
                }
                for row in queries.failed_messages()[:100]
            ],
        }


class BrakePage(FormPage):
    """Decide on a held burst."""

    permission = brakes.DECIDES
    form_class = forms.BrakeForm
    template_name = "correspondence/brake.html"
    submit_label = "Continue"

    def load(self, key: str = "", **kwargs: str) -> None:
        self.brake = get_object_or_404(Brake, key=key)
        self.title = brakes.title_of(self.brake)

    def context(self) -> dict[str, Any]:
        return {
            "brake": self.brake,
            "count": brakes.held_count(self.brake),
            "cancel_url": reverse("correspondence:outbox"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        decide = brakes.let_go if form.cleaned_data["decision"] == "let_go" else brakes.discard
        decide(self.brake, by=self.request.user, at=self.at, reason=form.cleaned_data["reason"])
        return redirect("correspondence:outbox")


class MessageAgain(Page):
    """Try again to send an e-mail that was given up."""

    permission = brakes.DECIDES
    http_method_names = ["post"]

    def load(self, key: str = "", **kwargs: str) -> None:
        self.message = get_object_or_404(Message, key=key)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        outbox.try_again(self.message)
        return redirect("correspondence:outbox")
