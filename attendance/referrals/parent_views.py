"""The page on which an officer adds a parent to a referral. One is taken off on the page that every step has."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import parent_forms, parents, pathway, queries
from attendance.referrals.officer_views import OnReferral
from oxle.accounts.permissions import write


class ParentAdd(OnReferral):
    """A parent on record who is no party yet. Whoever is not on record is added to the pupil's record first."""

    permission = pathway.WORK
    creates = True
    form_class = parent_forms.AddParentForm
    template_name = "attendance/parent_add.html"
    heading = "Add a parent"
    submit_label = "Add the parent"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.case.is_open:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"parents": parents.who_can_be_added(self.case, self.on), "on": self.on}

    def context(self) -> dict[str, Any]:
        child = self.case.child
        may_record = self.request.user.can(write("pupils"))
        return {
            **super().context(),
            "parties": [party.name for party in queries.parents(self.case)],
            "is_decided": self.case.stage not in {stage.key for stage in pathway.ACCEPT.at + pathway.RESUBMIT.at},
            "record_url": reverse("people:add_adult", args=[child.key]) if may_record else "",
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        parents.add_parent(self.case, form.chosen, reason=form.cleaned_data["reason"], **self.taken())
        messages.success(self.request, f"The parent is added to {self.case.reference}")
        return redirect(self.case)
