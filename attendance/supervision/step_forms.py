"""The forms of the steps of a supervision order."""

from typing import Any

from django import forms

from attendance.supervision import queries
from oxle.cases.forms import StepForm
from oxle.cases.queries import days_of
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Radios
from oxle.schooldays.closed_days import AsksOfHearings
from oxle.schooldays.wording import plain_day


class ConsultForm(StepForm):
    names = {"whom": "whom you consulted in children’s services"}
    when = "When were they consulted?"
    whom = forms.CharField(label="Whom did you consult in children’s services?", max_length=300)
    view = LongTextField(label="What did they say?", name="what they said", max=10000)


class ApplyForm(AsksOfHearings, StepForm):
    names = {"court": "which family court"}
    when = "When was the application made?"
    court = forms.CharField(label="Which family court?", max_length=200)
    hearing_on = DateField(
        label="Date of the first hearing (optional)", name="date of the first hearing", required=False
    )

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "court": self.cleaned_data["court"]}


class HearingForm(AsksOfHearings, StepForm):
    names = {"court": "which court"}
    when = "When was the hearing?"
    court = forms.CharField(label="Which court?", max_length=200)
    result = LongTextField(label="What did the court do?", name="what the court did", max=5000)
    hearing_on = DateField(label="Date of the next hearing (optional)", name="date of the next hearing", required=False)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "court": self.cleaned_data["court"], "result": self.cleaned_data["result"]}


class OrderForm(StepForm):
    names = {"court": "which court"}
    when = "When was the order made?"
    court = forms.CharField(
        label="Which court?",
        max_length=200,
        help_text="The order lasts one year beginning with the day it is made, or until compulsory school age ends.",
    )


class ExtendForm(StepForm):
    names = {"court": "which court"}
    when = "When was the extension made?"
    court = forms.CharField(label="Which court?", max_length=200)
    ends_on = DateField(label="Last day of the extended order")


class DirectionForm(StepForm):
    names = {"given_to": "to whom it was given"}
    when = "When was the direction given?"

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, parties=parties, **kwargs)
        parents = [(party.key, party.name) for party in parties if party.adult_id]
        self.add_field(
            "given_to",
            forms.ChoiceField(
                label="To whom was it given?",
                choices=[*parents, (queries.TO_THE_CHILD, "The child")],
                widget=Radios(),
                error_messages={"required": "Select to whom it was given"},
            ),
        )
        self.add_field("text", LongTextField(label="What was directed?", name="what was directed", max=5000))


class FollowUpForm(StepForm):
    names = {"direction": "which direction this is about"}
    when = "When did you find out?"

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        days = days_of(case)
        choices = [
            (str(row.event.order), f"{plain_day(days[row.event_id])}: {row.text[:80]}")
            for row in queries.directions_of(case)
        ]
        self.add_field("direction", forms.ChoiceField(label="Which direction?", choices=choices, widget=Radios()))
        self.add_field("followed", YesNoField(label="Was it followed?", yes_if="it was followed"))
        self.add_field("note", LongTextField(label="What happened? (optional)", max=5000, required=False))


class SupervisorForm(StepForm):
    names = {"supervisor": "who supervises"}
    when = "From when?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(person.key, person.name) for person in queries.possible_supervisors()]
        self.add_field("supervisor", forms.ChoiceField(label="Who supervises?", choices=people, widget=Radios()))
