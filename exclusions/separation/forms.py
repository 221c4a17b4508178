"""The forms of a safeguarding separation: what a head tells of it, and what its steps ask."""

from typing import Any

from django import forms

from exclusions.telling import SupportForSen
from oxle.cases.forms import KeepsWords
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day


class SeparationForm(OxleForm):
    """A separation as a head tells of it. How the pupil is comes first."""

    names = {
        "pupil_view": "what the pupil says",
        "sen": "the pupil’s special educational needs",
        "led_by": "who leads it",
        "why": "why they must be kept apart",
    }
    pupil_view = LongTextField(label="How is the pupil, and what do they say about it?", max=4000)
    sen = forms.ChoiceField(
        label="What special educational needs does the pupil have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")
    led_by = forms.CharField(
        label="Which designated safeguarding lead leads it?", max_length=200, help_text="Name and telephone number."
    )
    why = LongTextField(
        label="Why must the pupils be kept apart, and why can they not both come?",
        max=4000,
        help_text="Name no other pupil: whom this pupil is kept apart from stays in your safeguarding file.",
    )
    decided_on = DateField(label="Day on which it was decided", past_or_today=True)
    starts_on = DateField(label="First school day on which the pupil may not come")
    parents_told_on = DateField(
        label="Day on which the parents were told (optional)",
        name="day on which the parents were told",
        past_or_today=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decided_on, starts_on = data.get("decided_on"), data.get("starts_on")
        if decided_on and starts_on and starts_on < decided_on:
            self.add_error("starts_on", f"It cannot begin on {plain_day(starts_on)}, before it was decided")
        return data


class ArrangeForm(KeepsWords):
    names = {"place": "what was arranged"}
    keeps = ("place",)
    when = "When was this arranged?"
    place = LongTextField(
        label="What was arranged, with whom, from when and for how many hours?",
        max=2000,
        rows=3,
        help_text="Give a place with a provider on the pupil’s record, under “Education offered”.",
    )


class HoldReviewForm(KeepsWords):
    names = {"found": "what was found"}
    keeps = ("found",)
    when = "When was the review held?"
    found = LongTextField(label="Must they still be kept apart, and why?", max=4000)


class EndForm(KeepsWords):
    names = {"found": "why they need not be kept apart"}
    keeps = ("found",)
    when = "On which day was the pupil back?"
    found = LongTextField(label="Why need they not be kept apart any more, and what keeps them safe?", max=4000)
