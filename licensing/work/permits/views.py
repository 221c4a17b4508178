"""The officer’s pages of work permits: the list, and an application that is entered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from licensing.queries import READ
from licensing.work.employer_forms import NEW
from licensing.work.employers import employers
from licensing.work.permits import actions, pathway, queries
from licensing.work.permits.forms import ApplyForm
from licensing.work.permits.tables import PermitTable, Row
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.core.rules import RuleBook
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.views.base import ChildFormPage


class PermitList(Page):
    """Every application that is not decided and every permit in force, by first day of work, with what each lacks."""

    permission = READ
    template_name = "licensing/permits.html"
    title = "Work permits"

    def context(self) -> dict[str, Any]:
        ask = RuleBook().value  # the settings of many days, read once
        rows = [Row(one, self.on, ask) for one in queries.permits_for(self.request.user)]
        rows.sort(key=lambda row: row.decided)  # what is to be decided first, each part by its first day
        table = PermitTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.case.child_id for row in table.page.object_list], "list")
        return {"table": table}


class PermitApply(ChildFormPage):
    """An officer enters an employer’s application, as of the day it came."""

    permission = pathway.WORK
    form_class = ApplyForm
    template_name = "licensing/permit_apply.html"
    title = "An application for a work permit"
    submit_label = "Open the case"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on, "employer": NEW}

    def form_kwargs(self) -> dict[str, Any]:
        return {"employers": list(employers())}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.apply(
            self.child,
            form.told(self._file(form, "photo"), self._file(form, "risk_assessment")),
            employer=form.chosen(),
            by=self.request.user,
            on=form.cleaned_data["received_on"],
            at=self.at,
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)

    def _file(self, form: Any, name: str) -> File | None:
        upload = form.cleaned_data.get(name)
        return store_upload(upload, by=self.request.user, at=self.at, field=name) if upload else None
