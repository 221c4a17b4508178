"""The base of the form of one section of something that is filled in over several sittings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from oxle.core.forms import OxleForm


class SectionForm(OxleForm):
    """Base of a section's form: it can say what to keep, as plain values, and what was typed, as typed."""

    def typed(self) -> dict[str, list[str]]:
        """What was typed into a form that was sent, field by field as the browser sends it; files are not among it."""
        of_fields = tuple(name for name, field in self.fields.items() if not isinstance(field, forms.FileField))
        sent = {name: self.data.getlist(name) for name in self.data if name.startswith(of_fields)}
        # The database keeps no NUL, which nobody types and some programs paste.
        return {name: [value.replace("\0", "") for value in values] for name, values in sent.items()}

    def show_typed(self, typed: Mapping[str, list[str]]) -> None:
        """Show what was typed earlier, in place of what the form would begin with."""
        data = MultiValueDict(typed)
        for name, field in self.fields.items():
            if not isinstance(field, forms.FileField):
                self.initial[name] = field.widget.value_from_datadict(data, MultiValueDict(), name)

    def answers(self) -> dict[str, Any]:
        """What is kept of this section."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], forms.FileField)
        }
