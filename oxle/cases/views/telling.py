"""The pages that lead a school, or an officer for it, to a notice to the council, and what all notices share.

Each kind of notice has the same addresses, under its own namespace and in its own words: see `pages`.
"""

from abc import abstractmethod
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from oxle.accounts.permissions import read
from oxle.cases.models import Case
from oxle.cases.views import choosing
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.own_pupils import left_school_of, school_of
from oxle.people.visibility import get_child_for, get_pupil_told_of
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


class PupilSearch(choosing.PupilSearch):
    """Finds the pupil on the school's own register."""

    namespace = ""


class PupilsFound(choosing.PupilsFound):
    """The pupils found: one is chosen, and the notice begins. Nothing is written before it is sent."""

    namespace = ""
    creates = False

    def begun(self, child: Child, school: School) -> str:
        return self.address("notice", child.key)


class PupilSearchEntered(PupilSearch, choosing.ForSchool):
    """The same search, by an officer for a school."""


class PupilsFoundEntered(PupilsFound, choosing.ForSchool):
    """The same results, for an officer."""


class SchoolChoice(choosing.SchoolChoice):
    """Which school tells of it."""

    namespace = ""


class Notice(choosing.FromSchool):
    """Base: the notice itself, one page, sent once."""

    namespace = ""
    submit_label = "Send to the council"
    creates = True
    left_on: date | None = None

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = self.find(kwargs["child"])
        school = school_of(self.child, self.schools, self.on)
        if school is None and self.also_left:
            school, self.left_on = left_school_of(self.child, self.schools, self.on) or (None, None)
        if school is None:
            raise Http404
        self.school = school

    def find(self, key: str) -> Child:
        """The pupil, who may have left where that can be told; 404 to strangers."""
        if self.also_left:
            return get_pupil_told_of(self.request.user, self.schools, key, self.on)
        return get_child_for(self.request.user, key)

    @property
    def known_on(self) -> date:
        """The day as of which whoever tells may read how the child is: a school, of one who left, as of the last."""
        return self.on if self.left_on is None or self.request.user.is_council else self.left_on

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "child": self.child,
            "back_url": self.address("begin"),
            "left": self._left(),
        }

    def _left(self) -> str:
        """What is said of a pupil who has left; empty for one who is on the register."""
        if self.left_on is None:
            return ""
        return (
            f"The last day on the register of {self.school.name} was {plain_day(self.left_on)}. This is received all "
            "the same, and its dates count as of any other pupil."
        )

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect(self.sent_to(self.tell(form)))

    @abstractmethod
    def tell(self, form: Any) -> Any:
        """The one domain call; what it made."""

    @abstractmethod
    def sent_to(self, made: Any) -> str:
        """Where one goes on once it is sent."""

    def letter(self, form: Any) -> File | None:
        """The letter to the parents, kept, where one was sent."""
        upload = form.cleaned_data.get("letter")
        return store_upload(upload, by=self.request.user, at=self.at, field="letter") if upload else None


class GoesOnAtCase:
    """Beside a notice that opens a case and that an officer enters for a school: they go on at the case, or in the
    inbox where their roles do not read it."""

    request: HttpRequest

    def sent_to(self, made: Case) -> str:
        if self.request.user.can(read(made.duty)):
            return made.get_absolute_url()
        messages.success(self.request, f"Entered as {made.reference}. The {made.team} has it.")
        return reverse("cases:inbox")


def pages(
    notice: type[Notice],
    entered: type[Notice],
    *,
    namespace: str,
    tells: str,
    enters: str,
    chooses: str,
    also_left: bool = False,
    unlisted: str = "",
) -> list[URLPattern]:
    """The addresses of telling of one kind of matter: `tells` is the title for a school, `enters` for an officer who
    stands in for it, and `chooses` asks that officer which school it comes from. `also_left`: it can be told of a
    pupil who is off the roll already. `unlisted`: the duty’s own page on which a school tells it of a pupil who is
    on no list of ours."""
    told = {"namespace": namespace, "title": tells, "also_left": also_left}
    stood_in = {"namespace": namespace, "title": enters, "also_left": also_left}
    for_school = "enter/<str:message>/<str:school>/"
    return [
        path("tell/", PupilSearch.as_view(**told), name="begin"),
        path("tell/found/<str:search>/", PupilsFound.as_view(**told, unlisted=unlisted), name="found"),
        path("tell/<str:child>/", notice.as_view(**told), name="notice"),
        path("enter/<str:message>/", SchoolChoice.as_view(namespace=namespace, title=chooses), name="enter"),
        path(for_school, PupilSearchEntered.as_view(**stood_in), name="enter_begin"),
        path(f"{for_school}found/<str:search>/", PupilsFoundEntered.as_view(**stood_in), name="enter_found"),
        path(f"{for_school}<str:child>/", entered.as_view(**stood_in), name="enter_notice"),
    ]
