"""The pages of licensing: a schedule of performances is pasted and checked. Nothing of it is kept."""

from typing import Any

from django import forms
from django.http import HttpResponseBase

from licensing import rules
from licensing.forms import ScheduleCheckForm
from licensing.queries import READ, checked
from licensing.tables import MOST, FindingTable
from oxle.core.pages import FormPage

MOST_PROBLEMS = 100


class ScheduleCheck(FormPage):
    """Two tables are pasted; the same page says what they break, with the tables still in it to be put right."""

    permission = READ
    form_class = ScheduleCheckForm
    template_name = "licensing/check.html"
    title = "Check a schedule of performances"
    submit_label = "Check the schedule"

    def context(self) -> dict[str, Any]:
        return {"begins": rules.SCHOOL_BEGINS.on(self.on), "ends": rules.SCHOOL_ENDS.on(self.on)}

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        result = checked(form.cleaned_data["read"], form.cleaned_data["known"])
        return self.show(
            form=form,
            submit_label="Check again",
            result=result,
            table=FindingTable.table_for(self.request, list(result.findings[:MOST]), on=self.on),
            more_findings=max(0, len(result.findings) - MOST),
            problems=result.problems[:MOST_PROBLEMS],
            more_problems=max(0, len(result.problems) - MOST_PROBLEMS),
        )
