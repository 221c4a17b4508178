"""The forms of the enquiries about a missing child: what was asked, of whom, and who may leave a register."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cme.checklist import Kind, Result
from cme.grounds import CHOICES
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


class EnquiryForm(OxleForm):
    """One enquiry and what came of it."""

    names = {
        "kind": "what was asked",
        "result": "what came of it",
        "words": "who was asked and what they said",
    }
    kind = forms.ChoiceField(label="What was asked?", choices=Kind.choices, widget=Radios())
    on = DateField(label="On which day?", name="day", past_or_today=True)
    result = forms.ChoiceField(label="What came of it?", choices=Result.choices, widget=Radios())
    words = LongTextField(
        label="Who was asked, and what did they say?",
        max=5000,
        rows=4,
        help_text="If it was not asked, say why: for example, the family has never been in the forces.",
    )
    next_on = DateField(
        label="When is it asked again? (where an answer is awaited)", name="day to ask again", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("result") == Result.WAITS and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day on which you ask again")
        if data.get("on") and data.get("next_on") and data["next_on"] <= data["on"]:
            self.add_error("next_on", f"Enter a day after {plain_day(data['on'])}, when this was asked")
        return data


class AskAuthorityForm(OxleForm):
    """Which other authority was asked."""

    names = {"authority": "which authority was asked", "to_whom": "who was asked there"}
    authority = forms.CharField(label="Which authority was asked?", max_length=200)
    to_whom = forms.CharField(
        label="Who was asked there, and how?", max_length=300, help_text="A name, a team, a secure e-mail address."
    )
    sent_on = DateField(
        label="On which day was it asked in writing?", name="day on which it was asked", past_or_today=True
    )


class AnswerForm(OxleForm):
    """What another authority answered, and its receipt."""

    names = {"answer": "what it answered"}
    answered_on = DateField(label="When did it answer?", name="day of the answer", past_or_today=True)
    answer = LongTextField(label="What did it answer?", max=5000, rows=4)
    receipt_on = DateField(
        label="When did it confirm in writing that it has the child? (where it did)",
        name="day of the receipt",
        past_or_today=True,
        required=False,
        help_text="A receipt closes the case. That the family is said to be there is none.",
    )
    receipt_by = forms.CharField(label="Who signed the receipt? (where there is one)", max_length=300, required=False)
    receipt_reference = forms.CharField(
        label="Where is the receipt kept? (where there is one)",
        max_length=300,
        required=False,
        help_text="Attach it to the case first, and give its title here.",
    )
    receipt_school = forms.CharField(
        label="Which school there has the child? (where the receipt says it)",
        max_length=120,
        required=False,
        help_text="When the case is closed on the receipt, the records are to go there; without a school, to the "
        "authority, which says where to.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        said = {"receipt_by": "Enter who signed the receipt", "receipt_reference": "Enter where the receipt is kept"}
        for name, asked in said.items():
            if data.get("receipt_on") and not data.get(name):
                self.add_error(name, asked)
        for name in (*said, "receipt_school"):
            if data.get(name) and not data.get("receipt_on") and "receipt_on" not in self.errors:
                self.add_error(name, "Leave this empty, or enter the day of the receipt")
        return data


class AskDeleteForm(OxleForm):
    """A school asks whether it may take a pupil off its register."""

    names = {"ground": "the ground", "why": "what you did, and what you know"}
    ground = forms.ChoiceField(
        label="On which ground of the regulation would you delete the pupil?", choices=CHOICES, widget=Radios()
    )
    why = LongTextField(
        label="What did you do to find the pupil, and what do you know?",
        max=5000,
        help_text="Each call and visit with its day. You and the council look together before anybody is deleted.",
    )
    last_attended_on = DateField(
        label="On which day was the pupil last at your school? (where you have not told us)",
        name="last day at the school",
        past_or_today=True,
        required=False,
    )
    leave_ended_on = DateField(
        label="On which day did the leave end? (where the pupil did not come back from leave)",
        name="last day of the leave",
        past_or_today=True,
        required=False,
    )


class AskForSchoolForm(AskDeleteForm):
    """The same, as an officer enters it for a school."""

    names = {**AskDeleteForm.names, "school": "the school", "why": "what the school did, and what it knows"}
    field_order = ("school", "on")
    labels = {
        "ground": "On which ground of the regulation would the school delete the pupil?",
        "why": "What did the school do to find the pupil, and what does it know?",
        "last_attended_on": "On which day was the pupil last at that school? (where it is not known yet)",
    }
    school = forms.ChoiceField(label="Which school asks?", widget=Radios())
    on = DateField(label="On which day did it ask?", name="day on which the school asked", past_or_today=True)

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        """`schools` are those that have the pupil."""
        super().__init__(*args, **kwargs)
        self.schools = {one.key: one for one in schools}
        self.fields["school"].choices = [(one.key, one.name) for one in schools]
        for name, label in self.labels.items():
            self.fields[name].label = label

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]
