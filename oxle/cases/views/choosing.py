"""Which pupil a school's errand is about: searched for on its own register, chosen; an officer may stand in.

A duty subclasses these for what its schools tell it, and says in `begun` where each goes on. Its addresses, in its own
`namespace`, are called begin and found, and for an officer enter_begin and enter_found.
"""

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases import pupil_forms
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.permissions import PORTAL
from oxle.cases.views.inbox import no_longer_waits
from oxle.core.pages import FormPage, TooLate
from oxle.people.actions import begin_search
from oxle.people.models import Child, SearchRun
from oxle.people.own_pupils import left_school_of, on_register, school_of
from oxle.people.search import ChildHit, ask, pupils
from oxle.people.shown import born
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import my_schools

INBOX = write("inbox")
PER_PAGE = 20


class FromSchool(FormPage):
    """Base: somebody of a school, for the schools they act for."""

    permission = PORTAL
    namespace: ClassVar[str]
    # Whether something can be told of a pupil who has left since: who is off the roll must not fall through.
    also_left: bool = False
    message: InboxMessage | None = None

    def load(self, **kwargs: str) -> None:
        self.schools = list(my_schools(self.request.user))
        if not self.schools:
            raise Http404

    def address(self, name: str, *more: str) -> str:
        """The address of another page of this errand."""
        return reverse(f"{self.namespace}:{name}", args=more)

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("cases:portal")}


class ForSchool(FromSchool):
    """Base: an officer who enters for a school what came by e-mail, phone or post."""

    permission = INBOX
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.message = message_entered_from(self.request.user, kwargs["message"])
        self.schools = [get_or_404(visible_to(self.request.user, School), key=kwargs["school"])]

    def too_late(self) -> TooLate | None:
        return no_longer_waits(self.message, self.request.user) if self.message else None

    def address(self, name: str, *more: str) -> str:
        return reverse(f"{self.namespace}:enter_{name}", args=[self.message.key, self.schools[0].key, *more])

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
    """The school's own pupils who match, a page at a time: one is chosen, and the errand begins."""

    template_name = "cases/pupils_found.html"
    form_class = pupil_forms.PupilForm
    submit_label = "Continue"
    creates = True
    # The page of this errand for a pupil who is on no list; none where it takes only pupils on the register.
    unlisted: str = ""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        mine = SearchRun.objects.filter(user=self.request.user, expires_at__gt=self.at)
        self.run = get_or_404(mine, key=kwargs["search"])
        self.asked = ask(self.run.query)
        found = pupils(self.request.user, self.schools, self.asked, self.on, also_left=self.also_left)
        self.shown = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        self.here = on_register(self.shown, self.schools, self.on) if self.also_left else set()
        sights.see([child.pk for child in self.shown], "search")

    def form_kwargs(self) -> dict[str, Any]:
        return {"pupils": {child: self.words_for(child) for child in self.shown}}

    def words_for(self, child: Any) -> str:
        """What tells a pupil from another of the same name."""
        facts = [f"Born {born(child, self.on)}", f"UPN {child.upn}" if child.upn else "UPN not known"]
        left = self.left_by(child)
        if left:
            facts.append(f"Left {left[0].name} on {plain_day(left[1])}")
        elif len(self.schools) > 1:
            facts.append(child.school_name or "")
        return ". ".join(fact for fact in (*facts, ChildHit(child, self.asked).why) if fact)

    def left_by(self, child: Child) -> tuple[School, date] | None:
        """Which of the schools a pupil has left, and when; None for one who is on the register."""
        if not self.also_left or child.pk in self.here:
            return None
        return left_school_of(child, self.schools, self.on)

    def unlisted_url(self) -> str:
        """Where one goes on with a pupil who is on no list; empty where that cannot be told."""
        return self.address(self.unlisted) if self.unlisted else ""

    @abstractmethod
    def begun(self, child: Child, school: School) -> str:
        """Begin the errand about a pupil of a school: one domain call, and the address where it goes on."""

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "shown": self.shown,
            "search_form": pupil_forms.SearchForm(initial={"q": self.asked.text}),
            "search_url": self.address("begin"),
            "unlisted_url": self.unlisted_url(),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        left = self.left_by(form.chosen)
        school = left[0] if left else school_of(form.chosen, self.schools, self.on) or self.schools[0]
        return redirect(self.begun(form.chosen, school))


class SchoolChoice(FormPage):
    """Which school something comes from that was e-mailed, telephoned or posted."""

    permission = INBOX
    namespace: ClassVar[str]
    form_class = pupil_forms.SchoolForm
    submit_label = "Continue"
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.message = message_entered_from(self.request.user, kwargs["message"])

    def too_late(self) -> TooLate | None:
        return no_longer_waits(self.message, self.request.user)

    def form_kwargs(self) -> dict[str, Any]:
        schools = visible_to(self.request.user, School).filter(closed_on=None).select_related("organisation")
        return {"schools": list(schools), "on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(f"{self.namespace}:enter_begin", self.message.key, form.cleaned_data["school"])


def message_entered_from(user: Any, key: str) -> InboxMessage:
    """The message from which something is entered, dealt with by now or not; 404 to strangers. One that this person
    dealt with is found though its case is closed to them: what is typed in another tab must not be lost."""
    shown = Q(pk__in=visible_to(user, InboxMessage).values("pk"))
    shown |= Q(dealt_by=user, team__in=user.organisation_ids)
    return get_or_404(InboxMessage.objects.filter(shown).select_related("case", "team", "dealt_by"), key=key)
