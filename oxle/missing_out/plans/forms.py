"""The forms of a personal education plan: for which term it is, when it was held, and what was found."""

from datetime import date, timedelta
from typing import Any

from django import forms

from oxle.cases.plan_models import EducationPlan
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.school_years import Span, exclusion_term

TERMS = 4


def terms_before(on: date) -> list[Span]:
    """The term of a day and the three before it, the newest first: a plan older than a year says nothing of today."""
    found = [exclusion_term(on)]
    while len(found) < TERMS:
        found.append(exclusion_term(found[-1].starts_on - timedelta(days=1)))
    return found


class PlanForm(OxleForm):
    """The plan of a term. `own` is the first day of the term that a recorded plan has, however long ago that is."""

    names = {
        "term_starts_on": "the term", "held_on": "the day of the meeting", "quality": "the quality of the plan",
        "why": "what is weak or missing",
    }  # fmt: skip
    term_starts_on = forms.TypedChoiceField(label="For which term is the plan?", coerce=date.fromisoformat)
    held_on = DateField(
        label="On which day was the meeting held?", name="the day of the meeting", past_or_today=True,
        help_text="The plan is late where that is after the last day of the term, or the first plan was due before",
    )  # fmt: skip
    quality = forms.ChoiceField(
        label="What is the quality of the plan?", choices=EducationPlan.Quality.choices, widget=Radios()
    )
    why = LongTextField(
        label="What is weak or missing?", max=1000, required=False,
        help_text="You must say it of a weak plan. Write of the plan, and not of the pupil’s family",
    )  # fmt: skip

    def __init__(self, *args: Any, own: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = terms_before(self.on)
        if own is not None and own not in [one.starts_on for one in found]:
            found.append(exclusion_term(own))
        self.fields["term_starts_on"].choices = [  # type: ignore[attr-defined]
            (one.starts_on.isoformat(), one.name) for one in found
        ]


class MistakeForm(OxleForm):
    """Why a plan was entered by mistake."""

    names = {"because": "the reason"}
    because = LongTextField(label="Why was it entered by mistake?", max=1000)
