"""The forms of a pack: of which day the register is frozen, what is said beside it, and that it is agreed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm


class FreezeForm(OxleForm):
    """The day whose register the pack keeps."""

    frozen_on = DateField(
        label="As the register stood at the end of which day?",
        name="the day",
        past_or_today=True,
        help_text="What is known of that day now is kept, and never changes in this pack.",
    )


class AgreeForm(OxleForm):
    """What is said to the members, if anything."""

    words = LongTextField(
        label="What do you say to the members? (optional)",
        max=4000,
        required=False,
        help_text="It stands first in the pack. Name nobody: members know pupils by their reference",
    )


class RemarkForm(OxleForm):
    """What is said beside a pupil or a theme."""

    names = {"words": "what you say"}
    words = LongTextField(
        label="What do you say?", max=2000, rows=4,
        help_text="Whoever reads the pack reads it. Name nobody: members know pupils by their reference",
    )  # fmt: skip


class FigureRemarkForm(RemarkForm):
    """The same, and beside which figure."""

    names = {"figure": "the figure", **RemarkForm.names}
    figure = forms.ChoiceField(label="Beside which figure?")
    field_order = ["figure", "words"]

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [("", "Nothing chosen"), *offered]  # type: ignore[attr-defined]


class TakeAwayForm(OxleForm):
    """Nothing is asked but that it is meant."""
