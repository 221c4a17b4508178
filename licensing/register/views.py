"""The pages of the register: the list, an employer, an organiser, and what is recorded of them."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.bodies.models import BodyApproval
from licensing.bodies.pathway import BODY
from licensing.bodies.queries import get_body_for
from licensing.inspections.panels import lined
from licensing.inspections.pathway import INSPECTION, WORK
from licensing.performances.models import Production
from licensing.performances.pathway import LICENCE
from licensing.queries import READ
from licensing.register import actions, forms, queries
from licensing.register.exporting import HEADINGS, cells_of
from licensing.register.tables import RegisterTable
from licensing.work.employers import employers
from licensing.work.enquiries.pathway import ENQUIRY
from licensing.work.models import Employer
from licensing.work.permits.pathway import PERMIT
from oxle.accounts.models import Organisation
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.cases.models import Case
from oxle.core.pages import FormPage, Page
from oxle.exchange.exports import csv_download


class Register(Page):
    """Every employer and organiser that has to do with us."""

    permission = READ
    template_name = "licensing/register.html"
    title = "Employers and organisers"

    def table(self) -> RegisterTable:
        """The list, as the address asks for it."""
        return RegisterTable.table_for(self.request, queries.register(self.request.user), on=self.on)

    def context(self) -> dict[str, Any]:
        asked, files = self.request.GET.urlencode(), {"CSV": reverse("licensing:register_file")}
        return {"table": self.table(), "asked": asked, "files": files}


class RegisterFile(Register):
    """The same as a file, narrowed and sorted as it was seen."""

    permission = READ

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = [row.record for row in self.table().rows]
        return csv_download(f"employers-and-organisers-{self.on.isoformat()}.csv", HEADINGS, cells_of(rows))


class Entry(Page):
    """Base: one body of the register, with its cases and the guidance that it was sent."""

    permission = READ
    template_name = "licensing/register_entry.html"

    def shown(self, found: dict[str, list[Case]]) -> dict[str, Any]:
        """Its cases by kind; the sight of the children among them is recorded."""
        sights.see([case.child_id for cases in found.values() for case in cases if case.child_id], "list")
        return {
            "permits": found[PERMIT.key],
            "licences": found[LICENCE.key],
            "approvals": found[BODY.key],
            "enquiries": found[ENQUIRY.key],
            "inspections": [lined(one) for one in found[INSPECTION.key]],
            "works": self.request.user.can(WORK),
        }


class EmployerShow(Entry):
    """An employer: its details, permits, enquiries, inspections and guidance. One that was merged leads on."""

    title = "Employer"

    def load(self, **kwargs: str) -> None:
        rows = Employer.objects.select_related("merged_into")
        self.employer = get_or_404(rows, key=kwargs["key"])

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.employer.merged_into:
            return redirect("licensing:employer", self.employer.merged_into.key)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        one = self.employer
        shown = [
            ("Business", one.nature),
            ("Address", [*one.lines.splitlines(), *([one.postcode] if one.postcode else [])]),
            ("Whom to ask for", one.contact),
            ("Telephone", one.phone),
            ("Email", one.email),
        ]
        key = [one.key]
        return {
            "name": one.name,
            "rows": [{"key": key, "value": value} for key, value in shown if value],
            "guidance": queries.guidance_of(queries.bodies_of(one)),
            "plan_url": reverse("licensing:inspection_of_employer", args=key),
            "guidance_url": reverse("licensing:employer_guidance", args=key),
            "change_url": reverse("licensing:employer_change", args=key),
            "merge_url": reverse("licensing:employer_merge", args=key),
            **self.shown(queries.cases_of(self.request.user, queries.of_employer(one))),
        }


class OrganiserShow(Entry):
    """An organiser: its productions with their licences, its own approval, inspections and guidance."""

    title = "Organiser"

    def load(self, **kwargs: str) -> None:
        self.organiser = queries.organiser_of(get_or_404(Production.objects.all(), key=kwargs["key"]))

    def context(self) -> dict[str, Any]:
        one = self.organiser
        newest = one.newest
        shown = [
            ("Applicant", newest.applicant),
            ("Address", [*newest.lines.splitlines(), *([newest.postcode] if newest.postcode else [])]),
            ("Telephone", newest.phone),
            ("Email", newest.email),
        ]
        productions = [
            {"production": each, "plan_url": reverse("licensing:inspection_of_production", args=[each.key])}
            for each in one.productions
        ]
        return {
            "name": one.name,
            "rows": [{"key": key, "value": value} for key, value in shown if value],
            "productions": productions,
            "is_organiser": True,
            "guidance": queries.guidance_of(one.bodies),
            "guidance_url": one.address("_guidance"),
            **self.shown(queries.cases_of(self.request.user, queries.of_organiser(one))),
        }


class ApprovedOrganiserShow(OrganiserShow):
    """An organiser that applied for its own approval, and for no production."""

    def load(self, **kwargs: str) -> None:
        self.organiser = queries.organiser_of(get_body_for(self.request.user, kwargs["key"]).body_approval)


class GuidanceRecord(FormPage):
    """Base: guidance that was sent is recorded."""

    permission = WORK
    form_class = forms.GuidanceForm
    template_name = "licensing/register_form.html"
    title = "Record guidance that was sent"
    submit_label = "Save"
    creates = True
    done = "The guidance is recorded"
    body: Organisation
    back: str
    of: str

    def context(self) -> dict[str, Any]:
        return {"of": self.of, "cancel_url": self.back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_guidance(self.body, **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect(self.back)


class EmployerGuidance(GuidanceRecord):
    """To an employer."""

    def load(self, **kwargs: str) -> None:
        employer = get_or_404(employers().select_related("body"), key=kwargs["key"])
        self.body, self.of = employer.body, employer.name
        self.back = reverse("licensing:employer", args=[employer.key])


class OrganiserGuidance(GuidanceRecord):
    """To an organiser: kept with the production it applied for last."""

    def load(self, **kwargs: str) -> None:
        organiser = queries.organiser_of(self.applied(kwargs["key"]))
        self.body, self.of = organiser.newest.body, organiser.name
        self.back = organiser.address()

    def applied(self, key: str) -> Production | BodyApproval:
        """That by which it is found."""
        return get_or_404(Production.objects.all(), key=key)


class ApprovedOrganiserGuidance(OrganiserGuidance):
    """To an organiser that applied for its own approval, and for no production."""

    def applied(self, key: str) -> Production | BodyApproval:
        return get_body_for(self.request.user, key).body_approval


class OnEmployer(FormPage):
    """Base: something of an employer of the register is changed."""

    permission = WORK
    template_name = "licensing/register_form.html"
    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        self.employer = get_or_404(employers(), key=kwargs["key"])

    def edited(self) -> Any:
        return self.employer

    def back_url(self) -> str:
        """The employer’s own page."""
        return reverse("licensing:employer", args=[self.employer.key])

    def context(self) -> dict[str, Any]:
        return {"of": self.employer.name, "cancel_url": self.back_url()}


class EmployerChange(OnEmployer):
    """Its details."""

    form_class = forms.EmployerForm
    title = "Change the details of an employer"
    done = "The details are changed"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.employer, name) for name in actions.DETAILS}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_employer(self.employer, version=self.version(), data=form.cleaned_data)
        return redirect(self.back_url())


class EmployerMerge(OnEmployer):
    """Two entries are one employer: a person says so."""

    form_class = forms.MergeForm
    title = "Merge two entries"
    submit_label = "Merge"
    done = "The two entries are one"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "others": list(employers().exclude(pk=self.employer.pk))}

    def form_valid(self, form: Any) -> HttpResponseBase:
        into = form.others[form.cleaned_data["into"]]
        actions.merge(self.employer, into, version=self.version(), by=self.request.user, at=self.at)
        return redirect("licensing:employer", into.key)
