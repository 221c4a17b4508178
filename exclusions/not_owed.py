"""The ground on which no education is owed from day 6, by code: SI 2007/1870 excepts a pupil of the last year of
compulsory schooling who has sat every public examination. The hours ledger counts nothing after the last of them."""

from typing import Any

from django import forms

from oxle.accounts.models import User
from oxle.cases.forms import KeepsWords
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Fact
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso
from oxle.core.fields import DateField
from oxle.core.widgets import Radios
from oxle.people.ages import year_group_on
from oxle.people.models import Enrolment
from oxle.people.visibility import in_force
from oxle.provision.actions import state_examinations_over
from oxle.schooldays.wording import plain_day

EXAMS_OVER_ON = Fact("exams_over_on", "Day of the pupil’s last public examination")
# The key of the step that says so, on each pathway that has it.
STEP = "not_owed"
EXAMS, OTHER = "exams", "other"
GROUNDS = {
    EXAMS: "The pupil is in Year 11 and has sat every public examination",
    OTHER: "Another ground, which you give below",
}
# Of a suspension only, which ends by itself: the duty was broken, and nothing can be arranged any more.
MISSED = "missed"
OF_SUSPENSION = {**GROUNDS, MISSED: "It was owed, and the suspension ended without it"}
LAST_YEAR = "Year 11"


class NotOwedForm(KeepsWords):
    """Why no education is owed, since when, and how that is known."""

    names = {"ground": "why no education is owed", "reason": "how you know, or what the ground is"}
    keeps = ("ground",)
    when = "When was this known?"
    ground = forms.ChoiceField(label="Why is no education owed?", choices=list(GROUNDS.items()), widget=Radios())
    exams_over_on = DateField(
        label="If the examinations are over, when was the last one? (optional)",
        name="day of the last examination",
        required=False,
        past_or_today=True,
        help_text="Education from day 6 is owed until then.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].label = "How do you know, or what is the ground?"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        over_on = data.get("exams_over_on")
        if data.get("ground") in (OTHER, MISSED) and over_on:
            self.add_error("exams_over_on", "Leave this empty, or answer above that the examinations are over")
        elif data.get("ground") == EXAMS and not over_on and "exams_over_on" not in self.errors:
            self.add_error("exams_over_on", "Enter the day of the last examination")
        elif data.get("ground") == EXAMS and over_on and not self._is_last_year(over_on):
            self.add_error("ground", f"The pupil is not in {LAST_YEAR} on {plain_day(over_on)}: education is owed")
        return data

    def _is_last_year(self, on: Any) -> bool:
        """By age, or as the register of a school says."""
        child = self.case.child
        if child is None:
            return False
        rows = Enrolment.objects.filter(in_force(on), child=child).values_list("year_group", flat=True)
        return LAST_YEAR in {year_group_on(child.born_on, on), *(f"Year {year}" for year in rows if year)}


def in_words(event: Event) -> str:
    """The ground, and since when; empty where the service ended it."""
    if event.facts.get("ground") == MISSED:
        return f"{OF_SUSPENSION[MISSED]}."
    said, over_on = GROUNDS.get(event.facts.get("ground", ""), ""), from_iso(event.facts.get(EXAMS_OVER_ON.key))
    if event.facts.get("ground") != EXAMS or over_on is None:
        return ""
    return f"{said}, the last on {plain_day(over_on)}."


def follow(case: Case, *, is_mistake: bool, by: User | None) -> None:
    """The hours ledger ends with the last examination as the case says now: put right, taken back, or no case at all
    where it was entered by mistake."""
    if case.child is None:
        return
    said = [] if is_mistake else as_they_stand(case.events.filter(step=STEP))
    days = [from_iso(event.facts.get(EXAMS_OVER_ON.key)) for event in said if event.facts.get("ground") == EXAMS]
    last_on = max((day for day in days if day), default=None)
    state_examinations_over(case.child, last_on=last_on, source=case.reference, by=by)
