"""What is asked of an independent review: when it was asked for, what the panel decided, what the parents declined."""

from datetime import date
from typing import Any

from django import forms

from exclusions.permanent import pathway
from oxle.cases.forms import KeepsWords, PutsRight, StepForm
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Radios
from oxle.correspondence.methods import Method
from oxle.people.forms.fields import ask_why
from oxle.schooldays.wording import plain_day


def why_too_early(case: Case, on: date) -> str | None:
    """Why a review panel cannot have decided on a day; None from the day on which the review counts as asked for."""
    asked = last_taken(case, pathway.ASK_REVIEW.key)
    facts = (pathway.review.REVIEW_MADE_ON, pathway.review.TRUST_REVIEW_MADE_ON)
    made_on = next((day for fact in facts if asked and (day := from_iso(asked.facts.get(fact.key)))), None)
    if made_on is None or on >= made_on:
        return None
    return (
        f"The review counts as asked for on {plain_day(made_on)}. The panel cannot have decided before that: where it "
        "did not come by post, put right how it came."
    )


SENT_BACK = {
    "recommended": "The governors are recommended to look at it again",
    "quashed": "The decision is quashed: the governors are directed to look at it again",
}


class PanelDecidedForm(StepForm):
    """Base: what the review panel decided; on no day before the review counts as asked for."""

    when = "When did the panel decide?"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and (why := why_too_early(self.case, data["on"])):
            self.add_error("on", why)
        return data


class SentBackForm(PanelDecidedForm, KeepsWords):
    """That the review panel sent the decision back. SI 2012/1033: where it quashes it and the governors do not
    reinstate the pupil, it may order the school to pay."""

    names = {"outcome": "what the panel decided"}
    keeps = ("outcome",)
    outcome = forms.ChoiceField(label="What did the panel decide?", choices=list(SENT_BACK.items()), widget=Radios())


class DeclinedForm(KeepsWords):
    """That the governors offered the place back after a review and the parents did not want it: no payment can be
    ordered for that (SI 2012/1033), and the child needs a school all the same."""

    names = {"attended": "who attended"}
    keeps = ("attended",)
    when = "When did the parents decline it?"
    offered_on = DateField(
        label="When did the governors offer the place back?",
        name="day on which it was offered",
        past_or_today=True,
        help_text="Where that was within their 10 school days the review panel can order no payment.",
    )
    attended = LongTextField(label="Who attended when the governors decided to offer it?", max=2000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self, PutsRight):
            self.fields["reason"].label = "What did the parents say?"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        offered_on, sent_back = data.get("offered_on"), last_taken(self.case, pathway.REVIEW_SENT_BACK.key)
        if offered_on and sent_back and offered_on < sent_back.on:
            self.add_error("offered_on", "The governors cannot have offered it before the panel sent the decision back")
        elif offered_on and data.get("on") and data["on"] < offered_on:
            self.add_error("offered_on", "The governors cannot have offered it after the parents declined it")
        return data


class AskReviewForm(KeepsWords):
    """When a review was asked for: one that came by first class post is made on the second working day after posting.

    SI 2012/1033 Sch 1 para 1(2).
    """

    when = "On which day was it posted or handed over?"
    names = {"posted": "how it came"}
    keeps = ("posted", "late_because")
    posted = forms.ChoiceField(
        label="How did it come?",
        choices=[("no", "By hand or by e-mail"), ("yes", "By first class post")],
        widget=Radios(),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        window = self.case.deadlines.filter(clock=pathway.REVIEW_WINDOW.key).order_by("-pk").first()
        if window and window.due_on and data.get("on") and data.get("posted") and self._made_on() > window.due_on:
            ask_why(
                self,
                data,
                "late_because",
                f"A review could be asked for until {plain_day(window.due_on)}, and this counts as asked for on "
                f"{plain_day(self._made_on())}. It is refused, unless discrimination is claimed (SI 2012/1033 Sch 1).",
                label="Why is it received all the same?",
                otherwise="“Record that nobody asked for a review in time”, or enter why it is received",
            )
        return data

    def _made_on(self) -> date:
        """On which day it counts as asked for."""
        method = Method.FIRST_CLASS if self.cleaned_data["posted"] == "yes" else Method.BY_HAND
        return method.served_on(self.cleaned_data["on"])

    def facts(self) -> dict[str, Any]:
        made_on = self._made_on().isoformat()
        of_trust = self.case.school is not None and self.case.school.is_academy
        return {
            **super().facts(),
            pathway.review.REVIEW_MADE_ON.key: None if of_trust else made_on,
            pathway.review.TRUST_REVIEW_MADE_ON.key: made_on if of_trust else None,
        }
