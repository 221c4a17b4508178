"""The forms of the group: a theme and its pupils, a decision, an escalation, and that something is done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.meetings.queries import people_who
from oxle.missing_out.group.actions import LEAST, Kind, Todo
from oxle.missing_out.group.candidates import Candidate
from oxle.missing_out.group.queries import OF_THEME
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

NO_NAME = "Name nobody: members know pupils by their reference. A name of theirs is taken out."


class PupilsForm(OxleForm):
    """Who stands under a theme."""

    names = {"pupils": "the pupils whom it keeps out"}
    pupils = forms.MultipleChoiceField(label="Which pupils does it keep out?", widget=Checkboxes())

    def __init__(self, *args: Any, offered: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.child.key: one.child for one in offered}
        field: Any = self.fields["pupils"]
        field.choices = [(one.child.key, str(one.child)) for one in offered]
        field.widget.hints = {one.child.key: one.hint for one in offered}
        field.help_text = "Those who go to the group or are red. At least two."

    def clean_pupils(self) -> list[Child]:
        """The chosen children."""
        chosen = [self.offered[key] for key in self.cleaned_data["pupils"]]
        if len(chosen) < LEAST:
            raise forms.ValidationError("Select at least two pupils")
        return chosen


class ThemeForm(PupilsForm):
    """One barrier, and the one action that the group owns."""

    names = {
        "barrier": "what stands in the way", "shows": "how it shows", "action": "what the group is to see done",
        **PupilsForm.names,
    }  # fmt: skip
    barrier = forms.CharField(label="What stands in the way?", max_length=200, help_text="In one line. " + NO_NAME)
    shows = LongTextField(label="How does it show?", max=2000, rows=4)
    action = forms.CharField(
        label="What is the group to see done?", max_length=300, help_text="One action, which the group owns."
    )
    field_order = ["barrier", "shows", "action", "pupils"]


class DecideForm(OxleForm):
    """What the group decided of a pupil or a theme, and what somebody does because of it."""

    names = {"kind": "what was decided", "words": "why", "owner": "who does it"}
    kind = forms.ChoiceField(label="What was decided?", widget=Radios())
    words = LongTextField(label="Why?", max=4000, rows=4, help_text=NO_NAME)
    what = forms.CharField(label="What does somebody do now? (where somebody acts)", max_length=300, required=False)
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(), to_field_name="key", label="Who does it? (where somebody acts)", required=False,
        empty_label="Nobody chosen",
    )  # fmt: skip
    due_on = DateField(label="By which day? (where somebody acts)", name="day", required=False)

    def __init__(self, *args: Any, of_theme: bool, meets_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meets_on = meets_on
        field: Any = self.fields["kind"]
        field.choices = [
            (one.value, OF_THEME.get(one, one.label) if of_theme else one.label) for one in Kind if one != Kind.DIRECTOR
        ]
        ends = "The theme ends" if of_theme else "The pupil is settled, and comes up again if something is new or worse"
        field.widget.hints = {Kind.EASED: ends}
        if self.on:
            self.fields["owner"].queryset = people_who(self.on, read("board"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        acts = data.get("kind") == Kind.ACT
        if acts or data.get("what") or data.get("owner"):
            for name, message in (
                ("what", "Enter what somebody does"), ("owner", "Select who does it"),
                ("due_on", "Enter the day by which it is done"),
            ):  # fmt: skip
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        if data.get("due_on") and data["due_on"] < self.meets_on:
            self.add_error("due_on", f"It cannot be done before the meeting, {plain_day(self.meets_on)}")
        return data

    def todo(self) -> Todo | None:
        """What somebody does; None where nobody does anything."""
        data = self.cleaned_data
        return Todo(data["what"], data["owner"], data["due_on"]) if data["what"] else None


class EscalateForm(OxleForm):
    """Why it goes to the director."""

    names = {"because": "why the director is asked"}
    because = LongTextField(label="Why is the director asked?", max=4000, rows=4, help_text=NO_NAME)


class DoneForm(OxleForm):
    """When it was done, and what came of it."""

    names = {"came_of_it": "what came of it"}
    done_on = DateField(label="On which day was it done?", name="day", past_or_today=True)
    came_of_it = LongTextField(
        label="What came of it?", max=2000, rows=4, help_text="The group reads it at its next meeting. " + NO_NAME
    )
