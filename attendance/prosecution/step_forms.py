"""The forms of the steps that the generic step page takes: what the court did, in the court's own order."""

from decimal import Decimal
from typing import Any

from django import forms

from attendance.prosecution.court_models import Outcome, Plea
from attendance.prosecution.models import ChargeKind
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Number, Radios
from oxle.schooldays.closed_days import AsksOfHearings


class SupervisionForm(StepForm):
    when = "When was it considered?"
    names = {"reason": "the reason"}
    appropriate = YesNoField(
        label="Would an education supervision order be appropriate, instead or as well?",
        yes_if="an order would be appropriate",
        help_text="The council must consider one before it prosecutes (Education Act 1996 section 447). The family "
        "court makes it, about the child, for a year.",
    )


class PleaForm(StepForm):
    names = {"plea": "what the defendant pleaded"}
    when = "When was the plea entered?"
    plea = forms.ChoiceField(
        label="What did the defendant plead?",
        choices=[(one.value, one.label) for one in (Plea.GUILTY, Plea.NOT_GUILTY)],
        widget=Radios(),
    )

    def facts(self) -> dict[str, Any]:
        return {"plea": self.cleaned_data["plea"]}


class NoPleaForm(StepForm):
    when = "When did this become certain?"

    def facts(self) -> dict[str, Any]:
        return {"plea": Plea.NONE.value}


class ObjectionForm(StepForm):
    names = {"statement": "whose statement is objected to"}
    when = "When did the objection come?"
    statement = forms.CharField(label="Whose statement is objected to?", max_length=300)

    def facts(self) -> dict[str, Any]:
        return {"statement": self.cleaned_data["statement"]}


class HearingForm(AsksOfHearings, StepForm):
    names = {"court": "which court"}
    when = "When was the hearing?"
    court = forms.CharField(label="Which court?", max_length=200)
    result = LongTextField(label="What did the court do?", name="what the court did", max=5000)
    hearing_on = DateField(label="Date of the next hearing (optional)", name="date of the next hearing", required=False)


class ListingForm(StepForm):
    when = "When did the court tell you?"
    hearing_on = DateField(label="Date of the next hearing", name="date of the next hearing")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        told, hearing = data.get("on"), data.get("hearing_on")
        if told and hearing and hearing < told:
            self.add_error("hearing_on", "Date of the next hearing must not be before the day the court told you")
        return data


class PoundsField(forms.DecimalField):
    """Money as a court writes it: “£1,250.50”, “1250.5”, “400”."""

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.strip().removeprefix("£").replace(",", "") if isinstance(value, str) else value)


def _pounds(label: str) -> PoundsField:
    return PoundsField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=Number(width=5, prefix="£"),
    )


class OutcomeForm(StepForm):
    when = "When did the court decide?"
    names = {"fine": "the fine", "costs": "the costs", "verdict": "what the court decided"}
    verdict = forms.ChoiceField(label="What did the court decide?", choices=Outcome.Verdict.choices, widget=Radios())
    convicted_of = forms.ChoiceField(
        label="Of which offence? (only if guilty)",
        choices=[("", "Not convicted"), *ChargeKind.choices],
        required=False,
        widget=Radios(),
    )
    sentence = forms.ChoiceField(
        label="Sentence (only if guilty)",
        choices=[("", "Not sentenced"), *Outcome.Sentence.choices],
        required=False,
        widget=Radios(),
    )
    fine = _pounds("Fine (optional)")
    costs = _pounds("Costs (optional)")
    parenting_order = forms.BooleanField(label="The court made a parenting order", required=False)
    parenting_order_until_on = DateField(
        label="Last day of the parenting order (optional)", name="last day of the parenting order", required=False
    )
    notes = LongTextField(label="Anything else the court said (optional)", max=5000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == Outcome.Verdict.GUILTY:
            for name, words in (("convicted_of", "Select the offence"), ("sentence", "Select the sentence")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if data.get("sentence") == Outcome.Sentence.FINE and not data.get("fine") and "fine" not in self.errors:
                self.add_error("fine", "Enter the fine")
            if data.get("parenting_order_until_on") and not data.get("parenting_order"):
                self.add_error("parenting_order", "Say whether the court made a parenting order")
        elif data.get("verdict"):
            for name in ("convicted_of", "sentence", "fine", "parenting_order", "parenting_order_until_on"):
                if data.get(name):
                    self.add_error(name, "This belongs only to a verdict of guilty")
        return data
