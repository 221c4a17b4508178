"""The solicitor's pages and those of the charge: what waits, charge, considerations, release, commencement."""

from typing import Any

import django_tables2
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.prosecution import actions, forms, pathway, queries, readiness
from attendance.prosecution.court_models import Method
from attendance.prosecution.pages import OnProsecution
from attendance.referrals import actions as referral_actions
from attendance.referrals.considering import to_consider
from attendance.referrals.forms import ConsiderForm
from attendance.referrals.models import Moment
from oxle.audit import sights
from oxle.cases import actions as cases
from oxle.cases.models import Case, Party
from oxle.cases.tables import due_words
from oxle.core import tables
from oxle.core.dates import today
from oxle.core.pages import Page
from oxle.schooldays.wording import plain_day

OUT_OF_TIME = (
    "The safe day has passed. A charge today reaches back only to {}: what was before is out of time, so make that the "
    "first day of the offence."
)


class ProsecutionTable(tables.OxleTable):
    noun, nouns = "prosecution", "prosecutions"

    adult = tables.LinkColumn(lambda case: reverse("attendance:papers", args=[case.key]), verbose_name="Defendant")
    reference = django_tables2.Column(verbose_name="Case")
    school = django_tables2.Column(verbose_name="School", order_by=("school__organisation__name",))
    owner = django_tables2.Column(verbose_name="Officer", order_by=("owner__name",), default="Nobody yet")
    safe_on = tables.DueColumn(
        label=lambda case: due_words(case.safe_on, today())[0],
        state=lambda case: due_words(case.safe_on, today())[1],
        verbose_name="Charge by",
    )
    last_on = tables.DayColumn(verbose_name="At the very last", default="–")
    stage_label = tables.TagColumn(colour=lambda case: "blue", verbose_name="Stage", order_by=("stage",))

    class Meta(tables.OxleTable.Meta):
        order_by = ("safe_on",)


class WaitingTable(ProsecutionTable):
    caption = "Waiting for you"
    empty = "Papers appear here when an officer hands them in."


class OthersTable(ProsecutionTable):
    caption = "Other open prosecutions"
    empty = "Prosecutions appear here while papers are prepared, and from release until the court has decided."


class LegalHome(Page):
    """What waits for a solicitor, with the time left to charge, and every other open prosecution."""

    permission = pathway.SOLICITOR
    template_name = "attendance/prosecution_list.html"
    title = "Legal"

    def context(self) -> dict[str, Any]:
        rows = queries.prosecutions_for(self.request.user)
        waiting = rows.filter(stage=pathway.WITH_LEGAL.key)
        others = rows.exclude(stage=pathway.WITH_LEGAL.key)
        found = {
            "waiting": WaitingTable.table_for(self.request, waiting, on=self.on, prefix="waiting"),
            "others": OthersTable.table_for(self.request, others, on=self.on, prefix="others"),
        }
        shown = [row.record.pk for table in found.values() for row in table.page.object_list]
        children = Party.objects.filter(case__in=shown, role="child").values_list("child", flat=True)
        sights.see(list(children), "list")
        return found


class StepOnProsecution(OnProsecution):
    """Base of the pages that take a step: the case is what is edited, so a stale page is caught."""

    step: Any = None

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.request.user.can(self.step.by):
            raise PermissionDenied
        self.heading = self.heading or self.step.label

    def edited(self) -> Case:
        return self.case

    def context(self) -> dict[str, Any]:
        refusal = cases.why_not(self.case, self.step, by=self.request.user, on=self.on)
        return {**super().context(), "warning": refusal or ""}


class ChargeSet(StepOnProsecution):
    """The charge and the offence period, with until when they can be charged."""

    step = pathway.SET_CHARGE
    form_class = forms.ChargeForm
    submit_label = "Save the charge"
    template_name = "attendance/prosecution_charge.html"

    def initial(self) -> dict[str, Any]:
        charge = queries.charge_of(self.case)
        if charge:
            names = ("kind", "with_parenting_order", "offence_from_on", "offence_to_on")
            return {name: getattr(charge, name) for name in names}
        referral = self.case.came_from.referral
        route = self.case.prosecution.brought_from.routes.filter(to_on=None).first()
        return {
            "kind": route.kind if route else None,
            "with_parenting_order": route.with_parenting_order if route else None,
            "offence_from_on": referral.first_absence_on,
            "offence_to_on": referral.last_absence_on,
        }

    def context(self) -> dict[str, Any]:
        first, last = (self.initial()[name] for name in ("offence_from_on", "offence_to_on"))
        dates = queries.ChargeDates(first, last) if first and last else None
        reaches = dates.in_time_from(self.on) if dates and self.on <= dates.last_on else None
        return {
            **super().context(),
            "dates": dates,
            "reaches": reaches,
            "out_of_time": OUT_OF_TIME.format(plain_day(reaches)) if reaches else "",
            "too_late": dates and self.on > dates.last_on,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.set_charge(self.case, **form.cleaned_data, **self.taken())
        messages.success(self.request, "The charge is saved")
        return redirect(self.back_url())


class ConsiderBeforeRelease(OnProsecution):
    """Everything that may stand in the way, looked at once more for this defendant."""

    form_class = ConsiderForm
    template_name = "attendance/consider.html"
    heading = "What may stand in the way"
    submit_label = "Save"

    def edited(self) -> Case:
        return self.case

    def form_kwargs(self) -> dict[str, Any]:
        return {"topics": to_consider(self.case, Moment.RELEASE, self.on), "on": self.on}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "moment": Moment.RELEASE}

    def stored(self, record: Any) -> dict[str, Any]:
        return ConsiderForm(**self.form_kwargs()).before()

    def form_valid(self, form: Any) -> HttpResponseBase:
        referral_actions.consider(
            self.case, Moment.RELEASE, form.findings(), by=self.request.user, on=self.on, version=self.version()
        )
        messages.success(self.request, "Saved")
        return redirect(self.back_url())


class ReleasePapers(StepOnProsecution):
    """The solicitor's decision, beside what the papers lack and the bundle that would go."""

    permission = pathway.SOLICITOR
    step = pathway.RELEASE
    form_class = forms.ReleaseForm
    submit_label = "Release the papers"
    template_name = "attendance/prosecution_release.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.bundle = queries.newest_bundle(self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "remarks": self.bundle.remarks if self.bundle else ()}

    def context(self) -> dict[str, Any]:
        charge = queries.charge_of(self.case)
        return {
            **super().context(),
            "items": readiness.items(self.case, self.on),
            "bundle": self.bundle,
            "charge": charge,
            "dates": queries.charge_dates(charge) if charge else None,
            "detail": self.case.prosecution,
            "return_url": reverse("cases:step", args=[self.case.key, pathway.RETURN_PAPERS.key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        actions.release(
            self.case,
            bundle=self.request.POST.get("bundle", ""),
            looked_at=bool(data.get("looked_at")),
            evidential_reason=data["evidential_reason"],
            public_interest_reason=data["public_interest_reason"],
            **self.taken(),
        )
        messages.success(self.request, "The papers are released")
        return redirect(self.case)


class CommenceChoose(StepOnProsecution):
    """Which of the two ways proceedings began."""

    step = pathway.COMMENCE
    form_class = forms.MethodForm
    submit_label = "Continue"
    template_name = "attendance/prosecution_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        charge = queries.charge_of(self.case)
        if charge is None:
            raise Http404
        return {"why_not_single": queries.why_not_single_justice(charge.kind, self.case.adult, self.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect("attendance:commence_by", self.case.key, form.cleaned_data["method"])


class Commence(StepOnProsecution):
    """The charge as it was issued and served."""

    step = pathway.COMMENCE
    form_class = forms.CommenceForm
    submit_label = "Record that proceedings began"
    template_name = "attendance/prosecution_form.html"
    back = "attendance:commence"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        try:
            self.method = Method(kwargs["method"])
        except ValueError:
            raise Http404 from None
        self.heading = self.method.label

    def form_kwargs(self) -> dict[str, Any]:
        return {"method": self.method, "on": self.on}

    def context(self) -> dict[str, Any]:
        shown = super().context()
        charge = queries.charge_of(self.case)
        if charge and not shown["warning"]:
            dates = queries.charge_dates(charge)
            if reaches := dates.in_time_from(self.on):
                shown["warning"] = (
                    f"The safe day to charge was {plain_day(dates.safe_on)}. A charge issued today reaches back only "
                    f"to {plain_day(reaches)}; absences before that day are out of time."
                )
        shown["letters"] = [kind.title for kind in pathway.COMMENCE.sends if kind.key.endswith(self._cover())]
        return shown

    def _cover(self) -> str:
        return "court_notice" if self.method is Method.SJP else "court_requisition"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.commence(self.case, method=self.method, **{**self.taken(), **form.facts()})
        messages.success(
            self.request,
            f"It is recorded on {self.case.reference} that proceedings began. The covering letter is drafted; "
            "a solicitor who did not draft it must release it.",
        )
        return redirect(self.case)
