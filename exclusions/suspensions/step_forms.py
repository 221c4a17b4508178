"""The forms of the steps of a suspensions case. Where something is owed for several suspensions each asks which is
meant, so that one step does not end what is owed for the others."""

from typing import Any

from django import forms

from exclusions import exams
from exclusions.permanent import step_forms
from exclusions.suspensions import pathway, queries
from exclusions.suspensions.models import Suspension
from oxle.cases.about import AboutWhich, Thing
from oxle.cases.challenges import ChallengeForm
from oxle.cases.pathways import Clock
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day


def thing(one: Suspension) -> Thing:
    """A suspension as something that a step can be about."""
    return Thing(f"{plain_day(one.first_on)} to {plain_day(one.last_on)} ({one.reference})")


class _Ends(AboutWhich):
    """Base: a step that ends what is owed for one of the suspensions for which it is: whose clocks run."""

    which = "For which suspension?"
    which_name = "which suspension is meant"
    clocks: tuple[Clock, ...] = ()

    def things(self) -> dict[str, Thing]:
        return {one.reference: thing(one) for one in queries.owed_for(self.case, *self.clocks)}


class BeginForm(_Ends, step_forms.BeginForm):
    clocks = (pathway.DAY_SIX, pathway.DAY_SIX_COUNCIL)


class TellParentsForm(_Ends):
    clocks = (pathway.FURTHER_NOTICE,)


class EndEducationForm(_Ends):
    clocks = (pathway.DAY_SIX, pathway.DAY_SIX_COUNCIL, pathway.FURTHER_NOTICE)


class EndMeetingForm(_Ends):
    clocks = (pathway.MEETING, pathway.MEETING_BEFORE_EXAM)


class SuspensionChallengeForm(AboutWhich, ChallengeForm):
    """What an officer challenges in one of the suspensions: its school reads it beside what it told of that one."""

    which = "In which suspension?"
    which_name = "which suspension it is in"

    def things(self) -> dict[str, Thing]:
        found = list(queries.of_case(self.case).filter(withdrawn_on=None))
        self.proposed = found[-1].reference if found else ""
        return {one.reference: thing(one) for one in found}


class RepresentForm(AboutWhich):
    which = "About which suspension?"
    which_name = "which suspension it is about"
    when = "When did the parents write or speak to the governors?"
    governors_told_on = DateField(label="When were the governors told of the suspension?", past_or_today=True)

    def things(self) -> dict[str, Thing]:
        return {one.reference: thing(one) for one in queries.to_consider(self.case)}


class DecidedForm(_Ends):
    clocks = (pathway.MEETING, pathway.MEETING_BEFORE_EXAM, pathway.REPRESENTATIONS)
    several = True
    which = "On which suspensions did they decide?"
    which_name = "which suspensions they decided on"
    names = {"decision": "what the governors decided"}
    when = "When did the governors decide?"
    decision = forms.ChoiceField(
        label="What did the governors decide?",
        choices=[("upheld", "The suspension stands"), ("reinstated", "The pupil is reinstated")],
        widget=Radios(),
    )
    attended = LongTextField(label="Who attended? (optional)", max=2000, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school, owed = self.case.school, queries.owed_for(self.case, *self.clocks)
        if any(exams.chair_may_decide(school, one.exam_on) for one in owed):
            self.add_field("chair_alone", exams.decided_alone())

    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("decision", "attended")}
        alone = {"chair_alone": True} if self.cleaned_data.get("chair_alone") else {}
        return {**super().facts(), **said, **alone}
