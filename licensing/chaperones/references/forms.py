"""What a referee answers by the link, and whom an officer asks."""

from typing import Any

from django import forms

from oxle.cases.forms import StepForm
from oxle.core.fields import LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class RefereeForm(OxleForm):
    names = {
        "known": "how you know them",
        "children": "how they are with children",
        "given_by": "your name",
        "against": "what speaks against it",
    }
    known = LongTextField(label="How do you know them, and since when?", max=1000, rows=3)
    related = YesNoField(
        label="Are you related to them, or do you live with them?", yes_if="you are related to them or live with them"
    )
    children = LongTextField(
        label="What do you know of how they are with children?",
        max=2000,
        rows=4,
        help_text="For example, whether they are patient, careful and reliable, and where you saw it.",
    )
    suitable = YesNoField(
        label="Do you think them suitable to be in charge of children?", yes_if="you think them suitable"
    )
    against = LongTextField(
        label="Is there anything that speaks against it? (optional)", max=2000, rows=3, required=False
    )
    given_by = forms.CharField(label="What is your name?", max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("suitable") is False and not data.get("against") and "against" not in self.errors:
            self.add_error("against", "Enter what speaks against it")
        return data


class AskForm(StepForm):
    """Which referee is sent a link, and to which address. The day is today, on which it leaves: no other is asked."""

    names = {"referee": "who is asked"}
    referee = forms.ChoiceField(label="Who is asked?", choices=(), widget=Radios())
    email = forms.EmailField(
        label="Send it to another address (optional)",
        required=False,
        help_text="Leave it empty to use the one that the applicant gave. Be sure that it is the referee’s.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [one for one in self.case.referees.all() if one.suitable is None]
        self.fields["referee"].choices = [
            (one.key, f"{one.name}, {one.email or 'no email address given'}") for one in waiting
        ]
        self.fields["on"].disabled = True
        self.fields["on"].widget = forms.HiddenInput()
