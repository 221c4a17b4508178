"""The forms about letters."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter, WhyReturned

METHOD_HINTS = {one.value: one.why_served for one in Method}


def ways(letters: Sequence[Letter]) -> list[tuple[str, str]]:
    """How these letters can be recorded as sent. A link to sign in is for those who can: no letter to an adult went so,
    unless that is what is on record."""
    to_adult = any(letter.adult_id and letter.method != Method.EMAIL_LINK.value for letter in letters)
    return [(one.value, one.label) for one in Method if not (to_adult and one is Method.EMAIL_LINK)]


class EditForm(OxleForm):
    """The officer's own paragraph of a draft."""

    own_paragraph = LongTextField(
        label="Your own paragraph (optional)",
        max=3000,
        required=False,
        help_text="Plain text, after the letter’s own words. Write about this family only; paste from no other letter.",
    )


class ReleaseForm(OxleForm):
    """What the person who releases a letter says they have looked at."""

    names = {"read_it": "that you have read it"}
    read_it = forms.BooleanField(
        label="I have read this letter, and this person may know everything it says",
        error_messages={"required": "Read the letter, and say that this person may know everything it says"},
    )

    def __init__(self, *args: Any, lapsed: bool, strangers: bool, came_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strangers:
            checked = forms.BooleanField(
                label="I have checked every name in the paragraph, and each belongs there",
                error_messages={
                    "required": "Say that each name in the paragraph belongs there, or change the paragraph"
                },
            )
            self.add_field("strangers_checked", checked)
        if lapsed:
            why = LongTextField(
                label="Why it goes to the last known address",
                max=500,
                error_messages={"required": "Enter why the letter goes to the last known address"},
            )
            self.add_field("last_known_reason", why)
        if came_back:
            despite = LongTextField(
                label="Why it goes there all the same",
                max=500,
                help_text="For example, that they live there after all, or that an officer will hand it over.",
                error_messages={"required": "Enter why the letter goes to where post came back from"},
            )
            self.add_field("despite_return", despite)


class WithdrawForm(OxleForm):
    """Why a letter is stopped."""

    page_heading = "reason"
    reason = LongTextField(
        label="Why is this letter withdrawn?",
        max=500,
        error_messages={"required": "Enter why the letter is withdrawn"},
    )


class AllTheSameForm(OxleForm):
    """Why a letter goes although something happened since its release."""

    because = LongTextField(
        label="Why does this letter go all the same?",
        max=500,
        help_text="For example, that you checked the address by telephone, or that an officer will hand it over. "
        "Write no address here.",
        error_messages={"required": "Enter why the letter goes all the same"},
    )


class _Sending(OxleForm):
    """How letters went. Nothing is chosen to begin with: what is chosen is evidence of service."""

    names = {"sent_on": "the day it was sent", "method": "how it was sent"}
    sent_on = DateField(label="Day it was sent", past_or_today=True, help_text="For example, 27 3 2026")
    method = forms.ChoiceField(label="How it was sent", choices=(), widget=Radios(hints=METHOD_HINTS))
    proof = LongTextField(
        label="Proof of posting or service (optional)",
        max=1000,
        required=False,
        help_text="Tracking number, certificate of posting, or who handed it over and to whom. "
        "Recorded post needs its number.",
    )

    def offer_ways(self, letters: Sequence[Letter]) -> None:
        """Offer only the ways in which all of these letters can have gone."""
        self.fields["method"].choices = ways(letters)


class SentForm(_Sending):
    """One letter left the building."""

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_ways([letter])


class ReturnedForm(OxleForm):
    """The post brought a letter back."""

    names = {"returned_on": "the day it came back", "because": "why it came back"}
    returned_on = DateField(label="Day it came back", past_or_today=True, help_text="For example, 27 3 2026")
    because = forms.ChoiceField(label="Why did it come back?", choices=WhyReturned.choices, widget=Radios())
    words = LongTextField(
        label="What the post said (optional)",
        name="what the post said",
        max=500,
        required=False,
        help_text="Needed where it came back for another reason. Write no new address here: record it with the person.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("because") == WhyReturned.OTHER and not data.get("words"):
            self.add_error("words", "Enter what the post said")
        return data


class NotReturnedForm(OxleForm):
    """Why it is wrong that a letter came back."""

    page_heading = "reason"
    reason = LongTextField(
        label="Why is it wrong that this letter came back?",
        max=500,
        error_messages={"required": "Enter why it is wrong that the letter came back"},
    )


class _Chosen(OxleForm):
    letters = forms.MultipleChoiceField(label="Letters", widget=Checkboxes(small=True), choices=())

    def __init__(self, *args: Any, waiting: Sequence[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letters"]
        field.choices = [(letter.key, described(letter)) for letter in waiting]
        field.error_messages["required"] = "Select at least one letter"

    def chosen(self, waiting: Sequence[Letter]) -> list[Letter]:
        """The letters that were ticked."""
        keys = set(self.cleaned_data["letters"])
        return [letter for letter in waiting if letter.key in keys]


class PrintForm(_Chosen):
    """Which letters to put in one PDF: all of them, to begin with."""

    def __init__(self, *args: Any, waiting: Sequence[Letter], **kwargs: Any) -> None:
        super().__init__(*args, waiting=waiting, **kwargs)
        self.fields["letters"].initial = [letter.key for letter in waiting]


class PostForm(_Sending, _Chosen):
    """Which letters went to the post together. None is ticked to begin with, as each tick is evidence of service;
    with `ticked`, which somebody asked for, all are."""

    field_order = ["letters", "sent_on", "method", "proof"]

    def __init__(self, *args: Any, waiting: Sequence[Letter], ticked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, waiting=waiting, **kwargs)
        self.fields["letters"].initial = [letter.key for letter in waiting] if ticked else []
        self.offer_ways(waiting)


class BrakeForm(OxleForm):
    """What a manager decides on a held burst."""

    names = {"decision": "what should happen to them", "reason": "the reason"}

    decision = forms.ChoiceField(
        label="What should happen to them?",
        choices=[("let_go", "Let them go: this many is meant"), ("discard", "Discard them: this is a mistake")],
        widget=Radios(hints={"discard": "None of them is sent. Letters among them are withdrawn."}),
    )
    reason = LongTextField(label="Reason", max=500, error_messages={"required": "Enter the reason"})


def described(letter: Letter) -> str:
    """A letter in one line, as a person who stuffs envelopes knows it."""
    parts = [letter.title, f"to {letter.recipient_name}", letter.reference]
    return ", ".join(part for part in parts if part)
