"""What the steps of a chaperone ask beyond their day and reason."""

from typing import Any

from django import forms

from licensing.chaperones import deciding, queries
from licensing.chaperones.models import DbsCheck
from licensing.chaperones.submitting import at_own_address
from licensing.chaperones.typed import AddressLines, RefereeLines
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Radios


class SupplyForm(StepForm):
    """What the application lacked."""

    names = {"photo": "the photograph", "lived": "the addresses", "referees": "the referees"}
    when = "When did it come?"
    photo = forms.FileField(label="Photograph (optional)", required=False, help_text="JPEG or PNG.")
    lived = AddressLines(label="More addresses of the last years (optional)", required=False)
    referees = RefereeLines(label="More referees (optional)", required=False)
    agrees_checks = forms.BooleanField(
        label="They agree that we ask the DBS, social care and the referees", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for each in at_own_address(data.get("referees", []), self.case.adult.email if self.case.adult else ""):
            self.add_error("referees", each)
        if not self.errors and not any(data.get(name) for name in ("photo", "lived", "referees", "agrees_checks")):
            self.add_error("photo", "Enter at least one thing that came")
        return data


class ReferenceForm(StepForm):
    """What a referee answers."""

    names = {"referee": "who answers", "said": "what they say", "document": "the writing"}
    when = "When did it come?"
    referee = forms.ChoiceField(label="Who answers?", choices=(), widget=Radios())
    related = YesNoField(
        label="Are they a relative of the chaperone, or do they live with them?",
        yes_if="they are a relative or live with them",
        help_text="If so, the reference is kept and does not count: ask the applicant for another referee.",
    )
    suitable = YesNoField(label="Do they think the chaperone suitable?", yes_if="they think the chaperone suitable")
    said = LongTextField(label="What do they say?", max=4000, rows=4)
    document = forms.FileField(label="The writing itself (optional)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [one for one in self.case.referees.all() if one.suitable is None]
        self.fields["referee"].choices = [(one.key, f"{one.name}, {one.relation}") for one in waiting]


class InterviewForm(StepForm):
    """The record of an interview."""

    names = {
        "with_whom": "who held the interview", "identity": "which proofs were seen",
        "record": "what was asked and said",
    }  # fmt: skip
    when = "When was the interview?"
    with_whom = forms.CharField(label="Who held the interview?", max_length=300)
    identity = LongTextField(
        label="Which proofs of identity were seen?", max=1000, rows=3,
        help_text="For example, passport, bank statement, council tax bill. Write no numbers.",
    )  # fmt: skip
    record = LongTextField(label="What was asked and said?", max=20000)
    suitable = YesNoField(label="Is the chaperone suitable by this interview?", yes_if="the chaperone is suitable")


class DbsForm(StepForm):
    """What was seen of the DBS: the number, the day and the decision, and nothing of what it says."""

    names = {
        "way": "what was looked at", "number": "the number of the certificate", "decision": "what was decided",
        "copy": "the copy",
    }  # fmt: skip
    when = "When was it seen?"
    when_name = "day on which it was seen"
    way = forms.ChoiceField(label="What was looked at?", choices=DbsCheck.Way.choices, widget=Radios())
    number = forms.RegexField(
        r"^\s*\d{12}\s*$", label="Number of the certificate", help_text="12 digits.", strip=True,
        error_messages={"invalid": "The number of a DBS certificate has 12 digits"},
    )  # fmt: skip
    issued_on = DateField(label="Day of the certificate", past_or_today=True)
    barred_list = YesNoField(
        label="Is it an enhanced one for the child workforce, with the children’s barred list?",
        yes_if="it is an enhanced one with the children’s barred list",
    )
    update_service = YesNoField(
        label="Do they subscribe to the update service?", yes_if="they subscribe to the update service",
        help_text="Then a task asks for its answer again, once a year by the setting.",
    )  # fmt: skip
    suitable = YesNoField(label="Can they be approved by it?", yes_if="they can be approved by it")
    decision = LongTextField(
        label="What was decided on it, and by whom? (optional if it says nothing)", name="what was decided", max=2000,
        rows=3, required=False, help_text="Never write what the certificate says.",
    )  # fmt: skip
    copy = forms.FileField(
        label="Copy of the certificate (optional)", required=False,
        help_text="It is removed by itself within six months. Better keep none.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last, entry = queries.last_dbs(self.case), self.case.chaperone
        self.fields["number"].initial = last.number if last else entry.told_dbs_number
        self.fields["issued_on"].initial = last.issued_on if last else entry.told_dbs_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("suitable") is False and not data.get("decision") and "decision" not in self.errors:
            self.add_error("decision", "Enter what was decided, and by whom")
        if data.get("issued_on") and data.get("on") and data["issued_on"] > data["on"]:
            self.add_error("issued_on", "The certificate cannot be of a later day than it was seen")
        return data


class TrainingForm(StepForm):
    """Which training was done."""

    names = {"training": "which training it was"}
    when = "When was the proof seen?"
    when_name = "day on which the proof was seen"
    training = forms.CharField(
        label="Which training was it?", max_length=300, help_text="For example, Safeguarding for chaperones, on line."
    )
    trained_on = DateField(label="When was it done?", name="day of the training", past_or_today=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("trained_on") and data.get("on") and data["trained_on"] > data["on"]:
            self.add_error("trained_on", "The training cannot be of a later day than its proof was seen")
        return data


class ConditionsForm(StepForm):
    """What an approval says beside its last day."""

    when = "When was this decided?"
    conditions = LongTextField(label="Conditions (optional)", name="the conditions", max=4000, rows=3, required=False)
    most_children = forms.IntegerField(
        label="How many children at once, if fewer than usual? (optional)", required=False, min_value=1,
        help_text="Such as for children under five. Usually it is 12.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.case.chaperone
        self.fields["conditions"].initial, self.fields["most_children"].initial = entry.conditions, entry.most_children
        usual = deciding.usual_children(kwargs["on"])
        self.fields["most_children"].max_value = usual
        self.fields["most_children"].help_text = f"Such as for children under five. Usually it is {usual}."

    def clean_most_children(self) -> int | None:
        most, usual = self.cleaned_data["most_children"], deciding.usual_children(self.on)
        if most is not None and most > usual:
            raise forms.ValidationError(f"Nobody is in charge of more than {usual} children")
        return None if most == usual else most


class ApproveForm(ConditionsForm):
    """Until when, and with which conditions."""

    until_on = DateField(label="Until which day?", name="last day of the approval")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].initial = deciding.APPROVALS.longest(kwargs["on"], kwargs["on"])
        self.order_fields(["on", "until_on"])
