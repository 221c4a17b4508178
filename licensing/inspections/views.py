"""The officer’s pages of inspections: the list, and an inspection that is planned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.bodies.models import BodyApproval
from licensing.bodies.queries import get_body_for
from licensing.inspections import actions, forms, pathway, queries
from licensing.inspections.tables import InspectionTable, Row
from licensing.performances.models import Production
from licensing.queries import READ
from licensing.work.employer_forms import NEW
from licensing.work.employers import EmployerGiven, employers
from licensing.work.models import Employer
from oxle.accounts.visibility import get_or_404
from oxle.core.pages import FormPage, Page


class InspectionList(Page):
    """Every open inspection, what is due first above."""

    permission = READ
    template_name = "licensing/inspections.html"
    title = "Inspections"

    def context(self) -> dict[str, Any]:
        rows = [Row(one, self.on) for one in queries.inspections_for(self.request.user)]
        rows.sort(key=lambda row: row.due_on or self.on)
        table = InspectionTable.table_for(self.request, rows, on=self.on)
        return {"table": table, "may_plan": self.request.user.can(pathway.WORK)}


class Planning(FormPage):
    """Base: an inspection is planned."""

    permission = pathway.WORK
    form_class = forms.PlanForm
    template_name = "licensing/inspection_plan.html"
    title = "Plan an inspection"
    submit_label = "Plan it"
    creates = True

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("licensing:inspections")}

    def planned(self, of: Employer | EmployerGiven | Production | BodyApproval, form: Any) -> HttpResponseBase:
        """The one domain call, and on to the case."""
        said = {name: form.cleaned_data[name] for name in ("planned_on", "why", "announced", "place")}
        case = actions.plan(of, **said, by=self.request.user, on=self.on, at=self.at)
        messages.success(self.request, f"The inspection is planned: {case.reference}.")
        return redirect(case)


class PlanAtWork(Planning):
    """Of an employer’s place of work."""

    form_class = forms.PlanAtWorkForm

    def initial(self) -> dict[str, Any]:
        return {"employer": NEW}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "employers": list(employers())}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.planned(form.chosen(), form)


class PlanOfEmployer(Planning):
    """Of an employer who is known already."""

    def load(self, **kwargs: str) -> None:
        self.employer = get_or_404(employers(), key=kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "of": self.employer.name, "where": self.employer.lines}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.planned(self.employer, form)


class PlanOfProduction(Planning):
    """Of a production."""

    def load(self, **kwargs: str) -> None:
        self.production = get_or_404(Production.objects.select_related("body"), key=kwargs["key"])

    def context(self) -> dict[str, Any]:
        of = f"{self.production.organisation}, {self.production.name}"
        return {**super().context(), "of": of, "where": queries.place_of(self.production)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.planned(self.production, form)


class PlanOfBody(Planning):
    """Of an organisation that is approved, or applied for it."""

    def load(self, **kwargs: str) -> None:
        self.entry = get_body_for(self.request.user, kwargs["key"]).body_approval

    def context(self) -> dict[str, Any]:
        return {**super().context(), "of": self.entry.organisation, "where": self.entry.places}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.planned(self.entry, form)
