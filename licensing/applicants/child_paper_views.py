"""The page on which a file about one child of an application is attached."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.applicants import child_papers, drafting, sections
from licensing.applicants.views import ApplyRisks
from licensing.performances.paper_models import ChildPaper
from oxle.core.pages import TooLate


class ApplyChildPaper(ApplyRisks):
    """A photograph of a child, what shows its age, or its contract."""

    template_name = "licensing/applicants/child_paper.html"
    # Of a cast of two hundred a photograph and a certificate each.
    most_uploads = 400

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        listed = {item["key"]: item for item in sections.items(self.draft.answers, sections.CHILDREN)}
        self.child, self.item = listed.get(kwargs["item"]), kwargs["item"]
        if kwargs["paper"] not in child_papers.FORMS or (self.child is None and self.sent is None):
            raise Http404
        self.paper = ChildPaper.Kind(kwargs["paper"])
        self.form_class = child_papers.FORMS[self.paper]

    def too_late(self) -> TooLate | None:
        return super().too_late() or (self.gone("child", self.list_url()) if self.child is None else None)

    def list_url(self) -> str:
        """The page of the children."""
        return reverse("licensing:apply_list", args=[self.draft.key, sections.CHILDREN])

    def page_title(self) -> str:
        """What it is; of a child no name, since titles are seen by others."""
        return str(self.paper.label)

    def context(self) -> dict[str, Any]:
        back = self.list_url()
        held = self.draft.files.filter(item=self.item, section=self.paper, removed_at=None).select_related("file")
        return {
            **super().context(),
            "attached": list(held),
            "child": sections.child_name(self.child) if self.child else "",
            "words": child_papers.FORMS[self.paper].words,
            "back_url": back,
            "cancel_url": back,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        drafting.attach(
            self.draft,
            form.cleaned_data["file"],
            title=self.paper.label,
            at=self.at,
            section=self.paper,
            item=self.item,
            taken_on=form.cleaned_data.get("taken_on"),
        )
        messages.success(self.request, "The file is attached")
        return redirect(self.list_url())
