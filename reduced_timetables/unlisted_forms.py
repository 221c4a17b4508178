"""The form on which a school tells of a reduced timetable of a pupil whom no list of ours has."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from oxle.core.answers import in_labels
from oxle.core.fields import DateField
from oxle.core.widgets import Radios
from oxle.documents.models import File
from oxle.people.forms.fields import NameField, UpnField
from oxle.people.models import Sex
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from reduced_timetables.fields import Span
from reduced_timetables.forms import TimetableForm

# What says who the pupil is, in the order in which it is asked.
PUPIL = ("given", "family", "born_on", "sex", "upn", "year_group", "joined_on", "postcode")
YEARS = [("", "Select one"), ("R", "Reception"), *((str(year), f"Year {year}") for year in range(1, 14))]


class UnlistedForm(TimetableForm):
    """The pupil as the school’s own register has them, and then the timetable as of any other pupil."""

    names = {
        **TimetableForm.names,
        "given": "the pupil’s first names",
        "family": "the pupil’s family name",
        "year_group": "the year group",
        "school": "the school",
    }

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        """`schools`: those for which the person acts; with several they say which."""
        super().__init__(*args, school=schools[0] if len(schools) == 1 else None, **kwargs)
        self.schools = schools
        notice = list(self.helper.layout.fields)
        pupil: dict[str, forms.Field] = {
            "given": NameField("First names of the pupil"),
            "family": NameField("Family name of the pupil"),
            "born_on": DateField(label="Date of birth", past_or_today=True, help_text="For example, 27 3 2012"),
            "sex": forms.ChoiceField(label="Sex", choices=Sex, widget=Radios()),
            "upn": UpnField(),
            "year_group": forms.ChoiceField(label="Year group", choices=YEARS),
            "joined_on": DateField(label="First day on your register", past_or_today=True),
            "postcode": forms.CharField(
                label="Postcode of the pupil’s home (optional)",
                required=False,
                max_length=10,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            ),
        }
        if len(schools) > 1:
            choices = [(school.key, school.name) for school in schools]
            pupil = {"school": forms.ChoiceField(label="At which school?", choices=choices, widget=Radios()), **pupil}
        for name, field in pupil.items():
            self.add_field(name, field)
        self.order_fields([*pupil, *self.fields])
        self.helper.layout = Layout(*pupil, *notice)

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("school")
        self.school = next((school for school in self.schools if school.key == chosen), self.school)
        data = super().clean()
        born_on, joined_on = data.get("born_on"), data.get("joined_on")
        if born_on and joined_on and joined_on <= born_on:
            self.add_error("joined_on", "First day on your register must be after the date of birth")
        return data

    def pupil(self) -> dict[str, Any]:
        """Who the pupil is, as plain values."""
        return {name: _plain(self.cleaned_data[name]) for name in PUPIL}

    def notice(self) -> dict[str, Any]:
        """What is told of the timetable, by the fields of its form, as plain values; what was left empty is left out.
        Files are kept beside it."""
        return {name: _plain(value) for name, value in self._answered() if name not in (*PUPIL, "school")}

    def in_words(self) -> str:
        """All that was told, question by question, as the council reads it."""
        return "\n\n".join(
            f"{str(self[name].label).removesuffix(' (optional)')}\n{self._words(name, value)}"
            for name, value in self._answered()
            if name != "school"
        )

    def _answered(self) -> list[tuple[str, Any]]:
        typed = self.cleaned_data
        plain = [name for name, field in self.fields.items() if not isinstance(field, forms.FileField)]
        return [(name, typed[name]) for name in plain if typed[name] not in (None, "")]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return plain_day(value) if isinstance(value, date) else str(in_labels(self.fields[name], value))


def begins_with(told: dict[str, Any]) -> dict[str, Any]:
    """What the form of an officer begins with, of what a school told of a pupil who is on no list; {} of any other
    message."""
    days = {name for name, field in TimetableForm(on=date.min).fields.items() if isinstance(field, DateField)}
    said = told.get("notice", {})
    return {name: date.fromisoformat(value) if name in days else value for name, value in said.items()}


def file_of(told: dict[str, Any], name: str, files: Sequence[File]) -> File | None:
    """The file that came with what a school told, by the field of the form; None where none came."""
    key = told.get("files", {}).get(name)
    return next((file for file in files if file.key == key), None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Span | Decimal) else value
