"""What the steps of a reduced timetable ask beyond their day and reason."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Radios
from oxle.schooldays.wording import plain_day
from reduced_timetables import actions, escalating, pathway, queries
from reduced_timetables.into import BEGINS_ON, FULL_TIME, INTO
from reduced_timetables.letters import WRITES
from reduced_timetables.models import EarlyHelp, Whose
from reduced_timetables.session_fields import AsksSessions, add_sessions, check_sessions, fill, names_of, sessions_of
from reduced_timetables.weeks import week_on

DOCUMENT = "The written agreement, as a file (optional)"
DOCUMENT_HINT = "PDF or Word, up to 20 MB. That of a parent is needed, unless the parent agrees by the link."


class Writes(KeepsWords):
    """Base: a step of which the school and the parents are told by letter, unless whoever takes it says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_field(
            WRITES,
            YesNoField(
                label="Draft letters to the school and the parents?",
                yes_if="letters are drafted",
                initial=True,
                help_text="Each waits under Letters until somebody has checked and released it.",
            ),
        )

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), WRITES: self.cleaned_data[WRITES]}


class AgreeForm(KeepsWords):
    names = {"whose": "whose agreement it is", "given_by": "who agreed"}
    keeps = ("whose", "given_by", "agreed_on")
    when = "When did you learn of it?"
    whose = forms.ChoiceField(label="Whose agreement is it?", choices=Whose.choices, widget=Radios())
    given_by = forms.CharField(label="Who agreed?", max_length=200)
    agreed_on = DateField(label="On which day?", name="day of the agreement", past_or_today=True)
    document = forms.FileField(label=DOCUMENT, required=False, help_text=DOCUMENT_HINT)


class AskParentForm(KeepsWords):
    names = {"parent": "who is asked", "email": "their e-mail address"}
    keeps = ("parent",)
    when = "When is the parent asked?"
    parent = forms.CharField(
        label="Which parent is asked?", max_length=200, help_text="One with whom the pupil normally lives."
    )
    email = forms.EmailField(
        label="What is their e-mail address?",
        max_length=254,
        help_text="They are sent a link to this plan, and nothing else. Read the address once more: whoever has the "
        "link can read the plan.",
    )


class WithdrawForm(KeepsWords):
    names = {"whose": "whose agreement it is", "said": "what they said"}
    keeps = ("whose", "said")
    when = "When was it withdrawn?"
    whose = forms.ChoiceField(label="Whose agreement was withdrawn?", choices=Whose.choices, widget=Radios())
    said = LongTextField(label="What did they say?", max=2000, rows=3)


class SupplyForm(AsksSessions, StepForm):
    names = {"early_help": "where the early help assessment stands"}
    settled = ("risk",)
    when = "When did you learn of it?"
    child_view = LongTextField(label="What does the pupil say about it? (optional)", max=4000, required=False)
    early_help = forms.ChoiceField(
        label="Where does the early help assessment stand?", choices=EarlyHelp.choices, widget=Radios()
    )
    early_help_reference = forms.CharField(label="Its reference (optional)", max_length=100, required=False)
    early_help_on = DateField(
        label="Its day (optional)", name="day of the early help assessment", past_or_today=True, required=False
    )
    risk_assessed_on = DateField(
        label="Day of the risk assessment (optional)",
        name="day of the risk assessment",
        past_or_today=True,
        required=False,
    )
    risk = forms.FileField(
        label="The risk assessment, as a file (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )
    services_informed = LongTextField(
        label="Which other services were told? (optional)", max=1000, rows=2, required=False
    )
    section_19 = YesNoField(
        label="Was education by the council for a child who cannot attend (section 19) considered?",
        yes_if="section 19 was considered",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.case.reduced_timetable
        for name in actions.SUPPLIED:
            self.fields[name].initial = getattr(told, name)
        if told.has_no_session:
            add_sessions(self, first=f"From {plain_day(told.starts_on)} on, as they were from the start.")
            self.offer_to_work_out()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.case.reduced_timetable.has_no_session:
            return data
        check_sessions(self, data, self.case.reduced_timetable.starts_on, self.case.school)
        return {**data, "sessions": sessions_of(data)}


class HoldReviewForm(KeepsWords):
    names = {"attended": "who took part", "found": "what was found"}
    keeps = ("attended", "found")
    when = "When was the review held?"
    attended = forms.CharField(
        label="Who took part?", max_length=300, help_text="The parents and the pupil, and who works with them."
    )
    found = LongTextField(label="What was found, and what changes?", max=4000)
    review_on = DateField(label="When is the next review? (optional)", name="day of the next review", required=False)
    changes_on = DateField(
        label="From which day do the sessions change? (optional)",
        name="day from which the sessions change",
        required=False,
        help_text="You tell which they are on the next page, with the agreement to them.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Proposed, as the notice fixed it; whoever holds the review says whether it stays so.
        later = [day for day in self.case.reduced_timetable.later_reviews if self.on and day > self.on]
        self.fields["review_on"].initial = min(later, default=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("review_on") and data["review_on"] <= data["on"]:
            self.add_error("review_on", "The next review must be after this one")
        return data


class FreshForm(AsksSessions, KeepsWords):
    """Base: what is agreed to anew, perhaps with other sessions."""

    settled = ("given_by", "agreed_on", "document", "risk_assessed_on")
    keeps = ("why",)
    when = "When was this decided?"
    given_by = forms.CharField(
        label="Which parent agreed to this in writing? (optional)",
        max_length=200,
        required=False,
        help_text="This needs a fresh agreement. Without one it is received, and the council asks.",
    )
    agreed_on = DateField(
        label="On which day did the parent agree? (optional)",
        name="day of the agreement",
        past_or_today=True,
        required=False,
    )
    document = forms.FileField(label=DOCUMENT, required=False, help_text=DOCUMENT_HINT)
    risk_assessed_on = DateField(
        label="Day of a new risk assessment (optional)",
        name="day of the risk assessment",
        past_or_today=True,
        required=False,
    )
    # What is said of the first session, and in which order it is asked.
    first: ClassVar[str]
    order: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week = week_on(self.case.reduced_timetable, date.max)
        add_sessions(self, first=self.first)
        fill(self, week.begins, week.ends)
        self.order_fields(["on", *self.order])
        self.offer_to_work_out()

    def day_of_sessions(self) -> date:
        """The day from which the sessions hold."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("given_by") and not data.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", "Enter the day of the agreement")
        if data.get("agreed_on") and not data.get("given_by"):
            self.add_error("given_by", "Enter who agreed")
        check_sessions(self, data, self.day_of_sessions(), self.case.school)
        return {**data, "sessions": sessions_of(data)}


class ExtendForm(FreshForm):
    names = {"why": "why it goes on", "given_by": "who agreed"}
    first = "From the first day of the extension on. Leave the sessions as they are where they stay."
    order = ("ends_on", "review_on", "why", *names_of())
    ends_on = DateField(label="Until which day does it last now?", name="planned end")
    review_on = DateField(label="When is it reviewed next?", name="day of the next review")
    why = LongTextField(label="Why does it go on, and how does the pupil come back to full time?", max=4000)

    def day_of_sessions(self) -> date:
        return self.case.reduced_timetable.ends_on


class ChangeForm(FreshForm):
    names = {"why": "why the sessions change", "given_by": "who agreed"}
    first = "From that day on, until the planned end. They take the place of what was planned."
    order = ("from_on", *names_of(), "why")
    from_on = DateField(label="From which day are there other sessions?", name="first day of the new sessions")
    why = LongTextField(label="Why do they change, and how does the pupil come back to full time?", max=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = queries.to_change_on(self.case)

    def day_of_sessions(self) -> date:
        return self.cleaned_data.get("from_on") or self.case.reduced_timetable.ends_on


class ConfirmForm(KeepsWords):
    names = {"stands": "how it stands"}
    keeps = ("stands",)
    when = "When was this said?"
    stands = LongTextField(
        label="How does it stand?",
        max=2000,
        rows=3,
        help_text="Whether the pupil comes as agreed, and how far the way back to full time is. If the pupil is back, "
        "close the timetable instead.",
    )


class BackForm(KeepsWords):
    """As the school fills it in: whom the council writes to is not its to say."""

    names = {"went": "how it went"}
    keeps = ("went",)
    when = "On which day was the pupil back full-time?"
    went = LongTextField(label="How did it go?", max=2000, rows=3)


class ReturnForm(Writes, BackForm):
    pass


class ConvertForm(Writes):
    names = {"into": "what it became"}
    # It was handed over to whoever does that.
    settled = ("into",)
    keeps = ("into", BEGINS_ON)
    when = "When was this decided?"
    into = forms.ChoiceField(
        label="What did it become?", choices=[(key, words) for key, (words, _) in INTO.items()], widget=Radios()
    )
    begins_on = DateField(
        label="From which day does the pupil have full time by that? (optional)",
        name="day from which the pupil has full time",
        required=False,
        help_text="Until then the hours of this timetable count as what the school offers. Leave it empty while nobody "
        "knows: you are asked again.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get(BEGINS_ON) and data[BEGINS_ON] < data["on"]:
            self.add_error(BEGINS_ON, "It cannot begin before this was decided")
        return data

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().facts(), pathway.WAITS_FROM.key: None if said[BEGINS_ON] else said["on"].isoformat()}


class OfferedForm(KeepsWords):
    names = {"offered": "what the pupil is offered now"}
    keeps = ("offered", FULL_TIME)
    when = "Since which day?"
    offered = LongTextField(
        label="What is the pupil offered now?",
        max=2000,
        rows=3,
        help_text="At the school, with a provider, at home. Record a place with a provider on the pupil’s record as "
        "well: its hours count from there.",
    )
    full_time = YesNoField(
        label="Is that full time?",
        yes_if="it is full time",
        help_text="From that day on the hours of the timetable count no more. If not, they go on, and you are asked "
        "again.",
    )

    def facts(self) -> dict[str, Any]:
        waits = self.on and not self.cleaned_data[FULL_TIME]
        return {**super().facts(), pathway.WAITS_FROM.key: self.on.isoformat() if waits and self.on else None}


class EscalateForm(StepForm):
    names = {"manager_key": "which senior manager"}
    when = "When was it escalated?"
    manager_key = forms.ChoiceField(
        label="To which senior manager?",
        choices=(),
        widget=Radios(),
        help_text="They are written to at once, and it is in their work until they say what was done.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = escalating.managers(self.case, kwargs["on"])
        self.fields["manager_key"].choices = [(one.key, one.name) for one in people]


class TakeUpForm(KeepsWords):
    names = {"done": "what was done"}
    keeps = ("done",)
    when = "When was it taken up?"
    done = LongTextField(
        label="What was done?",
        max=4000,
        help_text="With whom you spoke at the school, and what they will do by when.",
    )


class ValidateForm(Writes):
    pass


class EndForm(Writes):
    pass
