"""The pages of personal education plans: the list, one child's, and the forms that rate one."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases.plan_models import EducationPlan
from oxle.core.pages import FormPage, Page, TooLate
from oxle.missing_out.plans import actions
from oxle.missing_out.plans.forms import MistakeForm, PlanForm
from oxle.missing_out.plans.rules import FIRST_PLAN
from oxle.missing_out.plans.standing import READ, rows_for, standings, term_of
from oxle.missing_out.plans.tables import PlanLine, PlanTable
from oxle.people.models import Child
from oxle.people.visibility import get_child_for

WRITE = write("peps")


class PlanList(Page):
    """Every looked-after child whom this person may see, with the plan."""

    permission = READ
    template_name = "missing_out/plans/list.html"
    title = "Personal education plans"

    def context(self) -> dict[str, Any]:
        lines = [PlanLine(row) for row in rows_for(self.request.user, self.on)]
        table = PlanTable.table_for(self.request, lines, on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {"table": table, "first_within": FIRST_PLAN.on(self.on)}


class _OfChild(Page):
    """A page about one child's plans."""

    child: Child

    def load(self, **kwargs: str) -> None:
        self.child = get_child_for(self.request.user, kwargs["key"])

    @property
    def child_url(self) -> str:
        """The page of the child's plans."""
        return reverse("missing_out:plans:child", args=[self.child.key])

    def context(self) -> dict[str, Any]:
        return {"child": self.child, "back_url": self.child_url, "cancel_url": self.child_url}


class PlansOfChild(_OfChild):
    """How the plan of a child stands, and all that were recorded. 404 for a child who never was looked after."""

    permission = READ
    template_name = "missing_out/plans/child.html"
    title = "Personal education plans of a pupil"

    def context(self) -> dict[str, Any]:
        plans = list(self.child.education_plans.select_related("rated_by", "mistaken_by").order_by("-held_on", "-pk"))
        stands = standings([self.child.pk], self.on).get(self.child.pk)
        if stands is None and not plans:
            raise Http404
        return {
            **super().context(),
            "back_url": reverse("missing_out:plans:list"),
            "standing": stands,
            "plans": [{"plan": one, "term": term_of(one).name} for one in plans],
            "may_write": self.request.user.can(WRITE),
        }


class _PlanPage(FormPage):
    """A form about a plan."""

    template_name = "missing_out/plans/form.html"
    permission = WRITE


class PlanRate(_OfChild, _PlanPage):
    """Rate the plan of a term."""

    permission = WRITE
    creates = True
    form_class = PlanForm
    title = "Rate a personal education plan"
    submit_label = "Save"
    done = "The plan is rated."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.child.pk not in standings([self.child.pk], self.on):
            raise Http404

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.rate(self.child, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.child_url)


class _OfPlan(_OfChild, _PlanPage):
    """A form about a plan that was recorded."""

    only_in_time = True
    plan: EducationPlan

    def load(self, **kwargs: str) -> None:
        rows = visible_to(self.request.user, EducationPlan).select_related("child")
        self.plan = get_or_404(rows, key=kwargs["key"])
        self.child = self.plan.child
        sights.see([self.child.pk])

    def edited(self) -> EducationPlan:
        return self.plan

    def too_late(self) -> TooLate | None:
        if self.plan.mistaken_on is None:
            return None
        return TooLate(
            "This plan was entered by mistake", "Somebody has marked it so. It counts no more.", self.child_url,
            "Go to the pupil’s plans", str(self.child),
        )  # fmt: skip


class PlanChange(_OfPlan):
    """Put right what was recorded of a plan."""

    permission = WRITE
    form_class = PlanForm
    title = "Put a personal education plan right"
    submit_label = "Save"
    done = "The plan is put right."

    def initial(self) -> dict[str, Any]:
        one = self.plan
        return {
            "term_starts_on": one.term_starts_on.isoformat(), "held_on": one.held_on, "quality": one.quality,
            "why": one.why,
        }  # fmt: skip

    def form_kwargs(self) -> dict[str, Any]:
        return {"own": self.plan.term_starts_on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.put_right(
            self.plan, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )  # fmt: skip
        return redirect(self.child_url)


class PlanMistaken(_OfPlan):
    """Say that a plan was entered by mistake."""

    permission = WRITE
    form_class = MistakeForm
    title = "This plan was entered by mistake"
    submit_label = "Save"
    done = "The plan counts no more."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.mark_mistaken(
            self.plan, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at
        )  # fmt: skip
        return redirect(self.child_url)
