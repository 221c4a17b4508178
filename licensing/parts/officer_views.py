"""The officer’s page of the links to the parts of an application: who was asked, who answered; sending one again."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.parts.answering import OF_PERFORMANCES, Answers
from licensing.parts.asking import ask_again
from licensing.parts.forms import AgainForm
from licensing.parts.models import LinkSent
from licensing.performances.pathway import WORK
from licensing.performances.queries import get_entrant_for
from oxle.audit import sights
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.pages import FormPage
from oxle.schooldays.wording import plain_day


class PartsPage(FormPage):
    """Base: the links of one child’s application."""

    permission = WORK
    form_class = AgainForm
    template_name = "licensing/parts/links.html"
    title = "Links to a parent and the school"
    submit_label = "Send a new link"
    done = "A new link is on its way. The earlier one has ended"
    creates = True
    answers: ClassVar[Answers]
    identify: ClassVar[str]

    @abstractmethod
    def applied_for(self, key: str) -> Any:
        """The application, for this person; 404 to strangers."""

    def load(self, **kwargs: str) -> None:
        self.applied = self.applied_for(kwargs["key"])
        if self.applied.case is not None:
            sights.see([self.applied.case.child_id], "page", "links to the parts of an application")

    def back(self) -> str:
        """The page of the case, or the one on which it is said who the child is."""
        case = self.applied.case
        return case.get_absolute_url() if case else reverse(self.identify, args=[self.applied.key])

    def context(self) -> dict[str, Any]:
        sent = [_row(one) for one in self.applied.parts_asked.select_related("by")]
        over = self.answers.is_over(self.applied)
        return {"sent": sent, "over": over, "back_url": self.back(), "cancel_url": self.back()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        if self.answers.is_over(self.applied):
            raise Refused("Nobody waits for an answer to this application any more.")
        data = form.cleaned_data
        ask_again(self.answers.asks, self.applied, data["whose"], at=self.at, by=self.request.user, email=data["email"])
        return redirect(self.request.path)


def _row(one: LinkSent) -> dict[str, Any]:
    who = f"{one.get_whose_display()}, {one.email}"
    asked = f"Sent on {plain_day(london_day(one.asked_at))}" + (f" by {one.by.name}" if one.by else "")
    answered = f"Answered on {plain_day(london_day(one.answered_at))}" if one.answered_at else "Not answered"
    return {"key": who, "value": [asked, answered]}


class EntrantParts(PartsPage):
    """The links of one child of a production."""

    answers = OF_PERFORMANCES
    identify = "licensing:identify"

    def applied_for(self, key: str) -> Any:
        return get_entrant_for(self.request.user, key)
