"""The forms around a meeting: the invitation, the call before it, the panel, the interview under caution."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms

from attendance.referrals import meetings
from attendance.referrals.meetings_ahead import ahead
from attendance.referrals.models import PaceInterview
from oxle.cases import projection
from oxle.cases.forms import StepForm
from oxle.cases.meeting import reached
from oxle.cases.models import Party
from oxle.core.dates import LONDON
from oxle.core.fields import DateField, LongTextField, TimeField, YesNoField
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.schooldays.closed_days import AsksOfClosedDays, of_court, of_school
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

CAUTION = (
    "You do not have to say anything. But it may harm your defence if you do not mention when questioned something "
    "which you later rely on in court. Anything you do say may be given in evidence."
)


class InviteForm(AsksOfClosedDays, StepForm):
    names = {"place": "where the meeting is", "meeting_time": "the time of the meeting"}
    when = "When was the meeting arranged?"
    when_name = "day the meeting was arranged"
    meeting_on = DateField(label="Date of the meeting", name="date of the meeting")
    meeting_time = TimeField(label="Time of the meeting")
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
        school = self.case.school
        self.ask_of_closed_day("meeting_on", of_school(calendar_of(school)) if school else of_court)
        return data

    def facts(self) -> dict[str, Any]:
        return {
            **super().facts(),
            "meeting_time": f"{self.cleaned_data['meeting_time']:%H:%M}",
            "place": self.cleaned_data["place"],
        }


class RemindForm(StepForm):
    """The call before a meeting, with what one must have in front of them to make it: the number, and which meeting."""

    names = {"outcome": "what happened when you rang", "meeting": "about which meeting you rang"}
    whom = "Whom did you ring?"
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
        self.fields["party"].widget.hints = {party.key: reached(party) for party in parties}
        self.meetings = meetings.to_remind_of(self.case)
        coming = ahead(projection.happenings(self.case), {party.pk: party.name for party in parties})
        if len(self.meetings) > 1:
            choices = [(day, words) for day, (words, _) in sorted(self.meetings.items())]
            hints = {one.on.isoformat(): one.when_and_where for one in coming}
            widget = Radios(hints=hints)
            self.add_field("meeting", forms.ChoiceField(label="About which meeting?", choices=choices, widget=widget))
        else:
            about = "; ".join(f"{one.meeting} on {one.when_and_where}" for one in coming)
            self.fields["party"].help_text = f"About this: {about}" if about else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        words, whom = self.meetings.get(self._meeting() or "", ("", set()))
        rung = self.chosen_party(self.parties)
        if words and rung and rung.pk not in whom:
            field = "meeting" if "meeting" in self.fields else "party"
            self.add_error(field, f"This parent is not invited to this: {words}")
        return data

    def facts(self) -> dict[str, Any]:
        return {"outcome": self.cleaned_data["outcome"], "meeting_on": self._meeting()}

    def _meeting(self) -> str | None:
        """The day of the meeting that was chosen, or of the only one."""
        only = next(iter(self.meetings), None)
        return self.cleaned_data.get("meeting") if "meeting" in self.fields else only


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
    names = {
        "place": "where it was held",
        "council_present": "who came from the council",
        "child_present": "whether the pupil was there",
    }
    when = "When was the meeting?"

    def __init__(self, *args: Any, parties: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, parties=parties, **kwargs)
        self.add_field("place", forms.CharField(label="Where was it held?", max_length=200))
        self.add_field("council_present", LongTextField(label="Who came from the council?", rows=2, max=500))
        self.add_field(
            "school_present",
            LongTextField(label="Who came from the school? (optional)", rows=2, max=500, required=False),
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
        self.add_field(
            "agreed",
            LongTextField(
                label="What was agreed? (optional)",
                help_text="Who does what by when is recorded on the case, one by one: “Record an agreed action”.",
                max=10000,
                required=False,
            ),
        )
        self.add_field("target", _target(required=True))

    def facts(self) -> dict[str, Any]:
        return {"target": str(self.cleaned_data["target"])}


class InterviewForm(StepForm):
    # What only an interview that was held has is asked for once the parent came, so none of it is called optional.
    names = {
        "attended": "whether the parent came",
        "place": "where it was held",
        "began": "the time it began",
        "ended": "the time it ended",
        "present": "everyone who was present",
        "caution": "the caution",
        "questions_text": "the questions and answers",
        "signature": "whether the record was signed",
        "target": "the attendance target",
    }
    when = "When was the interview?"
    settled = ("attended",)
    attended = YesNoField(label="Did the parent come?")
    place = forms.CharField(label="Where was it held? (if the parent came)", max_length=200, required=False)
    began = TimeField(label="Time it began (if the parent came)", required=False)
    ended = TimeField(label="Time it ended (if the parent came)", required=False)
    present = LongTextField(label="Everyone who was present (if the parent came)", rows=2, max=500, required=False)
    caution = LongTextField(
        label="The caution, as it was given (if the parent came)", required=False, initial=CAUTION, max=2000
    )
    caution_understood = forms.BooleanField(label="The parent said that they understood the caution", required=False)
    told_free_to_leave = forms.BooleanField(
        label="The parent was told that they were not under arrest and free to leave", required=False
    )
    advice_offered = forms.BooleanField(label="The parent was told of their right to legal advice", required=False)
    advice_answer = LongTextField(label="What they said about legal advice (optional)", max=1000, required=False)
    questions_text = LongTextField(
        label="Questions and answers (if the parent came)",
        help_text="Begin each question with Q: and each answer with A:",
        max=50000,
        required=False,
    )
    signature = forms.ChoiceField(
        label="Was the record signed? (if the parent came)",
        choices=PaceInterview.Signature.choices,
        widget=Radios(),
        required=False,
    )
    target = _target(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_target = self.case.targets.exists()
        if not self.has_target:
            self.fields["target"].label = "Attendance target (if the parent came)"
        else:
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
