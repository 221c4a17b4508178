"""Pages made for the tests of the base classes, on the real tables of organisations."""

from threading import Barrier
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from oxle import urls
from oxle.accounts.models import Organisation
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.pages import ANYONE, SIGNED_IN, FormPage, Page
from oxle.core.permissions import write


class TeamForm(OxleForm):
    """A team's name, and a day that must not lie ahead."""

    name = forms.CharField(label="Name", max_length=300)
    since = DateField(label="Since", past_or_today=True, required=False)
    note = LongTextField(label="Note", max=100, required=False)

    def clean_name(self) -> str:
        """A name that no team has yet."""
        if Organisation.objects.filter(name=self.cleaned_data["name"]).exists():
            raise forms.ValidationError("There is a team of that name already")
        return self.cleaned_data["name"]


class Made(Page):
    """What was made."""

    permission = ANYONE
    template_name = "base.html"
    title = "Made"

    def load(self, key: str = "") -> None:
        self.key = key


class Mine(Made):
    permission = SIGNED_IN


class Unnamed(Made):
    permission = None


class Gated(FormPage):
    """With a gate, two requests are both past their first look at the database before either goes on."""

    permission = write("people")
    gate: Barrier | None = None

    def form(self) -> forms.Form:
        form = super().form()
        if self.gate is not None and form.is_bound and form.is_valid():
            self.gate.wait()
        return form


class Make(Gated):
    """Makes a team."""

    title = "Make a team"
    form_class = TeamForm
    creates = True
    done = "The team has been made"

    def form_valid(self, form: Any) -> HttpResponseBase:
        name = form.cleaned_data["name"]
        made = Organisation.objects.create(kind="team", name=name)
        if name == "Forbidden":
            raise Refused("A team may not be called Forbidden", field="name")
        if name == "Untimely":
            raise Refused("No team may be made today", field="no such field")
        return redirect("made", made.key)


class Ask(Make):
    """Asks once more before it makes a team."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        if "sure" not in self.request.POST:
            return self.show(form=form, once=self.once(), submit_label="Yes, make it")
        return super().form_valid(form)


class Close(Gated):
    """Closes a team, which can be done once."""

    title = "Close a team"
    form_class = OxleForm
    done = "The team is closed"

    def load(self, key: str) -> None:
        self.team = Organisation.objects.get(key=key)

    def form_valid(self, form: Any) -> HttpResponseBase:
        if self.team.closed_on:
            raise Refused("This team is closed already")
        self.team.closed_on = self.on
        self.team.save(update_fields=["closed_on"])
        return redirect("made", self.team.key)


class CloseOwn(Close):
    permission = SIGNED_IN


class RenameForm(OxleForm):
    """A new name."""

    name = forms.CharField(label="Name", max_length=20)


class Rename(Gated):
    """Changes a team's name."""

    title = "Rename a team"
    form_class = RenameForm
    done = "The team has a new name"

    def load(self, key: str) -> None:
        self.team = Organisation.objects.get(key=key)

    def edited(self) -> Organisation:
        return self.team

    def initial(self) -> dict[str, Any]:
        return {"name": self.team.name}

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.team.name = form.cleaned_data["name"]
        save_if_unchanged(self.team, self.version(), ["name"])
        return redirect("made", self.team.key)


urlpatterns = [
    path("sample/made/<slug:key>/", Made.as_view(), name="made"),
    path("sample/mine/", Mine.as_view()),
    path("sample/unnamed/", Unnamed.as_view()),
    path("sample/make/", Make.as_view()),
    path("sample/ask/", Ask.as_view()),
    path("sample/close/<slug:key>/", Close.as_view()),
    path("sample/close-own/<slug:key>/", CloseOwn.as_view()),
    path("sample/rename/<slug:key>/", Rename.as_view()),
    *urls.urlpatterns,
]
