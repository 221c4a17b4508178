"""The officer's forms of a referral: the decision, the meetings, the reviews. They validate and never save."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from attendance.referrals import meetings, pathway
from attendance.referrals.considering import ToConsider, digest_of
from attendance.referrals.models import (
    Consideration,
    PaceInterview,
    RouteKind,
)
from attendance.referrals.section_forms import RegisterForm
from oxle.cases.forms import StepForm
from oxle.cases.models import Party
from oxle.core.dates import LONDON
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.schooldays.wording import plain_day

CAUTION = (
    "You do not have to say anything. But it may harm your defence if you do not mention when questioned something "
    "which you later rely on in court. Anything you do say may be given in evidence."
)


class ReturnForm(OxleForm):
    reason = LongTextField(label="What is missing? The school sees this.", name="what is missing", max=5000)


class AnswerForm(OxleForm):
    """On which day the school's answer came that an officer enters for it."""

    came_on = DateField(label="When did the school's answer come?", name="day the answer came", past_or_today=True)

    def __init__(self, *args: Any, returned_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_on"].not_before = (returned_on, "when it was returned to the school")


class RejectForm(OxleForm):
    reason = LongTextField(label="Why is it rejected? The school sees this.", name="the reason", max=5000)


def what_is_known(one: ToConsider) -> str:
    """Everything that is known of a topic, and when it was last looked at, for the person who looks at it now."""
    said = [f"The school says: {one.school_said}"] if one.school_said else []
    known = [*(f"{text}." for text in one.recorded), *said] or ["Nothing is recorded, and the school said nothing."]
    looked = [f"Looked at on {plain_day(one.before.on)} by {one.before.by.name}."] if one.before else []
    new = [f"New since then: {'; '.join(one.new)}."] if one.new else []
    return " ".join([*known, *looked, *new])


class ConsiderForm(OxleForm):
    """Every topic that may stand in the way, each with a finding."""

    def __init__(self, *args: Any, topics: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        # Travels in the page as `read`: nobody answers for something that was recorded after they opened it.
        self.shows = digest_of(topics)
        for one in topics:
            key = one.topic.value
            self.add_field(
                key,
                forms.ChoiceField(
                    label=one.topic.label,
                    help_text=what_is_known(one),
                    choices=Consideration.Finding.choices,
                    widget=Radios(inline=True),
                    # What is new must be answered by somebody who has read it.
                    initial=one.before.finding if one.before and not one.new else None,
                ),
            )
            self.add_field(
                f"{key}_note",
                LongTextField(
                    label="What was found (optional)",
                    rows=2,
                    name="what was found",
                    max=2000,
                    required=False,
                    initial=one.before.note if one.before else "",
                ),
            )
            self.add_field(
                f"{key}_go_on",
                LongTextField(
                    label="If not resolved: why the case goes on all the same (optional)",
                    rows=2,
                    max=2000,
                    required=False,
                    initial=one.before.go_on_because if one.before else "",
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.topics:
            finding = data.get(one.topic.value)
            if finding in {"resolved", "unresolved"} and not data.get(f"{one.topic.value}_note"):
                self.add_error(f"{one.topic.value}_note", f"Enter what was found: {one.topic.label}")
            if finding == "clear" and one.found:
                self.add_error(
                    one.topic.value, f"Something is known. Choose resolved or not resolved: {one.topic.label}"
                )
        if self.data.get("read", self.shows) != self.shows:
            self.add_error(None, "What is recorded has changed since you opened this page. Read it again, then save.")
        return data

    def before(self) -> dict[str, Any]:
        """What was found before, field by field."""
        return {name: field.initial for name, field in self.fields.items()}

    def findings(self) -> list[dict[str, str]]:
        """What was found, topic by topic."""
        data = self.cleaned_data
        return [
            {
                "topic": one.topic.value,
                "finding": data[one.topic.value],
                "note": data[f"{one.topic.value}_note"],
                "go_on_because": data[f"{one.topic.value}_go_on"],
            }
            for one in self.topics
        ]


class AddRegisterForm(RegisterForm):
    """A register that came after the referral, read as the school's own extract is, and who says that it is true."""

    names = {"declared_by": "who declares that it is true", "declared_on": "the day of the declaration"}

    declared_by = forms.CharField(label="Who at the school declares that it is true?", max_length=300)
    declared_as = forms.CharField(label="Their role", max_length=200)
    declared_on = DateField(label="Day of the declaration", past_or_today=True)


ROUTES = [
    (RouteKind.S444_1.value, RouteKind.S444_1.label),
    (RouteKind.S444_1A.value, RouteKind.S444_1A.label),
    (RouteKind.ESO.value, RouteKind.ESO.label),
    (RouteKind.NONE.value, RouteKind.NONE.label),
]


NO_LETTERS = {RouteKind.NONE.value: "No warning and no invitation is drafted to this parent."}


class AcceptForm(OxleForm):
    """The legal route for each parent, and why the referral is accepted."""

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Any],
        cautions: Callable[[Any], Sequence[str]],
        below: bool,
        **kwargs: Any,
    ) -> None:
        """`cautions` says of an adult what whoever writes to them must know; it stands beside their legal route."""
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.add_field(
                f"route_{party.key}",
                forms.ChoiceField(
                    label=f"Legal route for {party.name}",
                    help_text=" ".join(cautions(party.adult)),
                    choices=ROUTES,
                    widget=Radios(hints=NO_LETTERS),
                ),
            )
            self.add_field(
                f"order_{party.key}",
                forms.BooleanField(label=f"Ask for a parenting order as well, for {party.name}", required=False),
            )
        self.add_field(
            "reason",
            LongTextField(
                label="Why is it accepted?",
                name="why it is accepted",
                help_text="Unauthorised absence is below the threshold: say why legal action is right here."
                if below
                else "",
                max=5000,
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for party in self.parties:
            if data.get(f"order_{party.key}") and data.get(f"route_{party.key}") not in {"s444_1", "s444_1a"}:
                self.add_error(f"order_{party.key}", "A parenting order goes only with a prosecution")
        return data


class RouteForm(StepForm):
    kind = forms.ChoiceField(label="New legal route", choices=ROUTES, widget=Radios())
    with_parenting_order = forms.BooleanField(label="Ask for a parenting order as well", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("with_parenting_order") and data.get("kind") not in {"s444_1", "s444_1a"}:
            self.add_error("with_parenting_order", "A parenting order goes only with a prosecution")
        return data


class InviteForm(StepForm):
    when = "When was the meeting arranged?"
    when_name = "day the meeting was arranged"
    meeting_on = DateField(label="Date of the meeting", name="date of the meeting")
    meeting_time = forms.TimeField(
        label="Time of the meeting",
        help_text="For example, 10:30",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    place = forms.CharField(label="Where", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = self.case.deadlines.filter(clock="meeting", state="running").exclude(due_on=None).first()
        if limit is not None:
            self.fields["meeting_on"].help_text = f"It must be held by {plain_day(limit.due_on)}."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        arranged, meeting = data.get("on"), data.get("meeting_on")
        if arranged and meeting and meeting <= arranged:
            self.add_error("meeting_on", "Date of the meeting must be after the day it was arranged")
        return data

    def facts(self) -> dict[str, Any]:
        return {
            **super().facts(),
            "meeting_time": f"{self.cleaned_data['meeting_time']:%H:%M}",
            "place": self.cleaned_data["place"],
        }


class RemindForm(StepForm):
    when = "When did you ring?"
    when_name = "day you rang"
    outcome = forms.ChoiceField(
        label="What happened?",
        choices=[
            ("spoke", "Spoke to the parent"),
            ("message", "Left a message that names no child"),
            ("no_answer", "No answer"),
        ],
        widget=Radios(),
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, parties=parties, **kwargs)
        self.parties = parties
        self.fields["party"].label = "Whom did you ring?"
        self.meetings = meetings.to_remind_of(self.case)
        if len(self.meetings) > 1:
            choices = [(day, words) for day, (words, _) in sorted(self.meetings.items())]
            self.add_field("meeting", forms.ChoiceField(label="About which meeting?", choices=choices, widget=Radios()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        words, whom = self.meetings.get(data.get("meeting", ""), ("", set()))
        rung = self.chosen_party(self.parties)
        if words and rung and rung.pk not in whom:
            self.add_error("meeting", f"This parent is not invited to this: {words}")
        return data

    def facts(self) -> dict[str, Any]:
        only = next(iter(self.meetings), None)
        return {"outcome": self.cleaned_data["outcome"], "meeting_on": self.cleaned_data.get("meeting", only)}


def _target(required: bool) -> forms.DecimalField:
    return forms.DecimalField(
        label="Attendance target" + ("" if required else " (optional)"),
        min_value=Decimal(1),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        required=required,
        widget=Number(width=3, suffix="%"),
    )


class PanelForm(StepForm):
    when = "When was the meeting?"

    def __init__(self, *args: Any, parties: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, parties=parties, **kwargs)
        self.add_field("place", forms.CharField(label="Where was it held?", max_length=200))
        self.add_field("council_present", forms.CharField(label="Who came from the council?", max_length=500))
        self.add_field(
            "school_present",
            forms.CharField(label="Who came from the school? (optional)", max_length=500, required=False),
        )
        self.add_field(
            "parents_present",
            forms.MultipleChoiceField(
                label="Which parents came? (optional)",
                choices=[(party.key, party.name) for party in parties if party.adult_id],
                widget=Checkboxes(),
                required=False,
            ),
        )
        self.add_field("child_present", YesNoField(label="Was the pupil there?"))
        self.add_field(
            "child_view",
            LongTextField(
                label="What is the pupil's view?",
                name="the pupil's view",
                help_text="Say how it was heard if the pupil did not come.",
                max=5000,
            ),
        )
        self.add_field("discussed", LongTextField(label="What was discussed?", name="what was discussed", max=20000))
        self.add_field("agreed", LongTextField(label="What was agreed? (optional)", max=10000, required=False))
        self.add_field("target", _target(required=True))

    def facts(self) -> dict[str, Any]:
        return {"target": str(self.cleaned_data["target"])}


class InterviewForm(StepForm):
    when = "When was the interview?"
    attended = YesNoField(label="Did the parent come?")
    place = forms.CharField(label="Where was it held? (optional)", max_length=200, required=False)
    began = forms.TimeField(label="Time it began (optional)", required=False, help_text="For example, 10:30")
    ended = forms.TimeField(label="Time it ended (optional)", required=False)
    present = forms.CharField(label="Everyone who was present (optional)", max_length=500, required=False)
    caution = LongTextField(label="The caution, as it was given", required=False, initial=CAUTION, max=2000)
    caution_understood = forms.BooleanField(label="The parent said that they understood the caution", required=False)
    told_free_to_leave = forms.BooleanField(
        label="The parent was told that they were not under arrest and free to leave", required=False
    )
    advice_offered = forms.BooleanField(label="The parent was told of their right to legal advice", required=False)
    advice_answer = LongTextField(label="What they said about legal advice (optional)", max=1000, required=False)
    questions_text = LongTextField(
        label="Questions and answers (optional)",
        help_text="Begin each question with Q: and each answer with A:",
        max=50000,
        required=False,
    )
    signature = forms.ChoiceField(
        label="Was the record signed? (optional)",
        choices=PaceInterview.Signature.choices,
        widget=Radios(),
        required=False,
    )
    target = _target(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_target = self.case.targets.exists()
        if self.has_target:
            self.fields["target"].help_text = "Leave it empty if the target that was set before still stands."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["began_at"] = data["ended_at"] = None
        data["questions"] = []
        if data.get("attended"):
            needed = {
                "place": "Enter where it was held",
                "began": "Enter the time the interview began",
                "ended": "Enter the time the interview ended",
                "present": "Enter everyone who was present",
                "caution": "Enter the caution that was given",
                "told_free_to_leave": "An interview counts only if the parent was told they were free to leave",
                "advice_offered": "An interview counts only if legal advice was offered",
                "questions_text": "Enter the questions and answers",
                "signature": "Say whether the parent signed or refused",
            }
            if not self.has_target:
                # Attendance is monitored from here on, against something.
                needed["target"] = "Enter the attendance target that was set"
            for name, words in needed.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if data.get("on") and data.get("began") and data.get("ended"):
                data["began_at"] = datetime.combine(data["on"], data["began"], LONDON)
                data["ended_at"] = datetime.combine(data["on"], data["ended"], LONDON)
                if data["ended_at"] <= data["began_at"]:
                    self.add_error("ended", "The interview must end after it begins")
            if data.get("questions_text"):
                data["questions"] = self._questions(data["questions_text"])
            if data.get("signature") == PaceInterview.Signature.NOT_ATTENDED:
                self.add_error("signature", "Say whether the parent signed or refused")
        elif data.get("attended") is False:
            data["signature"] = PaceInterview.Signature.NOT_ATTENDED
        return data

    def _questions(self, text: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for line in text.splitlines():
            words = line.strip()
            if words[:2].upper() == "Q:":
                found.append({"question": words[2:].strip(), "answer": ""})
            elif words[:2].upper() == "A:" and found:
                found[-1]["answer"] = words[2:].strip()
            elif words and found:
                part = "answer" if found[-1]["answer"] else "question"
                found[-1][part] = f"{found[-1][part]}\n{words}"
            elif words:
                self.add_error("questions_text", "Begin the first line with Q:")
                return []
        return found


class ReviewForm(StepForm):
    when = "When was attendance reviewed?"
    attendance = forms.DecimalField(
        label="Attendance since the target was set",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        widget=Number(width=3, suffix="%"),
    )

    def clean_attendance(self) -> Decimal:
        """As the step says: at the target or above it, or below it. A letter tells the parents which."""
        shown = self.cleaned_data["attendance"]
        target = self.case.targets.last()
        met = self.step.key == pathway.RECORD_TARGET_MET.key
        if target and met and shown < target.percent:
            raise forms.ValidationError(f"This is below the target of {target.percent:f}%")
        if target and not met and shown >= target.percent:
            raise forms.ValidationError(f"This meets the target of {target.percent:f}%")
        return shown

    def facts(self) -> dict[str, Any]:
        return {"attendance": str(self.cleaned_data["attendance"])}
