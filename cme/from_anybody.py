"""A message of somebody who is no school of ours: an officer says who the child is, and opens the case of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import actions, pathway
from cme.public_forms import begins_with
from cme.views import Open
from oxle.cases.models import Case
from oxle.cases.views import from_anybody
from oxle.people.models import Child


class Told(from_anybody.Told):
    """What was told of a missing child: the case of a child opens, or stands open already."""

    permission = pathway.WORK
    pathway = pathway.TRACKING
    of_open = "Of a child who is looked for already, link the message to the case."

    def way_of(self, child: Child, case: Case | None) -> tuple[str, str]:
        if case is not None:
            return f"Looked for already: {case.reference}", case.get_absolute_url()
        return "Open the case of this child", reverse("cme:open_told", args=[self.message.key, child.key])


class OpenTold(from_anybody.FromMessage, Open):
    """The case of a child of whom a message tells; its form begins with what was told, as of the day it came."""

    back_to = "cme:told"

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), **begins_with(self.message.told)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.refer(
            self.child,
            form.cleaned_data["school"],
            told=form.told(),
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)
