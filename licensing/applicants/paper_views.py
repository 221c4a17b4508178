"""The page on which an officer enters an application for performances that came on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import sending
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.applicants.paper_forms import PaperForm
from licensing.performances import actions, pathway
from oxle.cases.inbox_models import Origin
from oxle.core.pages import FormPage
from oxle.documents.actions import store_upload


class ProductionEnter(FormPage):
    """An application as it came, as of that day: a case for each child of whom it is certain who it is. Nobody is sent
    a link: what parent and school wrote is recorded on the cases."""

    permission = pathway.WORK
    form_class = PaperForm
    template_name = "licensing/production_enter.html"
    title = "An application for a performance licence on paper"
    submit_label = "Open the cases"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on}

    def context(self) -> dict[str, Any]:
        back = reverse("licensing:list")
        return {"back_url": back, "cancel_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        by, upload = self.request.user, form.cleaned_data.get("risks")
        risks = store_upload(upload, by=by, at=self.at, field="risks") if upload else None
        on, answers = form.told()
        # Read as what comes on line is; it is kept nowhere as a draft.
        draft = ApplicationDraft(applicant=Applicant(email=form.cleaned_data["email"]), answers=answers)
        production = actions.submit(
            sending.application_of(draft, on=on), on=on, at=self.at, by=by, origin=Origin.COUNCIL,
            risk_assessment=risks,
        )  # fmt: skip
        count = production.entrants.count()
        opened = production.entrants.exclude(case=None).count()
        messages.success(
            self.request,
            f"The application is entered, {production.reference}: {opened} of {count} "
            f"{'child has a case' if count == 1 else 'children have a case'}. The others wait to be matched.",
        )
        return redirect("licensing:list")
