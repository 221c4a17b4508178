"""Fields that only forms about people need."""

from typing import Any

from django import forms

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.people.upn import WrongUpn, clean_upn
from oxle.schools.models import School


class UpnField(forms.CharField):
    """A unique pupil number, its check letter checked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "UPN (optional)")
        kwargs.setdefault("help_text", "A letter and 12 digits, like A123456789012.")
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return clean_upn(typed)
        except WrongUpn as wrong:
            raise forms.ValidationError(str(wrong)) from None


class NameField(forms.CharField):
    """Part of a name, kept exactly as typed."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=300, widget=forms.TextInput(attrs={"spellcheck": "false"}), **kwargs)


class SchoolField(forms.ModelChoiceField):
    """One of the schools, by its key."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "School")
        rows = School.objects.select_related("organisation").order_by("organisation__name")
        super().__init__(queryset=rows, to_field_name="key", empty_label="Choose a school", **kwargs)

    def label_from_instance(self, school: School) -> str:
        return f"{school.name}, {school.town}" if school.town else school.name


def ask_why_this_school(form: OxleForm, data: dict[str, Any], surprise: str) -> None:
    """Ask why it is this school, where its ages do not fit the child's year (`school_ages`): a wrong one is easily
    chosen of a list. The answer is `other_year` of the data; nothing is asked where there is no surprise."""
    ask_why(
        form, data, "other_year", surprise, label="Why is it this school all the same?",
        otherwise="Select another school, or enter why it is this one",
    )  # fmt: skip


def ask_why(form: OxleForm, data: dict[str, Any], name: str, surprise: str, *, label: str, otherwise: str) -> None:
    """Ask why something is meant that does not go with what we hold (`surprise`, a sentence; nothing is asked where it
    is empty). The answer is the field `name` of the data. `otherwise`: what can be done, said while it is empty."""
    if not surprise:
        return
    why = LongTextField(
        label=label, max=1000, rows=3, help_text=surprise, error_messages={"required": f"{surprise} {otherwise}"}
    )
    form.add_field(name, why)
    typed = why.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    try:
        data[name] = why.clean(typed)
    except forms.ValidationError as wrong:
        form.add_error(name, wrong)


SOURCE_HINT = "Where this comes from, like a letter from the school or a call from the parent."


class SourceField(forms.CharField):
    """Where a fact comes from: every link and every fact says so."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": "Enter where this comes from"}
        super().__init__(label="Source", help_text=SOURCE_HINT, max_length=200, error_messages=messages, **kwargs)
