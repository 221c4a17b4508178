"""The pages of the governors' clerk, and the one on which a head cancels a permanent exclusion."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from exclusions.governors import queries
from exclusions.governors.before import BY_PATHWAY
from exclusions.governors.tables import BeforeTable
from exclusions.permanent import pathway
from exclusions.permanent.pathway.stages import GOVERNORS_CLERK, HEAD
from exclusions.permanent.queries import get_told_for
from oxle.cases.models import Case
from oxle.cases.views.steps import StepTake
from oxle.core.pages import Page


class BeforeList(Page):
    """Everything open that comes before the governors, what is due first at the top."""

    permission = GOVERNORS_CLERK
    template_name = "exclusions/governors_list.html"
    title = "Before the governors"

    def context(self) -> dict[str, Any]:
        rows = queries.list_before(self.request.user)
        return {"table": BeforeTable.table_for(self.request, rows, on=self.on)}


class BeforeCase(Page):
    """One exclusion: the governors' dates, what can be recorded, what happened; never the council's notes."""

    permission = GOVERNORS_CLERK
    template_name = "exclusions/governors_case.html"
    title = "An exclusion before the governors"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_case_before(self.request.user, kwargs["key"])
        self.before = BY_PATHWAY[self.case.pathway]

    def context(self) -> dict[str, Any]:
        case, before = self.case, self.before
        return {
            "case": case,
            "called": before.called,
            "rows": queries.about(case, before),
            "dates": queries.dates_of(case, before),
            "steps": queries.to_record(case, before, self.request.user, self.on),
            "history": queries.history_of(case, before),
            "back_url": reverse("exclusions:governors:list"),
        }


class Record(StepTake):
    """The clerk records a step: the council's own page for it, as far as it is the governors' to take."""

    permission = GOVERNORS_CLERK
    checks_letters = False

    def find_case(self, key: str) -> Case:
        return queries.get_case_before(self.request.user, key)

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.step not in BY_PATHWAY[self.case.pathway].steps_of(self.case):
            raise Http404

    def back_url(self) -> str:
        return reverse("exclusions:governors:case", args=[self.case.key])


class Cancel(StepTake):
    """The head cancels a permanent exclusion, before the governors have decided on it."""

    permission = HEAD
    checks_letters = False

    def find_case(self, key: str) -> Case:
        return get_told_for(self.request.user, key)

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs, step=pathway.RESCIND.key)

    def back_url(self) -> str:
        return reverse("exclusions:sent", args=[self.case.key])
