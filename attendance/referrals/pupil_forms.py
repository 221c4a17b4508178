"""The forms that say which pupil a referral is about: chosen by the school, or identified by an officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from oxle.cases import pupil_forms
from oxle.core.fields import YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.models import Child


class PupilForm(pupil_forms.PupilForm):
    """Which of the pupils found is referred."""

    names = {"pupil": "the pupil you are referring"}
    pupil = forms.ChoiceField(label="Which pupil are you referring?", widget=Radios())


class SchoolForm(pupil_forms.SchoolForm):
    """Which school, when an officer enters a referral for one."""

    school = forms.ChoiceField(label="Which school is the referral from?", widget=forms.Select())


NEW = "new"
LEAVE_OUT = "leave_out"


class IdentifyForm(OxleForm):
    """Which child we hold is the pupil whom a school typed in, if any."""

    names = {"who": "who the pupil is"}
    who = forms.ChoiceField(label="Who is the pupil?", widget=Radios())
    q = forms.CharField(
        label="Search for another record (optional)",
        max_length=700,
        required=False,
        help_text="Name, UPN, date of birth or postcode. What is found is added to the list above.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, records: Mapping[Child, str], may_be_new: bool, **kwargs: Any) -> None:
        """`records` are children we hold, each with why they may be the pupil."""
        super().__init__(*args, **kwargs)
        choices = [(child.key, child.shown_name) for child in records]
        if may_be_new:
            choices.append((NEW, "None of these: a pupil whom we do not hold yet"))
        self.fields["who"].choices = choices
        self.fields["who"].widget.hints = {child.key: words for child, words in records.items()}


class IdentifyAsForm(OxleForm):
    """What becomes of the register and of each typed parent, once it is said who the pupil is."""

    def __init__(
        self,
        *args: Any,
        enrol: str,
        parents: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
        **kwargs: Any,
    ) -> None:
        """`enrol`: the question about the register, empty when they are on it; `parents`: key, name, who it may be."""
        super().__init__(*args, **kwargs)
        self.parents = [key for key, _, _ in parents]
        if enrol:
            self.add_field("enrol", YesNoField(label=enrol, yes_if="the pupil is to be recorded on the register"))
        for key, name, choices in parents:
            field = forms.ChoiceField(
                label=f"Who is {name}?",
                choices=[*choices, (NEW, "Somebody we do not hold yet"), (LEAVE_OUT, "Nobody who is to be written to")],
                widget=Radios(hints={LEAVE_OUT: "Not a parent or carer, or typed twice."}),
            )
            self.add_field(f"parent_{key}", field)

    def chosen(self) -> dict[str, str]:
        """Who each parent is, by the key it was typed under: an adult's key or NEW. Those left out are not in it."""
        chosen = {key: self.cleaned_data[f"parent_{key}"] for key in self.parents}
        return {key: who for key, who in chosen.items() if who != LEAVE_OUT}
