"""Several cases given to one officer at once, from those that nobody owns, with everybody's workload in sight."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import decide, read, write
from oxle.audit import sights
from oxle.cases import casework, duties, owing, queries
from oxle.cases.forms import AllocateSeveralForm
from oxle.cases.permissions import may_allocate, works_on
from oxle.cases.views.casework import with_load
from oxle.core.pages import FormPage

# As many as somebody reads before they decide; the others follow when these are given.
MOST_AT_ONCE = 100


def may_allocate_any(user: Any) -> bool:
    """Whether this person's role allocates cases at all."""
    return user.can(decide("team")) or any(user.can(write(duty.key)) for duty in duties.duties())


class AllocateSeveral(FormPage):
    """Cases that nobody owns, the oldest first; one officer; one reason."""

    permission = read("cases")
    form_class = AllocateSeveralForm
    template_name = "cases/allocate_several.html"
    title = "Allocate several cases"
    submit_label = "Allocate"
    creates = True

    def load(self, **kwargs: str) -> None:
        user = self.request.user
        if not may_allocate_any(user):
            raise PermissionDenied
        rows = owing.nobodys(queries.cases_for(user)).order_by("opened_on", "pk")
        self.waiting = [case for case in rows[:MOST_AT_ONCE] if may_allocate(user, case)]
        sights.see([case.child_id for case in self.waiting if case.child_id], "list")

    def form_kwargs(self) -> dict[str, Any]:
        teams = sorted({case.team_id for case in self.waiting})
        loads = {load.user: load for load in queries.workload(teams, self.on)}
        people = with_load(load for load in loads.values() if any(works_on(load.user, case) for case in self.waiting))
        return {"waiting": self.waiting, "people": people, "on": self.on}

    def context(self) -> dict[str, Any]:
        return {"waiting": self.waiting, "most": MOST_AT_ONCE, "cancel_url": reverse("cases:queue")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        count = casework.allocate_several(
            form.cleaned_data["cases"],
            to=form.chosen,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=self.on,
            at=self.at,
        )
        messages.success(
            self.request, f"{count} case{' is' if count == 1 else 's are'} allocated to {form.chosen.name}"
        )
        return redirect("cases:queue")
