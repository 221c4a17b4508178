"""The form on which an officer enters the application of an organisation that came on paper."""

from typing import Any

from django import forms

from licensing.bodies import fields
from licensing.bodies.submitting import BodyApplication
from oxle.core.fields import DateField
from oxle.core.forms import OxleForm
from oxle.documents.models import File

# What stands in the form and is no part of the application as it is kept.
APART = ("received_on", "policy", "risk_assessment")


class ApplyForm(OxleForm):
    """Who wants to be approved, for what, and how the children are kept safe; as it came."""

    names = {
        "applicant": "who applied", "lines": "the address", "activities": "what the children take part in",
        "places": "where the performances are", "children": "how many children take part",
        "unpaid": "whether anybody is paid", "misses_school": "whether any child misses school",
        "policy": "the safeguarding policy", "risk_assessment": "the risk assessment",
    }  # fmt: skip
    received_on = DateField(label="When did the application come?", name="day it came", past_or_today=True)
    organisation = fields.organisation()
    applicant = forms.CharField(label="Who applied?", max_length=200)
    position = forms.CharField(label="Their job there (optional)", max_length=200, required=False)
    lines = fields.address()
    postcode = fields.postcode()
    phone = fields.phone(required=False)
    email = forms.EmailField(label="Email address (optional)", required=False)
    activities = fields.activities()
    places = fields.places()
    place_authority = fields.place_authority()
    wanted_from_on = fields.wanted_from_on()
    wanted_until_on = fields.wanted_until_on()
    children = fields.children()
    unpaid = fields.unpaid()
    misses_school = fields.misses_school()
    in_charge = fields.in_charge(required=False)
    checks = fields.checks(required=False)
    policy_on = fields.policy_on(required=False)
    policy = forms.FileField(label="Safeguarding policy (optional)", required=False)
    risk_assessment = forms.FileField(label="Risk assessment (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("wanted_from_on"), data.get("wanted_until_on")
        if first and last and last < first:
            self.add_error("wanted_until_on", "The last day cannot be before the first")
        return data

    def told(self, files: dict[str, File]) -> BodyApplication:
        """The application, its files stored by now."""
        same: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name not in APART}
        return BodyApplication(**same, **files)
