"""The page on which an officer enters an application for performances that came on paper."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from licensing.applicants import sending
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.applicants.paper_forms import PaperForm
from licensing.grants.pages import OnPaper
from licensing.performances import actions
from oxle.cases.inbox_models import Origin


class ProductionEnter(OnPaper):
    """An application as it came, as of that day: a case for each child of whom it is certain who it is. Nobody is sent
    a link: what parent and school wrote is recorded on the cases."""

    form_class = PaperForm
    template_name = "licensing/production_enter.html"
    title = "An application for a performance licence on paper"
    submit_label = "Open the cases"
    list_url = "licensing:list"

    def form_valid(self, form: Any) -> HttpResponseBase:
        by, risks = self.request.user, self.stored(form, "risks")
        on, answers = form.told()
        # Read as what comes on line is; it is kept nowhere as a draft.
        draft = ApplicationDraft(applicant=Applicant(email=form.cleaned_data["email"]), answers=answers)
        application, papers = sending.application_of(draft, on=on), form.papers()
        children = [replace(one, papers=papers) for one in application.children]
        production = actions.submit(
            replace(application, children=children), on=on, at=self.at, by=by, origin=Origin.COUNCIL,
            risk_assessment=risks,
        )  # fmt: skip
        count = production.entrants.count()
        opened = production.entrants.exclude(case=None).count()
        messages.success(
            self.request,
            f"The application is entered, {production.reference}: {opened} of {count} "
            f"{'child has a case' if count == 1 else 'children have a case'}. The others wait to be matched.",
        )
        if unread := form.cleaned_data["unread"]:
            messages.warning(self.request, f"In the days and times: {unread[0].lower()}{unread[1:]}")
        return redirect("licensing:list")
