"""The list of who has not said that work is set, and the page on which it is said of a suspension."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.census.views import READ
from exclusions.first_days import owing
from exclusions.first_days.asking import FIELDS, WorkEnteredForm, WorkForm
from exclusions.first_days.tables import WithoutTable
from exclusions.suspensions import actions, queries
from exclusions.suspensions.models import Suspension
from oxle.accounts.permissions import write
from oxle.audit import sights
from oxle.cases.permissions import PORTAL
from oxle.core.pages import FormPage, Page, TooLate


class WithoutList(Page):
    """Every exclusion of this period of which the school has not said that work is set."""

    permission = READ
    template_name = "exclusions/first_days.html"
    title = "Work of the first five days"

    def context(self) -> dict[str, Any]:
        table = WithoutTable.table_for(self.request, owing.without_for(self.request.user, self.on), on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {"table": table}


class SayWork(FormPage):
    """A school says of a suspension whether work is set."""

    permission = PORTAL
    form_class = WorkForm
    template_name = "exclusions/work.html"
    title = "Work of the first five school days"
    submit_label = "Save"
    done = "What was said of the work is kept."
    only_in_time = True
    shown = "exclusions:suspensions:sent"

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])

    def edited(self) -> Suspension:
        return self.suspension

    def initial(self) -> dict[str, Any]:
        return self.stored(self.suspension)

    def stored(self, record: Suspension) -> dict[str, Any]:
        return {name: getattr(record, name) for name in FIELDS}

    def too_late(self) -> TooLate | None:
        why = queries.why_no_work(self.suspension)
        if why is None:
            return None
        return TooLate(
            title="Nothing can be said of the work any more",
            explanation=why,
            url=self.back_url(),
            link="See the suspension",
            about=self.suspension.child.shown_name,
        )

    def back_url(self) -> str:
        """The page of the suspension."""
        return reverse(self.shown, args=[self.suspension.key])

    def context(self) -> dict[str, Any]:
        return {"suspension": self.suspension, "back_url": self.back_url(), "cancel_url": self.back_url()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.say_work(self.suspension, told=form.cleaned_data, **self.taken())
        return redirect(self.back_url())


class SayWorkEntered(SayWork):
    """The same, by an officer whom the school told."""

    permission = write("exclusions")
    form_class = WorkEnteredForm
    shown = "exclusions:suspensions:shown"
