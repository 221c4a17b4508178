"""The form of a step that is about one of several things on a case, such as one of a child's suspensions."""

from dataclasses import dataclass
from typing import Any

from django import forms

from oxle.cases.challenge_clocks import ABOUT
from oxle.cases.forms import PutsRight, StepForm
from oxle.core.widgets import Checkboxes, Radios


@dataclass(frozen=True)
class Thing:
    """Something a step can be about: what it is called, and what helps to tell it from the others."""

    name: str
    hint: str = ""


class AboutWhich(StepForm):
    """Base: a step that says what it is about. Asked only where it can be about several; `several`: at once, too.

    When its entry is put right that stays: the step would have been another.
    """

    which = "What is this about?"
    which_name = "what this is about"
    several = False
    # Which one is chosen until somebody chooses another; empty for none.
    proposed = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = {} if isinstance(self, PutsRight) else self.things()
        if len(self.about) > 1:
            choices = [(key, one.name) for key, one in self.about.items()]
            field: Any = (
                forms.MultipleChoiceField(label=self.which, choices=choices, widget=Checkboxes())
                if self.several
                else forms.ChoiceField(label=self.which, choices=choices, widget=Radios(), initial=self.proposed)
            )
            field.widget.hints = {key: one.hint for key, one in self.about.items() if one.hint}
            self.names = {**self.names, ABOUT.key: self.which_name}
            self.add_field(ABOUT.key, field)
            self.order_fields([ABOUT.key])

    def things(self) -> dict[str, Thing]:
        """What it can be about, by its reference."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data.get(ABOUT.key, list(self.about))
        chosen = [said] if isinstance(said, str) else said
        about = chosen[0] if len(chosen) == 1 else chosen
        return {**super().facts(), **({ABOUT.key: about} if about else {})}
