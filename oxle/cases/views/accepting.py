"""The page on which an officer accepts a child whom another duty handed over."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing
from oxle.cases.views.inbox import OnWaiting
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


class AcceptChild(OnWaiting):
    """Base: a duty names its `permission`, its `form_class`, its `title` and itself (`duty`).

    404 for what was not handed over to it, is about no child, or is about one who is closed to this person.
    """

    creates = True
    template_name = "cases/accept.html"
    submit_label = "Open the case"
    duty: ClassVar[str]

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        hand_over = handing.handed_to(self.duty, self.message)
        if hand_over is None:
            raise Http404
        self.hand_over = hand_over
        child = visible_to(self.request.user, Child).filter(pk=hand_over.case.child_id).first()
        if child is None:
            raise Http404
        self.child = child
        sights.see([child.pk], "page")

    def context(self) -> dict[str, Any]:
        rows = [
            {"key": "Child", "value": f"{self.child}, born {plain_day(self.child.born_on)}"},
            {"key": "Handed over", "value": f"{self.message.sender}, on {plain_day(self.hand_over.on)}"},
        ]
        return {**super().context(), "rows": rows, "cancel_url": reverse("cases:message", args=[self.message.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = handing.accept(
            self.message,
            data=form.cleaned_data,
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)
