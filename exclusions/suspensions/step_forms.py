"""The forms of the steps of a suspensions case. Where something is owed for several suspensions each asks which is
meant, so that one step does not end what is owed for the others."""

from datetime import date
from typing import Any

from django import forms

from exclusions import exams, not_owed
from exclusions.arranging_form import PlaceForm
from exclusions.governors.asking import AsksWhenAndWhere, AsksWhoCame
from exclusions.governors_day import AsksOfGovernorsDay
from exclusions.not_owed import NotOwedForm
from exclusions.permanent import step_forms
from exclusions.suspensions import full_time, owing, pathway, queries
from exclusions.suspensions.models import Suspension
from oxle.cases.about import AboutWhich, Thing
from oxle.cases.challenge_clocks import ABOUT
from oxle.cases.challenges import ChallengeForm
from oxle.cases.forms import PutsRight
from oxle.cases.pathways import Clock
from oxle.core.fields import DateField, LongTextField
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day

# The school that owes the education arranges it itself.
AT_SCHOOL = "school"


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


class ArrangeForm(AboutWhich, PlaceForm):
    """Where a suspended pupil is taught: at a provider of the directory, or where the school that owes it says."""

    which = "During which suspension?"
    which_name = "during which suspension"
    where = forms.CharField(
        label="If the school arranges it itself, where? (optional)",
        max_length=200,
        required=False,
        help_text="For example, in the school’s own unit, or with a tutor whom it pays.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["provider"]
        chosen.label = "Who teaches the pupil?"
        chosen.choices = [(AT_SCHOOL, "The school, or somebody of its choice who is not listed here"), *chosen.choices]
        if self.case.school is not None and owing.owed_by_council(self.case.school):
            self.propose_a_unit()
        else:
            chosen.initial = AT_SCHOOL
        self.order_fields([ABOUT.key, "on", "provider", "where"])

    def things(self) -> dict[str, Thing]:
        found = queries.to_teach(self.case)
        self.proposed = found[-1].reference if found else ""
        return {one.reference: thing(one) for one in found}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "provider" in data and data["provider"] is None and not data.get("where"):
            self.add_error("where", "Enter where the pupil is taught")
        elif data.get("provider") and data.get("where"):
            self.add_error("where", "Leave this empty, or answer above that the school arranges it itself")
        return {**data, "place": data.get("where", "")}


class BeginInPartForm(_Ends, step_forms.BeginForm):
    clocks = full_time.CLOCKS


class BeginForm(BeginInPartForm):
    """That the pupil came to what was arranged, which must be full-time."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        said = [] if isinstance(self, PutsRight) else [data.get(ABOUT.key, next(iter(self.about), ""))]
        for about in filter(None, said):
            if data.get("on") and (why := full_time.why_not(self.case, about, data["on"])):
                self.add_error("on", why)
        return data


class TellParentsForm(_Ends):
    clocks = (pathway.FURTHER_NOTICE,)


class EndEducationForm(_Ends, NotOwedForm):
    """That none is owed; or that it was, and the suspension ended without it."""

    clocks = (pathway.DAY_SIX, pathway.DAY_SIX_COUNCIL, pathway.FURTHER_NOTICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground: Any = self.fields["ground"]
        ground.choices = list(not_owed.OF_SUSPENSION.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on = data.get("on")
        if data.get("ground") == not_owed.MISSED and on and (last_on := self._out_until()) and on <= last_on:
            self.add_error("ground", f"The pupil is suspended until {plain_day(last_on)}: education is owed until then")
        return data

    def _out_until(self) -> date | None:
        """The last day of the run of suspensions that is meant; None where an entry is put right, which has none."""
        reference = self.cleaned_data.get(ABOUT.key) or next(iter(self.about), "")
        one = queries.of_case(self.case).filter(reference=reference).first()
        return max(each.last_on for each in queries.run_of(one).suspensions) if one else None


class EndDayOneForm(_Ends):
    clocks = (pathway.LOOKED_AFTER,)


class SpeakForm(_Ends):
    clocks = (pathway.VIRTUAL_SCHOOL,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self, PutsRight):
            self.fields["reason"].label = "Who was spoken to, and what did they say?"


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


class GovernorsMeetForm(AsksWhenAndWhere, _Ends, AsksOfGovernorsDay):
    clocks = (pathway.MEETING, pathway.MEETING_BEFORE_EXAM, pathway.REPRESENTATIONS)
    several = True
    which = "On which suspensions do they meet?"
    which_name = "which suspensions they meet on"
    when = "When was the meeting called?"
    meeting_on = DateField(label="When do the governors meet?", name="day of the meeting")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        told = queries.of_case(self.case)
        meant = self.cleaned_data.get(ABOUT.key, list(self.about))
        # Where an entry is put right the one it is about stays: before the first of them none can have met.
        self.check_day(told.filter(reference__in=meant) if meant else told.order_by("first_on")[:1])
        return data


class DecidedForm(AsksWhoCame, _Ends, AsksOfGovernorsDay):
    clocks = (pathway.MEETING, pathway.MEETING_BEFORE_EXAM, pathway.REPRESENTATIONS)
    several = True
    which = "On which suspensions did they decide?"
    which_name = "which suspensions they decided on"
    names = {"decision": "what the governors decided", "attended": "who attended"}
    when = "When did the governors decide?"
    decision = forms.ChoiceField(
        label="What did the governors decide?",
        choices=[("upheld", "The suspension stands"), ("reinstated", "The pupil is reinstated")],
        widget=Radios(),
    )
    back_on = DateField(
        label="If the pupil is reinstated, from which day? (optional)",
        name="day from which the pupil is reinstated",
        required=False,
        help_text="A suspension that still runs then ends on the school day before.",
    )
    attended = LongTextField(label="Who attended?", max=2000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = queries.owed_for(self.case, *self.clocks)
        if any(exams.chair_may_decide(self.case.school, one.exam_on) for one in self.owed):
            self.add_field("chair_alone", exams.decided_alone())
        if isinstance(self, PutsRight):
            # The suspension ended by it; that is put right on its own page.
            del self.fields["back_on"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        decided_on, back_on, reinstated = data.get("on"), data.get("back_on"), data.get("decision") == "reinstated"
        if back_on and not reinstated:
            self.add_error("back_on", "Leave this empty, or answer above that the pupil is reinstated")
        elif back_on and decided_on and back_on < decided_on:
            self.add_error("back_on", "The pupil cannot be reinstated from a day before the governors decided it")
        elif reinstated and decided_on and not back_on and "back_on" not in self.errors and self._still_out(decided_on):
            self.add_error("back_on", "Enter the day from which the pupil is reinstated")
        if not isinstance(self, PutsRight):
            self._check_decided()
        return data

    def _check_decided(self) -> None:
        """The chair who decides alone waits for no meeting; what the governors decide, they meet about."""
        meant = [one for one in self.owed if one.reference in self.cleaned_data.get(ABOUT.key, list(self.about))]
        days = [] if self.cleaned_data.get("chair_alone") else [queries.governors_meet_on(one) for one in meant]
        self.check_day(meant, field="on", meets_on=max((day for day in days if day), default=None))

    def _still_out(self, on: date) -> bool:
        """Whether one of the suspensions that they decided on lasts beyond a day."""
        meant = [] if isinstance(self, PutsRight) else self.cleaned_data.get(ABOUT.key, list(self.about))
        return any(one.last_on > on for one in self.owed if one.reference in meant)

    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("decision", "attended")}
        alone = {"chair_alone": True} if self.cleaned_data.get("chair_alone") else {}
        back_on = self.cleaned_data.get("back_on")
        return {**super().facts(), **said, **alone, **({"back_on": back_on.isoformat()} if back_on else {})}
