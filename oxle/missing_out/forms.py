"""The forms of the register: of which day it is wanted, and how a person sets a rating."""

from datetime import date
from typing import Any

from django import forms

from oxle.cases.criteria import Rated
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class DayForm(OxleForm):
    """A day that is not to come, and not of before the terms that are loaded (`first_on`)."""

    page_heading = "day"
    day = DateField(
        label="Which day do you want to see?",
        name="the day",
        past_or_today=True,
        help_text="For example, 21 9 2026. You see the register as it was at the end of that day",
    )

    def __init__(self, *args: Any, first_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        if first_on and isinstance(day, DateField):
            day.not_before = (first_on, "the first day of the terms that are loaded")


class _SetForm(OxleForm):
    """To what a rating is set, why and until when."""

    names = {"rated": "the rating", "reason": "the reason", "until_on": "the last day"}
    choices: tuple[Rated, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated"].choices = [(str(one.value), one.label) for one in self.choices]  # type: ignore[attr-defined]


def _rated(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=lambda value: Rated(int(value)), widget=Radios())


class RaiseForm(_SetForm):
    """A higher rating, and perhaps its last day."""

    choices = (Rated.AMBER, Rated.RED)
    rated = _rated("What is the rating?")
    reason = LongTextField(label="Why is it higher?", max=1000, help_text="Everybody reads it who may see the pupil")
    until_on = DateField(
        label="Until which day? (optional)", name="the last day", required=False, today_or_future=True,
        help_text="What is worked out counts again on the day after. Leave it empty for as long as needed",
    )  # fmt: skip


class LowerForm(_SetForm):
    """A lower rating and its last day."""

    choices = (Rated.GREEN, Rated.AMBER)
    rated = _rated("What should the rating be?")
    reason = LongTextField(label="Why is it lower?", max=1000, help_text="Everybody reads it who may see the pupil")
    until_on = DateField(
        label="Until which day?", name="the last day", today_or_future=True,
        help_text="What is worked out counts again on the day after",
    )  # fmt: skip


class AnswerForm(OxleForm):
    """The second person's answer."""

    names = {"agreed": "whether you agree", "because": "the reason"}
    agreed = YesNoField(label="Do you agree?")
    because = LongTextField(
        label="Reason", max=1000, required=False, help_text="You must give one where you do not agree"
    )


class EndForm(OxleForm):
    """Why something is taken back."""

    names = {"because": "the reason"}
    because = LongTextField(label="Why is it taken back?", max=1000)
