"""The forms on which an officer opens an enquiry into illegal employment, and says which child it is."""

from collections.abc import Sequence
from typing import Any

from django import forms

from licensing.work.employer_forms import EmployerForm
from oxle.cases.models import Case
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day


class _ToldForm(EmployerForm):
    """Base: the employer, and what was told of it."""

    names = {"employer": "the employer", "told_by": "who told us"}
    place = LongTextField(
        label="Where does the child work, if not at the employer’s address? (optional)", name="where the child works",
        max=1000, rows=3, required=False,
    )  # fmt: skip
    told = LongTextField(
        label="What were we told?", name="what we were told", max=8000, rows=6,
        help_text="What the child does, on which days and at which hours, and how it is known.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer_name"].help_text = "If nobody knows the name: what it is, such as “Stall at the market”."
        self.fields["employer_lines"].help_text = "If nobody knows the address: where it is."


class OpenForm(_ToldForm):
    """An officer opens an enquiry as of the day the council was told."""

    received_on = DateField(label="When were we told?", name="day we were told", past_or_today=True)
    told_by = forms.CharField(label="Who told us?", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["received_on", "told_by"])


class FromMessageForm(_ToldForm):
    """The same of a message, whose day and sender are known."""


class NameForm(OxleForm):
    """In which open enquiry a child was meant."""

    page_heading = "enquiry"
    names = {"enquiry": "which enquiry"}
    enquiry = forms.ChoiceField(label="Which enquiry is about this child?", widget=Radios())

    def __init__(self, *args: Any, enquiries: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiries = {one.key: one for one in enquiries}
        field = self.fields["enquiry"]
        field.choices = [(one.key, f"{one.work_enquiry.employer}, {one.reference}") for one in enquiries]
        field.widget.hints = {
            one.key: f"Told of on {plain_day(one.opened_on)}: {one.work_enquiry.told[:200]}" for one in enquiries
        }
