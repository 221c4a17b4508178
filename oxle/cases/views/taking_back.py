"""The pages on which the closing of a case, or another entry of it, is taken back, with the reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.cases import actions, forms, queries, revoking, taking_back
from oxle.cases.entries import root_of
from oxle.cases.pathways import TAKEN_BACK
from oxle.cases.permissions import compartments_for, get_case_for
from oxle.cases.views.entries import EntryPage
from oxle.core.pages import TooLate


class ClosingTakeBack(EntryPage):
    """Says what comes back and what stays as it is. Where it cannot be taken back, the page says why.

    Whose role takes no case back is told so; to whom the closing is not open, there is none.
    """

    permission = read("cases")
    form_class = forms.TakeBackForm
    template_name = "cases/take_back.html"
    submit_label = "Take it back"
    creates = True
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        self.closing = taking_back.closing_of(self.case)
        if self.closing is None:
            return
        self.step = taking_back.step_of(self.case, self.closing)
        if self.closing.compartment not in compartments_for(self.request.user, self.case):
            raise PermissionDenied
        if not taking_back.may_take_back(self.request.user, self.case):
            raise PermissionDenied

    def too_late(self) -> TooLate | None:
        if self.closing is None:
            why: str | None = "The case is open."
        else:
            why = taking_back.why_not(self.case, self.closing, by=self.request.user)
        if why is None:
            return None
        return TooLate(
            title="The closing cannot be taken back",
            explanation=why,
            url=self.case.get_absolute_url(),
            link=f"Go to {self.case.reference}",
            about=self.case.about,
        )

    def page_title(self) -> str:
        """What is done, and on which case."""
        return f"Take back the closing: {self.case.reference}"

    def edited(self) -> Any:
        return self.case

    def context(self) -> dict[str, Any]:
        root = root_of(self.closing)
        return {
            "case": self.case,
            "about": self.case.about,
            "cancel_url": self.case.get_absolute_url(),
            "closing": self.closing,
            "label": self.step.label,
            "stage": queries.pathway_of(self.case).stage(root.stage_before).label,
            "stays": list(taking_back.what_stays(root)),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        left = taking_back.take_back(
            self.case, by=self.request.user, at=self.at, version=self.version(), reason=form.cleaned_data["reason"]
        )
        messages.success(self.request, f"The closing of {self.case.reference} is taken back: the case is open again")
        for sentence in left:
            messages.warning(self.request, f"{self.case.reference}: {sentence}")
        return redirect(self.case)


class EntryTakeBack(EntryPage):
    """An entry that closed nothing and was a mistake, such as that education has begun. Says what runs again.

    Of a step from which other things follow there is no such page: it is put right by a correction.
    """

    permission = read("cases")
    form_class = forms.TakeBackForm
    template_name = "cases/take_back_entry.html"
    submit_label = "Take it back"
    creates = True
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        open_to = compartments_for(self.request.user, self.case)
        events = self.case.events.exclude(step=TAKEN_BACK).filter(order=kwargs["order"], compartment__in=open_to)
        self.event = events.select_related("supersedes", "case").first()
        if self.event is None:
            raise Http404
        self.step = taking_back.step_of(self.case, self.event)
        if not actions.may_correct(self.request.user, self.step):
            raise PermissionDenied
        if not self.step.revocable:
            raise Http404

    def too_late(self) -> TooLate | None:
        why = revoking.why_not(self.case, self.event, by=self.request.user)
        if why is None:
            return None
        return TooLate(
            title="This entry cannot be taken back",
            explanation=why,
            url=self._timeline(),
            link=f"Go to the timeline of {self.case.reference}",
            about=self.case.about,
        )

    def _timeline(self) -> str:
        return reverse("cases:timeline", args=[self.case.key])

    def page_title(self) -> str:
        """What is taken back, and on which case."""
        return f"Take back “{self.step.label}”: {self.case.reference}"

    def edited(self) -> Any:
        return self.case

    def context(self) -> dict[str, Any]:
        root = root_of(self.event)
        moves = self.event.moved
        return {
            "case": self.case,
            "about": self.case.about,
            "cancel_url": self._timeline(),
            "event": self.event,
            "label": self.step.label,
            "stage": queries.pathway_of(self.case).stage(root.stage_before).label if moves else "",
            "stays": list(taking_back.what_stays(root)),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        left = revoking.revoke(
            self.event, by=self.request.user, at=self.at, version=self.version(), reason=form.cleaned_data["reason"]
        )
        messages.success(self.request, f"“{self.step.label}” is taken back on {self.case.reference}")
        for sentence in left:
            messages.warning(self.request, f"{self.case.reference}: {sentence}")
        return redirect(self.case)
