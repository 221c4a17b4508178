"""The form on which an officer enters the application of somebody who wants to be a chaperone."""

from typing import Any

from django import forms

from licensing.chaperones.models import Chaperone
from licensing.chaperones.submitting import ChaperoneApplication, LivedGiven, at_own_address
from licensing.chaperones.typed import AddressLines, RefereeLines
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.documents.models import File
from oxle.people.forms.fields import NameField

SHORT = "govuk-input--width-10"
# What the application takes as it stands in the form.
SAME = (
    "title", "given", "family", "born_on", "email", "phone", "former_names", "insurance_number", "paid",
    "home_authority", "experience", "health", "declared", "safeguarding", "agrees_checks", "training", "trained_on",
    "dbs_number", "dbs_on",
)  # fmt: skip


def _also(label: str, name: str) -> LongTextField:
    return LongTextField(label=label, name=name, max=4000, rows=3, required=False)


class ApplyForm(OxleForm):
    """Who they are, where they lived, who can be asked, what they declare; as it came."""

    names = {
        "given": "the first names", "family": "the family name", "lines": "where they live", "paid": "how they do it",
        "photo": "the photograph", "lived": "the addresses", "referees": "the referees",
    }  # fmt: skip
    received_on = DateField(label="When did the application come?", name="day it came", past_or_today=True)
    title = forms.CharField(label="Title (optional)", max_length=40, required=False)
    given = NameField("First names")
    family = NameField("Family name")
    former_names = forms.CharField(label="Former names (optional)", max_length=500, required=False)
    born_on = DateField(label="Date of birth", past=True)
    email = forms.EmailField(label="Email address (optional)", required=False)
    phone = forms.CharField(label="Telephone (optional)", max_length=40, required=False)
    insurance_number = forms.CharField(label="National Insurance number (optional)", max_length=13, required=False)
    lines = LongTextField(label="Where do they live?", max=600, rows=3, help_text="Without the postcode.")
    postcode = forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": SHORT}))
    since_on = DateField(label="Since when?", name="day since when they live there", past_or_today=True)
    lived = AddressLines(label="Earlier addresses of the last five years (optional)", required=False)
    home_authority = forms.CharField(
        label="Which council is responsible there, if it is not this one? (optional)", max_length=200, required=False,
        help_text="The council where they live decides.",
    )  # fmt: skip
    referees = RefereeLines(label="Referees (optional)", required=False)
    paid = forms.ChoiceField(label="How do they do it?", choices=Chaperone.Paid.choices, widget=Radios())
    experience = _also("Experience with children (optional)", "the experience")
    training = forms.CharField(label="Training (optional)", max_length=300, required=False)
    trained_on = DateField(
        label="When was the training done? (optional)", name="day of the training", past_or_today=True, required=False
    )
    dbs_number = forms.CharField(
        label="Number of a DBS certificate, as they tell it (optional)", max_length=20, required=False
    )
    dbs_on = DateField(
        label="Day of that certificate (optional)", name="day of the certificate", past_or_today=True, required=False
    )
    health = _also("What must be known of their health? (optional)", "what must be known of their health")
    declared = _also("What do they declare that may speak against them? (optional)", "what they declare")
    safeguarding = _also(
        "What do they say of keeping children safe? (optional)", "what they say of keeping children safe"
    )
    agrees_checks = YesNoField(
        label="Do they agree that we ask the DBS, social care and the referees?", yes_if="they agree to the checks"
    )
    photo = forms.FileField(label="Photograph (optional)", required=False, help_text="JPEG or PNG.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for each in at_own_address(data.get("referees", []), data.get("email", "")):
            self.add_error("referees", each)
        return data

    def told(self, photo: File | None) -> ChaperoneApplication:
        """The application, its photograph stored by now."""
        data = self.cleaned_data
        here = LivedGiven(data["lines"], data["postcode"], data["since_on"])
        same: dict[str, Any] = {name: data[name] for name in SAME}
        return ChaperoneApplication(lived=[here, *data["lived"]], referees=data["referees"], photo=photo, **same)
