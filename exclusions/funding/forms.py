"""Forms about funding. They validate; they never save."""

from decimal import Decimal
from typing import Any

from django import forms

from exclusions.funding.models import DisputeCode, EntryKind
from exclusions.funding.worked import pounds
from oxle.core.fields import DateField, LongTextField, MoneyField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.forms.fields import SchoolField

# The tick that a payment was ordered of which the case knows nothing.
ORDERED = "was_ordered"
NOT_ORDERED = (
    "By the case no review panel can have ordered a payment: none quashed the decision, or the governors offered the "
    "place back. Enter 0, or tick that one was ordered"
)


class FiguresForm(OxleForm):
    """A and C of the formula, and where A is from."""

    names = {"amount": "the pupil’s amount", "amount_from": "where it is from", "order": "what the panel ordered"}
    amount = MoneyField(
        label="A: the pupil’s amount for the whole funding period",
        min_value=1,
        help_text="What the school’s budget has for this pupil: the basic amount and all other pupil-led factors.",
    )
    amount_from = forms.CharField(
        label="Where is it from?", max_length=200, help_text="For example, budget share 2026/27, pupil-led factors."
    )
    order = MoneyField(label="C: what a review panel ordered the school to pay", min_value=0, initial=0)
    reserved_place = YesNoField(
        label="Did the pupil have a place reserved for special educational needs?",
        yes_if="the pupil had a place reserved for special educational needs",
        initial="no",
    )

    def __init__(self, *args: Any, usual_order: Any, no_share: str, may_be_ordered: bool = True, **kwargs: Any) -> None:
        """`usual_order`: what a panel usually orders, in pounds. `no_share`: why nothing of the school's budget moves
        with the pupil, so that A is not asked for; empty where something does. `may_be_ordered`: whether the case knows
        of a decision after which a panel can order a payment; where not, it is asked whether one is meant."""
        super().__init__(*args, **kwargs)
        self.may_be_ordered = may_be_ordered
        if no_share:
            self.fields["amount"].help_text = f"Leave it empty. {no_share}"
            for name in ("amount", "amount_from"):
                self.fields[name].label = f"{self.fields[name].label} (optional)"
                self.fields[name].required = False
        self.fields["order"].help_text = (
            f"0 unless the panel quashed the decision and the governors did not offer the place back in time. Usually "
            f"{pounds(usual_order)}."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("amount") and not data.get("amount_from") and "amount_from" not in self.errors:
            self.add_error("amount_from", "Enter where it is from")
        elif data.get("amount_from") and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Enter the pupil’s amount, or leave empty where it is from")
        if data.get("order") and not self.may_be_ordered and data["order"] != self.initial.get("order"):
            self._ask_of_order()
        return data

    def _ask_of_order(self) -> None:
        """Money that nobody ordered is not asked of a school for a slip; the case may not know it yet."""
        self.add_field(ORDERED, forms.BooleanField(label="A review panel ordered it all the same", required=False))
        order = [key for key in self.fields if key != ORDERED]
        order.insert(order.index("order") + 1, ORDERED)
        self.order_fields(order)
        if not self[ORDERED].data:
            self.add_error("order", NOT_ORDERED)


class AdmissionForm(OxleForm):
    """Which school took the pupil, and from when."""

    school = SchoolField(label="Which school took the pupil?")
    admitted_on = DateField(label="First day on its register", name="the first day on its register")


class InvoiceForm(OxleForm):
    """An invoice as the finance system has it."""

    names = {"number": "the number"}
    number = forms.CharField(
        label="Number", max_length=40, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    on_day = DateField(label="Day", name="the day", past_or_today=True)
    amount = MoneyField(label="Amount", min_value=0, help_text="It must be what is owed by what is known today.")


class MoneyMovedForm(OxleForm):
    """Money that came, or went."""

    on_day = DateField(label="Day", name="the day", past_or_today=True)
    amount = MoneyField(
        label="Amount", min_value=Decimal("0.01"), error_messages={"min_value": "Amount must be more than nothing"}
    )


class DisputeForm(OxleForm):
    """That the school disputes the invoice, and why, by a code."""

    names = {"code": "why it disputes the invoice"}
    on_day = DateField(label="On which day did it say so?", name="the day", past_or_today=True)
    code = forms.ChoiceField(label="Why does it dispute the invoice?", choices=DisputeCode.choices, widget=Radios())
    reason = LongTextField(
        label="What does it say? (optional)", max=2000, rows=3, required=False, help_text="Name no pupil."
    )


class DisputeEndForm(OxleForm):
    """How a dispute ended."""

    names = {"how": "how it ended", "reason": "what was found"}
    on_day = DateField(label="On which day did it end?", name="the day", past_or_today=True)
    how = forms.ChoiceField(
        label="How did it end?",
        choices=[
            (EntryKind.SETTLED.value, "Settled: the invoice stands"),
            (EntryKind.UPHELD.value, "Upheld: the school is right, and the invoice is to be corrected"),
        ],
        widget=Radios(),
    )
    reason = LongTextField(label="What was found?", max=2000, rows=3, help_text="Name no pupil.")


class ReasonForm(OxleForm):
    """Why an entry was a mistake."""

    names = {"reason": "the reason"}
    reason = LongTextField(label="Why?", max=2000, help_text="Name no pupil.")


class WriteOffForm(ReasonForm):
    """What is given up, and why."""

    field_order = ("amount", "reason")
    amount = MoneyField(label="Amount", min_value=0, help_text="All that is outstanding by what is known today.")
