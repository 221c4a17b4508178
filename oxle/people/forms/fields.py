"""Fields that only forms about people need."""

from typing import Any

from django import forms

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


SOURCE_HINT = "Where this comes from, like a letter from the school or a call from the parent."


class SourceField(forms.CharField):
    """Where a fact comes from: every link and every fact says so."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": "Enter where this comes from"}
        super().__init__(label="Source", help_text=SOURCE_HINT, max_length=200, error_messages=messages, **kwargs)
