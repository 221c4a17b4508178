"""Contacts to the multi-agency safeguarding hub: one recorded, read again, its decision, and the word to the school.

Whoever works on the case writes them down; what was written is read again in the safeguarding compartment only.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.cases import casework, forms, queries
from oxle.cases.models import Case, SafeguardingReferral
from oxle.cases.permissions import READS_SAFEGUARDING, works_on
from oxle.cases.views.case import CasePart
from oxle.cases.views.casework import OnCase
from oxle.schooldays.wording import plain_day


def contact_of(case: Case, number: Any) -> SafeguardingReferral:
    """One of a case's contacts, by its place among them; 404 where there is none."""
    for row in queries.numbered(case.safeguarding_referrals.select_related("by")):
        if row.number == number:
            return row
    raise Http404


def _came_back(row: SafeguardingReferral) -> list[dict[str, Any]]:
    if row.came_back_on is None:
        return []
    return [{"key": "Letter", "value": f"Came back on {plain_day(row.came_back_on)}: the MASH was not told by it"}]


class MashRefer(OnCase):
    """A contact to the hub."""

    form_class = forms.MashForm
    heading = "Record a contact to the MASH"
    submit_label = "Save"
    done = "The contact is recorded. Add their decision when it comes."

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.refer_to_mash(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.case)


class MashShow(CasePart):
    """A contact read again: what the concern was, what the hub decided, whether the school was told."""

    permission = READS_SAFEGUARDING
    template_name = "cases/mash.html"
    part = "case"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.contact = contact_of(self.case, kwargs["number"])

    def context(self) -> dict[str, Any]:
        row, names = self.contact, [self.case.key, self.contact.number]
        answer, told = reverse("cases:mash_answer", args=names), reverse("cases:mash_told", args=names)
        rows = [
            {"key": "Contacted", "value": f"{plain_day(row.on)}, by {row.by.name}"},
            {"key": "Concern", "value": row.concern.splitlines()},
            *_came_back(row),
            {
                "key": "Decision",
                "value": row.decision.splitlines() or "Not known yet",
                "url": answer,
                "hidden": "the decision",
            },
            {"key": "Decided", "value": plain_day(row.decided_on) if row.decided_on else "Not yet"},
            {
                "key": "School told",
                "value": plain_day(row.fed_back_on) if row.fed_back_on else "Not yet",
                "url": told if row.decided_on else "",
                "hidden": "when the school was told",
            },
        ]
        if not works_on(self.request.user, self.case):
            rows = [{**one, "url": ""} for one in rows]
        return {**super().context(), "contact": row, "rows": rows}


class OfContact(OnCase):
    """Base of the pages that add to a contact."""

    submit_label = "Save"
    creates = False

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.contact = contact_of(self.case, kwargs["number"])

    def edited(self) -> Any:
        return self.contact


class MashAnswer(OfContact):
    """What the hub decided, and when the school was told. Once recorded, it is for those who may read it to change."""

    form_class = forms.MashAnswerForm
    heading = "Record the MASH’s decision"
    done = "The decision is recorded"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.contact.decided_on and not self.request.user.can(READS_SAFEGUARDING):
            raise PermissionDenied

    def initial(self) -> dict[str, Any]:
        row = self.contact
        return {"decision": row.decision, "decided_on": row.decided_on, "fed_back_on": row.fed_back_on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.record_mash_answer(self.contact, version=self.version(), **form.cleaned_data)
        return redirect(self.case)


class MashTold(OfContact):
    """When the school was told of the decision, often some days after it."""

    form_class = forms.MashToldForm
    heading = "Record that the school was told"
    done = "It is recorded that the school was told"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.contact.decided_on is None:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"fed_back_on": self.contact.fed_back_on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        casework.record_mash_told(self.contact, version=self.version(), **form.cleaned_data)
        return redirect(self.case)
