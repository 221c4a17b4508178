"""The form that changes a setting from a day on."""

from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.rules import Rule


class RuleChangeForm(OxleForm):
    """A new value, as it is typed; the day it counts from; and why."""

    names = {"value": "the new value", "reason": "the reason"}
    value = forms.CharField(label="New value", max_length=100)
    from_on = DateField(
        label="From which day?",
        name="the day it counts from",
        help_text="For example, 1 9 2026",
    )
    reason = LongTextField(label="Reason", max=1000, help_text="Who decided it, and when. The reason is kept")

    def __init__(self, *args: Any, rule: Rule[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        unit = f" Leave out “{rule.unit}”." if rule.unit else ""
        self.fields["value"].help_text = f"Written like this: {rule.typed(rule.default)}.{unit}"

    def clean_value(self) -> str:
        """The value as typed, when the rule can read it."""
        typed: str = self.cleaned_data["value"]
        try:
            self.rule.read(typed)
        except ValueError as error:
            raise forms.ValidationError(f"New value cannot be “{typed}”: {error}", code="unreadable") from None
        return typed
