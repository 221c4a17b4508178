"""The forms of a referral's sections, as a school fills them in, and what was answered in words."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from attendance.referrals import sections
from attendance.referrals.models import Draft, PreStepKind, Reason, Topic
from attendance.referrals.rules import EXTRACT_REACHES_BACK
from attendance.referrals.steps import ANSWERS, CAME, CONTACTS, INVITED, answer_in_words
from oxle.core.errors import Refused
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.documents.types import CSV, TEXT, media_type
from oxle.people.forms.children import ChildForm
from oxle.people.forms.family import RelatedAdultForm
from oxle.people.forms.fields import UpnField
from oxle.registers.extract import read_extract
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

ATTACH_IT = "Attach it as evidence, and paste or upload the codes here as text or CSV."
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ReasonForm(SectionForm):
    names = {"reason": "why you are referring this pupil"}
    reason = forms.ChoiceField(label="Why are you referring this pupil?", choices=Reason.choices, widget=Radios())
    cause = LongTextField(
        label="What is the reason for the absence?",
        name="the reason for the absence",
        help_text="What the pupil, the family and staff have told you.",
        max=5000,
    )

    def __init__(self, *args: Any, reasons: Collection[str] = tuple(Reason), **kwargs: Any) -> None:
        """`reasons`: those that may be given here."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.value, one.label) for one in Reason if one in reasons]


class FamilyForm(SectionForm):
    names = {
        "parents": "which parents or carers this concerns",
        "unsafe": "whether it may be unsafe to contact somebody in the family",
    }
    parents = forms.MultipleChoiceField(
        label="Which parents or carers does this concern?",
        help_text="Each is written to separately. Tick everyone with parental responsibility or care of the pupil.",
        widget=Checkboxes(),
        required=False,
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
        if not parents:
            # Our record of the pupil names nobody: an officer adds whom the school names here.
            del self.fields["parents"]
            self.fields["missing"].label = "Who are the pupil's parents or carers?"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("parents") and not data.get("missing") and "missing" not in self.errors:
            named = "parents" in self.fields
            words = "Select a parent or carer, or say below who is missing" if named else "Enter who the parents are"
            self.add_error("parents" if named else "missing", words)
        return data


class UnlistedForm(SectionForm, ChildForm):
    """A pupil whom the school's list lacks, as the school knows them."""

    names = {**ChildForm.names, "upn": "UPN", "lines": "the address"}

    upn = UpnField(help_text="A letter and 12 digits, like A123456789012. Leave it empty only if you do not know it.")
    year_group = forms.CharField(
        label="Year group",
        max_length=3,
        help_text="R, or a number from 1 to 13.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
    )
    joined_on = DateField(label="First day on your register", past_or_today=True)
    lines = LongTextField(
        label="Where does the pupil live?", rows=4, max=600, help_text="As on an envelope, without the postcode."
    )
    postcode = forms.CharField(
        label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    field_order = [
        "school", "given", "family", "preferred_given", "preferred_family", "born_on", "sex", "upn", "year_group",
        "joined_on", "lines", "postcode", "language", "interpreter_needed",
    ]  # fmt: skip

    def __init__(self, *args: Any, schools: Sequence[School] = (), **kwargs: Any) -> None:
        """`schools`: those whom the person acts for, when they must say which."""
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            choices = [(school.key, school.name) for school in schools]
            self.add_field("school", forms.ChoiceField(label="At which school?", choices=choices, widget=Radios()))
            self.order_fields(self.field_order)

    def clean_year_group(self) -> str:
        typed = self.cleaned_data["year_group"].strip().upper()
        if typed != "R" and not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 13):
            raise forms.ValidationError("Year group must be R or a number from 1 to 13")
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        born_on, joined_on = data.get("born_on"), data.get("joined_on")
        if born_on and joined_on and joined_on <= born_on:
            self.add_error("joined_on", "First day on your register must be after the date of birth")
        return data

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in super().answers().items() if name != "school"}


class TypedParentForm(SectionForm, RelatedAdultForm):
    """A parent or carer of a pupil who was typed in, as the school knows them."""

    names = RelatedAdultForm.names
    # What only an officer records.
    hazard_warning = notes = source = from_on = None
    lines = LongTextField(
        label="Where do they live? (optional)",
        rows=4,
        max=600,
        required=False,
        help_text="As on an envelope, without the postcode. Their own address, also where it is the pupil’s.",
    )
    postcode = forms.CharField(
        label="Postcode (optional)",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    def __init__(self, *args: Any, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        told = {name: "unknown" if value is None else value for name, value in (initial or {}).items()}
        super().__init__(*args, initial=told, **kwargs)


class TypedFamilyForm(FamilyForm):
    """The family of a pupil who was typed in: its parents are pages of their own."""

    parents = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        SectionForm.__init__(self, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        return SectionForm.clean(self) or self.cleaned_data


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
            "week with the Monday's date and ten codes. Put a comma or a tab between them, not a space."
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
        not_before = add_months(self.on, -EXTRACT_REACHES_BACK.on(self.on))
        extract = read_extract(data["text"], self.calendar, on=self.on, not_before=not_before)
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
        try:
            kind = media_type(upload, upload.name)
        except Refused:
            self.add_error("file", f"This is not a text or CSV file: no codes can be read from it. {ATTACH_IT}")
            return ""
        if kind not in (TEXT, CSV):
            self.add_error("file", f"This is a {kind.label}: no codes can be read from it. {ATTACH_IT}")
            return ""
        upload.seek(0)
        raw = upload.read()
        # Spreadsheets that save as “Unicode text” write UTF-16, and say so in the first two bytes.
        named = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        for encoding in ("utf-16",) if named else ("utf-8-sig", "cp1252"):
            try:
                return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                continue
        self.add_error("file", "The file is not a text or CSV file")
        return ""


class BeforeForm(SectionForm):
    """One of the school's own steps: when, how and with what result, or why it did not apply."""

    names = {"done": "whether this has been done"}

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
        self.is_contact = kind in CONTACTS
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
            if self.is_contact and not data.get("method"):
                self.add_error("method", "Enter how the contact was made")
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
    names = {"title": "what the file is"}
    title = forms.CharField(
        label="What is it?", max_length=300, help_text="For example, letter of 3 October to the parents"
    )
    file = forms.FileField(label="File")


class PlainDeclarationForm(SectionForm):
    """The head's declaration of a referral without a register and steps, such as for employment."""

    name = forms.CharField(label="Name of the head, or of whoever signs for them", max_length=300)
    role = forms.CharField(label="Their role", max_length=200)
    said = forms.BooleanField(
        label="The head confirms that what this referral says is true to the best of their knowledge"
    )
    evidence = forms.BooleanField(label="The school will give a statement and evidence in court if it is needed")


class DeclarationForm(PlainDeclarationForm):
    """The head's declaration of a referral with its register."""

    said = None
    true = forms.BooleanField(
        label="The head confirms that the register extract is true and that all steps are evidenced"
    )
    field_order = ("name", "role", "true", "evidence")


def form_for(section: str, draft: Draft) -> type[SectionForm]:
    """The form of a section of a draft: of a pupil who was typed in, and without a register, some are others."""
    if section == sections.FAMILY and draft.is_unlisted:
        return TypedFamilyForm
    if section == sections.DECLARATION and not sections.has_register(draft):
        return PlainDeclarationForm
    if section.startswith("step_"):
        return BeforeForm
    return {
        sections.PUPIL: UnlistedForm,
        sections.REASON: ReasonForm,
        sections.FAMILY: FamilyForm,
        sections.VOICE: VoiceForm,
        sections.REGISTER: RegisterForm,
        sections.CONSIDERED: ConsideredForm,
        sections.DECLARATION: DeclarationForm,
    }[section]


def words(draft: Draft, section: str, parents: Mapping[str, str]) -> list[tuple[str, str]]:
    """A section's answers as the check page shows them, question by question. `parents` are names by key."""
    answers = draft.answers.get(section, {})
    if section == sections.REGISTER or not answers:
        # Two months of marks tell nobody anything: the page shows what they add up to.
        return []
    kind = sections.step_of(section)
    found = [("What happened", answer_in_words(kind, answers.get("answer", "")))] if kind else []
    found += [(INVITED, answers.get("invited", "")), (CAME, answers.get("came", ""))]
    if section == sections.FAMILY:
        found += [(typed["kind"], typed_parent(typed)) for typed in sections.typed_parents(draft)]
    form = form_for(section, draft)
    for name in form.field_order or form.base_fields:
        field = form.base_fields.get(name)
        if field is None:
            continue
        choices = parents if name == "parents" else dict(getattr(field, "choices", None) or [])
        found.append((str(field.label).removesuffix(" (optional)"), _shown(answers.get(name), choices)))
    return [(question, shown) for question, shown in found if shown]


def typed_parent(typed: Mapping[str, Any]) -> str:
    """A parent who was typed in, in words: name, where and how to reach them, and what must not be overlooked."""
    parts = [
        " ".join(part for part in (typed["title"], typed["given"], typed["family"]) if part),
        typed["lines"],
        typed["postcode"],
        typed["phone"],
        typed["email"],
        f"Interpreter: {typed['language'] or 'needed'}" if typed["interpreter_needed"] else "",
        "Contact is unsafe" if typed["contact_is_unsafe"] else "",
    ]
    return "\n".join(part for part in parts if part)


def _shown(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return plain_day(date.fromisoformat(value))
    return "" if value in (None, "") else str(choices.get(value, value))
