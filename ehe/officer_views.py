"""The pages on which an officer opens the case of a child who is educated at home, and reads a school’s exit form."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from ehe import actions, orders, panels, pathway, queries
from ehe.forms import OpenForm, ReceiveForm
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Origin
from oxle.cases.permissions import get_case_for
from oxle.cases.views import accepting
from oxle.core.pages import Page
from oxle.documents.actions import store_upload
from oxle.people.models import Child
from oxle.people.queries import current_enrolment
from oxle.people.views.base import ChildFormPage


def last_school(child: Child, on: date) -> str | None:
    """The key of the school that a child is at, or was at last; None where there is none, or it is closed."""
    last = current_enrolment(child, on) or child.enrolments.select_related("school").order_by("-from_on").first()
    return last.school.key if last and last.school.closed_on is None else None


def held_of(child: Child, on: date) -> dict[str, list[str]]:
    """What our records hold of an order for a child, as the form takes it."""
    return {"held": [one.words for one in orders.held_of(child, on)]}


class Open(ChildFormPage):
    """An officer opens the case, whoever told: also of a child who was never on a roll."""

    permission = pathway.WORK
    form_class = OpenForm
    title = "A child who is educated at home"
    submit_label = "Open the case"
    creates = True
    # The one that it is entered from, where one is.
    message: InboxMessage | None = None

    def initial(self) -> dict[str, Any]:
        return {"told_on": self.on, "school": last_school(self.child, self.on)}

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), **held_of(self.child, self.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload, by, at = form.cleaned_data.get("letter"), self.request.user, self.at
        case = actions.tell(
            self.child,
            form.cleaned_data["school"],
            told=form.told(),
            letter=store_upload(upload, by=by, at=at, field="letter") if upload else None,
            by=by,
            on=self.on,
            at=at,
            told_on=form.cleaned_data.get("told_on"),
            origin=Origin.COUNCIL,
            message=self.message,
        )
        if case.told_since.exists():
            words = f"It is kept on the case that is open: {case.reference}."
        else:
            words = f"The case is open: {case.reference}. Check first whether the child is safe."
        messages.success(self.request, words)
        return redirect(case)


class HandOverAccept(accepting.AcceptChild):
    """An officer accepts a child whom another duty handed over as educated at home."""

    permission = pathway.WORK
    form_class = ReceiveForm
    title = "Accept as educated at home"
    duty = pathway.EHE.duty
    pathway_key = pathway.EHE.key
    more_form_class = ReceiveForm

    def initial(self) -> dict[str, Any]:
        return {"words": self.hand_over.reason, "school": last_school(self.child, self.on)}

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), **held_of(self.child, self.on)}


class ExitFormRead(Page):
    """A school's exit forms, the newest first, each as it was sent."""

    permission = queries.READ
    template_name = "ehe/exit_form_read.html"
    title = "The school’s exit form"

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        self.forms = list(self.case.exit_forms.select_related("sent_by").order_by("-number"))
        if self.case.duty != "ehe" or not self.forms:
            raise Http404

    def context(self) -> dict[str, Any]:
        in_confidence = queries.reads_concerns(self.request.user, self.case)
        return {
            "case": self.case,
            "forms": [
                {
                    "form": form,
                    "tag": panels.form_tag(form),
                    "rows": panels.form_rows(form, in_confidence=in_confidence),
                }
                for form in self.forms
            ],
            "back_url": self.case.get_absolute_url(),
        }
