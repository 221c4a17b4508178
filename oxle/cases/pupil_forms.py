"""The forms of a school's errand about a pupil: search its register, choose who it is; which school, for an officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.models import Child
from oxle.people.search import ask
from oxle.schools.models import School


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

    names = {"pupil": "the pupil"}
    pupil = forms.ChoiceField(label="Which pupil is it?", widget=Radios())

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
    """Which school, when an officer enters something for one."""

    page_heading = "school"
    names = {"school": "a school"}
    school = forms.ChoiceField(label="Which school is it from?", widget=forms.Select())

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "Choose a school"), *((one.key, one.name) for one in schools)]
