"""What is asked when consent to withdraw is asked for, or decided."""

from typing import Any

from django import forms

from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios

# The Act says that consent is asked for; who may do it for whom was not at hand, so both are received.
WHO = {"parents": "The parents", "school": "The school, for the parents"}


def _words() -> LongTextField:
    return LongTextField(
        label="What do the parents say of why, and of the education they plan?",
        name="what the parents say",
        max=5000,
        help_text="Also how, by whom and from when, as far as they say it.",
    )


def _view() -> LongTextField:
    return LongTextField(
        label="What does the school think of it? (optional)", name="what the school thinks", max=5000, required=False
    )


class SchoolAsksForm(OxleForm):
    """What a school writes when it asks for consent."""

    words = _words()
    view = _view()

    def told(self) -> dict[str, Any]:
        """What the entry keeps."""
        return {"who": "school", **{name: value for name, value in self.cleaned_data.items() if value}}


class AskedForm(KeepsWords):
    """The same as an officer hears it: from the parents, or from a school that rang or wrote."""

    names = {"who": "who asks"}
    keeps = ("who", "words", "view")
    when = "When was it asked for?"
    who = forms.ChoiceField(label="Who asks?", choices=list(WHO.items()), widget=Radios())
    words = _words()
    view = _view()


class ConsentDecisionForm(StepForm):
    """Whether the council consents: the parents read why, and the school only what was decided."""

    when = "When was it decided?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = "Why? The parents read this in their letter."
        reason.help_text = "The school reads what was decided and when, and never why."
        reason.error_messages["required"] = "Enter why"
