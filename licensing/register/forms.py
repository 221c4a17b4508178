"""The forms of the register: guidance that was sent, an employer’s details, which entry is the same employer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from licensing.register.models import GuidanceSent
from licensing.work.models import Employer
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios


class GuidanceForm(OxleForm):
    """Which guidance went, in which version, when, to whom and how."""

    names = {"how": "how it went", "guidance": "which guidance it was", "to_whom": "to whom it went"}
    guidance = forms.CharField(label="Which guidance?", max_length=200, help_text="For example, Children at work")
    edition = forms.CharField(label="Version", max_length=100, help_text="Its number or its date, as it says of itself")
    on = DateField(label="When was it sent?", name="date", past_or_today=True)
    to_whom = forms.CharField(label="To whom?", max_length=200)
    how = forms.ChoiceField(label="How?", choices=GuidanceSent.How.choices, widget=Radios())


class EmployerForm(OxleForm):
    """An employer’s details."""

    name = forms.CharField(label="Name", max_length=200)
    nature = forms.CharField(label="What its business is (optional)", max_length=200, required=False)
    lines = LongTextField(label="Address", max=1000, rows=3)
    postcode = forms.CharField(label="Postcode (optional)", max_length=10, required=False)
    contact = forms.CharField(label="Whom to ask for there (optional)", max_length=200, required=False)
    phone = forms.CharField(label="Telephone (optional)", max_length=40, required=False)
    email = forms.EmailField(label="Email (optional)", required=False)


class MergeForm(OxleForm):
    """Which entry is the same employer, and stays."""

    page_heading = "into"
    names = {"into": "the employer that stays"}
    into = forms.ChoiceField(label="Which entry is the same employer, and stays?", widget=Radios())

    def __init__(self, *args: Any, others: Sequence[Employer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.key: one for one in others}
        field = self.fields["into"]
        field.choices = [(one.key, one.name) for one in others]
        field.widget.hints = {one.key: ", ".join(one.lines.splitlines()) for one in others}
