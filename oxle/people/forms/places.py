"""Forms about where people live, which school a child is at, and what makes them vulnerable."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.people.forms.fields import SchoolField, SourceField
from oxle.people.models import Adult, EnrolmentKind, VulnerabilityKind

ONLY_ADDS = "Those it is withheld from already stay so. Only a role that works with safeguarding takes a name off."


def _postcode() -> forms.CharField:
    return forms.CharField(
        label="Postcode (optional)",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class AddressForm(OxleForm):
    """Where a person lives from a day on."""

    lines = LongTextField(
        label="Address", rows=4, max=600, help_text="As it should stand on an envelope, without the postcode."
    )
    postcode = _postcode()
    from_on = DateField(label="Lives there since", name="date they moved in", past_or_today=True)
    second_home = YesNoField(
        label="Is this a second home?",
        yes_if="they keep the home they have now",
        help_text="If no, the address we hold now ends the day before.",
    )
    withheld = YesNoField(
        label="Must the address be withheld from everybody outside the council?",
        yes_if="the address must be withheld",
        help_text="For a refuge or a court order. To withhold it from one parent only, answer no and do so afterwards.",
    )
    withheld_because = forms.CharField(label="Why is it withheld? (only if it is)", required=False, max_length=300)
    source = SourceField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("withheld") and not cleaned.get("withheld_because"):
            self.add_error("withheld_because", "Enter why the address is withheld")
        return cleaned


class AddressCorrectForm(OxleForm):
    """An address that was mistyped."""

    lines = LongTextField(label="Address", rows=4, max=600)
    postcode = _postcode()
    from_on = DateField(label="Lives there since", name="date they moved in", past_or_today=True)


class WithholdForm(OxleForm):
    """From whom an address is withheld, and why."""

    names = {"because": "why the address is withheld"}

    scope = forms.ChoiceField(
        label="From whom must this address be withheld?",
        choices=[("everybody", "Everybody outside the council"), ("some", "The people ticked below")],
        widget=Radios(),
        error_messages={"required": "Select from whom the address is withheld"},
    )
    from_adults = forms.MultipleChoiceField(
        label="People (only if not everybody)", required=False, widget=Checkboxes(), choices=()
    )
    because = forms.CharField(label="Why?", max_length=300, help_text="Such as a refuge or a non-molestation order.")

    def __init__(self, *args: Any, adults: Sequence[Adult], only_adds: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_adds:
            self.fields["from_adults"].help_text = ONLY_ADDS
        self.fields["from_adults"].choices = [(adult.key, adult.name) for adult in adults]
        if not adults:
            del self.fields["from_adults"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("scope") == "some" and not cleaned.get("from_adults"):
            named = "from_adults" if "from_adults" in self.fields else "scope"
            self.add_error(named, "Select the people it is withheld from, or select everybody")
        return cleaned


class EnrolmentForm(OxleForm):
    """A child's time on a school's admission register."""

    school = SchoolField()
    kind = forms.ChoiceField(label="Registration", choices=EnrolmentKind, widget=Radios())
    year_group = forms.CharField(
        label="Year group (optional)",
        required=False,
        max_length=3,
        help_text="R, or a number from 1 to 13.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
    )
    from_on = DateField(label="First day on the register", past_or_today=False)
    source = SourceField(required=False)


class EnrolmentCorrectForm(EnrolmentForm):
    """An enrolment that was mistyped."""

    school = None
    to_on = DateField(label="Last day on the register (empty while the child is there)", required=False)
    field_order = ["kind", "year_group", "from_on", "to_on", "source"]


class EnrolmentMistakeForm(OxleForm):
    """Why a place on a register never was."""

    because = LongTextField(
        label="Why was it a mistake?",
        name="why it was a mistake",
        max=160,
        rows=3,
        help_text="Such as: entered on the wrong record. It is kept with your name in the audit. If the child was on "
        "the register, correct its days instead, or record that the child left.",
    )


class VulnerabilityForm(OxleForm):
    """A dated fact such as a child protection plan."""

    names = {"kind": "what it is"}

    kind = forms.ChoiceField(label="What is it?", choices=[("", "Choose one"), *VulnerabilityKind.choices])
    from_on = DateField(label="Since when?", name="date it began", past_or_today=True)
    detail = LongTextField(label="Details (optional)", required=False, max=2000)
    source = SourceField()


class VulnerabilityCorrectForm(VulnerabilityForm):
    """A vulnerability that was mistyped; another kind is another record."""

    kind = None
