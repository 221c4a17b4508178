"""The pages on which the case of a child who needs a school is opened, and on which what is known is changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from exclusions.fair_access import actions, forms, queries, reporting
from exclusions.fair_access.models import FairAccessReferral, Part
from exclusions.fair_access.pathway import FAIR_ACCESS
from oxle.accounts.permissions import read, write
from oxle.cases.views import accepting
from oxle.core.pages import FormPage, Page, TooLate
from oxle.people.queries import current_enrolment, is_looked_after
from oxle.people.views.base import ChildFormPage

WORK, READ = write("exclusions"), read("exclusions")


class Open(ChildFormPage):
    """An officer opens the case of a child who needs a school."""

    permission = WORK
    form_class = forms.OpenForm
    title = "A child who needs a school"
    submit_label = "Open the case"
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "looked_after": is_looked_after(self.child, self.on)}

    def initial(self) -> dict[str, Any]:
        last = queries.school_last_on(self.child, self.on)
        return {"school": last.key if last and last.closed_on is None else None}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.open_referral(
            self.child,
            form.cleaned_data["school"],
            details=form.details(),
            by=self.request.user,
            on=self.on,
            at=self.at,
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class HandOverAccept(accepting.AcceptChild):
    """An officer accepts a child who was handed over as one who needs a place, through the fair access panel."""

    permission = WORK
    form_class = forms.ReceiveForm
    title = "Accept as a child who needs a place"
    duty = FAIR_ACCESS.duty
    pathway_key = FAIR_ACCESS.key

    def initial(self) -> dict[str, Any]:
        """Of a child who is at a school it is about keeping them included there."""
        last = queries.school_last_on(self.child, self.on)
        part = Part.INCLUSION if current_enrolment(self.child, self.on) else Part.PLACEMENT
        school = last.key if last and last.closed_on is None else None
        return {"school": school, "part": part, "needs": self.hand_over.reason}


class Change(FormPage):
    """What is known of the child changes; the panel reads what it says then."""

    permission = WORK
    template_name = "exclusions/fair_access_change.html"
    form_class = forms.ReferralForm
    title = "Change what is known of the child"
    done = "What is known has been changed."
    only_in_time = True
    referral: FairAccessReferral

    def load(self, **kwargs: str) -> None:
        self.referral = queries.get_referral_for(self.request.user, kwargs["key"])

    def edited(self) -> FairAccessReferral:
        return self.referral

    def too_late(self) -> TooLate | None:
        case = self.referral.case
        if case.is_open:
            return None
        return TooLate(
            title="This cannot be changed now",
            explanation="The case is closed.",
            url=case.get_absolute_url(),
            link=f"Go to {case.reference}",
            about=case.about,
        )

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.referral, name) for name in forms.ReferralForm.base_fields}

    def context(self) -> dict[str, Any]:
        url = self.referral.case.get_absolute_url()
        return {"case": self.referral.case, "back_url": url, "cancel_url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_referral(self.referral, self.version(), details=form.details(), by=self.request.user, on=self.on)
        return redirect(self.referral.case)


class Report(Page):
    """How school places went in the last periods: referrals, places, refusals, and why some took longer."""

    permission = READ
    template_name = "exclusions/fair_access_report.html"
    title = "School places"

    def context(self) -> dict[str, Any]:
        return {
            "periods": [
                {
                    "name": one.span.name,
                    "starts_on": one.span.starts_on,
                    "ends_on": one.span.ends_on,
                    "rows": [{"key": key, "value": value} for key, value in one.rows],
                }
                for one in reporting.periods(self.on)
            ]
        }
