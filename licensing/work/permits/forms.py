"""The form on which an officer enters an employer’s application for a work permit."""

from typing import Any

from django import forms

from licensing.work.employer_forms import FIELDS, EmployerForm
from licensing.work.hours import Hours
from licensing.work.hours_forms import HoursForm
from licensing.work.permits.submitting import PermitApplication
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.documents.models import File


class ApplyForm(EmployerForm, HoursForm):
    """The employer, the job, its hours, the photograph and the risk assessment; as they came."""

    names = {
        "job": "the job", "tasks": "what the child does", "place": "the place of work", "employer": "the employer",
        "photo": "the photograph", "risk_assessment": "the risk assessment",
    }  # fmt: skip
    received_on = DateField(label="When did the application come?", name="day it came", past_or_today=True)
    job = forms.CharField(label="What is the job?", max_length=200, help_text="Such as paper round, or shop assistant.")
    tasks = LongTextField(label="What does the child do, exactly?", max=2000, rows=4)
    supervisor = forms.CharField(label="Who supervises the child? (optional)", max_length=200, required=False)
    place = LongTextField(label="Where is the work?", max=1000, rows=3)
    place_postcode = forms.CharField(label="Postcode of the place of work (optional)", max_length=10, required=False)
    place_authority = forms.CharField(
        label="Which council is responsible there, if it is not this one? (optional)", max_length=200, required=False,
        help_text="The council where the work is decides.",
    )  # fmt: skip
    starts_on = DateField(label="First day of work", help_text="Also where it is over: a late application is received.")
    ends_on = DateField(
        label="Last day of the job (optional)", name="last day of the job", required=False,
        help_text="Empty where it has none: the permit then ends with compulsory school age.",
    )  # fmt: skip
    light = YesNoField(label="Is it light work, which does no harm to the child?", yes_if="it is light work")
    listed = YesNoField(
        label="Do the byelaws list it as light work for children of 13?",
        yes_if="the byelaws list it",
        help_text="Look it up: only listed work may be done at 13.",
    )
    photo = forms.FileField(label="Photograph of the child (optional)", required=False, help_text="JPEG or PNG.")
    photo_on = DateField(
        label="When was the photograph taken? (optional)", name="day of the photograph", past_or_today=True,
        required=False,
    )  # fmt: skip
    risk_assessment = forms.FileField(label="Risk assessment (optional)", required=False)
    risk_words = LongTextField(
        label="Or what the risk assessment says (optional)", name="what it says", max=4000, rows=3, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = ["received_on", *FIELDS]
        asked = (*HoursForm.base_fields, *order)
        rest = [name for name in ApplyForm.base_fields if name not in asked]
        work = rest[: rest.index("photo")]
        self.order_fields([*order, *work, *HoursForm.base_fields, *rest[len(work) :]])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("photo") and not data.get("photo_on") and "photo_on" not in self.errors:
            self.add_error("photo_on", "Enter when the photograph was taken")
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The job cannot end before it begins")
        return data

    def told(self, photo: File | None, risk_assessment: File | None) -> PermitApplication:
        """The application, its files stored by now."""
        data = self.cleaned_data
        hours: Hours = data["hours"]
        same = (
            "job", "tasks", "place", "starts_on", "ends_on", "supervisor", "place_postcode", "place_authority", "light",
            "listed", "photo_on", "risk_words",
        )  # fmt: skip
        return PermitApplication(
            **{name: data[name] for name in same}, hours=hours, photo=photo, risk_assessment=risk_assessment
        )
