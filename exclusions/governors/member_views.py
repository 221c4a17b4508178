"""The pages on which the clerk keeps who may sit when the governors consider an exclusion."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.governors import members
from exclusions.governors.sittings import GOVERNORS
from exclusions.permanent.pathway.stages import GOVERNORS_CLERK
from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page
from oxle.core.widgets import Radios
from oxle.meetings import actions
from oxle.meetings.following import series_of
from oxle.meetings.models import Capacity, Member
from oxle.meetings.views import EndsMember
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


class GovernorForm(OxleForm):
    """Somebody who may sit; none of them signs in."""

    names = {"name": "their name", "capacity": "as what they sit"}
    name = forms.CharField(label="What is their name?", max_length=300)
    capacity = forms.ChoiceField(
        label="As what do they sit?", choices=[(one.value, one.label) for one in members.CAPACITIES], widget=Radios()
    )
    from_on = DateField(label="From which day?", name="the first day")


class Members(Page):
    """Who may sit, at each school whose clerk this is."""

    permission = GOVERNORS_CLERK
    template_name = "exclusions/governors_members.html"
    title = "Governors who consider exclusions"

    def context(self) -> dict[str, Any]:
        schools = list(members.schools_of(self.request.user))
        there = members.by_school(schools, self.on)
        return {
            "schools": [
                {"school": school, "rows": [_row(one, school) for one in there[school.pk]]} for school in schools
            ],
            "back_url": reverse("exclusions:governors:list"),
        }


def _row(member: Member, school: School) -> dict[str, Any]:
    until = f" to {plain_day(member.to_on)}" if member.to_on else ""
    return {
        "key": member.name,
        "value": f"{member.get_capacity_display()}, from {plain_day(member.from_on)}{until}",
        "url": "" if member.to_on else reverse("exclusions:governors:member_end", args=[school.key, member.key]),
        "link": "End",
        "hidden": f"the membership of {member.name}",
    }


class _OfSchool(FormPage):
    """Loads the school that the address names."""

    permission = GOVERNORS_CLERK
    template_name = "meetings/meeting_form.html"
    school: School

    def load(self, **kwargs: str) -> None:
        self.school = members.get_school_of(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        url = reverse("exclusions:governors:members")
        return {"caption": self.school.name, "back_url": url, "cancel_url": url}


class MemberAdd(_OfSchool):
    """Somebody may sit from a day on."""

    form_class = GovernorForm
    title = "Add a governor"
    creates = True
    done = "The governor has been added."

    def initial(self) -> dict[str, Any]:
        return {"from_on": self.on, "capacity": Capacity.MEMBER}

    def form_valid(self, form: Any) -> HttpResponseBase:
        series = series_of(GOVERNORS, self.school, self.on)
        actions.add_member(series, by=self.request.user, user=None, **form.cleaned_data)
        return redirect("exclusions:governors:members")


class MemberEnd(_OfSchool, EndsMember):
    """Somebody sits no more."""

    title = "End a governor’s membership"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.member = members.get_member_of(self.school, kwargs["member"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "caption": f"{self.member.name}, {self.school.name}"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.end(form)
        return redirect("exclusions:governors:members")
