"""Which pupil a referral is about: searched for on the school's own register, or typed in; an officer may stand in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import drafting, pupil_forms, queries, section_forms
from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases.inbox_models import InboxMessage
from oxle.core.pages import FormPage
from oxle.people.actions import begin_search
from oxle.people.models import SearchRun
from oxle.people.search import ChildHit, ask, pupils
from oxle.people.shown import born
from oxle.people.views.base import AskFirst
from oxle.schools.models import School

INBOX = write("inbox")
TITLE = "Refer a pupil to the County Attendance Team"
PER_PAGE = 20


class FromSchool(FormPage):
    """Base: somebody of a school, for the schools they act for."""

    permission = queries.PORTAL
    title = TITLE
    message: InboxMessage | None = None

    def load(self, **kwargs: str) -> None:
        self.schools = list(queries.my_schools(self.request.user))
        if not self.schools:
            raise Http404

    def address(self, name: str, *more: str) -> str:
        """The address of another page of this errand."""
        return reverse(f"attendance:{name}", args=more)

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("cases:portal")}


class ForSchool(FromSchool):
    """Base: an officer who enters for a school what came by e-mail, phone or post."""

    permission = INBOX
    title = "Enter a referral for a school"

    def load(self, **kwargs: str) -> None:
        self.message = _waiting(self.request.user, kwargs["message"])
        self.schools = [get_or_404(visible_to(self.request.user, School), key=kwargs["school"])]

    def address(self, name: str, *more: str) -> str:
        return reverse(f"attendance:enter_{name}", args=[self.message.key, self.schools[0].key, *more])

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("cases:message", args=[self.message.key])}


class PupilSearch(FromSchool):
    """Takes what the school knows of the pupil. No name is ever in an address: the results are at a random key."""

    form_class = pupil_forms.SearchForm
    submit_label = "Search"

    def form_valid(self, form: Any) -> HttpResponseBase:
        run = begin_search(form.cleaned_data["q"], by=self.request.user, on=self.on, at=self.at)
        return redirect(self.address("found", run.key))


class PupilsFound(FromSchool):
    """The school's own pupils who match, a page at a time: one is chosen, and the referral begins."""

    template_name = "attendance/pupils_found.html"
    form_class = pupil_forms.PupilForm
    submit_label = "Continue"
    creates = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        mine = SearchRun.objects.filter(user=self.request.user, expires_at__gt=self.at)
        self.run = get_or_404(mine, key=kwargs["search"])
        self.asked = ask(self.run.query)
        found = pupils(self.request.user, self.schools, self.asked, self.on)
        self.shown = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        sights.see([child.pk for child in self.shown], "search")

    def form_kwargs(self) -> dict[str, Any]:
        return {"pupils": {child: self.words_for(child) for child in self.shown}}

    def words_for(self, child: Any) -> str:
        """What tells a pupil from another of the same name."""
        facts = [f"Born {born(child, self.on)}", f"UPN {child.upn}" if child.upn else "UPN not known"]
        if len(self.schools) > 1:
            facts.append(child.school_name or "")
        return ". ".join(fact for fact in (*facts, ChildHit(child, self.asked).why) if fact)

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "shown": self.shown,
            "search_form": pupil_forms.SearchForm(initial={"q": self.asked.text}),
            "search_url": self.address("begin"),
            "unlisted_url": self.address("unlisted"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        school = queries.school_of(form.chosen, self.schools, self.on) or self.schools[0]
        draft = drafting.start_draft(
            school=school, child=form.chosen, by=self.request.user, at=self.at, message=self.message
        )
        return redirect("attendance:draft", draft.key)


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
        found = queries.own_pupils_like(self.request.user, self.schools, form.cleaned_data, self.on)
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


class ReferralEnterSchool(FormPage):
    """Which school an e-mailed or telephoned referral comes from."""

    permission = INBOX
    form_class = pupil_forms.SchoolForm
    title = "Which school is the referral from?"
    submit_label = "Continue"

    def load(self, **kwargs: str) -> None:
        self.message = _waiting(self.request.user, kwargs["message"])

    def form_kwargs(self) -> dict[str, Any]:
        schools = visible_to(self.request.user, School).filter(closed_on=None).select_related("organisation")
        return {"schools": list(schools), "on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect("attendance:enter_begin", self.message.key, form.cleaned_data["school"])


def _waiting(user: Any, key: str) -> InboxMessage:
    rows = visible_to(user, InboxMessage).filter(state=InboxMessage.State.WAITING)
    return get_or_404(rows, key=key)
