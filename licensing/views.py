"""The pages of licensing: a schedule, or hours of work, are pasted and checked. Nothing of them is kept."""

from abc import abstractmethod
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponseBase

from licensing import rules
from licensing.checking.shifts import Job
from licensing.forms import ScheduleCheckForm, WorkCheckForm
from licensing.queries import READ, Checked, checked, checked_work, law_on
from licensing.tables import MOST, FindingTable, WorkFindingTable
from oxle.core.pages import FormPage

MOST_PROBLEMS = 100


class CheckPage(FormPage):
    """What is pasted is checked; the same page says what it breaks, with all of it still there to be put right."""

    permission = READ
    submit_label = "Check"
    table_class: ClassVar[type[FindingTable]] = FindingTable

    def context(self) -> dict[str, Any]:
        return {"begins": rules.SCHOOL_BEGINS.on(self.on), "ends": rules.SCHOOL_ENDS.on(self.on)}

    @abstractmethod
    def checked(self, data: dict[str, Any]) -> Checked:
        """What the sound parts of a form say."""

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        result = self.checked(form.cleaned_data)
        return self.show(
            form=form,
            submit_label="Check again",
            result=result,
            table=self.table_class.table_for(self.request, list(result.findings[:MOST]), on=self.on),
            more_findings=max(0, len(result.findings) - MOST),
            problems=result.problems[:MOST_PROBLEMS],
            more_problems=max(0, len(result.problems) - MOST_PROBLEMS),
        )


class ScheduleCheck(CheckPage):
    """A schedule of performances: the children, and their days."""

    form_class = ScheduleCheckForm
    template_name = "licensing/check.html"
    title = "Check a schedule of performances"

    def checked(self, data: dict[str, Any]) -> Checked:
        return checked(data["read"], data["known"])


class WorkCheck(CheckPage):
    """The hours of a child’s work, day by day, under the law of each day or under the new one."""

    form_class = WorkCheckForm
    template_name = "licensing/check_work.html"
    title = "Check hours of work"
    table_class = WorkFindingTable

    def initial(self) -> dict[str, Any]:
        return {"law": WorkCheckForm.TODAY}

    def checked(self, data: dict[str, Any]) -> Checked:
        law = law_on(self.on, as_if_new=data["law"] == WorkCheckForm.NEW)
        return checked_work(data["read"], data["child"], Job(listed=data["listed"]), law)
