"""The forms about School to School (S2S): a search, a file that goes and one that came."""

from typing import Any

from django import forms

from cme.checklist import Goes, LookedBy, Result
from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.uploads import UploadField
from oxle.core.widgets import Checkboxes, Radios


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
