"""The referral of an excluded child to the fair access panel: read with its versions, completed and confirmed."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.panel_referrals import actions, forms, queries
from exclusions.panel_referrals.models import PanelReferral
from exclusions.panel_referrals.words import confirmed, in_full
from exclusions.permanent.pathway.stages import WORK
from exclusions.unit_referrals.forms import service_field
from exclusions.unit_referrals.models import Risk, Service
from oxle.accounts.permissions import read
from oxle.cases.models import Case
from oxle.core.pages import FormPage, Page, TooLate

NAME = "exclusions:panel_referrals"


class ReferralPage(Page):
    """What was confirmed, in full, every version of it."""

    permission = read("exclusions")
    template_name = "exclusions/panel_referrals/page.html"
    title = "Referral to the fair access panel"
    case: Case

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_excluded_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        case, rows = self.case, queries.versions_of(self.case)
        may = self.request.user.can(WORK) and not queries.why_not(case)
        return {
            "case": case,
            "back_url": case.get_absolute_url(),
            "versions": [{"title": confirmed(row), "rows": in_full(row)} for row in rows],
            "confirm_url": reverse(f"{NAME}:confirm", args=[case.key]) if may else "",
        }


class Confirm(FormPage):
    """Read what is prefilled, complete it and confirm it; a later one begins with the version that counts."""

    permission = WORK
    template_name = "exclusions/panel_referrals/form.html"
    form_class = forms.ReferralForm
    title = "Refer to the fair access panel"
    submit_label = "Confirm the referral"
    done = "The referral is confirmed. Members of the panel read it once the case is on their agenda."
    only_in_time = True
    case: Case
    last: PanelReferral | None

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_excluded_for(self.request.user, kwargs["key"])
        self.last = queries.last_of([self.case]).get(self.case.pk)
        self.begins_with = self._said(self.last) if self.last else queries.prefilled(self.case, self.on)

    def edited(self) -> PanelReferral | None:
        return self.last

    def too_late(self) -> TooLate | None:
        if not (why := queries.why_not(self.case)):
            return None
        case = self.case
        return TooLate(
            title="This cannot be done now",
            explanation=why,
            url=case.get_absolute_url(),
            link=f"Go to {case.reference}",
            about=case.about,
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"risks": self.begins_with["risks"]}

    def initial(self) -> dict[str, Any]:
        said = dict(self.begins_with)
        return {**said, **{service_field(Service(key)): words for key, words in said["services"].items()}}

    def stored(self, record: PanelReferral) -> dict[str, Any]:
        risks = {
            f"{risk.value}_{what}": record.risks.get(risk.value, {}).get(what, "")
            for risk in Risk
            for what in ("likelihood", "measures")
        }
        services = {service_field(Service(key)): words for key, words in record.services.items()}
        return {**self._said(record), **risks, **services}

    def _said(self, record: PanelReferral) -> dict[str, Any]:
        named = [*forms.ReferralForm.base_fields, "schools_before", "tried", "needs", "review_on", "services", "risks"]
        return {name: getattr(record, name) for name in named}

    def context(self) -> dict[str, Any]:
        url = self.case.get_absolute_url()
        return {"case": self.case, "figures": queries.figures(self.case), "back_url": url, "cancel_url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        details, by = form.details(), self.request.user
        actions.confirm(self.case, self.version(), details=details, by=by, on=self.on, at=self.at)
        return redirect(self.case)
