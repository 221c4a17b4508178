"""Forms about a child and their names."""

from typing import Any

from django import forms

from oxle.core.fields import DateField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.forms.fields import NameField, UpnField
from oxle.people.models import NameKind, Sex


class ChildForm(OxleForm):
    """What is known of a child when a record is made."""

    names = {"given": "the child’s first names", "family": "the child’s family name", "upn": "UPN"}

    given = NameField("First names", help_text="As they are written on the birth certificate or passport.")
    family = NameField("Family name")
    preferred_given = NameField("Preferred first name (optional)", required=False)
    preferred_family = NameField("Preferred family name (optional)", required=False)
    born_on = DateField(label="Date of birth", past_or_today=True, help_text="For example, 27 3 2012")
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios())
    upn = UpnField()
    postcode = forms.CharField(
        label="Postcode (optional)",
        required=False,
        max_length=10,
        help_text="Only used to look for records of the same child. Addresses are added on the next page.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    language = forms.CharField(label="First language (optional)", required=False, max_length=80)
    interpreter_needed = YesNoField(
        label="Does the child need an interpreter?", yes_if="the child needs an interpreter"
    )


class ChildFactsForm(OxleForm):
    """Facts of a child that are corrected in place."""

    names = {"upn": "UPN"}

    born_on = DateField(label="Date of birth", past_or_today=True)
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios())
    upn = UpnField(help_text="A letter and 12 digits. The one it replaces is kept as the former UPN.")
    ethnicity = forms.CharField(label="Ethnicity (optional)", required=False, max_length=80)
    language = forms.CharField(label="First language (optional)", required=False, max_length=80)
    interpreter_needed = YesNoField(
        label="Does the child need an interpreter?", yes_if="the child needs an interpreter"
    )
    died_on = DateField(label="Date of death (only if the child has died)", required=False, past_or_today=True)


class NameForm(OxleForm):
    """A child's name, changed or put right."""

    names = {"why": "why the name is changing"}

    kind = forms.ChoiceField(
        label="Which name?",
        choices=[(NameKind.LEGAL, "Legal name"), (NameKind.PREFERRED, "Preferred name")],
        widget=Radios(),
        error_messages={"required": "Select which name"},
    )
    why = forms.ChoiceField(
        label="Why is it changing?",
        choices=[("changed", "The name has changed"), ("mistyped", "It was mistyped")],
        widget=Radios(hints={"changed": "The old name is kept and can still be searched for."}),
        error_messages={"required": "Select why the name is changing"},
    )
    given = NameField("First names", required=False)
    family = NameField("Family name", required=False)
    changed_on = DateField(
        label="When did it change? (only if the name has changed)", required=False, past_or_today=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        emptied = cleaned.get("kind") == NameKind.PREFERRED and cleaned.get("why") == "mistyped"
        if not (cleaned.get("given") or cleaned.get("family")) and not emptied:
            self.add_error("given", "Enter the child’s first names")
        if cleaned.get("kind") == NameKind.LEGAL and cleaned.get("given") and not cleaned.get("family"):
            self.add_error("family", "Enter the child’s family name")
        if cleaned.get("why") == "changed" and not cleaned.get("changed_on") and "changed_on" not in self.errors:
            self.add_error("changed_on", "Enter the date the name changed")
        return cleaned
