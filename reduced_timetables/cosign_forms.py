"""What a parent answers through the link."""

from typing import Any

from django import forms

from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class CosignForm(OxleForm):
    names = {"agrees": "whether you agree", "given_by": "your name"}
    agrees = forms.ChoiceField(
        label="Do you agree to this plan?",
        choices=[("yes", "Yes, I agree"), ("no", "No, I do not agree")],
        widget=Radios(),
        help_text="Nobody may make you agree. Without the agreement of a parent your child is entitled to full-time "
        "education.",
    )
    given_by = forms.CharField(
        label="What is your name?", max_length=200, help_text="As a parent with whom the child normally lives."
    )
    said = LongTextField(
        label="Is there anything you want to say about it? (optional)", max=2000, rows=3, required=False
    )

    def answer(self) -> dict[str, Any]:
        """What is kept."""
        said = self.cleaned_data
        return {"agrees": said["agrees"] == "yes", "given_by": said["given_by"], "said": said["said"]}
