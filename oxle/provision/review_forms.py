"""The form of a programme review. It validates; it never saves."""

from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import DateLine, Radios
from oxle.provision.review_models import NextStep


class FollowForm(OxleForm):
    """What the council does about the next step that a review asks for."""

    words = LongTextField(
        label="What does the council do about it, and by when?",
        max=2000,
        rows=4,
        name="what the council does",
        help_text="Provider and school read this. It ends no place: that is done on the pupil’s record.",
    )


class ReviewForm(OxleForm):
    """What was reviewed, what the pupil works towards, and what comes next."""

    names = {"programme": "what the programme is", "targets": "the targets", "who_came": "who came"}

    held_on = DateField(label="When was the review?", name="the day of the review", widget=DateLine, past_or_today=True)
    who_came = LongTextField(
        label="Who came?", max=1000, rows=3, help_text="Names and jobs: the pupil, parents, school, council, others."
    )
    programme = LongTextField(
        label="What is the pupil’s programme?", max=5000, help_text="Subjects, qualifications, support, where and when."
    )
    targets = LongTextField(
        label="How far are the targets reached, and what are the next ones?", max=5000, name="the targets"
    )
    next_step = forms.ChoiceField(
        label="What comes next?",
        choices=NextStep,
        widget=Radios(),
        error_messages={"required": "Select what comes next"},
    )
    next_words = LongTextField(
        label="What is done for that, by whom and until when? (optional)", max=2000, rows=3, required=False
    )
    next_on = DateField(
        label="When is the next review? (optional)", name="the day of the next review", widget=DateLine, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        held_on, next_on = data.get("held_on"), data.get("next_on")
        if held_on and next_on and next_on <= held_on:
            self.add_error("next_on", "The next review must come after this one")
        return data
