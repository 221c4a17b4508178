"""A message of somebody who is no school of ours: an officer says who the child is, and opens the case of it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import actions, pathway, queries
from cme.public_forms import begins_with
from cme.views import Open
from oxle.audit import sights
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.views import choosing
from oxle.cases.views.inbox import no_longer_waits
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, TooLate
from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child
from oxle.people.search import search
from oxle.schooldays.wording import plain_day


class WhoForm(OxleForm):
    """By what a child is looked for who is not among those that may be meant."""

    names = {"text": "a name, a date of birth or a UPN"}
    text = forms.CharField(
        label="Look for another child",
        max_length=200,
        help_text="By name, date of birth or UPN.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )


class Told(FormPage):
    """What was told, and the children who may be meant. A person says who it is; nothing is matched by itself."""

    permission = pathway.WORK
    title = "Who is this child?"
    form_class = WhoForm
    template_name = "cme/told.html"
    submit_label = "Look"
    only_in_time = True
    message: InboxMessage

    def load(self, **kwargs: str) -> None:
        self.message = choosing.message_entered_from(self.request.user, kwargs["message"])

    def too_late(self) -> TooLate | None:
        return no_longer_waits(self.message, self.request.user)

    def context(self) -> dict[str, Any]:
        told = self.message.told
        if not (told.get("given") or told.get("family")):
            return {"told": self.message, "likely": [], "closed": 0}
        found = possible_duplicates(
            self.request.user,
            given=told.get("given", ""),
            family=told.get("family", ""),
            born_on=date.fromisoformat(told["born_on"]) if "born_on" in told else None,
            postcode=told.get("postcode", ""),
        )
        return {
            "told": self.message,
            "likely": self._rows([(one.child, "; ".join(one.reasons)) for one in found if one.child]),
            "closed": sum(one.child is None for one in found),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        found = search(self.request.user, form.cleaned_data["text"], self.on)
        rows = self._rows([(hit.child, hit.why) for hit in found.children])
        return self.show(form=form, submit_label=self.submit_label, found=rows, problem=found.asked.problem)

    def _rows(self, found: list[tuple[Child, str]]) -> list[dict[str, str]]:
        """The children as the page lists them, each with its open case, or the page on which one opens."""
        sights.see([child.pk for child, _ in found], "list")
        cases = queries.open_cases_of(self.request.user, [child for child, _ in found])
        rows = []
        for child, why in found:
            case = cases.get(child.pk)
            page = case.get_absolute_url() if case else reverse("cme:open_told", args=[self.message.key, child.key])
            does = f"Looked for already: {case.reference}" if case else "Open the case of this child"
            rows.append({"who": f"{child}, born {plain_day(child.born_on)}", "why": why, "does": does, "url": page})
        return rows


class OpenTold(Open):
    """The case of a child of whom a message tells; its form begins with what was told, as of the day it came."""

    def load(self, **kwargs: str) -> None:
        self.message = choosing.message_entered_from(self.request.user, kwargs["message"])
        super().load(**kwargs)

    def too_late(self) -> TooLate | None:
        return no_longer_waits(self.message, self.request.user) or super().too_late()

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), **begins_with(self.message.told)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.refer(
            self.child,
            form.cleaned_data["school"],
            told=form.told(),
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)
