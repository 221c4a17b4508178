"""The forms about people, their roles and their organisations."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.accounts.roles import ROLES
from oxle.accounts.sign_in_forms import LENGTH
from oxle.core.forms import OxleForm
from oxle.core.widgets import Number, Radios


def role_choices() -> list[tuple[str, Any]]:
    """The roles by the kind of organisation they are held in."""
    kinds = dict(OrganisationKind.choices)
    groups: dict[str, list[tuple[str, str]]] = {}
    for role in ROLES.values():
        groups.setdefault(kinds[role.at], []).append((role.key, role.label))
    return [("", "Select a role"), *groups.items()]


class RoleForm(OxleForm):
    """An organisation and a role in it."""

    names = {"organisation": "an organisation", "role": "a role"}
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        empty_label="Select an organisation",
        help_text="Who they act for: a council team, a school, a provider or an agency",
    )
    role = forms.ChoiceField(label="Role", choices=role_choices)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class InviteForm(RoleForm):
    """A new person with their first role."""

    names = {"name": "their name", "email": "their email address", **RoleForm.names}
    name = forms.CharField(label="Full name", max_length=300)
    email = forms.EmailField(
        label="Work email address", max_length=254, help_text="We send the invitation here. They sign in with it."
    )
    job_title = forms.CharField(label="Job title (optional)", max_length=200, required=False)
    field_order = ["name", "email", "job_title", "organisation", "role"]


class OwnDetailsForm(OxleForm):
    """What people may change about themselves."""

    names = {"name": "your name"}
    name = forms.CharField(label="Full name", max_length=300)
    job_title = forms.CharField(label="Job title (optional)", max_length=200, required=False)
    phone = forms.CharField(label="Work phone number (optional)", max_length=40, required=False)


class DetailsForm(OwnDetailsForm):
    """What an administrator may change about somebody."""

    names = {"name": "their name", "days_a_week": "the number of days a week"}
    days_a_week = forms.DecimalField(
        label="Days worked in a week",
        min_value=0,
        max_value=7,
        max_digits=3,
        decimal_places=1,
        widget=Number(width=3, suffix="days"),
        help_text="Their share of the work is counted by this",
    )


class ConfirmForm(OxleForm):
    """A page that asks once more before something is done."""


class OrganisationForm(OxleForm):
    """A new council team or agency."""

    names = {"kind": "what kind of organisation it is"}
    name = forms.CharField(label="Name", max_length=300)
    kind = forms.ChoiceField(
        label="Kind of organisation",
        choices=[(OrganisationKind.TEAM, "Council team"), (OrganisationKind.AGENCY, "Agency")],
        widget=Radios(hints={OrganisationKind.AGENCY: "Police, health, early help or another partner"}),
    )


class TeamPhoneForm(OxleForm):
    """By which number the readers of its letters reach a team."""

    phone = forms.CharField(
        label="Telephone number on letters (optional)",
        max_length=40,
        required=False,
        help_text="It stands on letters that the service drafts by itself, and on those of people without a number of "
        "their own.",
    )


class InvitationForm(OxleForm):
    """The first password."""

    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    names = {"password": "a password"}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password
