"""The form on which anybody tells of a child who may be missing education, and what becomes of its answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from cme.models import Cause, Source
from cme.telling_forms import SafetyForm
from oxle.core.answers import in_labels
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.widgets import Radios
from oxle.people.forms.fields import NameField
from oxle.schooldays.wording import plain_day

# A school of the county signs in, and of what we found ourselves nobody need tell us.
ANYBODY = tuple(one for one in Source.choices if one[0] not in {Source.SCHOOL, Source.COUNCIL})
NO_NAME = "gives no name"
NOT_NAMED = "does not want to be named"
SHORT = "govuk-input--width-10"


class AnybodyTellsForm(SafetyForm):
    """What a neighbour, a relative, health, another council or a school of another area knows. Of the child nothing is
    asked for but what they know; of themselves, only what they are to the child."""

    names = {
        **SafetyForm.names,
        "known": "what you know of the child",
        "source": "who you are",
    }
    given = NameField("First names, or what the child is called (optional)", required=False)
    family = NameField("Family name (optional)", required=False)
    born_on = DateField(label="Date of birth (optional)", name="date of birth", past=True, required=False)
    age = forms.CharField(
        label="If you do not know it, how old is the child, about? (optional)", max_length=60, required=False
    )
    lines = LongTextField(
        label="Where does the child live, or where did they live last? (optional)", max=600, rows=3, required=False
    )
    postcode = forms.CharField(
        label="Postcode, if you know it (optional)",
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": SHORT}),
    )
    parents = forms.CharField(
        label="Names of the parents, or of whom the child lives with (optional)", max_length=300, required=False
    )
    school = forms.CharField(
        label="The school, or the last one, if there is or was one (optional)", max_length=300, required=False
    )
    known = LongTextField(
        label="Why do you think that the child may have no education, and what else do you know?",
        max=10000,
        help_text="For example, since when you see the child at home, where the family may have gone, or other "
        "children of the family. Write it as you would say it.",
    )
    done = LongTextField(
        label="What was done already, and who knows of it? (optional)",
        max=5000,
        rows=4,
        required=False,
        help_text="For example, whom you asked or told, and on which day. Whoever tells us for their work: visits, "
        "letters and calls.",
    )
    source = forms.ChoiceField(label="Who are you?", choices=ANYBODY, widget=Radios())
    told_by = forms.CharField(
        label="Your name, and where you work if you tell us for your work (optional)",
        max_length=140,
        required=False,
        help_text="You can leave it empty. We can then ask you nothing.",
    )
    phone = forms.CharField(
        label="Telephone number (optional)",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20"}),
    )
    email = forms.EmailField(
        label="Email address (optional)",
        required=False,
        help_text="If you give one, we send a link to it by which you show that it is yours. What you tell us is "
        "received whether you open it or not.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    may_name = YesNoField(
        label="May the family and the school know that it was you who told us? (optional)",
        required=False,
        help_text="If you do not answer, we do not tell them. A court can order that it be told.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concern, words = self.fields["concern"], self.fields["concern_words"]
        concern.label = "Are you worried that the child is in danger, or is being harmed?"
        concern.help_text = "If so, ring first, as it says above. Do not wait for an answer to this form."
        words.label = "If so, what worries you, and whom did you tell? (optional)"
        words.help_text = "For example, what you saw or heard, and on which day you rang."

    def told(self) -> dict[str, Any]:
        """The answers as plain values; what was left empty is left out."""
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.answered()}
        return {**plain, "concern": self.is_worried, "unnamed": not self.cleaned_data["may_name"]}

    @property
    def is_worried(self) -> bool:
        """Whether safety comes first: also where what worries them is written, and “No” is chosen."""
        return bool(self.cleaned_data["concern"] or self.cleaned_data["concern_words"])

    def answered(self) -> list[tuple[str, Any]]:
        """What was answered, by field, in order."""
        typed = self.cleaned_data
        return [(name, typed[name]) for name in self.fields if typed[name] not in (None, "")]

    def in_words(self) -> str:
        """All that was told, question by question, as the council reads it."""
        return "\n\n".join(f"{self[name].label.removesuffix(' (optional)')}\n{self._words(name, value)}"
                           for name, value in self.answered())  # fmt: skip

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return plain_day(value) if isinstance(value, date) else str(in_labels(self.fields[name], value))

    def sender(self) -> str:
        """Who told, as the inbox lists it."""
        return who_told(self.told())


def who_told(told: Mapping[str, Any]) -> str:
    """Who told us of a child on line, in a line: what they are, their name, and that it is not to be named."""
    name = told.get("told_by") or NO_NAME
    kept_back = f", {NOT_NAMED}" if told["unnamed"] and told.get("told_by") else ""
    return f"{Source(told['source']).label}: {name}{kept_back}"


def begins_with(told: Mapping[str, Any]) -> dict[str, Any]:
    """With what an officer's form on a missing child begins, of what was told on line; {} of any other message."""
    if "source" not in told:
        return {}
    reached = [told[name] for name in ("told_by", "phone", "email") if told.get(name)]
    known = [told[name] for name in ("known", "lines", "postcode", "done", "school", "parents") if told.get(name)]
    return {
        "source": told["source"],
        "told_by": ", ".join(reached)[:300] or NO_NAME.capitalize(),
        "unnamed": told["unnamed"],
        "concern": told["concern"],
        "concern_words": told.get("concern_words", ""),
        "cause": Cause.UNKNOWN,
        "last_known": "\n".join(known),
    }
