"""The forms on which an officer plans an inspection."""

from typing import Any

from django import forms

from licensing.inspections.models import Inspection
from licensing.work.employer_forms import FIELDS, EmployerForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class PlanForm(OxleForm):
    """When, why and where."""

    names = {"why": "why it is made"}
    planned_on = DateField(label="On which day is the visit?", name="day of the visit")
    why = forms.ChoiceField(label="Why is it made?", choices=Inspection.Why.choices, widget=Radios())
    announced = YesNoField(label="Are they told of it before?", yes_if="they are told of it before")
    place = LongTextField(
        label="Where, if not at the address that we have? (optional)", name="where", max=1000, rows=3, required=False
    )


class PlanAtWorkForm(EmployerForm, PlanForm):
    """The same, and which employer."""

    names = {**PlanForm.names, "employer": "the employer"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*FIELDS, *PlanForm.base_fields])
