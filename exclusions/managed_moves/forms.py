"""The forms of a managed move: what a school tells of it, and what its steps ask."""

from typing import Any

from django import forms

from exclusions.managed_moves import queries
from exclusions.placement import forms as placement
from exclusions.placement.attending import Beginning
from exclusions.telling import SupportForSen
from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.meant import ask_whether_meant
from oxle.core.widgets import Radios
from oxle.people.models import Child
from oxle.people.school_ages import not_of_its_ages
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

AGREEMENT = ["parents_agreed_by", "parents_agreed_on", "in_writing", "to_head_agreed_on"]


def agreement(*, required: bool) -> dict[str, forms.Field]:
    """What is asked of who agreed: on the notice as far as it is known, on the step all of it."""
    note = "" if required else " (optional)"
    return {
        "parents_agreed_by": forms.CharField(
            label=f"Who of the parents agreed?{note}", max_length=300, required=required
        ),
        "parents_agreed_on": DateField(
            label=f"When did the parents agree?{note}",
            name="day on which the parents agreed",
            past_or_today=True,
            required=required,
        ),
        "in_writing": YesNoField(
            label="Did the parents agree in writing?",
            yes_if="the parents agreed in writing",
            **({} if required else {"initial": "no"}),
        ),
        "to_head_agreed_on": DateField(
            label=f"When did the head of the new school agree?{note}",
            name="day on which the head of the new school agreed",
            past_or_today=True,
            required=required,
        ),
    }


class ManagedMoveForm(OxleForm):
    """A managed move as the school tells of it that the pupil leaves."""

    names = {
        "pupil_view": "what the pupil says",
        "sen": "the pupil’s special educational needs",
        "reasons": "the reasons",
        "plan": "what was planned",
        "to_name": "the name of the new school",
        "parents_agreed_by": "who of the parents agreed",
        "letter": "the agreement",
    }
    pupil_view = LongTextField(label="What does the pupil say about it?", max=4000)
    sen = forms.ChoiceField(
        label="What special educational needs does the pupil have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")
    reasons = LongTextField(label="Why is the move planned?", max=4000)
    plan = LongTextField(
        label="What was planned?", max=4000, help_text="How the pupil starts there, and who helps. It is for good."
    )
    to_school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="key",
        label="Which school does the pupil move to? (optional)",
        required=False,
        empty_label="Not on the list",
    )
    to_name = forms.CharField(
        label="If it is not on the list, what is the school called? (optional)", max_length=200, required=False
    )
    decided_on = DateField(label="Day on which it was planned", past_or_today=True)
    starts_on = DateField(label="First day on the roll of the new school")
    letter = forms.FileField(
        label="What was agreed, in writing (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )

    def __init__(self, *args: Any, school: School, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child = child
        schools: Any = self.fields["to_school"]
        schools.queryset = (
            School.objects.filter(closed_on=None)
            .exclude(pk=school.pk)
            .select_related("organisation")
            .order_by("organisation__name")
        )
        for name, field in agreement(required=False).items():
            self.add_field(name, field)
        self.order_fields([*(name for name in self.fields if name not in {"letter", *AGREEMENT}), *AGREEMENT, "letter"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("to_school")) == bool(data.get("to_name")) and not {"to_school", "to_name"} & set(self.errors):
            self.add_error("to_school", "Select the school, or enter its name below: one of the two")
        decided_on, starts_on = data.get("decided_on"), data.get("starts_on")
        if decided_on and starts_on and starts_on < decided_on:
            self.add_error("starts_on", f"It cannot begin on {plain_day(starts_on)}, before it was planned")
        _check_agreement(self, data)
        self._ask_of_year(data)
        return data

    def _ask_of_year(self, data: dict[str, Any]) -> None:
        """Of a school that is for other ages it is asked whether it is meant: its people read about the pupil."""
        school, starts_on = data.get("to_school"), data.get("starts_on")
        surprise = not_of_its_ages(school, self.child.born_on, starts_on) if school and starts_on else ""
        if surprise:
            ask_whether_meant(
                self,
                "to_school",
                f"to_school_meant_{school.key}",
                words=surprise,
                label=f"{school.name} is meant all the same",
                otherwise="Select another school, or tick that this one is meant",
            )

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of ManagedMove."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "letter" and not name.startswith("to_school_meant")
        }


def _check_agreement(form: forms.Form, data: dict[str, Any]) -> None:
    """Who agreed and when belong together; nobody agreed in writing who did not agree."""
    by, on = data.get("parents_agreed_by"), data.get("parents_agreed_on")
    if by and not on and "parents_agreed_on" not in form.errors:
        form.add_error("parents_agreed_on", "Enter the day on which the parents agreed")
    if (on or data.get("in_writing")) and not by and "parents_agreed_by" not in form.errors:
        form.add_error("parents_agreed_by", "Enter who of the parents agreed")


class AcceptForm(StepForm):
    when = "When did the head of the new school agree?"


class AgreeForm(StepForm):
    """Who agreed, and when; filled in as far as it was told."""

    names = {"parents_agreed_by": "who of the parents agreed"}
    when = "When did you learn of it?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.case.managed_move
        for name, field in agreement(required=True).items():
            self.add_field(name, field)
            field.initial = getattr(told, name) or None
        self.fields["in_writing"].initial = "yes" if told.in_writing else None


class TellOthersForm(KeepsWords):
    names = {"told": "who was told"}
    keeps = ("told",)
    when = "When were they told?"
    told = forms.CharField(label="Who was told?", max_length=300, help_text="By job: no names are needed.")


class EnrolForm(StepForm):
    when = "On which day did the new school put the pupil on its roll?"


class ConfirmForm(placement.ConfirmForm):
    def beginning(self) -> Beginning | None:
        return queries.beginning_of(self.case)
