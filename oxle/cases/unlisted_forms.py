"""The form on which a school tells something of a pupil whom no list of ours has: who that is, and then what a duty's
own form asks of any pupil."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from oxle.core.answers import in_labels
from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.documents.models import File
from oxle.people.forms.fields import NameField, UpnField
from oxle.people.models import Sex
from oxle.people.visibility import TOLD_AFTER
from oxle.schooldays.wording import listed, plain_day
from oxle.schools.models import School

# What says who the pupil is, in the order in which it is asked.
PUPIL = ("given", "family", "born_on", "sex", "upn", "year_group", "joined_on", "left_on", "postcode")
YEARS = [("", "Select one"), ("R", "Reception"), *((str(year), f"Year {year}") for year in range(1, 14))]
NAMES = {
    "given": "the pupil’s first names",
    "family": "the pupil’s family name",
    "year_group": "the year group",
    "school": "the school",
}
IN_CONFIDENCE = "It was said, in confidence: whoever enters this for the school reads it."
MORE_THAN_A_YEAR = "Ring us about a pupil who left more than a year ago"


class UnlistedForm(OxleForm):
    """The pupil as the school’s own register has them, before the fields of the form that a duty names after it."""

    # Whether it can be told of a pupil who is off the roll already.
    also_left: ClassVar[bool] = False
    # What only whoever enters it reads: the words of a message are read by all who work on the inbox, and on the case.
    in_confidence: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        """`schools`: those for which the person acts; with several they say which."""
        super().__init__(*args, **kwargs)
        self.schools = schools
        pupil: dict[str, forms.Field] = {
            "given": NameField("First names of the pupil"),
            "family": NameField("Family name of the pupil"),
            "born_on": DateField(label="Date of birth", past_or_today=True, help_text="For example, 27 3 2012"),
            "sex": forms.ChoiceField(label="Sex", choices=Sex, widget=Radios()),
            "upn": UpnField(),
            "year_group": forms.ChoiceField(label="Year group", choices=YEARS),
            "joined_on": DateField(
                label="First day on your register",
                past_or_today=True,
                help_text="Of a pupil who never came, the day on which you expected them." if self.also_left else "",
            ),
            "postcode": forms.CharField(
                label="Postcode of the pupil’s home (optional)",
                required=False,
                max_length=10,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            ),
        }
        if self.also_left:
            pupil["left_on"] = DateField(
                label="Last day on your register, if the name is off it (optional)",
                name="last day on your register",
                past_or_today=True,
                required=False,
            )
        pupil = {name: pupil[name] for name in PUPIL if name in pupil}
        if len(schools) > 1:
            choices = [(school.key, school.name) for school in schools]
            pupil = {"school": forms.ChoiceField(label="At which school?", choices=choices, widget=Radios()), **pupil}
        for name, field in pupil.items():
            self.add_field(name, field)
        self.order_fields([*pupil, *self.fields])
        if self.helper.layout is not None:
            self.helper.layout = Layout(*pupil, *self.helper.layout.fields)

    def at(self) -> School:
        """The school that tells, once that is said."""
        chosen = self.cleaned_data.get("school")
        return next((school for school in self.schools if school.key == chosen), self.schools[0])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        born_on, joined_on, left_on = (data.get(name) for name in ("born_on", "joined_on", "left_on"))
        if born_on and joined_on and joined_on <= born_on:
            self.add_error("joined_on", "First day on your register must be after the date of birth")
        if joined_on and left_on and left_on < joined_on:
            self.add_error("left_on", "Last day on your register must not be before the first")
        elif left_on and left_on < self.today - TOLD_AFTER:
            self.add_error("left_on", MORE_THAN_A_YEAR)
        return data

    def pupil(self) -> dict[str, Any]:
        """Who the pupil is, as plain values."""
        return {name: _plain(self.cleaned_data[name]) for name in PUPIL if name in self.fields}

    def notice(self) -> dict[str, Any]:
        """What is told of the matter, by the fields of its form, as plain values; what was left empty is left out.
        Files are kept beside it."""
        return {name: _plain(value) for name, value in self._answered() if name not in (*PUPIL, "school")}

    def in_words(self) -> str:
        """All that was told, question by question, as the council reads it, but for what is in confidence."""
        return "\n\n".join(
            f"{str(self[name].label).removesuffix(' (optional)')}\n{self._words(name, value)}"
            for name, value in self._answered()
            if name != "school"
        )

    def uploads(self) -> dict[str, Any]:
        """The files that came with it, by field."""
        files = [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]
        return {name: self.cleaned_data[name] for name in files if self.cleaned_data.get(name)}

    def _answered(self) -> list[tuple[str, Any]]:
        typed = self.cleaned_data
        plain = [name for name, field in self.fields.items() if not isinstance(field, forms.FileField)]
        return [(name, typed[name]) for name in plain if typed[name] not in (None, "", [])]

    def _words(self, name: str, value: Any) -> str:
        if name in self.in_confidence:
            return IN_CONFIDENCE
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return plain_day(value)
        said = in_labels(self.fields[name], value)
        return listed([str(one) for one in said]) if isinstance(said, list) else str(said)


def begins_with(said: dict[str, Any], form: type[OxleForm], **kwargs: Any) -> dict[str, Any]:
    """What the form of an officer begins with, of what a school told of a pupil who is on no list: its `notice()`."""
    days = {name for name, field in form(on=date.min, **kwargs).fields.items() if isinstance(field, DateField)}
    return {name: date.fromisoformat(value) if name in days else value for name, value in said.items()}


def file_of(told: dict[str, Any], name: str, files: Sequence[File]) -> File | None:
    """The file that came with what a school told, by the field of the form; None where none came."""
    key = told.get("files", {}).get(name)
    return next((file for file in files if file.key == key), None)


def _plain(value: Any) -> Any:
    """A value as it can be kept and typed again: what the fields of a form themselves show of it."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | list):
        return value
    return str(value)
