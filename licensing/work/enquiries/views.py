"""The officer’s pages of enquiries: the list, and an enquiry that is opened, or told which child it is about."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.queries import READ
from licensing.work.employer_forms import NEW
from licensing.work.employers import employers
from licensing.work.enquiries import actions, forms, pathway, queries
from licensing.work.enquiries.tables import EnquiryTable, Row
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing
from oxle.cases.models import Case
from oxle.cases.views.inbox import OnWaiting
from oxle.core.pages import FormPage, Page, TooLate
from oxle.people.models import Child
from oxle.people.views.base import ChildFormPage
from oxle.schooldays.wording import plain_day


class EnquiryList(Page):
    """Every open enquiry, by what is due first."""

    permission = READ
    template_name = "licensing/enquiries.html"
    title = "Illegal employment"

    def context(self) -> dict[str, Any]:
        rows = [Row(one, self.on) for one in queries.enquiries_for(self.request.user)]
        rows.sort(key=lambda row: row.due_on or self.on)
        table = EnquiryTable.table_for(self.request, rows, on=self.on)
        sights.see([child.pk for row in table.page.object_list for child in row.record.children], "list")
        return {"table": table, "may_open": self.request.user.can(pathway.WORK)}


class Opening(FormPage):
    """Base: an enquiry is opened."""

    permission = pathway.WORK
    form_class = forms.OpenForm
    title = "An enquiry into illegal employment"
    submit_label = "Open the case"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.on, "employer": NEW}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "employers": list(employers())}

    def opened(self, case: Case) -> HttpResponseBase:
        """Say so, and go on at the case."""
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class EnquiryOpen(Opening):
    """An officer opens an enquiry: nobody knows yet which child it is."""

    template_name = "licensing/enquiry_open.html"

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("licensing:enquiries")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.opened(self.open(form))

    def open(self, form: Any, child: Child | None = None) -> Case:
        """The one domain call."""
        data = form.cleaned_data
        return actions.open_enquiry(
            form.chosen(), place=data["place"], told_by=data["told_by"], told=data["told"], child=child,
            by=self.request.user, on=data["received_on"], at=self.at,
        )  # fmt: skip


class EnquiryOfChild(EnquiryOpen, ChildFormPage):
    """The same of a child who is known, from the child’s own page."""

    permission = pathway.WORK
    template_name = "people/child_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return Opening.form_kwargs(self)

    def context(self) -> dict[str, Any]:
        return ChildFormPage.context(self)

    def form_valid(self, form: Any) -> HttpResponseBase:
        return self.opened(self.open(form, self.child))


class EnquiryFromMessage(Opening, OnWaiting):
    """The same of a message that waits in the inbox: of the day it came, by whom it came."""

    permission = pathway.WORK
    form_class = forms.FromMessageForm
    template_name = "licensing/enquiry_from.html"
    creates = True

    def initial(self) -> dict[str, Any]:
        return {"employer": NEW, "told": self.message.text}

    def context(self) -> dict[str, Any]:
        rows = [
            {"key": "From", "value": self.message.sender},
            {"key": "Came on", "value": plain_day(self.message.received_on)},
        ]
        return {**super().context(), "rows": rows, "cancel_url": reverse("cases:message", args=[self.message.key])}

    def form_kwargs(self) -> dict[str, Any]:
        return Opening.form_kwargs(self)

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        case = actions.open_enquiry(
            form.chosen(), place=data["place"], told_by=self.message.sender, told=data["told"], message=self.message,
            by=self.request.user, on=self.message.received_on, at=self.at,
        )  # fmt: skip
        return self.opened(case)

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if handing.handed_over(self.message) is not None:
            raise Http404  # it is accepted, on a page of its own


class EnquiryAccept(EnquiryFromMessage):
    """An officer accepts what another duty handed over as an enquiry."""

    title = "Accept as an illegal employment enquiry"

    def load(self, **kwargs: str) -> None:
        OnWaiting.load(self, **kwargs)
        hand_over = handing.handed_over(self.message)
        if hand_over is None or hand_over.to_duty != pathway.ENQUIRY.duty:
            raise Http404
        self.hand_over = hand_over
        child = actions.child_of(hand_over)
        if child is not None and not visible_to(self.request.user, Child).filter(pk=child.pk).exists():
            raise Http404
        self.child = child
        sights.see([child.pk] if child else [], "page")

    def initial(self) -> dict[str, Any]:
        return {"employer": NEW, "told": self.hand_over.reason}

    def context(self) -> dict[str, Any]:
        shown = super().context()
        child = f"{self.child}, born {plain_day(self.child.born_on)}" if self.child else "Not known"
        return {**shown, "rows": [{"key": "Child", "value": child}, *shown["rows"]]}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = handing.accept(
            self.message,
            data={**form.cleaned_data, "employer": form.chosen()},
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        return self.opened(case)


class EnquiryNameChild(ChildFormPage):
    """An officer says that a child is the one whom an open enquiry is about."""

    permission = pathway.WORK
    form_class = forms.NameForm
    title = "Which enquiry is about this child?"
    submit_label = "Save"
    creates = True
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.enquiries = queries.that_could_name(self.request.user, self.child)

    def too_late(self) -> TooLate | None:
        if self.enquiries:
            return None
        return TooLate(
            title="There is no enquiry that could be about this child",
            explanation="No enquiry into illegal employment is open that does not name the child already.",
            url=reverse("licensing:enquiry_of_child", args=[self.child.key]),
            link="Open an enquiry",
            about=str(self.child),
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on, "enquiries": self.enquiries}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = form.enquiries[form.cleaned_data["enquiry"]]
        actions.name_child(case, self.child, by=self.request.user, on=self.on, at=self.at)
        messages.success(self.request, f"{case.reference} names the child.")
        return redirect(case)
