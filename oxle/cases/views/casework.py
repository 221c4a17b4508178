"""What is done on any case at any time: notes, visits, documents, allocation, hand-over."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases import casework, duties, forms, meeting, queries
from oxle.cases.permissions import get_case_for, may_allocate, works_on
from oxle.core.pages import FormPage
from oxle.documents.actions import store_upload


def with_load(loads: Iterable[queries.Load]) -> list[tuple[User, str]]:
    """Officers, each with their workload in words, for whoever decides who gets a case."""
    return [
        (load.user, f"{load.cases} open cases, {load.overdue} overdue, {load.cases_a_day:.1f} cases a working day")
        for load in loads
    ]


class OnCase(FormPage):
    """Base of these pages: the case is loaded, its duty must be one this person writes to, and they return to it."""

    permission = read("cases")
    creates = True
    heading = ""

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        if not self.may():
            raise PermissionDenied

    def may(self) -> bool:
        """Whether this person does such things on this case."""
        return works_on(self.request.user, self.case)

    def page_title(self) -> str:
        """What is done, and on which case."""
        return f"{self.heading}: {self.case.reference}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {"case": self.case, "about": self.case.about, "cancel_url": self.case.get_absolute_url()}

    def who_and_when(self) -> dict[str, Any]:
        """What every one of these writes records."""
        return {"by": self.request.user, "on": self.on, "at": self.at}


class NoteWrite(OnCase):
    """A note, in one of the three compartments."""

    form_class = forms.NoteForm
    heading = "Add a note"
    submit_label = "Save the note"
    done = "The note is saved"

    def initial(self) -> dict[str, Any]:
        return {"on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.write_note(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect("cases:timeline", self.case.key)


class VisitRecord(OnCase):
    """A visit tried or made, and what must be known before one."""

    form_class = forms.VisitForm
    template_name = "cases/visit.html"
    heading = "Record a visit"
    submit_label = "Save the visit"
    done = "The visit is recorded"

    def context(self) -> dict[str, Any]:
        user, case = self.request.user, self.case
        known = meeting.known_of(user, case, meeting.people_in(user, case, self.on), self.on)
        facts = meeting.facts_of(case.child)
        return {**super().context(), "facts": facts, "tags": known.tags, "warnings": known.warnings}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.record_visit(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.case)


class DocumentAttach(OnCase):
    """A file put on the case."""

    form_class = forms.DocumentForm
    heading = "Attach a document"
    submit_label = "Attach"
    done = "The document is attached"

    def form_valid(self, form: Any) -> HttpResponseBase:
        file = store_upload(form.cleaned_data["file"], by=self.request.user, at=self.at)
        casework.attach(
            self.case,
            file,
            title=form.cleaned_data["title"],
            compartment=form.cleaned_data["compartment"],
            **self.who_and_when(),
        )
        return redirect("cases:papers", self.case.key)


class CaseAllocate(OnCase):
    """Gives the case to an officer, with their workload in sight."""

    form_class = forms.AllocateForm
    heading = "Allocate"
    submit_label = "Allocate"
    creates = False
    done = "The case is allocated"

    def edited(self) -> Any:
        return self.case

    def may(self) -> bool:
        return may_allocate(self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        loads = queries.workload([self.case.team_id], self.on)
        return {"people": with_load(load for load in loads if works_on(load.user, self.case)), "on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.allocate(
            self.case, to=form.chosen, reason=form.cleaned_data["reason"], version=self.version(), **self.who_and_when()
        )
        return redirect(self.case)


class CaseHandOver(OnCase):
    """Gives the matter to another duty."""

    form_class = forms.HandOverForm
    heading = "Hand over to another team"
    submit_label = "Hand over"

    def form_kwargs(self) -> dict[str, Any]:
        names = {**duties.COUNCIL_DUTIES, **{duty.key: duty.name for duty in duties.duties()}}
        return {"choices": [(key, name) for key, name in names.items() if key != self.case.duty], "on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.hand_over(self.case, **form.cleaned_data, **self.who_and_when())
        return redirect(self.case)
