"""The pages on which a school tells of a suspension, and on which it and the council's officers read it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.permanent.queries import is_looked_after
from exclusions.suspensions import actions, forms, panels, queries
from exclusions.suspensions.models import Suspension
from oxle.accounts.permissions import read
from oxle.cases.permissions import PORTAL
from oxle.cases.views import choosing
from oxle.core.pages import Page
from oxle.documents.actions import store_upload
from oxle.people.models import Child
from oxle.people.own_pupils import school_of
from oxle.people.visibility import get_child_for
from oxle.schools.models import School
from oxle.schools.queries import calendar_of


class FromSchool(choosing.FromSchool):
    """Base: a school that tells of a suspension."""

    namespace = "exclusions:suspensions"
    title = "Tell us about a suspension"


class ForSchool(choosing.ForSchool, FromSchool):
    """Base: an officer who enters it for a school."""

    title = "Enter a suspension for a school"


class PupilSearch(choosing.PupilSearch, FromSchool):
    """Finds the pupil on the school's own register."""


class PupilsFound(choosing.PupilsFound, FromSchool):
    """The pupils found: one is chosen, and the notice begins. Nothing is written before it is sent."""

    creates = False

    def begun(self, child: Child, school: School) -> str:
        return self.address("notice", child.key)


class PupilSearchEntered(PupilSearch, ForSchool):
    """The same search, by an officer for a school."""


class PupilsFoundEntered(PupilsFound, ForSchool):
    """The same results, for an officer."""


class SchoolChoice(choosing.SchoolChoice):
    """Which school tells of it."""

    namespace = "exclusions:suspensions"
    title = "Which school has suspended the pupil?"


class Notice(FromSchool):
    """The notice itself: one page, filled in as far as we know it, and sent once."""

    form_class = forms.SuspensionForm
    template_name = "exclusions/suspension_notice.html"
    submit_label = "Send to the council"
    creates = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = get_child_for(self.request.user, kwargs["child"])
        school = school_of(self.child, self.schools, self.on)
        if school is None:
            raise Http404
        self.school = school
        self.totals = queries.totals(self.child, school, self.on)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "looked_after": is_looked_after(self.child, self.on),
            "whole": queries.is_looked_out_for(self.child, self.on),
            "calendar": calendar_of(self.school),
            "days_carried": panels.days(self.totals.carried),
        }

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "child": self.child,
            "totals": self.totals.rows,
            "back_url": self.address("begin"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data.get("letter")
        suspension = actions.tell(
            self.child,
            self.school,
            told=form.told(),
            letter=store_upload(upload, by=self.request.user, at=self.at, field="letter") if upload else None,
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )
        return redirect(self.sent_to(suspension))

    def sent_to(self, suspension: Suspension) -> str:
        """Where one goes on once it is sent."""
        return reverse("exclusions:suspensions:sent", args=[suspension.key])


class NoticeEntered(Notice, ForSchool):
    """The same notice, entered by an officer as of the day it came."""

    def sent_to(self, suspension: Suspension) -> str:
        messages.success(self.request, f"Entered as {suspension.reference}.")
        return reverse("people:child", args=[suspension.child.key])


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
