"""The pages on which a school tells something of a pupil who is on no list of ours, and an officer says who that is.

A duty subclasses them: see `pages`.
"""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from oxle.accounts.visibility import get_or_404
from oxle.cases import unlisted
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL
from oxle.cases.unlisted import Unlisted
from oxle.cases.views import choosing, from_anybody
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page
from oxle.core.widgets import Radios
from oxle.documents.actions import store_upload
from oxle.people.models import Child, EnrolmentKind, Sex
from oxle.people.visibility import get_child_for
from oxle.schooldays.wording import plain_day

# In an address, in place of a child: one whom we do not hold.
NEW = "new"


class Tell(choosing.FromSchool):
    """Base: a pupil who is not listed, and the matter: one page, sent once. Whether we hold the child is not looked at.

    A duty names its `kind`, its `form_class` (an UnlistedForm), its `title` and what the page says `first`.
    """

    kind: ClassVar[Unlisted]
    first: ClassVar[tuple[str, ...]] = ()
    template_name = "cases/unlisted.html"
    submit_label = "Send to the council"
    creates = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"schools": self.schools}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "search_url": self.address("begin")}

    def is_urgent(self, form: Any) -> bool:
        """Whether everybody who works on the inbox is to be told at once."""
        return False

    def form_valid(self, form: Any) -> HttpResponseBase:
        message = unlisted.tell(
            self.kind,
            form.at(),
            pupil=form.pupil(),
            notice=form.notice(),
            text=form.in_words(),
            files={
                name: store_upload(upload, by=self.request.user, at=self.at, field=name)
                for name, upload in form.uploads().items()
            },
            urgent=self.is_urgent(form),
            by=self.request.user,
            on=self.on,
            at=self.at,
        )
        return redirect(self.address("unlisted_sent", message.key))


class Sent(Page):
    """What a school told of a pupil who is not listed, in its own words, and whether the council knows who it is."""

    kind: ClassVar[Unlisted]
    permission = PORTAL
    template_name = "cases/unlisted_sent.html"

    def load(self, **kwargs: str) -> None:
        self.message = get_or_404(unlisted.told_by_school_of(self.kind, self.request.user), key=kwargs["key"])

    def page_of(self, case: Case) -> str:
        """The address of the school’s own page of the case that it became; empty where it has none."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Once there is a case, its own page."""
        if self.message.case is not None and (url := self.page_of(self.message.case)):
            return redirect(url)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        waits = self.message.state == InboxMessage.State.WAITING
        return {"message": self.message, "waits": waits, "back_url": reverse("cases:portal")}


class OnUnlisted(from_anybody.FromMessage, FormPage):
    """Base: an officer who says who a pupil is whom a school typed in, and may keep pupils’ records."""

    kind: ClassVar[Unlisted]
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.kind.is_it(self.message) or not self.kind.may_identify(self.request.user):
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
        until = f" to {plain_day(date.fromisoformat(pupil['left_on']))}" if pupil.get("left_on") else ""
        rows = [
            ("Name", f"{pupil['given']} {pupil['family']}"),
            ("Born", f"{born_on}. {Sex(pupil['sex']).label}"),
            ("UPN", pupil["upn"] or "Not given"),
            ("On the register", f"{self.school} from {joined_on}{until}, {year}"),
            ("Postcode", pupil["postcode"] or "Not given"),
        ]
        return [{"key": key, "value": value} for key, value in rows]

    def address_as(self, who: str) -> str:
        """The page on which the pupil is said to be this one."""
        return reverse(f"{self.kind.duty}:identify_as", args=[self.message.key, who])

    def address_of(self, child: Child) -> str:
        """The page on which the notice of a pupil is entered, with what the school told."""
        return reverse(f"{self.kind.duty}:enter_notice", args=[self.message.key, self.school.key, child.key])


class Identify(OnUnlisted, from_anybody.Told):
    """Base: what the school typed, and the children who may be meant. A person says who it is."""

    template_name = "cases/identify.html"
    title = "Who is this pupil?"

    def way_of(self, child: Child, case: Case | None) -> tuple[str, str]:
        return "It is this child", self.address_as(child.key)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "new_url": self.address_as(NEW)}


class AsForm(OxleForm):
    """How the pupil stands in the school’s register, of one who is not on it by our record."""

    names = {"kind": "by which registration the pupil is there"}
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
    """Base: the pupil is this child, or one whom we do not hold: the register, and then the notice itself."""

    form_class = AsForm
    template_name = "cases/identify_as.html"
    title = "Check before you go on"
    submit_label = "Go on to the notice"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = None if kwargs["who"] == NEW else get_child_for(self.request.user, kwargs["who"])

    def on_register(self) -> bool:
        """Whether by our record the pupil is at that school, or was until lately."""
        return self.child is not None and unlisted.is_or_was_there(self.child, self.school, self.on)

    def form_kwargs(self) -> dict[str, Any]:
        return {"on_register": self.on_register()}

    def context(self) -> dict[str, Any]:
        back = reverse(f"{self.kind.duty}:identify", args=[self.message.key])
        return {**super().context(), "child": self.child, "on_register": self.on_register(), "back_url": back}

    def form_valid(self, form: Any) -> HttpResponseBase:
        kind = form.cleaned_data.get("kind") or EnrolmentKind.SINGLE
        child = unlisted.identify(self.message, self.child, kind=kind, by=self.request.user, on=self.on)
        return redirect(self.address_of(child))


def pages(
    tell: type[Tell], sent: type[Sent], identify: type[Identify], identify_as: type[IdentifyAs]
) -> list[URLPattern]:
    """The addresses of one kind of telling, before those of `telling.pages`."""
    return [
        path("tell/unlisted/", tell.as_view(), name="unlisted"),
        path("unlisted/<str:key>/", sent.as_view(), name="unlisted_sent"),
        path("unlisted/<str:message>/who/", identify.as_view(), name="identify"),
        path("unlisted/<str:message>/who/<str:who>/", identify_as.as_view(), name="identify_as"),
    ]
