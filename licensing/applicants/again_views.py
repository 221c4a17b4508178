"""The page on which an applicant has a link to a parent or a school sent once more, after the application was sent."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants.models import ApplicationDraft
from licensing.applicants.pages import OnDraft
from licensing.parts.answering import OF_PERFORMANCES, Answers
from licensing.parts.asking import MOST_AGAIN, Whose, ask_again
from licensing.performances.models import Entrant
from oxle.core.dates import london_day
from oxle.core.errors import Refused


class ApplyAgain(OnDraft):
    """The links that went out, of each child; a button at those that are not answered.

    It says of none whether we hold the child: a link goes out for every child alike.
    """

    template_name = "licensing/applicants/again.html"
    title = "Links to parents and schools"
    answers: ClassVar[Answers] = OF_PERFORMANCES
    page: ClassVar[str] = "licensing:apply_again"

    @staticmethod
    def children_of(draft: ApplicationDraft) -> Any:
        """The children of an application that was sent, as the applicant gave them."""
        return Entrant.objects.filter(production__reference=draft.reference).select_related("case")

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.draft.reference:
            raise Http404
        self.children = list(self.children_of(self.draft).prefetch_related("parts_asked"))

    def context(self) -> dict[str, Any]:
        rows = [
            {
                "name": child.called,
                "parts": [part for whose in Whose if (part := self.part(child, whose))],
            }
            for child in self.children
        ]
        return {**super().context(), "children": rows, "most": MOST_AGAIN}

    def part(self, child: Any, whose: str) -> dict[str, Any] | None:
        """The newest link of a part, worded; None where nobody was asked. No address of ours is among it."""
        sent = [one for one in child.parts_asked.all() if one.whose == whose]
        if not sent:
            return None
        last = sent[-1]
        to = f"{Whose(whose).label}, {last.email}" if last.as_applied else Whose(whose).label
        waits = last.answered_at is None and not self.answers.is_over(child)
        return {"to": to, "on": london_day(last.asked_at), "key": last.key if waits else ""}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for child in self.children:
            for one in child.parts_asked.all():
                if one.key == request.POST.get("part"):
                    self.send_again(child, one.whose)
        return redirect(reverse(self.page, args=[self.draft.key]))

    def send_again(self, child: Any, whose: str) -> None:
        """Have the newest link of a part end, and another sent; say so, or why not."""
        try:
            if self.answers.is_over(child):
                raise Refused("Nobody waits for this answer any more.")
            ask_again(self.answers.asks, child, whose, at=self.at)
        except Refused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, "A new link is on its way. The earlier one has ended.")
