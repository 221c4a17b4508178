"""What the GOV.UK form pack needs to know of a bound field: its template, ids, classes, options and first control.

Works for any form, ours or another package's: nothing here asks for OxleForm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from oxle.core.widgets import DateBoxes


@dataclass(frozen=True)
class Option:
    """One radio or checkbox of a group."""

    id: str
    name: str
    value: str
    label: Any
    hint: str
    checked: bool
    disabled: bool
    divider: str
    alone: bool


class Control:
    """A bound field as the pack shows it."""

    def __init__(self, field: BoundField) -> None:
        self.field = field
        self.widget = field.field.widget
        self.id = self.widget.attrs.get("id") or field.auto_id or f"id_{field.html_name}"
        self.label = field.label
        self.hint = field.help_text
        self.errors = list(field.errors)
        self.hint_id = f"{self.id}-hint"
        self.error_id = f"{self.id}-error"
        self.is_page_heading = getattr(field.form, "page_heading", None) == field.name

    @property
    def template(self) -> str:
        """The template of the whole field."""
        return f"govuk/{self.kind}.html"

    @property
    def kind(self) -> str:
        """Which of the pack's templates shows this field."""
        widget = self.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "checkboxes"
        if isinstance(widget, forms.RadioSelect):
            return "radios"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        if isinstance(widget, DateBoxes):
            return "date"
        if isinstance(widget, forms.MultiWidget):
            return "several"
        if isinstance(widget, forms.Textarea):
            return "textarea"
        if isinstance(widget, forms.Select):
            return "select"
        if isinstance(widget, forms.FileInput):
            return "file"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        return "input"

    @property
    def group_classes(self) -> str:
        """Classes of the box around label and control."""
        classes = ["govuk-form-group"]
        if self.errors:
            classes.append("govuk-form-group--error")
        if self.count:
            classes.append("govuk-character-count")
        if self.kind == "password":
            classes.append("govuk-password-input")
        return " ".join(classes)

    @property
    def label_size(self) -> str:
        """s on a page of several questions, l when the question is the page's heading."""
        return "l" if self.is_page_heading else "s"

    @property
    def count(self) -> int | None:
        """The most characters a long text may have, when it has a limit."""
        return getattr(self.field.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def described_by(self) -> str:
        """The ids of hint and error, in the order they are read out."""
        ids = [self.hint_id] if self.hint else []
        if self.errors:
            ids.append(self.error_id)
        if self.count:
            ids.append(f"{self.id}-info")
        return " ".join(ids)

    @property
    def first_id(self) -> str:
        """The id of the control that an error in this field should lead to."""
        if self.kind == "date":
            return f"{self.id}_{(self.wrong_parts or ('day',))[0]}"
        if self.kind == "several":
            return f"{self.id}_0"
        return self.id

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The boxes of a date that are at fault."""
        if not self.errors:
            return ()
        for error in self.field.errors.as_data():
            if parts := getattr(error, "parts", ()):
                return parts
        return ("day", "month", "year")

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The three boxes of a date."""
        return self.widget.boxes(self.field.html_name, self.field.value(), self.id, self.wrong_parts)

    @property
    def options(self) -> Iterator[Option]:
        """The radios or checkboxes of a group. The first one's id is the field's own, so that links reach it."""
        widget = self.widget
        hints = getattr(widget, "hints", {})
        alone: set[str] = getattr(widget, "alone", set())
        or_before = getattr(widget, "or_before", None)
        context = widget.get_context(self.field.html_name, self.field.value(), {"id": self.id})
        number = 0
        for group, members, _ in context["widget"]["optgroups"]:
            for place, member in enumerate(members):
                value = "" if member["value"] is None else str(member["value"])
                divider = str(group) if group and place == 0 else ("or" if value == or_before else "")
                yield Option(
                    id=self.id if number == 0 else f"{self.id}_{number}",
                    name=member["name"],
                    value=value,
                    label=member["label"],
                    hint=hints.get(value, ""),
                    checked=bool(member["selected"]),
                    disabled=bool(member["attrs"].get("disabled") or self.field.field.disabled),
                    divider=divider,
                    alone=value in alone,
                )
                number += 1

    @property
    def choices_classes(self) -> str:
        """Classes of the box around the options."""
        kind = "checkboxes" if self.kind == "checkbox" else self.kind
        classes = [f"govuk-{kind}"]
        if getattr(self.widget, "small", False):
            classes.append(f"govuk-{kind}--small")
        if getattr(self.widget, "inline", False):
            classes.append(f"govuk-{kind}--inline")
        return " ".join(classes)

    @property
    def tag(self) -> SafeString:
        """The control itself, with the pack's classes and its description."""
        attrs: dict[str, Any] = {"id": self.id, "class": self._classes(), "required": False, "maxlength": False}
        attrs["aria-describedby"] = self.described_by or False
        if self.kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        return self.field.as_widget(attrs=attrs)

    def _classes(self) -> str:
        base = {
            "select": "govuk-select",
            "textarea": "govuk-textarea",
            "file": "govuk-file-upload",
            "checkbox": "govuk-checkboxes__input",
            "several": "",
        }.get(self.kind, "govuk-input")
        classes = [base]
        if self.errors and self.kind not in {"checkbox", "several"}:
            classes.append(f"{base}--error")
        if self.count:
            classes.append("govuk-js-character-count")
        if self.kind == "password":
            classes.append("govuk-password-input__input govuk-js-password-input-input")
        classes.append(self.widget.attrs.get("class", ""))
        return " ".join(name for name in classes if name)


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: the message, and the id of the control to go to ("" when there is none)."""

    message: str
    target: str


def problems(form: forms.BaseForm) -> list[Problem]:
    """The error summary of one form, in the order of its fields on the page."""
    visible = [Control(field) for field in form.visible_fields()]
    first = visible[0].first_id if visible else ""
    found = [Problem(str(message), first) for message in form.non_field_errors()]
    for field in form.hidden_fields():
        found += [Problem(str(message), first) for message in field.errors]
    for control in visible:
        found += [Problem(str(message), control.first_id) for message in control.errors]
    return found
