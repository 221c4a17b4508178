"""The forms of a referral: the school's sections, the decision, the meetings. They validate and never save."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from attendance.referrals import pathway, sections
from attendance.referrals.models import (
    Consideration,
    PaceInterview,
    PreStepKind,
    Reason,
    RouteKind,
    Topic,
)
from attendance.referrals.steps import ANSWERS, CAME, INVITED
from oxle.cases.forms import StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Number, Radios
from oxle.people.models import Child
from oxle.people.search import ask
from oxle.registers.extract import read_extract
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schools.models import School

LONDON = ZoneInfo("Europe/London")
CAUTION = (
    "You do not have to say anything. But it may harm your defence if you do not mention when questioned something "
    "which you later rely on in court. Anything you do say may be given in evidence."
)


class SearchForm(OxleForm):
    """What a school knows of the pupil it looks for."""

    names = {"q": "a name, UPN or date of birth"}
    q = forms.CharField(
        label="Find the pupil",
        max_length=700,
        help_text="Name, UPN or date of birth. For example, Sam Example, or 4/3/2014.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_q(self) -> str:
        asked = ask(self.cleaned_data["q"])
        if asked.problem:
            raise forms.ValidationError("Enter a name of at least two letters, a UPN or a date of birth")
        return asked.text


class PupilForm(OxleForm):
    """Which of the pupils found."""

    names = {"pupil": "the pupil you are referring"}
    pupil = forms.ChoiceField(label="Which pupil are you referring?", widget=Radios())

    def __init__(self, *args: Any, pupils: Mapping[Child, str], **kwargs: Any) -> None:
        """`pupils` are those found, each with the words that tell them from others of the same name."""
        super().__init__(*args, **kwargs)
        self.by_key = {child.key: child for child in pupils}
        self.fields["pupil"].choices = [(child.key, child.shown_name) for child in pupils]
        self.fields["pupil"].widget.hints = {child.key: words for child, words in pupils.items()}

    @property
    def chosen(self) -> Child:
        """The pupil chosen."""
        return self.by_key[self.cleaned_data["pupil"]]


class SchoolForm(OxleForm):
    """Which school, when an officer enters a referral for one."""

    page_heading = "school"
    names = {"school": "a school"}
    school = forms.ChoiceField(label="Which school is the referral from?", widget=forms.Select())

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "Choose a school"), *((one.key, one.name) for one in schools)]


class SectionForm(OxleForm):
    """Base of a section's form: it can say what to keep, as plain values."""

    def answers(self) -> dict[str, Any]:
        """What is kept of this section."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], forms.FileField)
        }


class ReasonForm(SectionForm):
    reason = forms.ChoiceField(label="Why are you referring this pupil?", choices=Reason.choices, widget=Radios())
    cause = LongTextField(
        label="What is the reason for the absence?",
        name="the reason for the absence",
        help_text="What the pupil, the family and staff have told you.",
        max=5000,
    )


class FamilyForm(SectionForm):
    parents = forms.MultipleChoiceField(
        label="Which parents or carers does this concern?",
        help_text="Each is written to separately. Tick everyone with parental responsibility or care of the pupil.",
        widget=Checkboxes(),
    )
    missing = LongTextField(
        label="Is anybody missing, or a detail wrong? (optional)",
        help_text="Give the name, what they are to the pupil, address, phone and language. An officer will check it.",
        max=5000,
        required=False,
    )
    unsafe = YesNoField(
        label="Is there anyone in the family whom it may be unsafe to contact, or who must not learn an address?"
    )

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parents"].choices = list(parents)


class VoiceForm(SectionForm):
    page_heading = "child_view"
    child_view = LongTextField(
        label="What does the pupil say?",
        name="what the pupil says",
        help_text="In their own words where you can. Say how and when they were asked, or why they were not.",
        max=5000,
    )


class RegisterForm(SectionForm):
    text = forms.CharField(
        label="Register extract",
        required=False,
        strip=False,
        help_text=(
            "Paste from your system: one line a day with the date, the morning and the afternoon code, or one line a "
            "week with the Monday's date and ten codes."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "class": "oxle-fixed-width", "spellcheck": "false"}),
    )
    file = forms.FileField(label="Or upload it as a text or CSV file (optional)", required=False)

    def __init__(self, *args: Any, calendar: SchoolCalendar | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload:
            data["text"] = self._text_of(upload)
        if not data.get("text"):
            if not self.errors:
                self.add_error("text", "Paste or upload the register extract")
            return data
        extract = read_extract(data["text"], self.calendar, on=self.on)
        for problem in extract.problems[:20]:
            self.add_error("text", str(problem))
        if len(extract.problems) > 20:
            self.add_error("text", f"There are {len(extract.problems) - 20} more problems like these.")
        self.extract = extract
        return data

    def _text_of(self, upload: Any) -> str:
        if upload.size > 1_000_000:
            self.add_error("file", "The file is larger than 1 MB, which no register extract is")
            return ""
        raw = upload.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                continue
        self.add_error("file", "The file is not a text or CSV file")
        return ""


class BeforeForm(SectionForm):
    """One of the school's own steps: when, how and with what result, or why it did not apply."""

    done = forms.ChoiceField(
        label="Has this been done?",
        choices=[("yes", "Yes"), ("no", "No, it does not apply")],
        widget=Radios(inline=True),
    )
    on = DateField(label="If yes, when?", name="date it was done", past_or_today=True, required=False)
    method = forms.CharField(
        label="How?", max_length=200, required=False, help_text="For example, letter, phone call, meeting in school"
    )
    outcome = LongTextField(label="What came of it?", max=4000, required=False)
    file = forms.FileField(label="Document (optional)", required=False)
    because = LongTextField(
        label="If it does not apply, why not?", name="why it does not apply", max=2000, required=False
    )

    def __init__(self, *args: Any, kind: PreStepKind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in ANSWERS:
            question, choices = ANSWERS[kind]
            answer = forms.ChoiceField(
                label=question,
                choices=[("", "Choose one"), *choices.items()],
                required=False,
                widget=forms.Select(),
            )
            self.add_field("answer", answer)
        if kind is PreStepKind.PLANNING_MEETING:
            self.add_field("invited", LongTextField(label=INVITED, rows=3, max=2000, required=False))
            self.add_field("came", LongTextField(label=CAME, rows=3, max=2000, required=False))
        self.order_fields(["done", "answer", "on", "method", "invited", "came"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("done") == "yes" and "answer" in self.fields and not data.get("answer"):
            self.add_error("answer", "Choose what happened")
        if data.get("done") == "yes":
            if not data.get("on") and "on" not in self.errors:
                self.add_error("on", "Enter the date it was done")
            for name, words in (("invited", "Enter who was invited"), ("came", "Enter who came, or that nobody did")):
                if name in self.fields and not data.get(name):
                    self.add_error(name, words)
            if not data.get("outcome"):
                self.add_error("outcome", "Enter what came of it")
        elif data.get("done") == "no" and not data.get("because"):
            self.add_error("because", "Enter why it does not apply")
        return data


class ConsideredForm(SectionForm):
    """What may stand in the way of enforcement, topic by topic; leave empty what is not known."""

    sen = LongTextField(label=Topic.SEN.label + " (optional)", max=3000, required=False)
    medical = LongTextField(label=Topic.MEDICAL.label + " (optional)", max=3000, required=False)
    section_19 = LongTextField(label=Topic.SECTION_19.label + " (optional)", max=3000, required=False)
    social_care = LongTextField(label=Topic.SOCIAL_CARE.label + " (optional)", max=3000, required=False)
    bullying = LongTextField(label=Topic.BULLYING.label + " (optional)", max=3000, required=False)
    transport = LongTextField(label=Topic.TRANSPORT.label + " (optional)", max=3000, required=False)
    equality = LongTextField(label=Topic.EQUALITY.label + " (optional)", max=3000, required=False)
    unsafe_contact = LongTextField(label=Topic.UNSAFE_CONTACT.label + " (optional)", max=3000, required=False)
    has_thought = forms.BooleanField(label="I have thought about each of these")


class EvidenceForm(OxleForm):
    title = forms.CharField(
        label="What is it?", max_length=300, help_text="For example, letter of 3 October to the parents"
    )
    file = forms.FileField(label="File")


class DeclarationForm(SectionForm):
    name = forms.CharField(label="Name of the head, or of whoever signs for them", max_length=300)
    role = forms.CharField(label="Their role", max_length=200)
    true = forms.BooleanField(
        label="The head confirms that the register extract is true and that all steps are evidenced"
    )
    evidence = forms.BooleanField(label="The school will give a statement and evidence in court if it is needed")


def form_for(section: str) -> type[SectionForm]:
    """The form of a section."""
    if section.startswith("step_"):
        return BeforeForm
    return {
        sections.REASON: ReasonForm,
        sections.FAMILY: FamilyForm,
        sections.VOICE: VoiceForm,
        sections.REGISTER: RegisterForm,
        sections.CONSIDERED: ConsideredForm,
        sections.DECLARATION: DeclarationForm,
    }[section]


class ReturnForm(OxleForm):
    reason = LongTextField(label="What is missing? The school sees this.", name="what is missing", max=5000)


class RejectForm(OxleForm):
    reason = LongTextField(label="Why is it rejected? The school sees this.", name="the reason", max=5000)


class ConsiderForm(OxleForm):
    """Every topic that may stand in the way, each with a finding."""

    def __init__(self, *args: Any, topics: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        for one in topics:
            key, known = one.topic.value, "; ".join([*one.recorded, *([one.school_said] if one.school_said else [])])
            self.add_field(
                key,
                forms.ChoiceField(
                    label=one.topic.label,
                    help_text=f"Known: {known}" if known else "Nothing is recorded, and the school said nothing.",
                    choices=Consideration.Finding.choices,
                    widget=Radios(inline=True),
                    initial=one.before.finding if one.before else None,
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
        return data

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


ROUTES = [
    (RouteKind.S444_1.value, RouteKind.S444_1.label),
    (RouteKind.S444_1A.value, RouteKind.S444_1A.label),
    (RouteKind.ESO.value, RouteKind.ESO.label),
    (RouteKind.NONE.value, RouteKind.NONE.label),
]


class AcceptForm(OxleForm):
    """The legal route for each parent, and why the referral is accepted."""

    def __init__(self, *args: Any, parties: Sequence[Any], below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.add_field(
                f"route_{party.pk}",
                forms.ChoiceField(label=f"Legal route for {party.name}", choices=ROUTES, widget=Radios()),
            )
            self.add_field(
                f"order_{party.pk}",
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
            if data.get(f"order_{party.pk}") and data.get(f"route_{party.pk}") not in {"s444_1", "s444_1a"}:
                self.add_error(f"order_{party.pk}", "A parenting order goes only with a prosecution")
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
    meeting_on = DateField(label="Date of the meeting", name="date of the meeting")
    meeting_time = forms.TimeField(
        label="Time of the meeting",
        help_text="For example, 10:30",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    place = forms.CharField(label="Where", max_length=200)

    def facts(self) -> dict[str, Any]:
        return {
            **super().facts(),
            "meeting_time": f"{self.cleaned_data['meeting_time']:%H:%M}",
            "place": self.cleaned_data["place"],
        }


class RemindForm(StepForm):
    when = "When did you ring?"
    outcome = forms.ChoiceField(
        label="What happened?",
        choices=[
            ("spoke", "Spoke to the parent"),
            ("message", "Left a message that names no child"),
            ("no_answer", "No answer"),
        ],
        widget=Radios(),
    )

    def facts(self) -> dict[str, Any]:
        return {"outcome": self.cleaned_data["outcome"]}


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
                choices=[(str(party.pk), party.name) for party in parties if party.adult_id],
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
    place = forms.CharField(label="Where was it held?", max_length=200)
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
        label="Was the record signed?", choices=PaceInterview.Signature.choices, widget=Radios()
    )
    target = _target(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["began_at"] = data["ended_at"] = None
        data["questions"] = []
        if data.get("attended"):
            needed = {
                "began": "Enter the time the interview began",
                "ended": "Enter the time the interview ended",
                "present": "Enter everyone who was present",
                "caution": "Enter the caution that was given",
                "told_free_to_leave": "An interview counts only if the parent was told they were free to leave",
                "advice_offered": "An interview counts only if legal advice was offered",
                "questions_text": "Enter the questions and answers",
            }
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
