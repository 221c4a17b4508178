"""The administrator's pages: people, their roles, organisations, and what each role allows."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts import actions, queries, second_factor
from oxle.accounts.access import PEOPLE, get_organisation_for, get_user_for
from oxle.accounts.forms import ConfirmForm, DetailsForm, InviteForm, OrganisationForm, RoleForm, TeamPhoneForm
from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.accounts.tables import COLOURS, STATUSES, OrganisationTable, UserTable, standing_of, status_of
from oxle.accounts.visibility import visible_to
from oxle.core.pages import FormPage, Page
from oxle.core.templatetags.oxle import day, moment


class UserList(Page):
    """Everybody who can sign in, or could."""

    permission = PEOPLE
    title = "People"
    template_name = "accounts/user_list.html"

    def context(self) -> dict[str, Any]:
        rows = queries.people_for(self.request.user)
        return {
            "table": UserTable.table_for(self.request, rows, on=self.on, day=self.on),
            "primary": {"text": "Invite a person", "url": reverse("accounts:invite")},
        }


class _OfUser:
    """Loads the person the address names."""

    def load(self, key: str) -> None:
        self.person = get_user_for(self.request.user, key)
        self.url = reverse("accounts:user", args=[self.person.key])

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "back_url": self.url, "cancel_url": self.url}


class UserPage(_OfUser, Page):
    """One person: how they are reached, what they may do, when they last signed in."""

    permission = PEOPLE
    title = "Person"
    template_name = "accounts/user_page.html"

    def context(self) -> dict[str, Any]:
        person, status = self.person, status_of(self.person)
        here = {"args": [person.key]}
        changing = person.pk != self.request.user.pk
        menu = []
        if changing and person.is_active:
            if status == "invited":
                menu.append({"text": "Send the invitation again", "url": reverse("accounts:invite_again", **here)})
            if second_factor.has_second_factor(person):
                menu.append({"text": "Remove second factor", "url": reverse("accounts:remove_second_factor", **here)})
            menu.append({"text": "Deactivate", "url": reverse("accounts:deactivate", **here)})
        elif changing:
            menu.append({"text": "Reactivate", "url": reverse("accounts:reactivate", **here)})
        return {
            **super().context(),
            "status": STATUSES[status],
            "colour": COLOURS[status],
            "changing": changing,
            "menu": menu,
            "details": self._details(),
            "roles": queries.roles_of(person, self.on),
            "tries": queries.recent_sign_ins(person),
        }

    def _details(self) -> list[dict[str, str]]:
        person, change = self.person, reverse("accounts:change_details", args=[self.person.key])
        return [
            {"key": "Name", "value": person.name, "url": change},
            {"key": "Email address", "value": person.email},
            {"key": "Job title", "value": person.job_title or "Not given", "url": change},
            {"key": "Telephone", "value": person.phone or "Not given", "url": change},
            {"key": "Days worked in a week", "value": f"{person.days_a_week.normalize():f}", "url": change},
            {"key": "Second factor", "value": "Yes" if second_factor.has_second_factor(person) else "No"},
            {"key": "Last signed in", "value": moment(person.last_login) or "Never"},
        ]


class Invite(FormPage):
    """Invite somebody."""

    permission = PEOPLE
    title = "Invite a person"
    form_class = InviteForm
    template_name = "accounts/form.html"
    submit_label = "Send invitation"
    creates = True
    done = "The invitation has been sent"

    def form_kwargs(self) -> dict[str, Any]:
        return {"organisations": _open_organisations(self)}

    def context(self) -> dict[str, Any]:
        people = reverse("accounts:users")
        return {"back_url": people, "cancel_url": people}

    def form_valid(self, form: Any) -> HttpResponseBase:
        user = actions.invite(**form.cleaned_data, by=self.request.user, at=self.at)
        return redirect("accounts:user", user.key)


class ChangeDetails(_OfUser, FormPage):
    """Change how somebody is named and reached."""

    permission = PEOPLE
    title = "Change a person’s details"
    form_class = DetailsForm
    template_name = "accounts/form.html"
    done = "The details have been changed"

    def edited(self) -> User:
        return self.person

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in DetailsForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_details(self.person, version=self.version(), by=self.request.user, **form.cleaned_data)
        return redirect(self.url)


class GiveRole(_OfUser, FormPage):
    """Give somebody one more role."""

    permission = PEOPLE
    title = "Give a role"
    form_class = RoleForm
    template_name = "accounts/form.html"
    submit_label = "Give role"
    creates = True
    done = "The role has been given"

    def form_kwargs(self) -> dict[str, Any]:
        return {"organisations": _open_organisations(self)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.give_role(self.person, **form.cleaned_data, by=self.request.user, on=self.on)
        return redirect(self.url)


class _Confirm(_OfUser, FormPage):
    """Asks once more before something is done to somebody."""

    permission = PEOPLE
    form_class = ConfirmForm
    template_name = "accounts/confirm.html"
    explanation: ClassVar[str] = ""
    style: ClassVar[str] = ""

    def context(self) -> dict[str, Any]:
        asked = {"about": self.person.name, "explanation": self.explanation, "style": self.style}
        return {**super().context(), **asked}


class EndRole(_Confirm):
    """End a role."""

    title = "End a role"
    submit_label = "End role"
    style = "warning"
    explanation = "From the next page they open, they can no longer do what this role allows."
    done = "The role has ended"

    def load(self, key: str, organisation: str, role: str) -> None:
        super().load(key)
        held = [m for m in queries.roles_of(self.person, self.on) if m.role == role]
        self.membership = next((m for m in held if m.organisation.key == organisation), None)
        if self.membership is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        membership = self.membership
        about = f"{self.person.name}: {membership.role_label}, {membership.organisation.name}"
        return {**super().context(), "about": about}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.end_role(self.membership, by=self.request.user, on=self.on)
        return redirect(self.url)


class Deactivate(_Confirm):
    """Take away all access."""

    title = "Deactivate a person"
    submit_label = "Deactivate"
    style = "warning"
    explanation = (
        "They are signed out everywhere at once and cannot sign in again. What they did and wrote stays. "
        "Work that is theirs stays theirs until it is given to somebody else."
    )
    done = "The person has been deactivated"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.deactivate(self.person, by=self.request.user, on=self.on)
        return redirect(self.url)


class Reactivate(_Confirm):
    """Give access back."""

    title = "Reactivate a person"
    submit_label = "Reactivate"
    explanation = "They can sign in again as before, with the roles they still hold."
    done = "The person has been reactivated"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.reactivate(self.person, by=self.request.user)
        return redirect(self.url)


class InviteAgain(_Confirm):
    """Send a new invitation."""

    title = "Send the invitation again"
    submit_label = "Send invitation"
    explanation = "They get a new link, good once and for 7 days. The link in the earlier message stops working."
    done = "The invitation has been sent"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.invite_again(self.person, by=self.request.user, at=self.at)
        return redirect(self.url)


class RemoveSecondFactor(_Confirm):
    """Forget a lost phone or passkey."""

    title = "Remove a second factor"
    submit_label = "Remove second factor"
    style = "warning"
    explanation = (
        "Do this only when you have made sure that it is them who ask, for example by telephone. They are signed out "
        "everywhere. Council staff set up a new one when they next sign in."
    )
    done = "The second factor has been removed"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.remove_second_factor(self.person, by=self.request.user)
        return redirect(self.url)


class OrganisationList(Page):
    """Every organisation that people act for."""

    permission = PEOPLE
    title = "Organisations"
    template_name = "accounts/organisation_list.html"

    def context(self) -> dict[str, Any]:
        rows = queries.organisations_for(self.request.user, self.on)
        return {
            "table": OrganisationTable.table_for(self.request, rows, on=self.on, day=self.on),
            "primary": {"text": "Add a team or agency", "url": reverse("accounts:add_organisation")},
        }


class _OfOrganisation:
    """Loads the organisation the address names."""

    def load(self, key: str) -> None:
        self.organisation = get_organisation_for(self.request.user, key)
        self.url = reverse("accounts:organisation", args=[self.organisation.key])


class OrganisationPage(_OfOrganisation, Page):
    """One organisation: whether it still has access, and who acts for it."""

    permission = PEOPLE
    title = "Organisation"
    template_name = "accounts/organisation_page.html"

    def context(self) -> dict[str, Any]:
        text, colour = standing_of(self.organisation, self.on)
        of_team = {
            "key": "Telephone number on letters",
            "value": self.organisation.phone or "Not given",
            "url": reverse("accounts:team_phone", args=[self.organisation.key]),
        }
        return {
            "organisation": self.organisation,
            "status": text,
            "colour": colour,
            "details": [
                {"key": "Kind", "value": self.organisation.get_kind_display()},
                {"key": "Access until", "value": day(self.organisation.attested_until) or "No end"},
                *([of_team] if self.organisation.kind == OrganisationKind.TEAM else []),
            ],
            "members": queries.members_of(self.organisation, self.on),
            "can_attest": self.organisation.kind != OrganisationKind.TEAM and text != "Closed",
        }


class AttestOrganisation(_OfOrganisation, FormPage):
    """Say again that an organisation still needs its access."""

    permission = PEOPLE
    title = "Say that this organisation still needs its access"
    form_class = ConfirmForm
    template_name = "accounts/confirm.html"
    submit_label = "It still needs its access"
    done = "The organisation keeps its access for another year"

    def context(self) -> dict[str, Any]:
        return {
            "about": self.organisation.name,
            "explanation": "Make sure that it still exists under this name, and that its people still work there.",
            "back_url": self.url,
            "cancel_url": self.url,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.attest_organisation(self.organisation, by=self.request.user, on=self.on)
        return redirect(self.url)


class TeamPhone(_OfOrganisation, FormPage):
    """Change by which telephone number the readers of its letters reach a council team."""

    permission = PEOPLE
    title = "Change the telephone number on letters"
    form_class = TeamPhoneForm
    template_name = "accounts/form.html"
    done = "The telephone number has been changed"

    def load(self, key: str) -> None:
        super().load(key)
        if self.organisation.kind != OrganisationKind.TEAM:
            raise Http404

    def edited(self) -> Organisation:
        return self.organisation

    def initial(self) -> dict[str, Any]:
        return {"phone": self.organisation.phone}

    def context(self) -> dict[str, Any]:
        return {"back_url": self.url, "cancel_url": self.url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_team_phone(
            self.organisation, version=self.version(), phone=form.cleaned_data["phone"], by=self.request.user
        )
        return redirect(self.url)


class OrganisationAdd(FormPage):
    """Add a council team or an agency."""

    permission = PEOPLE
    title = "Add a team or agency"
    form_class = OrganisationForm
    template_name = "accounts/form.html"
    creates = True
    done = "The organisation has been added"

    def context(self) -> dict[str, Any]:
        organisations = reverse("accounts:organisations")
        return {"back_url": organisations, "cancel_url": organisations}

    def form_valid(self, form: Any) -> HttpResponseBase:
        organisation = actions.add_organisation(**form.cleaned_data, by=self.request.user, on=self.on)
        return redirect("accounts:organisation", organisation.key)


class RoleList(Page):
    """What each role allows, as a table to read."""

    permission = PEOPLE
    title = "Roles"
    template_name = "accounts/role_list.html"

    def context(self) -> dict[str, Any]:
        kinds = dict(OrganisationKind.choices)
        return {"roles": [(role, kinds[role.at], lines) for role, lines in queries.role_table()]}


def _open_organisations(page: Page) -> Any:
    return visible_to(page.request.user, Organisation).filter(closed_on=None)
