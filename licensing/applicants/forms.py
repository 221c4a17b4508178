"""The forms of an application’s sections that are one page each, and what was answered in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from licensing.applicants import sections
from licensing.bodies import named
from licensing.performances.models import Nature
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm
from oxle.core.uploads import UploadField
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day

SHORT = "govuk-input--width-10"


class EmailForm(OxleForm):
    """Whom a link is sent to."""

    names = {"email": "your email address"}
    email = forms.EmailField(
        label="What is your email address?",
        help_text="We send a link to it. By the link you begin, and come back to what you began.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class BodyNumberField(forms.CharField):
    """The number of an approval of the organisation that is ours: looked up, and refused where we gave none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "label": "Number of that approval, if we gave it (optional)",
            "help_text": "Such as BO-7K4M-2QX6. Our register then says whether it covers the days.",
            "max_length": 40,
            "required": False,
            "widget": forms.TextInput(attrs={"class": SHORT, "spellcheck": "false"}),
            **kwargs,
        }
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        try:
            return named.number_of(super().clean(value))
        except named.NotOurs as wrong:
            raise forms.ValidationError(str(wrong)) from None


class OrganisationForm(SectionForm):
    names = {"policy": "whether you have a child protection policy", "lines": "the address"}
    organisation = forms.CharField(
        label="Name of the organisation", max_length=250, help_text="Who produces the performances, or organises them."
    )
    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    role = forms.CharField(label="Your job there", max_length=200)
    phone = forms.CharField(
        label="Telephone number", max_length=40, widget=forms.TextInput(attrs={"type": "tel", "class": SHORT})
    )
    lines = LongTextField(label="Address", rows=4, max=600, help_text="As on an envelope, without the postcode.")
    postcode = forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": SHORT}))
    policy = YesNoField(label="Do you have a child protection policy?", yes_if="you have a child protection policy")
    policy_on = DateField(
        label="If yes, when was it last looked at? (optional)",
        name="date of the policy",
        required=False,
        past_or_today=True,
    )


class ProductionForm(SectionForm):
    names = {
        "kind": "what kind of production it is", "said": "what the children do",
        "body_number": "the number of the approval",
    }  # fmt: skip
    name = forms.CharField(label="Name of the production", max_length=300)
    kind = forms.ChoiceField(label="What kind of production is it?", choices=Nature.choices, widget=Radios())
    said = LongTextField(
        label="What is it about, and what do the children do in it?",
        max=5000,
        help_text="Say it fully: a scene that may frighten or upset a child, stunts, animals, water, make-up.",
    )
    night = LongTextField(
        label="Does anything happen at night? (optional)",
        max=2000,
        required=False,
        rows=3,
        help_text="Night work needs a permission of its own. Say why it must be at night, on how many days and for how "
        "long, and mark the lines in “Days and times”.",
    )
    body_approval = forms.CharField(
        label="Does a council approve your whole organisation (BOPA)? Which one, and until when? (optional)",
        max_length=300,
        required=False,
    )
    body_number = BodyNumberField()


class EducationForm(SectionForm):
    names = {"misses": "whether any child misses school"}
    misses = YesNoField(label="Does any child miss school?", yes_if="any child misses school, if only for an hour")
    arrangements = LongTextField(
        label="If yes, how are they taught meanwhile? (optional)",
        max=3000,
        required=False,
        help_text="When and where, which subjects, for how many hours, and how it is agreed with the schools.",
    )
    teacher = forms.CharField(
        label="Who teaches them, and with which qualification? (optional)", max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("misses") and not data.get("arrangements") and "arrangements" not in self.errors:
            self.add_error("arrangements", "Enter how the children are taught meanwhile")
        return data


class AccommodationForm(SectionForm):
    names = {"away": "whether any child stays away overnight", "travel": "how the children travel"}
    away = YesNoField(label="Does any child stay away overnight?", yes_if="any child stays away overnight")
    where = LongTextField(
        label="If yes, where, and who is with them at night? (optional)",
        max=3000,
        required=False,
        help_text="The address, and how many share a room.",
    )
    travel = LongTextField(
        label="How do the children travel, and who is with them?",
        max=3000,
        help_text="To the place, and home in the evening.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("away") and not data.get("where") and "where" not in self.errors:
            self.add_error("where", "Enter where the children stay, and who is with them at night")
        return data


class FileForm(OxleForm):
    """Base: the one file of a section. `words`: what it must show. `picture`: whether it is one."""

    file: UploadField
    words: ClassVar[str] = ""
    picture: ClassVar[bool] = False


class RiskForm(OxleForm):
    file = UploadField(label="Risk assessment", most_mb=20, help_text="One file: put several papers into one.")


class SendForm(OxleForm):
    """The declaration, made as it is sent."""

    names = {"declared_by": "your name"}
    declared_by = forms.CharField(label="Your name", max_length=200)
    true = forms.BooleanField(
        label="I am authorised to apply, and what this application says is true and complete to the best of my "
        "knowledge",
    )
    records = forms.BooleanField(
        label="We keep the records of each child’s days that the law asks for, and tell the council of every change"
    )


FORMS: dict[str, type[SectionForm]] = {
    sections.ORGANISATION: OrganisationForm,
    sections.PRODUCTION: ProductionForm,
    sections.EDUCATION: EducationForm,
    sections.ACCOMMODATION: AccommodationForm,
}


def in_words(form: type[forms.Form], answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """Answers as the page to check them shows them, question by question; those left empty are left out."""
    found = []
    for name, field in form.base_fields.items():
        shown = _shown(field, answers.get(name))
        if shown:
            found.append({"key": str(field.label).removesuffix(" (optional)"), "value": shown})
    return found


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, DateField):
        # Kept as a plain value.
        return field_day(value)
    choices = dict(getattr(field, "choices", None) or [])
    return str(choices.get(value, value or ""))


def field_day(value: Any) -> str:
    """A kept date in full; "" for none."""
    return plain_day(date.fromisoformat(value)) if value else ""
