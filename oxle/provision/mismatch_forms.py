"""The forms on which a register mismatch is explained, and on which it is said where a pupil was."""

from typing import Any

from django import forms

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes


class ExplainForm(OxleForm):
    """Why the registers differ, in the words of whoever looked into it."""

    names = {"because": "why they differ"}

    because = LongTextField(
        label="Why do the registers differ?",
        max=2000,
        help_text="Say where the pupil was, who told you and when. If a mark is wrong, have it put right instead: "
        "the mismatch then closes by itself.",
    )
    # What the person saw of the matter: a session that comes meanwhile is not explained with it.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class WhereaboutsForm(OxleForm):
    """Where a pupil was whom a provider did not see, for one session or several."""

    names = {"sessions": "which sessions it is about", "said": "where the pupil was"}

    sessions = forms.MultipleChoiceField(label="Which sessions is it about?", widget=Checkboxes(small=True))
    said = LongTextField(
        label="Where was the pupil?",
        max=2000,
        help_text="Say who told you, and when. If a mark is wrong, have the provider put it right instead.",
    )

    def __init__(self, *args: Any, waiting: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sessions"].choices = waiting
        self.fields["sessions"].initial = [key for key, _ in waiting]
