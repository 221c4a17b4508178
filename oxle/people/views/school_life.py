"""Enrolments and vulnerabilities of a child."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from oxle.accounts.visibility import get_or_404
from oxle.people import actions
from oxle.people.forms.family import LastDayForm
from oxle.people.forms.places import (
    EnrolmentCorrectForm,
    EnrolmentForm,
    EnrolmentMistakeForm,
    VulnerabilityCorrectForm,
    VulnerabilityForm,
)
from oxle.people.views.base import ChildFormPage
from oxle.people.visibility import reads_details


class EnrolmentAdd(ChildFormPage):
    """Records that a child is on a school's admission register."""

    form_class = EnrolmentForm
    title = "Add a school"
    creates = True
    submit_label = "Save"
    done = "The school has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        typed = dict(form.cleaned_data)
        actions.enrol(self.child, typed.pop("school"), **typed, by=self.request.user, on=self.on)
        return self.to_child()


class OfEnrolment(ChildFormPage):
    """A form about one enrolment."""

    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        rows = self.child.enrolments.select_related("school__organisation")
        self.enrolment = get_or_404(rows, key=kwargs["link"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.enrolment.school.name}

    def edited(self) -> Any:
        return self.enrolment


class EnrolmentEdit(OfEnrolment):
    """Corrects an enrolment."""

    form_class = EnrolmentCorrectForm
    title = "Correct a school"
    done = "The school has been corrected."

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.enrolment, name) for name in EnrolmentCorrectForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.edit_enrolment(self.enrolment, self.version(), **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_child()


class EnrolmentLeave(OfEnrolment):
    """Records a child's last day on a school's register."""

    form_class = LastDayForm
    title = "The child has left this school"
    done = "The last day has been recorded."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.leave(self.enrolment, self.version(), by=self.request.user, on=form.cleaned_data["ended_on"])
        return self.to_child()


class EnrolmentMistake(OfEnrolment):
    """Takes off the record a place on a register that never was."""

    form_class = EnrolmentMistakeForm
    title = "This school was entered by mistake"
    submit_label = "Remove it from the record"
    done = "The school has been removed. The audit keeps that it stood there, who removed it and why."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.remove_enrolment(self.enrolment, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return self.to_child()


class VulnerabilityAdd(ChildFormPage):
    """Records a dated fact such as a child protection plan."""

    form_class = VulnerabilityForm
    title = "Add a vulnerability"
    creates = True
    submit_label = "Save"
    done = "The vulnerability has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.add_vulnerability(self.child, **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_child()


class OfVulnerability(ChildFormPage):
    """A form about one vulnerability."""

    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.vulnerability = get_or_404(self.child.vulnerabilities.all(), key=kwargs["link"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.vulnerability.get_kind_display()}

    def edited(self) -> Any:
        return self.vulnerability


class VulnerabilityEdit(OfVulnerability):
    """Corrects a vulnerability, with its details in sight."""

    form_class = VulnerabilityCorrectForm
    title = "Correct a vulnerability"
    done = "The vulnerability has been corrected."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not reads_details(self.request.user, self.vulnerability.kind):
            raise PermissionDenied

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.vulnerability, name) for name in VulnerabilityCorrectForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        facts = form.cleaned_data
        actions.edit_vulnerability(self.vulnerability, self.version(), **facts, by=self.request.user, on=self.on)
        return self.to_child()


class VulnerabilityEnd(OfVulnerability):
    """Records the last day of a vulnerability."""

    form_class = LastDayForm
    title = "End a vulnerability"
    done = "The vulnerability has been ended. It stays on the record."

    def form_valid(self, form: Any) -> HttpResponseBase:
        on = form.cleaned_data["ended_on"]
        actions.end_vulnerability(self.vulnerability, self.version(), by=self.request.user, on=on)
        return self.to_child()
