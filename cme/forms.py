"""The forms about missing children. They validate; they never save."""

from typing import Any

from django import forms

from cme.checklist import Goes, Kind, LookedBy, Result
from cme.grounds import CHOICES
from cme.models import Cause, Source, Tried
from oxle.cases.forms import KeepsWords, StepForm
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.uploads import UploadField
from oxle.core.widgets import Checkboxes, Radios
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

NO_SUBSTITUTE = (
    "This is no substitute for a safeguarding referral. If the child is in danger or you are worried about their "
    "safety, ring the MASH now, or 999, and then fill this in."
)


class SafetyForm(OxleForm):
    """Base: whether the child is safe comes first."""

    names = {"concern_words": "what the concern is, and whom you told"}
    concern = YesNoField(
        label="Are you worried about the child’s safety?",
        yes_if="you are worried about the child’s safety",
        help_text="Forced marriage, female genital mutilation, exploitation, radicalisation, violence at home, a child "
        "protection plan, anything else.",
    )
    concern_words = LongTextField(
        label="If so, what worries you, and whom have you told and when? (optional)",
        max=5000,
        rows=4,
        required=False,
        help_text="What the designated safeguarding lead makes of it, on which day the MASH was told, and what it "
        "decided.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("concern") and not data.get("concern_words") and "concern_words" not in self.errors:
            self.add_error("concern_words", "Enter what worries you, and whom you have told")
        return data


class ConcernForm(SafetyForm):
    """Base: what is known of a missing child."""

    names = {
        **SafetyForm.names,
        "cause": "why the child has no education",
        "last_known": "what is known of where the child is",
    }
    cause = forms.ChoiceField(
        label="Why has the child no education, as far as you know?", choices=Cause.choices, widget=Radios()
    )
    last_known = LongTextField(
        label="What is known of where the child is?",
        max=5000,
        help_text="The last address, telephone numbers, where the family said they would go and what shows it, who saw "
        "them last.",
    )


class ToldForm(ConcernForm):
    """Base: what is told of a missing child."""

    names = {
        **ConcernForm.names,
        "siblings": "the brothers and sisters",
        "absence_pattern": "how the child was absent before",
        "language": "the language of the family",
    }
    siblings = LongTextField(
        label="Which brothers and sisters are there, and at which schools? (optional)", max=2000, rows=3, required=False
    )
    private_fostering = YesNoField(
        label="Does the child live with somebody who is no parent and no close relative? (optional)",
        required=False,
        help_text="If so it may be private fostering, which social care must be told of.",
    )
    absence_pattern = LongTextField(
        label="How was the child absent before, and was there leave in term time? (optional)",
        max=2000,
        rows=3,
        required=False,
    )
    language = forms.CharField(label="Which language does the family speak? (optional)", max_length=80, required=False)


class SchoolForm(ToldForm):
    """A school refers a pupil. It says what it did itself already."""

    names = {**ToldForm.names, "tried": "what you did", "found_out": "what you found out"}
    last_attended_on = DateField(
        label="On which day was the pupil last at school?", name="last day at school", past_or_today=True
    )
    tried = forms.MultipleChoiceField(
        label="What have you done already?",
        choices=Tried.choices,
        widget=Checkboxes(small=True),
        required=False,
        help_text="You make these enquiries together with the council. Nobody is taken off the register before they "
        "are finished.",
    )
    found_out = LongTextField(
        label="On which days, by whom, and what did you find out?",
        max=10000,
        help_text="Each call and visit with its day. Of a visit to the home, the address, morning or afternoon, to "
        "whom you spoke and what they are to the child. If you have done nothing yet, say why.",
    )
    social_worker = YesNoField(label="Does the pupil have a social worker?", yes_if="the pupil has a social worker")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            ["concern", "concern_words", "social_worker", "last_attended_on", "cause", "last_known", "tried"]
        )

    def told(self, told_by: str) -> dict[str, Any]:
        """What is kept: fields of Missing."""
        return {**self.cleaned_data, "source": Source.SCHOOL, "told_by": told_by}


class MoreForm(SafetyForm):
    """What a school knows of a pupil whom the council looks for already."""

    names = {**SafetyForm.names, "said": "what you know"}
    said = LongTextField(
        label="What do you know that helps to find the pupil?",
        max=10000,
        help_text="The last day at your school, what you did and on which days, addresses and telephone numbers, who "
        "saw the pupil last, brothers and sisters and their schools.",
    )


class AnybodyForm(ToldForm):
    """An officer writes down what anybody else told, by telephone or in a message."""

    names = {
        **ToldForm.names,
        "source": "who told us",
        "told_by": "their name and how to reach them",
        "school": "the last school",
    }
    source = forms.ChoiceField(
        label="Who told us?", choices=[one for one in Source.choices if one[0] != Source.SCHOOL], widget=Radios()
    )
    told_by = forms.CharField(label="What is their name, and how can they be reached?", max_length=300)
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        to_field_name="key",
        label="Which was the last school? (where there is one)",
        empty_label="No school here",
        required=False,
        help_text="It is not told.",
    )
    last_attended_on = DateField(
        label="On which day was the child last at school? (optional)",
        name="last day at school",
        past_or_today=True,
        required=False,
    )
    social_worker = YesNoField(
        label="Does the child have a social worker? (optional)",
        yes_if="the child has a social worker",
        required=False,
        help_text="Leave it empty where nobody knows.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools: Any = self.fields["school"]
        schools.queryset = School.objects.select_related("organisation").order_by("organisation__name")
        self.order_fields(["source", "told_by", "concern", "concern_words", "social_worker", "last_attended_on"])

    def told(self) -> dict[str, Any]:
        """What is kept: fields of Missing."""
        return {name: value for name, value in self.cleaned_data.items() if name != "school"}


class ReceiveForm(ConcernForm):
    """What is said on accepting a child whom another duty handed over."""


class EnquiryForm(OxleForm):
    """One enquiry and what came of it."""

    names = {
        "kind": "what was asked",
        "result": "what came of it",
        "words": "who was asked and what they said",
    }
    kind = forms.ChoiceField(label="What was asked?", choices=Kind.choices, widget=Radios())
    on = DateField(label="On which day?", name="day", past_or_today=True)
    result = forms.ChoiceField(label="What came of it?", choices=Result.choices, widget=Radios())
    words = LongTextField(
        label="Who was asked, and what did they say?",
        max=5000,
        rows=4,
        help_text="If it was not asked, say why: for example, the family has never been in the forces.",
    )
    next_on = DateField(
        label="When is it asked again? (where an answer is awaited)", name="day to ask again", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("result") == Result.WAITS and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day on which you ask again")
        if data.get("on") and data.get("next_on") and data["next_on"] <= data["on"]:
            self.add_error("next_on", f"Enter a day after {plain_day(data['on'])}, when this was asked")
        return data


class AskAuthorityForm(OxleForm):
    """Which other authority was asked."""

    names = {"authority": "which authority was asked", "to_whom": "who was asked there"}
    authority = forms.CharField(label="Which authority was asked?", max_length=200)
    to_whom = forms.CharField(
        label="Who was asked there, and how?", max_length=300, help_text="A name, a team, a secure e-mail address."
    )
    sent_on = DateField(
        label="On which day was it asked in writing?", name="day on which it was asked", past_or_today=True
    )


class AnswerForm(OxleForm):
    """What another authority answered, and its receipt."""

    names = {"answer": "what it answered"}
    answered_on = DateField(label="When did it answer?", name="day of the answer", past_or_today=True)
    answer = LongTextField(label="What did it answer?", max=5000, rows=4)
    receipt_on = DateField(
        label="When did it confirm in writing that it has the child? (where it did)",
        name="day of the receipt",
        past_or_today=True,
        required=False,
        help_text="A receipt closes the case. That the family is said to be there is none.",
    )
    receipt_by = forms.CharField(label="Who signed the receipt? (where there is one)", max_length=300, required=False)
    receipt_reference = forms.CharField(
        label="Where is the receipt kept? (where there is one)",
        max_length=300,
        required=False,
        help_text="Attach it to the case first, and give its title here.",
    )
    receipt_school = forms.CharField(
        label="Which school there has the child? (where the receipt says it)",
        max_length=120,
        required=False,
        help_text="When the case is closed on the receipt, the records are to go there; without a school, to the "
        "authority, which says where to.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        said = {"receipt_by": "Enter who signed the receipt", "receipt_reference": "Enter where the receipt is kept"}
        for name, asked in said.items():
            if data.get("receipt_on") and not data.get(name):
                self.add_error(name, asked)
        for name in (*said, "receipt_school"):
            if data.get(name) and not data.get("receipt_on") and "receipt_on" not in self.errors:
                self.add_error(name, "Leave this empty, or enter the day of the receipt")
        return data


class ClearForm(KeepsWords):
    """What was looked at before the enquiries began."""

    names = {"looked_at": "what was looked at"}
    keeps = ("looked_at",)
    looked_at = LongTextField(
        label="What was looked at, and why is nothing in the way?",
        max=4000,
        help_text="Social worker, child protection plan, open MASH contact, forced marriage, FGM, exploitation, "
        "radicalisation. If you are unsure, stop, and ring the MASH.",
    )


class FindForm(KeepsWords):
    """Where the child is, and how that is known."""

    names = {"where": "where the child is", "how_known": "how that is known"}
    keeps = ("where", "how_known")
    when = "On which day was this known?"
    where = forms.CharField(label="Where is the child?", max_length=500)
    how_known = LongTextField(
        label="How is that known?", max=4000, help_text="Who said or showed what. What a relative says is no evidence."
    )


class LookedAnewForm(KeepsWords):
    """What was asked again of a child who is not located."""

    names = {"found": "what was asked again"}
    keeps = ("found",)
    when = "On which day?"
    found = LongTextField(label="What was asked again, and what came of it?", max=4000)


class ProposeForm(StepForm):
    """Why the case is to be closed, and since when the child is at a school again, where that is why."""

    back_on = DateField(
        label="From which day was the child at a school again? (where they are)",
        name="day from which the child was at a school again",
        past_or_today=True,
        required=False,
        help_text="For a child who came back to the school they were at, such as on its telephone call. Until the day "
        "before it, no education counts as offered.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        last_on, back_on = self.case.missing.last_attended_on, data.get("back_on")
        if back_on and last_on and back_on <= last_on:
            self.add_error("back_on", f"The child was last at school on {plain_day(last_on)}. Enter a later day")
        return data


class GroupForm(KeepsWords):
    """What the strategic group said."""

    names = {"found": "what the group said"}
    keeps = ("found",)
    when = "On which day did the group talk of the child?"
    found = LongTextField(label="What did the group say?", max=4000)


class WriteAuthorityForm(KeepsWords):
    """Which authority is written to, and why the child may be there."""

    names = {"authority": "which authority", "to_whom": "who is written to there"}
    keeps = ("authority", "to_whom", "why_there")
    authority = forms.CharField(label="To which authority do you write?", max_length=200)
    to_whom = forms.CharField(
        label="Who is written to there, and how?", max_length=300, help_text="A name, a team, a secure e-mail address."
    )
    why_there = LongTextField(
        label="Why may the child be there? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="The letter says it. No address that anybody in the family must not learn.",
    )


class AskDeleteForm(OxleForm):
    """A school asks whether it may take a pupil off its register."""

    names = {"ground": "the ground", "why": "what you did, and what you know"}
    ground = forms.ChoiceField(
        label="On which ground of the regulation would you delete the pupil?", choices=CHOICES, widget=Radios()
    )
    why = LongTextField(
        label="What did you do to find the pupil, and what do you know?",
        max=5000,
        help_text="Each call and visit with its day. You and the council look together before anybody is deleted.",
    )
    leave_ended_on = DateField(
        label="On which day did the leave end? (where the pupil did not come back from leave)",
        name="last day of the leave",
        past_or_today=True,
        required=False,
    )


class SearchForm(OxleForm):
    """A search for the child in School to School (S2S)."""

    names = {
        "looked_by": "what you searched by",
        "found": "how many records it gave",
        "result": "what came of it",
        "words": "what the records say",
    }
    on = DateField(label="On which day?", name="day", past_or_today=True)
    looked_by = forms.MultipleChoiceField(
        label="By what did you search?", choices=LookedBy.choices, widget=Checkboxes(small=True)
    )
    found = forms.IntegerField(label="How many records did it give?", min_value=0, max_value=500)
    result = forms.ChoiceField(
        label="What came of it?",
        choices=[(one.value, one.label) for one in Result if one != Result.NOT_ASKED],
        widget=Radios(),
    )
    words = LongTextField(label="What did you find, and where?", max=5000, rows=4)
    next_on = DateField(
        label="On which day will you search again? (where you will)", name="day of the next search", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        found, result = data.get("found"), data.get("result")
        if found == 0 and result in (Result.FOUND, Result.LEAD):
            self.add_error("found", "Enter how many records led further: it cannot be none")
        if result == Result.WAITS and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day on which you search again: an answer is awaited")
        return data


class ExportForm(OxleForm):
    """Where a file goes; the file says what the record holds."""

    names = {"goes": "where the file goes"}
    goes = forms.ChoiceField(
        label="Where does the file go?",
        choices=Goes.choices,
        widget=Radios(),
        initial=Goes.LOST,
        help_text="What stands for a school outside the maintained system was not compared with the specification: a "
        "setting holds it. For a child abroad the specification was not at hand: make none.",
    )


class ImportForm(OxleForm):
    """A Common Transfer File that came."""

    file = UploadField(
        most_mb=5,
        label="Which file came?",
        help_text="An XML file of one pupil. It is kept on the case, and changes nothing in the child’s record.",
    )
