"""Which pupil a referral is about: searched for on the school's own register, or typed in; an officer may stand in."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import drafting, pupil_forms, section_forms
from oxle.audit import sights
from oxle.cases.views import choosing
from oxle.people.models import Child
from oxle.people.own_pupils import own_pupils_like
from oxle.people.views.base import AskFirst
from oxle.schools.models import School


class FromSchool(choosing.FromSchool):
    """Base: a school that refers a pupil."""

    namespace = "attendance"
    title = "Refer a pupil to the County Attendance Team"


class ForSchool(choosing.ForSchool, FromSchool):
    """Base: an officer who enters a referral for a school."""

    title = "Enter a referral for a school"


class PupilSearch(choosing.PupilSearch, FromSchool):
    """Takes what the school knows of the pupil."""


class PupilsFound(choosing.PupilsFound, FromSchool):
    """The school's own pupils who match: one is chosen, and the referral begins."""

    form_class = pupil_forms.PupilForm
    unlisted = "unlisted"

    def begun(self, child: Child, school: School) -> str:
        draft = drafting.start_draft(school=school, child=child, by=self.request.user, at=self.at, message=self.message)
        return reverse("attendance:draft", args=[draft.key])


class PupilUnlisted(FromSchool, AskFirst):
    """A pupil who is not on the list: typed in, and begun. Whether we know the child is never looked at here.

    Only the school's own pupils are looked through, in case one of them is the pupil after all.
    """

    form_class = section_forms.UnlistedForm
    template_name = "attendance/pupil_unlisted.html"
    ask_template = "attendance/pupil_listed_after_all.html"
    title = "A pupil who is not listed"
    submit_label = "Save and continue"
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"schools": self.schools}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "search_url": self.address("begin")}

    def likely(self, form: Any) -> list[Any]:
        found = own_pupils_like(self.request.user, self.schools, form.cleaned_data, self.on)
        sights.see([child.pk for child in found], "search")
        return found

    def answered(self, likely: list[Any]) -> bool:
        return self.request.POST.get("decided") == " ".join(child.key for child in likely)

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data.get("school")
        school = next((school for school in self.schools if school.key == chosen), self.schools[0])
        draft = drafting.start_unlisted(
            school=school, pupil=form.answers(), by=self.request.user, at=self.at, message=self.message
        )
        return redirect("attendance:draft", draft.key)


class PupilUnlistedEntered(PupilUnlisted, ForSchool):
    """The same, typed in by an officer for a school."""


class PupilSearchEntered(PupilSearch, ForSchool):
    """The same search, by an officer for a school."""


class PupilsFoundEntered(PupilsFound, ForSchool):
    """The same results, for an officer."""


class ReferralEnterSchool(choosing.SchoolChoice):
    """Which school an e-mailed or telephoned referral comes from."""

    namespace = "attendance"
    form_class = pupil_forms.SchoolForm
    title = "Which school is the referral from?"
