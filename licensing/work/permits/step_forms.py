"""What the steps of a work permit ask beyond their day and reason."""

from typing import Any

from django import forms

from licensing.work import reading
from licensing.work.hours import typed_again
from licensing.work.hours_forms import HoursForm
from licensing.work.permits import queries
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField, PercentField, YesNoField


def _writing() -> forms.FileField:
    return forms.FileField(label="The writing itself (optional)", required=False, help_text="PDF, Word or a picture.")


def _also(label: str, name: str) -> LongTextField:
    return LongTextField(label=label, name=name, max=2000, rows=3, required=False)


class ParentForm(StepForm):
    """A parent’s written permission, as it came."""

    names = {"given_by": "which parent it is", "position": "what they are to the child", "document": "the writing"}
    when = "When did it come?"
    given_by = forms.CharField(label="Which parent?", max_length=200)
    position = forms.CharField(label="What are they to the child?", max_length=200)
    agrees = YesNoField(label="Does the parent give written permission?", yes_if="the parent gives permission")
    health = _also("What must be known of the child’s health? (optional)", "what must be known of the child’s health")
    said = _also("What else did the parent say? (optional)", "what else the parent said")
    document = _writing()


class SchoolForm(StepForm):
    """The school’s written answer, as it came."""

    names = {"given_by": "who at the school it is", "document": "the writing", "said": "what the school says"}
    when = "When did it come?"
    given_by = forms.CharField(label="Who at the school says it?", max_length=200)
    position = forms.CharField(label="What is their position? (optional)", max_length=200, required=False)
    agrees = YesNoField(label="Does the school give written permission?", yes_if="the school gives permission")
    attendance = PercentField(
        label="What is the child’s attendance this school year? (optional)", name="attendance", required=False
    )
    said = _also("What does the school say? (optional if it gives permission)", "what the school says")
    document = _writing()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("agrees") is False and not data.get("said") and "said" not in self.errors:
            self.add_error("said", "Enter why the school does not give permission")
        return data


class SupplyForm(StepForm):
    """A photograph or a risk assessment that came later."""

    names = {"photo": "the photograph", "risk_assessment": "the risk assessment"}
    when = "When did it come?"
    photo = forms.FileField(label="Photograph of the child (optional)", required=False, help_text="JPEG or PNG.")
    photo_on = DateField(
        label="When was the photograph taken? (optional)", name="day of the photograph", past_or_today=True,
        required=False,
    )  # fmt: skip
    risk_assessment = forms.FileField(label="Risk assessment (optional)", required=False)
    risk_words = _also("Or what the risk assessment says (optional)", "what the risk assessment says")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("photo") and not data.get("photo_on") and "photo_on" not in self.errors:
            self.add_error("photo_on", "Enter when the photograph was taken")
        names = ("photo", "photo_on", "risk_assessment", "risk_words")
        if not self.errors and not any(data.get(name) for name in names):
            self.add_error("photo_on", "Enter at least one of the photograph and the risk assessment")
        return data


class OtherHoursForm(HoursForm, StepForm):
    """Other hours than those that were told, all of them once more."""

    when = "When were they told?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in typed_again(reading.hours_of(self.case)).items():
            self.fields[name].initial = text


class ChangeForm(OtherHoursForm):
    """The hours and the conditions of a permit in force, as they are from now on."""

    when = "When was this decided?"
    conditions = _also("Conditions (optional)", "the conditions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conditions"].initial = self.case.work_permit.conditions


class GrantForm(StepForm):
    """What the permit says beside the application; and why, where it is considered by itself."""

    when = "When was this decided?"
    conditions = _also("Conditions (optional)", "the conditions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why := queries.to_consider(self.case):
            self.add_field(
                "considered",
                LongTextField(
                    label="Why is it granted all the same?", name="why it is granted all the same", max=2000, rows=3,
                    help_text=" ".join(why),
                ),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data.setdefault("considered", "")
        return data
