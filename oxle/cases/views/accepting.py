"""The page on which an officer accepts a child whom another duty handed over."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing
from oxle.cases.models import Case
from oxle.cases.views.inbox import OnWaiting
from oxle.core.forms import OxleForm
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


class AcceptChild(OnWaiting):
    """Base: a duty names its `permission`, its `form_class`, its `title`, itself (`duty`) and the pathway that opens.

    Where the child's case of that pathway is open, the hand-over is added to it: the page says so, and asks what
    `more_form_class` asks. 404 for what was not handed over to the duty, is about no child, or is about one who is
    closed to this person.
    """

    creates = True
    template_name = "cases/accept.html"
    submit_label = "Open the case"
    duty: ClassVar[str]
    pathway_key: ClassVar[str]
    more_form_class: ClassVar[type[OxleForm]] = OxleForm
    already: Case | None = None

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
        self.already = handing.open_already(self.pathway_key, child, self.request.user)
        if self.already is not None:
            self.title = "Add to the case that is open"
            self.submit_label = "Add it to the case"
        sights.see([child.pk], "page")

    def form_type(self) -> type[Any]:
        return self.more_form_class if self.already else self.form_class

    def context(self) -> dict[str, Any]:
        rows = [
            {"key": "Child", "value": f"{self.child}, born {plain_day(self.child.born_on)}"},
            {"key": "Handed over", "value": f"{self.message.sender}, on {plain_day(self.hand_over.on)}"},
        ]
        if self.already is not None:
            since = plain_day(self.already.opened_on)
            rows += [
                {"key": "Says", "value": self.hand_over.reason},
                {
                    "key": "Open case",
                    "value": f"{self.already.reference}, since {since}, at “{self.already.stage_label}”",
                },
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
            already=self.already,
        )
        added = f"It is added to the case that is open: {case.reference}."
        messages.success(self.request, added if self.already else self.accepted(case))
        return redirect(case)

    def accepted(self, case: Case) -> str:
        """What is said once a case has opened of it."""
        return f"The case is open: {case.reference}."
