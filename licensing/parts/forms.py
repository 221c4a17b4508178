"""What a parent, and what a school, answers by the link."""

import re
from datetime import date
from typing import Any

from django import forms

from licensing.parts.models import LinkSent
from licensing.performances.models import SchoolPart
from oxle.core import typed_dates
from oxle.core.fields import LongTextField, PercentField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios

_APART = re.compile(r"[;\n]")
# Six months have no more days.
MOST_DAYS = 184


class ParentForm(OxleForm):
    names = {
        "consents": "whether you consent",
        "healthy": "whether the child is fit for it",
        "health": "what must be known of the child’s health",
        "given_by": "your name",
        "relationship": "what you are to the child",
    }
    consents = YesNoField(label="Do you consent?", help_text="Nobody may make you consent.")
    healthy = YesNoField(
        label="Is the child in good health, and fit for this?",
        required=False,
        help_text="If you do not consent you need not say anything of the child’s health.",
    )
    health = LongTextField(
        label="Is there anything about the child’s health that must be known? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="For example, asthma, an allergy, medicines. If the child is not fit for it, say why.",
    )
    performed_on = LongTextField(
        label="On which days did the child perform in the past six months? (optional)",
        max=5000,
        rows=4,
        required=False,
        help_text="All performances, rehearsals not. One date on each line, such as 5/9/2026. Leave it empty if there "
        "was none.",
    )
    elsewhere = LongTextField(
        label="Did another council give or refuse a licence for the child in the past 12 months? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="Say which council, when and for which performances, and why if it was refused. Leave it empty if "
        "none did.",
    )
    said = LongTextField(label="Is there anything else you want to say? (optional)", max=2000, rows=3, required=False)
    given_by = forms.CharField(label="What is your name?", max_length=200)
    relationship = forms.CharField(
        label="What are you to the child?", max_length=100, help_text="For example, mother, father, carer."
    )

    def clean_performed_on(self) -> list[date]:
        found: set[date] = set()
        for typed in filter(None, (one.strip(" ,.") for one in _APART.split(self.cleaned_data["performed_on"]))):
            try:
                day = typed_dates.read_line(typed, today=self.today, past=True)
            except typed_dates.Unreadable:
                raise forms.ValidationError(f"“{typed[:40]}” is no date, such as 5/9/2026") from None
            if day > self.today:
                raise forms.ValidationError(f"“{typed[:40]}” is still to come: enter days on which the child performed")
            found.add(day)
        if len(found) > MOST_DAYS:
            raise forms.ValidationError("Six months have no more than 184 days")
        return sorted(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("consents") is not False and data.get("healthy") is None and "healthy" not in self.errors:
            self.add_error("healthy", "Select whether the child is fit for it")
        if data.get("healthy") is False and not data.get("health") and "health" not in self.errors:
            self.add_error("health", "Enter why the child is not fit for it")
        return data


class SchoolForm(OxleForm):
    names = {
        "absence": "whether you agree to the absence",
        "attendance": "the attendance",
        "said": "why you do not agree",
        "given_by": "your name",
        "position": "your job at the school",
    }
    absence = forms.ChoiceField(
        label="Do you agree to the absence?",
        choices=SchoolPart.Absence.choices,
        widget=Radios(),
        help_text="What you say is weighed, and decides nothing by itself: the council decides on the licence.",
    )
    attendance = PercentField(label="Attendance this school year (optional)", name="attendance", required=False)
    said = LongTextField(
        label="What should the council know? (optional)",
        max=2000,
        rows=4,
        required=False,
        help_text="For example, examinations on these days, how the child is doing. If you do not agree, say why.",
    )
    given_by = forms.CharField(label="What is your name?", max_length=200)
    position = forms.CharField(label="Your job at the school", max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("absence") == SchoolPart.Absence.NOT_AGREED and not data.get("said") and "said" not in self.errors:
            self.add_error("said", "Enter why you do not agree")
        return data


class AgainForm(OxleForm):
    """Whose link an officer sends again, and to which address."""

    names = {"whose": "whose part it is"}
    whose = forms.ChoiceField(label="Whose part is it?", choices=LinkSent.Whose.choices, widget=Radios())
    email = forms.EmailField(
        label="Send it to another address (optional)",
        required=False,
        help_text="Leave it empty to use the address of the last link. Be sure that it is theirs, and not the "
        "applicant’s.",
    )
