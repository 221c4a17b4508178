"""What the steps of an approval of an organisation ask beyond their day and reason."""

from typing import Any

from django import forms

from licensing.bodies import fields
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.typed import ChildLines
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField


class SupplyForm(StepForm):
    """What the application lacked."""

    names = {"policy": "the safeguarding policy", "risk_assessment": "the risk assessment"}
    when = "When did it come?"
    in_charge = fields.in_charge(required=False)
    checks = fields.checks(required=False)
    policy_on = fields.policy_on(required=False)
    policy = forms.FileField(label="Safeguarding policy (optional)", required=False)
    risk_assessment = forms.FileField(label="Risk assessment (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asked = ("in_charge", "checks", "policy_on", "policy", "risk_assessment")
        if not self.errors and not any(data.get(name) for name in asked):
            self.add_error("in_charge", "Enter at least one thing that came")
        return data


class ConditionsForm(StepForm):
    """The conditions of an approval."""

    when = "When was this decided?"
    conditions = LongTextField(
        label="Conditions (optional)", name="the conditions", max=4000, rows=5, required=False,
        help_text="A condition a line, such as who is in charge, at which hours, that each performance is reported.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conditions"].initial = self.case.body_approval.conditions


class ApproveForm(ConditionsForm):
    """From when until when, and with which conditions."""

    from_on = DateField(label="From which day does the approval hold?", name="first day of the approval")
    until_on = DateField(label="Until which day?", name="last day of the approval")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.case.body_approval
        self.fields["from_on"].initial = entry.wanted_from_on
        self.fields["until_on"].initial = min(
            entry.wanted_until_on, APPROVALS.longest(entry.wanted_from_on, kwargs["on"])
        )
        self.order_fields(["on", "from_on", "until_on"])


class RenewForm(ConditionsForm):
    """Until when it goes on."""

    until_on = DateField(label="Until which day?", name="last day of the approval")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry, on = self.case.body_approval, kwargs["on"]
        if term := entry.term:
            self.fields["until_on"].initial = APPROVALS.longest(entry.renewed_from(term, on), on)
        self.order_fields(["on", "until_on"])


class ReportForm(StepForm):
    """Performances that it reports, and the children who took part."""

    names = {"name": "what was performed", "place": "where it was", "children": "the children"}
    when = "When was it reported?"
    name = forms.CharField(label="What was performed?", max_length=300)
    place = forms.CharField(label="Where?", max_length=300)
    first_on = DateField(label="On which day, or the first of several?", name="first day")
    last_on = DateField(label="The last of several (optional)", name="last day", required=False)
    children = ChildLines(label="Which children took part?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first = data.get("first_on")
        if first and not data.get("last_on") and "last_on" not in self.errors:
            data["last_on"] = first
        if first and data.get("last_on") and data["last_on"] < first:
            self.add_error("last_on", "The last day cannot be before the first")
        return data
