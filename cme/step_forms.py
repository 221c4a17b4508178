"""What the steps of the case of a missing child ask beyond their day and reason."""

from typing import Any

from django import forms

from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField
from oxle.schooldays.wording import plain_day


class ClearForm(KeepsWords):
    """What was looked at before the enquiries began."""

    names = {"looked_at": "what was looked at"}
    keeps = ("looked_at",)
    looked_at = LongTextField(
        label="What was looked at, and why is nothing in the way?",
        max=4000,
        help_text="Social worker, child protection plan, open MASH contact, forced marriage, FGM, exploitation, "
        "radicalisation. If you are unsure, stop, and ring the MASH.",
    )


class FindForm(KeepsWords):
    """Where the child is, and how that is known."""

    names = {
        "where": "where the child is",
        "how_known": "how that is known",
        "verified_by": "who verified it",
    }
    keeps = ("where", "how_known", "verified_by", "verified_on")
    settled = ("paper",)
    when_name = "day on which this was known"
    when = "On which day was this known?"
    where = forms.CharField(label="Where is the child?", max_length=500)
    how_known = LongTextField(
        label="How is that known?", max=4000, help_text="Who said or showed what. What a relative says is no evidence."
    )
    verified_by = forms.CharField(
        label="Who verified it, and how? (where somebody did)",
        max_length=300,
        required=False,
        help_text="For example, the admissions office of the school there, by telephone on its published number.",
    )
    verified_on = DateField(
        label="On which day was it verified? (where it was)",
        name="day on which it was verified",
        past_or_today=True,
        required=False,
    )
    paper = forms.FileField(
        label="The paper that shows it, as a file (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verified_by") and not data.get("verified_on") and "verified_on" not in self.errors:
            self.add_error("verified_on", "Enter the day on which it was verified")
        if data.get("verified_on") and not data.get("verified_by") and "verified_by" not in self.errors:
            self.add_error("verified_by", "Enter who verified it, and how")
        return data


class LookedAnewForm(KeepsWords):
    """What was asked again of a child who is not located."""

    names = {"found": "what was asked again"}
    keeps = ("found",)
    when = "On which day?"
    found = LongTextField(label="What was asked again, and what came of it?", max=4000)


class ProposeForm(StepForm):
    """Why the case is to be closed, and since when the child is at a school again, where that is why."""

    back_on = DateField(
        label="From which day was the child at a school again? (where they are)",
        name="day from which the child was at a school again",
        past_or_today=True,
        required=False,
        help_text="For a child who came back to the school they were at, such as on its telephone call. Until the day "
        "before it, no education counts as offered.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        last_on, back_on = self.case.missing.last_attended_on, data.get("back_on")
        if back_on and last_on and back_on <= last_on:
            self.add_error("back_on", f"The child was last at school on {plain_day(last_on)}. Enter a later day")
        return data


class GroupForm(KeepsWords):
    """What the strategic group said."""

    names = {"found": "what the group said"}
    keeps = ("found",)
    when = "On which day did the group talk of the child?"
    found = LongTextField(label="What did the group say?", max=4000)


class WriteAuthorityForm(KeepsWords):
    """Which authority is written to, and why the child may be there."""

    names = {"authority": "which authority", "to_whom": "who is written to there"}
    keeps = ("authority", "to_whom", "why_there")
    authority = forms.CharField(label="To which authority do you write?", max_length=200)
    to_whom = forms.CharField(
        label="Who is written to there, and how?", max_length=300, help_text="A name, a team, a secure e-mail address."
    )
    why_there = LongTextField(
        label="Why may the child be there? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="The letter says it. No address that anybody in the family must not learn.",
    )
