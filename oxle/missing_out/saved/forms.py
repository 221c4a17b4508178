"""The forms of saved views, and of which columns the register shows."""

from django import forms

from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.missing_out.shown import COLUMNS

ONLY_I, EVERYBODY = "no", "yes"


class ColumnsForm(OxleForm):
    """The columns beside the pupil."""

    page_heading = "columns"
    names = {"columns": "what the list shows"}
    columns = forms.MultipleChoiceField(
        label="What does the list show of each pupil?", widget=Checkboxes(),
        choices=[(key, one.label) for key, one in COLUMNS.items()],
        help_text="Files have the same columns. Who the pupil is always stands there",
    )  # fmt: skip


class ViewForm(OxleForm):
    """What a view is called, and who has it."""

    names = {"name": "what the view is called", "is_shared": "who has the view"}
    name = forms.CharField(
        label="What is the view called?",
        max_length=80,
        help_text="For example, “Red, nobody works on it”. Name no pupil",
    )
    is_shared = forms.TypedChoiceField(
        label="Who has it?", coerce=lambda value: value == EVERYBODY, widget=Radios(),
        choices=[(ONLY_I, "Only I"), (EVERYBODY, "Everybody who reads the register")],
    )  # fmt: skip


class RemoveForm(OxleForm):
    """Nothing is asked before a view is taken away."""
