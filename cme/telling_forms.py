"""The forms on which somebody tells of a missing child: a school, an officer for anybody else, another duty."""

from typing import Any

from django import forms

from cme.models import Cause, Group, Source, Tried
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
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
        "nationality": "the nationality of the child",
        "groups": "what holds for the child",
    }
    groups = forms.MultipleChoiceField(
        label="Does any of this hold for the child? (optional)",
        choices=Group.choices,
        widget=Checkboxes(small=True),
        required=False,
        help_text="Say only what helps to find the child, or to know what the child needs once found.",
    )
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
    nationality = forms.CharField(
        label="Which nationality does the child have? (optional)",
        max_length=80,
        required=False,
        help_text="Say it where you know it: it says where else the child may be asked for.",
    )


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
    paper = forms.FileField(
        label="A paper that helps to find the pupil (optional)",
        required=False,
        help_text="Such as a letter or message of the family, or your log of calls and visits. PDF or Word, up to "
        "20 MB.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            ["concern", "concern_words", "social_worker", "last_attended_on", "cause", "groups", "last_known", "tried"]
        )

    def told(self, told_by: str) -> dict[str, Any]:
        """What is kept: fields of Missing."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "paper"}
        return {**said, "source": Source.SCHOOL, "told_by": told_by}


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
    unnamed = forms.BooleanField(
        label="They do not want the family or the school to know that it was they who told us",
        required=False,
    )
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
        self.order_fields(
            ["source", "told_by", "unnamed", "concern", "concern_words", "social_worker", "last_attended_on"]
        )

    def told(self) -> dict[str, Any]:
        """What is kept: fields of Missing."""
        return {name: value for name, value in self.cleaned_data.items() if name != "school"}


class MoreFromTeamForm(SafetyForm):
    """What is said on adding what another duty handed over to the case of a child who is looked for already."""

    names = {**SafetyForm.names, "said": "what is known of the child"}
    said = LongTextField(label="What is known of the child by it?", max=10000)


class ReceiveForm(ConcernForm):
    """What is said on accepting a child whom another duty handed over."""
