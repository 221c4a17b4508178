"""What a school is asked about the work of the first five school days: with its notice, and since."""

from typing import Any

from django import forms

from oxle.core.fields import LongTextField, YesNoField
from oxle.core.forms import OxleForm

FIELDS = ("work_set", "work_words")
# Asked of an officer only, who enters it for the school.
TOLD_BY = "told_by"
NAMES = {
    "work_set": "whether work is set",
    "work_words": "how the pupil gets the work and who marks it",
    TOLD_BY: "who told you, and how",
}

HOW = "Enter how the pupil gets the work, and who marks it"
NOT_HOW = f"This is what was said when no work was set. {HOW}"
NOT_WHY = "This is how the pupil was to get the work. Enter why none is set, or leave it empty"


def is_set() -> YesNoField:
    """Whether work is set for these days."""
    return YesNoField(
        label="Is work set for the pupil’s first five school days, and will it be marked?",
        yes_if="work is set and will be marked",
        help_text="Or for as long as the pupil is out, where that is shorter. If it is not set yet, say no, and tell "
        "us as soon as it is.",
    )


def how() -> LongTextField:
    """How the pupil gets it."""
    return LongTextField(
        label="If so, how does the pupil get it, and who marks it? If not, why not? (optional)",
        max=1000,
        rows=2,
        required=False,
    )


def by_whom() -> forms.CharField:
    """Who at the school told the officer who enters it."""
    return forms.CharField(
        label="Who at the school told you, and how?",
        max_length=300,
        help_text="It stands beside what is entered, with your name. The school reads both.",
    )


def check(form: OxleForm, data: dict[str, Any]) -> None:
    """Say at its field what is not said of work that is set, and that what was said of another answer is none to this:
    why there was no work is not how the pupil gets it."""
    if "work_words" in form.errors:
        return
    words = data.get("work_words")
    if data.get("work_set") and not words:
        form.add_error("work_words", HOW)
        return
    was_set, was_said = (form.initial.get(name) for name in FIELDS)
    if words and was_said == words and was_set is not None and data.get("work_set") is (not was_set):
        form.add_error("work_words", NOT_HOW if data["work_set"] else NOT_WHY)


class WorkForm(OxleForm):
    """The same, said after the notice."""

    names = NAMES
    work_set = is_set()
    work_words = how()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check(self, data)
        return data


class WorkEnteredForm(WorkForm):
    """The same, by an officer whom the school told."""

    told_by = by_whom()
