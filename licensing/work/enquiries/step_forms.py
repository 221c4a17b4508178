"""What the steps of an enquiry ask beyond their day and reason."""

from typing import Any

from django import forms

from licensing.work.enquiries.models import Enquiry
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Radios


class FindForm(StepForm):
    """What an officer found, and when a child was last known to work there."""

    names = {"found": "what was found"}
    found = forms.ChoiceField(label="What was found?", choices=Enquiry.Found.choices, widget=Radios())
    found_words = LongTextField(
        label="What was seen and said?", name="what was seen and said", max=4000, rows=5,
        help_text="Who was spoken to, what the child does, on which days and at which hours.",
    )  # fmt: skip
    seen_on = DateField(
        label="When was a child last known to work there? (optional)", name="last day of work", past_or_today=True,
        required=False, help_text="The time in which proceedings can begin counts from this day.",
    )  # fmt: skip


class InformForm(StepForm):
    """What the letter says to the employer, and to the parents of the child."""

    names = {"reason": "what the employer must know and do"}
    when = "When was this decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label = "What must the employer know and do?"
        field.help_text = "This stands in the letter, which parents get as well. Name no child in it."
