"""The forms of a case: a step, a note, a visit, allocation, hand-over, the inbox. They validate and never save."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from django import forms

from oxle.accounts.models import Organisation, User
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.models import Case, CompartmentChoices, Origin, Party, Visit
from oxle.cases.pathways import Fact, Step
from oxle.core.dates import iso
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.schooldays.wording import plain_day

WHY_CORRECTED = "Why is this being corrected?"


class StepForm(OxleForm):
    """What every step asks: when it was done, whom it concerns, and why, where it must say. Duties build on it."""

    whom = "Whom does this concern?"
    when = "When was this done?"
    # How an error calls that day, where a page asks for more days than one.
    when_name = "date"
    # What cannot be another answer when an entry is put right: the step would have been another.
    settled: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, step: Step, case: Case, parties: Sequence[Party], on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.step = step
        self.case = case
        first = []
        if step.per_party:
            choices = [(party.key, party.name) for party in parties]
            first.append("party")
            self.add_field("party", forms.ChoiceField(label=self.whom, choices=choices, widget=Radios()))
        first.append("on")
        self.add_field("on", DateField(label=self.when, name=self.when_name, past_or_today=True, initial=on))
        if step.reason:
            self.add_field("reason", LongTextField(label="Reason", max=4000))
        self.order_fields(first)

    def clean(self) -> dict[str, Any]:
        """No day of a child's case is before the child was born, whichever step asks for it."""
        data = super().clean() or self.cleaned_data
        born_on = self.case.child.born_on if self.case.child else None
        for name, field in self.fields.items():
            if born_on and isinstance(field, DateField) and (day := data.get(name)) and day < born_on:
                self.add_error(name, f"The child was born on {plain_day(born_on)}. Enter a day that is not before that")
        return data

    def chosen_party(self, parties: Sequence[Party]) -> Party | None:
        """The party that was chosen, among those offered."""
        return next((party for party in parties if party.key == self.cleaned_data.get("party")), None)

    def facts(self) -> dict[str, Any]:
        """What the step's event records, ready to be stored: dates as ISO text."""
        return {
            fact.key: value.isoformat() if isinstance(value, date) else value
            for fact in self.step.records
            if (value := self.cleaned_data.get(fact.key)) not in (None, "")
        }


class KeepsWords(StepForm):
    """Base: a step whose further answers are kept with it, by field."""

    keeps: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in self.keeps if self.cleaned_data.get(name) not in (None, "")}
        return {
            **super().facts(),
            **{name: getattr(value, "isoformat", lambda v=value: v)() for name, value in kept.items()},
        }


class CorrectionForm(OxleForm):
    """Puts the date of a step right, and the other days that it recorded; the old entry stays in the history."""

    on = DateField(label="When was it really done?", name="date", past_or_today=True)
    reason = LongTextField(label=WHY_CORRECTED, name="why this is being corrected", max=1000)

    def __init__(self, *args: Any, recorded: Mapping[Fact, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recorded = recorded
        for fact, day in recorded.items():
            label = fact.label if day else f"{fact.label} (optional)"
            name = fact.label[0].lower() + fact.label[1:]
            self.add_field(fact.key, DateField(label=label, name=name, required=day is not None))
        self.order_fields(["on", *(fact.key for fact in recorded)])

    def facts(self) -> dict[str, Any]:
        """The days as they are to be recorded, ISO text each."""
        return {fact.key: iso(self.cleaned_data.get(fact.key)) for fact in self.recorded}


class PutsRight(StepForm):
    """Beside a step's own form: that one, filled with what was recorded, so that all of it can be put right.

    It asks why. Whom the step concerned stays, and so does what the form names as `settled`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("party", None)
        for name in self.settled:
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()
        self.add_field("reason", LongTextField(label=WHY_CORRECTED, name="why this is being corrected", max=1000))

    def facts(self) -> dict[str, Any]:
        """What the correction records; a day that was taken out is none."""
        return {**{fact.key: None for fact in self.step.records if fact not in self.step.implied}, **super().facts()}


@cache
def putting_right(form_class: type[StepForm]) -> type[PutsRight]:
    """A step's own form as the one on which its entry is put right."""
    return type(f"PutsRight{form_class.__name__}", (PutsRight, form_class), {})


class NoteForm(OxleForm):
    names = {"compartment": "who may read the note"}
    text = LongTextField(label="Note", max=20000)
    compartment = forms.ChoiceField(
        label="Who may read it?",
        choices=[
            (CompartmentChoices.ORDINARY, "Everyone who works on the case"),
            (CompartmentChoices.SAFEGUARDING, "Only those who may read safeguarding notes"),
            (CompartmentChoices.LEGAL, "Only those who may read legal notes"),
        ],
        initial=CompartmentChoices.ORDINARY,
        widget=Radios(),
    )
    on = DateField(label="Date it is about", name="date it is about", past_or_today=True)


class VisitForm(OxleForm):
    names = {"place": "where the visit was", "outcome": "what happened at the visit"}
    on = DateField(label="Date of the visit", past_or_today=True)
    place = forms.CharField(label="Where", max_length=200, help_text="For example, home or school")
    outcome = forms.ChoiceField(label="What happened?", choices=Visit.Outcome.choices, widget=Radios())
    joint_with = forms.CharField(label="Joint with (optional)", max_length=300, required=False)
    text = LongTextField(label="What was seen and said (optional)", max=20000, required=False)


class AgreedActionForm(OxleForm):
    """One thing that was agreed: who does what by when."""

    names = {"what": "what is to be done", "who": "who is to do it"}
    what = forms.CharField(label="What is to be done?", max_length=300)
    who = forms.CharField(
        label="Who is to do it?", max_length=200, help_text="For example, the school, a parent or the school nurse"
    )
    agreed_on = DateField(
        label="When was it agreed?", name="the day on which it was agreed", past_or_today=True,
        help_text="The day of the meeting, where it was agreed at one",
    )  # fmt: skip
    due_on = DateField(label="By when?", name="the day by which it is to be done")


class SettleForm(OxleForm):
    """What came of an agreed action."""

    names = {"outcome": "whether it was done"}
    outcome = forms.ChoiceField(label="Was it done?", choices=AgreedAction.Outcome.choices, widget=Radios())
    came_of_it = LongTextField(
        label="What came of it? (optional if it was done)", name="what came of it", max=2000, required=False
    )


class AllocateForm(OxleForm):
    names = {"to": "who should have this case"}
    to = forms.ChoiceField(label="Who should have this case?", widget=Radios())
    reason = LongTextField(label="Reason", max=1000)

    def __init__(self, *args: Any, people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.key): person for person, _ in people}
        self.fields["to"].choices = [
            *((person.key, person.name) for person, _ in people),
            ("queue", "Nobody: back to the team's queue"),
        ]
        self.fields["to"].widget.hints = {person.key: load for person, load in people}

    @property
    def chosen(self) -> User | None:
        """The person chosen; None for the queue."""
        return self.people.get(self.cleaned_data["to"])


class AllocateSeveralForm(OxleForm):
    """Which of the cases that nobody has go to whom. None is ticked to begin with: each is somebody's decision."""

    names = {"to": "who should have them"}

    cases = forms.MultipleChoiceField(label="Cases", widget=Checkboxes(small=True), choices=())
    to = forms.ChoiceField(label="Who should have them?", widget=Radios())
    reason = LongTextField(label="Reason", max=1000)

    def __init__(self, *args: Any, waiting: Sequence[Case], people: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.key): person for person, _ in people}
        self.fields["cases"].choices = [(case.key, f"{case.reference}, {case.subject}") for case in waiting]
        self.fields["cases"].widget.hints = {
            case.key: ", ".join(
                str(part) for part in (case.stage_label, f"opened {plain_day(case.opened_on)}", case.school) if part
            )
            for case in waiting
        }
        self.fields["cases"].error_messages["required"] = "Select at least one case"
        self.fields["to"].choices = [(person.key, person.name) for person, _ in people]
        self.fields["to"].widget.hints = {person.key: load for person, load in people}

    @property
    def chosen(self) -> User:
        """The person chosen."""
        return self.people[self.cleaned_data["to"]]


class MashForm(OxleForm):
    on = DateField(label="When was the MASH contacted?", name="date", past_or_today=True)
    concern = LongTextField(label="What is the concern?", name="concern", max=20000)


class MashAnswerForm(OxleForm):
    decision = LongTextField(label="What did the MASH decide?", name="decision", max=20000)
    decided_on = DateField(label="When did they decide?", name="date of the decision", past_or_today=True)
    fed_back_on = DateField(
        label="When was the school told? (optional)",
        name="date the school was told",
        past_or_today=True,
        required=False,
    )


class MashToldForm(OxleForm):
    fed_back_on = DateField(label="When was the school told?", name="date the school was told", past_or_today=True)


class DraftAgainForm(OxleForm):
    names = {"letter": "which letter"}
    letter = forms.ChoiceField(label="Which letter?", widget=Radios())

    def __init__(self, *args: Any, letters: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        """`letters`: of each its key, its title, and what there is of it."""
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [(key, title) for key, title, _ in letters]
        self.fields["letter"].widget.hints = {key: hint for key, _, hint in letters}


class SendBackForm(OxleForm):
    """Why what was handed over goes back."""

    page_heading = "reason"
    reason = LongTextField(label="Why is it sent back? The sender sees this.", name="why it is sent back", max=4000)


class HandOverForm(OxleForm):
    names = {"to": "which team should take this on"}
    to = forms.ChoiceField(label="Which team should take this on?", widget=Radios())
    reason = LongTextField(label="Reason", max=4000)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices


class DocumentForm(OxleForm):
    names = {"title": "what the document is", "compartment": "who may read it"}
    title = forms.CharField(label="What is it?", max_length=300, help_text="For example, letter from the GP")
    file = forms.FileField(label="File")
    compartment = forms.ChoiceField(
        label="Who may read it?",
        choices=NoteForm.base_fields["compartment"].choices,
        initial=CompartmentChoices.ORDINARY,
        widget=Radios(),
    )


class MessageForm(OxleForm):
    names = {"channel": "how the message came", "sender": "from whom it came", "team": "which team it is for"}
    channel = forms.ChoiceField(
        label="How did it come?",
        choices=[(one.value, one.label) for one in (Origin.EMAIL, Origin.PHONE, Origin.POST)],
        widget=Radios(),
    )
    received_on = DateField(label="When did it come?", name="date it came", past_or_today=True)
    sender = forms.CharField(label="From whom?", max_length=300)
    text = LongTextField(label="What does it say?", name="what it says", max=50000)
    file = forms.FileField(label="The original, as a file (optional)", required=False)

    def __init__(self, *args: Any, teams: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {team.key: team for team in teams}
        if len(teams) > 1:
            self.add_field(
                "team",
                forms.ChoiceField(
                    label="Which team is it for?",
                    choices=[(key, team.name) for key, team in self.teams.items()],
                    widget=Radios(),
                ),
            )
            self.order_fields(["team"])

    @property
    def team(self) -> Organisation:
        """The team that was chosen, or the only one there is."""
        return self.teams[self.cleaned_data["team"]] if "team" in self.fields else next(iter(self.teams.values()))


class LinkMessageForm(OxleForm):
    reference = forms.CharField(label="Case reference", max_length=20, help_text="For example, OX-7K4M-2QX6")


class UnlinkMessageForm(OxleForm):
    reason = LongTextField(
        label="Why is this the wrong case?",
        name="why this is the wrong case",
        help_text="This stays on the timeline of that case, so do not name anybody from another family in it.",
        max=2000,
    )


class AnswerMessageForm(OxleForm):
    answer = LongTextField(label="How was it answered?", name="how it was answered", max=20000)


# What is written about a disposal outlives the record.
NAME_NOBODY = "This stays when all else is gone, so do not name anybody in it."


class HoldForm(OxleForm):
    reason = LongTextField(
        label="Why must this be kept?",
        name="why this must be kept",
        help_text="For example, a claim against the council, a complaint to the Ombudsman, an inquiry",
        max=1000,
    )


class TakeBackForm(OxleForm):
    reason = LongTextField(
        label="Why was it a mistake?",
        name="why it was a mistake",
        help_text="For example, the governors upheld the exclusion and the wrong button was chosen",
        max=2000,
    )


class LiftForm(OxleForm):
    reason = LongTextField(label="Why can it be lifted?", name="why it can be lifted", max=1000)


class KeepForm(OxleForm):
    reason = LongTextField(label="Why must it be kept for longer?", name="why it must be kept for longer", max=1000)
    next_review_on = DateField(
        label="When should somebody look again?",
        name="date to look again",
        future=True,
        help_text="For example, 1 9 2031",
    )


class ProposeForm(OxleForm):
    reason = LongTextField(
        label="Why can it be destroyed?", name="why it can be destroyed", help_text=NAME_NOBODY, max=1000
    )


class AgreeForm(OxleForm):
    answer = LongTextField(label="What did you check?", name="what you checked", help_text=NAME_NOBODY, max=1000)


class RefuseForm(OxleForm):
    answer = LongTextField(label="Why should it not be destroyed now?", name="why it should not be destroyed", max=1000)
