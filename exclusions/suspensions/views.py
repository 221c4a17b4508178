"""The pages on which a school tells of a suspension, and on which it and the council's officers read it."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from exclusions import telling_views
from exclusions.permanent.queries import is_looked_after
from exclusions.suspensions import actions, forms, panels, queries
from exclusions.suspensions.models import Suspension
from oxle.accounts.permissions import read
from oxle.cases.permissions import PORTAL
from oxle.cases.views import choosing
from oxle.core.pages import Page
from oxle.schools.queries import calendar_of


class Notice(telling_views.Notice):
    """The notice of a suspension, filled in as far as we know it."""

    form_class = forms.SuspensionForm
    template_name = "exclusions/suspension_notice.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.totals = queries.totals(self.child, self.school, self.on)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "looked_after": is_looked_after(self.child, self.on),
            "whole": queries.is_looked_out_for(self.child, self.on),
            "calendar": calendar_of(self.school),
            "days_carried": panels.days(self.totals.carried),
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "totals": self.totals.rows}

    def tell(self, form: Any) -> Suspension:
        return actions.tell(
            self.child,
            self.school,
            told=form.told(),
            letter=self.letter(form),
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )

    def sent_to(self, made: Suspension) -> str:
        return reverse("exclusions:suspensions:sent", args=[made.key])


class NoticeEntered(Notice, choosing.ForSchool):
    """The same notice, entered by an officer as of the day it came."""

    def sent_to(self, made: Suspension) -> str:
        messages.success(self.request, f"Entered as {made.reference}.")
        return reverse("people:child", args=[made.child.key])


class Sent(Page):
    """A suspension that a school told of, with its reference, and how the pupil's suspensions add up."""

    permission = PORTAL
    template_name = "exclusions/suspension.html"
    title = "A suspension you told us of"

    def load(self, **kwargs: str) -> None:
        self.suspension = queries.get_suspension_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {
            "suspension": self.suspension,
            "rows": panels.rows_of(self.suspension),
            "totals": queries.totals(self.suspension.child, self.suspension.school, self.suspension.last_on).rows,
            "challenges": queries.challenges_about(self.suspension),
            "back_url": self.back_url(),
        }

    def back_url(self) -> str:
        """Where one came from."""
        return reverse("cases:portal")


class Shown(Sent):
    """The same, for the council's officers."""

    permission = read("exclusions")
    title = "A suspension"

    def back_url(self) -> str:
        return reverse("people:child", args=[self.suspension.child.key])
