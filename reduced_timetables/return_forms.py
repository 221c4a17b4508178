"""What a school says of a week in which its register did not come to us."""

from typing import Any

from django import forms

from oxle.core.forms import OxleForm
from oxle.core.widgets import Number, Radios
from reduced_timetables.models import Says


class NilForm(OxleForm):
    """Nothing is asked: to send it says that there were none."""


class ReturnForm(OxleForm):
    names = {"says": "which pupils were on a reduced timetable", "more": "how many others"}
    says = forms.ChoiceField(
        label="Which pupils were on a reduced timetable in this week?", choices=Says.choices, widget=Radios()
    )
    more = forms.IntegerField(
        label="If others as well, how many? (optional)",
        min_value=1,
        max_value=999,
        required=False,
        widget=Number(width=3, attrs={"inputmode": "numeric"}),
        help_text="Tell us of each of them on its own form, with the parent’s agreement.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("says") == Says.MORE and not data.get("more") and "more" not in self.errors:
            self.add_error("more", "Enter how many others")
        if data.get("says") in {Says.NIL, Says.AS_TOLD} and data.get("more"):
            self.add_error("more", "Leave this empty, or select that there were others as well")
        return data
