"""The pages on which a school tells of a pupil who is on no list of ours, and an officer says who that is."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.visibility import get_or_404, visible_to
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL
from oxle.cases.views import choosing, from_anybody
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page
from oxle.core.widgets import Radios
from oxle.core.working_out import WorksOut
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.models import Child, EnrolmentKind, Sex
from oxle.people.own_pupils import school_of
from oxle.people.visibility import get_child_for
from oxle.schooldays.wording import plain_day
from reduced_timetables import signing, unlisted
from reduced_timetables.models import Timetable
from reduced_timetables.pathway import TIMETABLE, WORK
from reduced_timetables.unlisted_forms import UnlistedForm

NAMESPACE = "reduced_timetables"
# In an address, in place of a child: one whom we do not hold.
NEW = "new"


class Unlisted(WorksOut, choosing.FromSchool):
    """A pupil who is not listed, and the timetable: one page, sent once. Whether we hold the child is not looked at."""

    namespace = NAMESPACE
    form_class = UnlistedForm
    template_name = "reduced_timetables/unlisted.html"
    title = "A reduced timetable of a pupil who is not listed"
    submit_label = "Send to the council"
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"schools": self.schools}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "search_url": self.address("begin")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data.get("school")
        message = unlisted.tell(
            next((school for school in self.schools if school.key == chosen), self.schools[0]),
            pupil=form.pupil(),
            notice=form.notice(),
            text=form.in_words(),
            files={name: self._file(form, name) for name in signing.TITLE},
            by=self.request.user,
            on=self.on,
            at=self.at,
        )
        return redirect(self.address("unlisted_sent", message.key))

    def _file(self, form: Any, name: str) -> File | None:
        upload = form.cleaned_data.get(name)
        return store_upload(upload, by=self.request.user, at=self.at, field=name) if upload else None


class UnlistedSent(Page):
    """What a school told of a pupil who is not listed, in its own words, and whether the council knows who it is."""

    permission = PORTAL
    template_name = "reduced_timetables/unlisted_sent.html"
    title = "A reduced timetable you told us of"

    def load(self, **kwargs: str) -> None:
        self.message = get_or_404(unlisted.told_by_school_of(self.request.user), key=kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Once there is a case, its own page."""
        case = self.message.case
        if case is not None and visible_to(request.user, Timetable).filter(case=case).exists():
            return redirect(f"{NAMESPACE}:sent", case.key)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        waits = self.message.state == InboxMessage.State.WAITING
        return {"message": self.message, "waits": waits, "back_url": reverse("cases:portal")}


class OnUnlisted(from_anybody.FromMessage, FormPage):
    """Base: an officer who says who a pupil is whom a school typed in, and may keep pupils’ records."""

    permission = WORK
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not unlisted.is_unlisted(self.message) or not self.request.user.can(unlisted.PUPILS):
            raise Http404
        self.school = unlisted.school_that_told(self.message)

    def context(self) -> dict[str, Any]:
        url = reverse("cases:message", args=[self.message.key])
        return {**super().context(), "typed": self.typed(), "school": self.school, "cancel_url": url, "back_url": url}

    def typed(self) -> list[dict[str, str]]:
        """The pupil as the school typed them."""
        pupil = self.message.told
        born_on, joined_on = (plain_day(date.fromisoformat(pupil[name])) for name in ("born_on", "joined_on"))
        year = "Reception" if pupil["year_group"] == "R" else f"Year {pupil['year_group']}"
        rows = [
            ("Name", f"{pupil['given']} {pupil['family']}"),
            ("Born", f"{born_on}. {Sex(pupil['sex']).label}"),
            ("UPN", pupil["upn"] or "Not given"),
            ("On the register", f"{self.school} from {joined_on}, {year}"),
            ("Postcode", pupil["postcode"] or "Not given"),
        ]
        return [{"key": key, "value": value} for key, value in rows]

    def address_as(self, who: str) -> str:
        """The page on which the pupil is said to be this one."""
        return reverse(f"{NAMESPACE}:identify_as", args=[self.message.key, who])

    def address_of(self, child: Child) -> str:
        """The page on which the timetable of a pupil is entered, with what the school told."""
        return reverse(f"{NAMESPACE}:enter_notice", args=[self.message.key, self.school.key, child.key])


class Identify(OnUnlisted, from_anybody.Told):
    """What the school typed, and the children who may be meant. A person says who it is."""

    template_name = "reduced_timetables/identify.html"
    title = "Who is this pupil?"
    pathway = TIMETABLE

    def way_of(self, child: Child, case: Case | None) -> tuple[str, str]:
        return "It is this child", self.address_as(child.key)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "new_url": self.address_as(NEW)}


class AsForm(OxleForm):
    """How the pupil stands in the school’s register, of one who is not on it by our record."""

    kind = forms.ChoiceField(
        label="By which registration is the pupil at the school?",
        choices=EnrolmentKind.choices,
        initial=EnrolmentKind.SINGLE,
        widget=Radios(),
        help_text="From here on the school sees the record, as that of any of its pupils.",
    )

    def __init__(self, *args: Any, on_register: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_register:
            del self.fields["kind"]


class IdentifyAs(OnUnlisted):
    """The pupil is this child, or one whom we do not hold: the register, and then the notice itself."""

    form_class = AsForm
    template_name = "reduced_timetables/identify_as.html"
    title = "Check before you go on"
    submit_label = "Go on to the notice"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = None if kwargs["who"] == NEW else get_child_for(self.request.user, kwargs["who"])

    def on_register(self) -> bool:
        """Whether by our record the pupil is at that school."""
        return self.child is not None and school_of(self.child, [self.school], self.on) is not None

    def form_kwargs(self) -> dict[str, Any]:
        return {"on_register": self.on_register()}

    def context(self) -> dict[str, Any]:
        back = reverse(f"{NAMESPACE}:identify", args=[self.message.key])
        return {**super().context(), "child": self.child, "on_register": self.on_register(), "back_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        kind = form.cleaned_data.get("kind") or EnrolmentKind.SINGLE
        child = unlisted.identify(self.message, self.child, kind=kind, by=self.request.user, on=self.on)
        return redirect(self.address_of(child))
