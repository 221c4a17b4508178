"""The forms in which somebody tells of home education, and the exit form of a school."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ehe.models import ExitForm, Ground, Meeting, Needs, Reason, SocialCare, ToldBy
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schools.models import School

SIGNED_AS = {
    "head": "Head teacher",
    "senior_leader": "A member of the senior leadership team",
    "safeguarding_lead": "Designated safeguarding lead",
}


def _special() -> YesNoField:
    return YesNoField(
        label="Did the council arrange a place for the child at a special school?",
        yes_if="the council arranged a place at a special school",
    )


def _order() -> YesNoField:
    return YesNoField(
        label="Is a School Attendance Order in force for the child?", yes_if="a School Attendance Order is in force"
    )


class NoticeForm(OxleForm):
    """What a school tells on the day it learns of it. All else is asked in the exit form."""

    names = {"reason": "the parents’ main reason", "letter": "the parents’ letter"}
    letter_on = DateField(
        label="Date of the parents’ letter or e-mail (optional)",
        name="date of the parents’ letter",
        past_or_today=True,
        required=False,
        help_text="Leave it empty if they have only told you. The name stays on your roll until they write.",
    )
    letter = forms.FileField(
        label="The parents’ letter (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )
    last_on = DateField(
        label="Last day at school (optional)", name="last day at school", past_or_today=True, required=False
    )
    reason = forms.ChoiceField(
        label="What is the parents’ main reason?", choices=Reason.choices, widget=Radios(), help_text="As they say it."
    )
    special_place = _special()
    order_open = _order()
    worry = LongTextField(
        label="Does anything about the child worry you? (optional)",
        name="what worries you",
        max=5000,
        required=False,
        help_text="It is read in confidence. It is no substitute for a contact with the MASH: ring it first.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("letter") and not data.get("letter_on") and "letter_on" not in self.errors:
            self.add_error("letter_on", "Enter the date of the parents’ letter")
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of HomeEducation."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "letter"}
        return {**kept, "told_by": ToldBy.SCHOOL}


class OpenForm(NoticeForm):
    """The same as an officer hears it, from whomever, also of a child who was never on a roll."""

    names = {**NoticeForm.names, "told_by": "who told us", "words": "what was said"}
    told_by = forms.ChoiceField(label="Who told us?", choices=ToldBy.choices, widget=Radios())
    told_on = DateField(label="On which day were we told?", name="day on which we were told", past_or_today=True)
    words = LongTextField(label="What was said?", max=10000)
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="key",
        label="Last school (optional)",
        empty_label="None: the child was never on a roll, or it is not known",
        required=False,
        help_text="It is asked for the exit form at once.",
    )

    def __init__(self, *args: Any, held: Sequence[str] = (), **kwargs: Any) -> None:
        """`held`: what our records hold of an order, in sentences."""
        super().__init__(*args, **kwargs)
        if held:
            self.fields["order_open"].help_text = f"Our records hold: {' '.join(held)}"
        schools: Any = self.fields["school"]
        schools.queryset = School.objects.filter(closed_on=None).select_related("organisation")
        self.fields["letter_on"].help_text = ""
        self.fields["worry"].label = "Does anything about the child worry somebody? (optional)"
        self.order_fields(["told_by", "told_on", "words", "school"])

    def told(self) -> dict[str, Any]:
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"letter", "told_on", "school"}}
        return {**kept, "worry": kept["worry"] or ""}


class ToldForm(OpenForm):
    """What a message of somebody who is no school of ours tells: the day on which it came is known, and what a school
    tells is entered for that school."""

    told_on = None
    names = {name: words for name, words in OpenForm.names.items() if name != "told_on"}
    told_by = forms.ChoiceField(
        label="Who told us?", choices=[one for one in ToldBy.choices if one[0] != ToldBy.SCHOOL], widget=Radios()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].help_text = "What came with the message stays with it. PDF or Word, up to 20 MB."


class ReceiveForm(OpenForm):
    """What is known of a child whom another team handed over: who told us, and when, is known already."""

    told_by = None
    told_on = None
    letter = None
    names = {name: words for name, words in OpenForm.names.items() if name not in {"told_by", "letter"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What is known of it?"


class ExitFormForm(OxleForm):
    """The exit form. Whether the school has concerns, and who signs, must be said; what else is missing comes back."""

    names = {
        "concerns": "what the concerns are",
        "signed_by": "who signs",
        "signed_as": "as what they sign",
        "letter": "the parents’ letter",
        "correspondence": "what other agencies wrote",
        "worker": "who the worker is",
        "ground_words": "which other ground",
        "ctf": "name of the common transfer file",
    }
    voice = LongTextField(
        label="What does the child say about it? (optional)",
        name="what the child says",
        max=5000,
        required=False,
        help_text="In the child’s own words, where that is possible.",
    )
    voice_on = DateField(
        label="On which day did the child say it? (optional)",
        name="day on which the child said it",
        past_or_today=True,
        required=False,
    )
    has_concerns = YesNoField(
        label="Does the school have safeguarding concerns about the child?",
        yes_if="the school has safeguarding concerns",
    )
    concerns = LongTextField(
        label="If so, what are they, and whom have you told? (optional)",
        max=10000,
        required=False,
        help_text="Read in confidence. If the child is in danger now, ring the MASH first.",
    )
    history = LongTextField(
        label="What do you know of neglect, trauma or the child’s health? (optional)",
        name="what you know of neglect, trauma or health",
        max=10000,
        required=False,
    )
    needs = forms.ChoiceField(
        label="What is there for special educational needs? (optional)",
        choices=Needs.choices,
        widget=Radios(),
        required=False,
        help_text="A plan goes on at home: the council reviews it every year.",
    )
    social_care = forms.ChoiceField(
        label="What does social care or early help have for the child? (optional)",
        choices=SocialCare.choices,
        widget=Radios(),
        required=False,
        help_text="Read in confidence.",
    )
    worker = forms.CharField(
        label="If so, who is the worker, and in which team? (optional)", max_length=300, required=False
    )
    agencies = LongTextField(
        label="Which other agencies are involved, and who? (optional)",
        name="which agencies are involved",
        max=5000,
        required=False,
        help_text="Health, youth justice, a family support service. If none, write so.",
    )
    correspondence = forms.FileField(
        label="What those agencies wrote (optional)",
        required=False,
        help_text="Their letters and reports as one file, PDF or Word, up to 20 MB. Everybody who works on the case "
        "reads it: what must stay in confidence belongs above, under what the concerns are.",
    )
    attendance = LongTextField(
        label="Attendance, exclusions and penalty notices (optional)",
        name="attendance and exclusions",
        max=5000,
        required=False,
        help_text="What the council knows is filled in. Put it right, and add what is missing.",
    )
    suggested = YesNoField(
        label="Did anybody at the school suggest home education to the parents? (optional)",
        yes_if="somebody at the school suggested it",
        required=False,
    )
    suggested_words = LongTextField(
        label="If so, who suggested what, and when? (optional)", name="what was suggested", max=5000, required=False
    )
    meeting = forms.ChoiceField(
        label="Did you offer the parents a meeting? (optional)",
        choices=Meeting.choices,
        widget=Radios(),
        required=False,
    )
    meeting_on = DateField(
        label="Day of the meeting (optional)", name="day of the meeting", past_or_today=True, required=False
    )
    officer_joined = YesNoField(
        label="If it was held, did an officer for home education join it? (optional)",
        yes_if="an officer for home education joined the meeting",
        required=False,
    )
    siblings = LongTextField(
        label="Which brothers and sisters are there, and where do they go to school? (optional)",
        name="brothers and sisters",
        max=2000,
        rows=3,
        required=False,
    )
    files = LongTextField(
        label="Which files have moved, when and where to? (optional)",
        name="which files moved",
        max=2000,
        rows=3,
        required=False,
        help_text="The common transfer file goes to the lost-pupil area.",
    )
    ctf = forms.CharField(
        label="Name of the common transfer file (optional)",
        max_length=100,
        required=False,
        help_text="As the service for school-to-school transfer lists it. Leave it empty while the file is not sent.",
    )
    nurse_told = YesNoField(
        label="Was the school nurse told? (optional)", yes_if="the school nurse was told", required=False
    )
    view = LongTextField(
        label="What does the school think of the education that is planned? (optional)",
        name="what the school thinks",
        max=5000,
        required=False,
    )
    letter_on = DateField(
        label="Date of the parents’ letter or e-mail (optional)",
        name="date of the parents’ letter",
        past_or_today=True,
        required=False,
    )
    letter = forms.FileField(
        label="The parents’ letter (optional)", required=False, help_text="PDF or Word, up to 20 MB."
    )
    last_on = DateField(
        label="Last day at school (optional)", name="last day at school", past_or_today=True, required=False
    )
    deleted_on = DateField(
        label="Day on which the name came off the roll (optional)",
        name="day on which the name came off the roll",
        past_or_today=True,
        required=False,
        help_text="Leave it empty while it is on the roll.",
    )
    ground = forms.ChoiceField(
        label="On which ground did it come off, or will it? (optional)",
        choices=Ground.choices,
        widget=Radios(),
        required=False,
    )
    ground_words = forms.CharField(label="If another, which? (optional)", max_length=500, required=False)
    signed_by = forms.CharField(label="Who signs this form?", max_length=200, help_text="An attendance lead cannot.")
    signed_as = forms.ChoiceField(label="As what?", choices=list(SIGNED_AS.items()), widget=Radios())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("has_concerns") and not data.get("concerns"):
            self.add_error("concerns", "Enter what the concerns are, and whom you have told")
        if data.get("letter") and not data.get("letter_on") and "letter_on" not in self.errors:
            self.add_error("letter_on", "Enter the date of the parents’ letter")
        last_on, deleted_on = data.get("last_on"), data.get("deleted_on")
        if last_on and deleted_on and deleted_on < last_on:
            self.add_error("deleted_on", "The name cannot have come off the roll before the last day at school")
        return data

    def told(self) -> dict[str, Any]:
        """What is kept: the fields of ExitForm."""
        return {name: self.cleaned_data[name] for name in self.kept()}

    @classmethod
    def kept(cls) -> list[str]:
        """The names of the answers that are fields of ExitForm; its files are kept on the case."""
        fields = {field.name for field in ExitForm._meta.concrete_fields if not field.is_relation}
        return [name for name in cls.base_fields if name in fields]
