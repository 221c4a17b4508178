"""The pages on which a school tells the council of a permanent exclusion, and sees what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.challenges import challenges_of
from exclusions.permanent import actions, notice_forms, queries
from oxle.accounts.permissions import read
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL
from oxle.cases.views import choosing
from oxle.core.pages import Page
from oxle.documents.actions import store_upload
from oxle.people.models import Child
from oxle.people.own_pupils import school_of
from oxle.people.visibility import get_child_for
from oxle.schools.models import School

TITLE = "Tell us about a permanent exclusion"


class FromSchool(choosing.FromSchool):
    """Base: a school that tells of an exclusion."""

    namespace = "exclusions"
    title = TITLE


class ForSchool(choosing.ForSchool, FromSchool):
    """Base: an officer who enters it for a school."""

    title = "Enter a permanent exclusion for a school"


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

    namespace = "exclusions"
    title = "Which school has excluded the pupil?"


class Notice(FromSchool):
    """The notice itself: one page, sent once."""

    form_class = notice_forms.NoticeForm
    template_name = "exclusions/notice.html"
    submit_label = "Send to the council"
    creates = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = get_child_for(self.request.user, kwargs["child"])
        school = school_of(self.child, self.schools, self.on)
        if school is None:
            raise Http404
        self.school = school

    def form_kwargs(self) -> dict[str, Any]:
        return {"looked_after": queries.is_looked_after(self.child, self.on)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "child": self.child, "back_url": self.address("begin")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload = form.cleaned_data.get("letter")
        case = actions.tell(
            self.child,
            self.school,
            told=form.told(),
            letter=store_upload(upload, by=self.request.user, at=self.at, field="letter") if upload else None,
            by=self.request.user,
            on=self.on,
            at=self.at,
            received_on=self.message.received_on if self.message else None,
            message=self.message,
        )
        return redirect(self.sent_to(case))

    def sent_to(self, case: Case) -> str:
        """Where one goes on once it is sent."""
        return reverse("exclusions:sent", args=[case.key])


class NoticeEntered(Notice, ForSchool):
    """The same notice, entered by an officer as of the day it came; it goes on at the case, for whoever reads it."""

    def sent_to(self, case: Case) -> str:
        if self.request.user.can(read(case.duty)):
            return case.get_absolute_url()
        messages.success(self.request, f"Entered as {case.reference}. The {case.team} has it.")
        return reverse("cases:inbox")


class Sent(Page):
    """What a school sent, with its reference, and how it stands; never the council's notes."""

    permission = PORTAL
    template_name = "exclusions/sent.html"
    title = "A permanent exclusion you told us of"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "told": self.case.permanent_exclusion,
            "dates": queries.dates_for_school(self.case),
            "challenges": challenges_of(self.case),
            "history": queries.history_for_school(self.case),
            "back_url": reverse("cases:portal"),
        }
