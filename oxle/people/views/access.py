"""Conflicts of interest, restricted records, and breaking the glass."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import Compartment, decide, read, summary, write
from oxle.accounts.visibility import get_or_404
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page
from oxle.people import actions
from oxle.people.forms.access import ConflictEndForm, ConflictForm, ReasonForm
from oxle.people.models import BreakGlass
from oxle.people.rules import BREAK_GLASS_HOURS
from oxle.people.views.base import ChildFormPage, ConfirmForm
from oxle.people.visibility import get_restricted_for

MOST_LISTED = 200


class ConflictDeclare(ChildFormPage):
    """Declares a conflict of interest: one's own, or for a manager anybody's. The record closes at once."""

    permission = summary("pupils")
    form_class = ConflictForm
    title = "Declare a conflict of interest"
    creates = True
    submit_label = "Close the record to this person"
    done = "The conflict of interest has been recorded and the record is closed to that person."

    def form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        return {**super().form_kwargs(), "by": user, "for_others": user.can(decide("team"))}

    def form_valid(self, form: Any) -> HttpResponseBase:
        user = form.cleaned_data.get("user") or self.request.user
        reason = form.cleaned_data["reason"]
        actions.declare_conflict(self.child, user=user, reason=reason, by=self.request.user, on=self.on)
        return redirect("people:home") if user == self.request.user else self.to_child()


class ConflictEnd(ChildFormPage):
    """Ends somebody else's conflict of interest."""

    permission = decide("team")
    form_class = ConflictEndForm
    title = "End a conflict of interest"
    submit_label = "Save"
    done = "The conflict of interest has been ended."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.conflict = get_or_404(self.child.conflicts.select_related("user"), key=kwargs["conflict"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.conflict.user.name}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.end_conflict(self.conflict, by=self.request.user, on=form.cleaned_data["ended_on"])
        return self.to_child()


class Restrict(ChildFormPage):
    """Restricts a record."""

    permission = write("pupils", Compartment.SAFEGUARDING)
    form_class = ReasonForm
    template_name = "people/restrict.html"
    title = "Restrict this record"
    submit_label = "Restrict this record"
    done = "The record is restricted."

    def edited(self) -> Any:
        return self.child

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "label": "Why must this record be restricted?"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        because = form.cleaned_data["reason"]
        actions.restrict(self.child, self.version(), because=because, by=self.request.user, on=self.on)
        return redirect("people:home")


class RestrictLift(ChildFormPage):
    """Lifts the restriction of a record."""

    permission = write("pupils", Compartment.SAFEGUARDING)
    form_class = ConfirmForm
    title = "Lift the restriction"
    submit_label = "Lift the restriction"
    done = "The record is no longer restricted."

    def edited(self) -> Any:
        return self.child

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.lift_restriction(self.child, self.version(), by=self.request.user, on=self.on)
        return self.to_child()


class GlassBreak(FormPage):
    """Opens a restricted record for a stated reason. The page says nothing about whose record it is."""

    permission = read("pupils")
    form_class = ReasonForm
    template_name = "people/break_glass.html"
    title = "Open a restricted record"
    creates = True
    submit_label = "Open the record and tell a manager"

    def load(self, **kwargs: str) -> None:
        self.child = get_restricted_for(self.request.user, kwargs["key"])

    def form_kwargs(self) -> dict[str, Any]:
        hint = "A manager reads this. Say what you must know and for which piece of work."
        return {"on": self.on, "label": "Why do you need to open this record now?", "hint": hint}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("people:home"), "hours": BREAK_GLASS_HOURS.on(self.on)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.break_glass(self.child, reason=form.cleaned_data["reason"], by=self.request.user, at=self.at)
        return redirect("people:child", key=self.child.key)


class GlassList(Page):
    """For managers: who opened restricted records, and why. It names no child."""

    permission = decide("team")
    template_name = "people/glass_list.html"
    title = "Restricted records opened"

    def context(self) -> dict[str, Any]:
        rows = BreakGlass.objects.select_related("user", "reviewed_by").order_by("-at", "-pk")
        return {
            "waiting": list(rows.filter(reviewed_at=None)[:MOST_LISTED]),
            "reviewed": list(rows.exclude(reviewed_at=None)[:MOST_LISTED]),
        }


class GlassReview(Page):
    """Marks one opening as reviewed."""

    permission = decide("team")
    http_method_names = ["post"]

    def load(self, **kwargs: str) -> None:
        self.opened = get_or_404(BreakGlass.objects.all(), key=kwargs["key"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            actions.review_break_glass(self.opened, by=request.user, at=self.at)
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("people:glass_list")
