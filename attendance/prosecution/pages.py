"""What every page of a prosecution shares: the case, opened only by those who may read legal papers."""

from abc import abstractmethod
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from attendance.prosecution import pathway
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, read, write
from oxle.audit import sights
from oxle.cases.models import Case, Event
from oxle.cases.permissions import children_of, get_case_for
from oxle.cases.views.case import CasePart
from oxle.core.pages import FormPage, Page
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf

READ = read("attendance", Compartment.LEGAL)
WRITE = write("attendance", Compartment.LEGAL)
PAPERS = "Court papers"


def parts_of(case: Case, user: User) -> list[tuple[str, str]]:
    """The tab that a prosecution has beside those of every case."""
    if case.pathway != pathway.PROSECUTION.key:
        return []
    return [(PAPERS, reverse("attendance:papers", args=[case.key]))]


def papers_of(case: Case, event: Event) -> str:
    """Where one goes on after a step that the papers asked for: back to what they still lack."""
    return reverse("attendance:papers", args=[case.key])


def papers_begun(case: Case, event: Event) -> str:
    """Where one goes on after “prepare court papers”: to the papers of the parent whom the step concerned."""
    begun = event.party.prosecutions.select_related("case").get(case__closed_on=None)
    return papers_of(begun.case, event)


def load_prosecution(user: Any, key: str) -> Case:
    """The case, its sight recorded; 404 for strangers and for cases of another pathway."""
    case = get_case_for(user, key)
    if case.pathway != pathway.PROSECUTION.key:
        raise Http404
    return case


class PapersPart(CasePart):
    """Base of the pages under the tab “Court papers”."""

    permission = READ
    part = PAPERS

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.case.pathway != pathway.PROSECUTION.key:
            raise Http404

    def context(self) -> dict[str, Any]:
        may_write = self.request.user.can(WRITE)
        in_hand = self.case.stage in {stage.key for stage in pathway.IN_HAND}
        return {
            **super().context(),
            "back_url": reverse("attendance:papers", args=[self.case.key]),
            "may_write": may_write,
            "in_hand": in_hand,
            "may_change": may_write and in_hand,
        }


class OnProsecution(FormPage):
    """Base of the pages with a form: they return to the papers."""

    permission = WRITE
    heading = ""
    back = "attendance:papers"

    def load(self, **kwargs: str) -> None:
        self.case = load_prosecution(self.request.user, kwargs["key"])

    def page_title(self) -> str:
        """What is done, and on which case."""
        return f"{self.heading}: {self.case.reference}"

    def back_url(self) -> str:
        """Where Back and Cancel lead."""
        return reverse(self.back, args=[self.case.key])

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {"case": self.case, "about": self.case.about, "heading": self.heading, "cancel_url": self.back_url()}


class PaperPdf(Page):
    """Base of the papers to print and sign."""

    permission = READ
    called = "paper"

    def load(self, **kwargs: str) -> None:
        self.case = load_prosecution(self.request.user, kwargs["key"])

    @abstractmethod
    def content(self) -> bytes:
        """The PDF."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if lack := rendering.missing():
            shown = {"title": "No PDF yet", "text": lack, "case": self.case}
            return render(request, "attendance/prosecution_no_pdf.html", shown, status=409)
        sights.see(children_of(self.case), "pdf")
        return download_pdf(f"{self.called}-{self.case.reference}.pdf", self.content())
