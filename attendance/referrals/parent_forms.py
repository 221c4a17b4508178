"""The forms about who the parents of a referral are: one to be added, one to be taken off. They never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

from oxle.cases.forms import StepForm
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.models import Adult
from oxle.people.queries import Parent


class AddParentForm(OxleForm):
    """Which of the parents on record is added, and why."""

    names = {"adult": "who is added"}

    def __init__(self, *args: Any, parents: Sequence[Parent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults: dict[str, Adult] = {parent.adult.key: parent.adult for parent in parents}
        hints = {parent.adult.key: what_they_are(parent) for parent in parents}
        choices = [(key, adult.name) for key, adult in self.adults.items()]
        self.add_field("adult", forms.ChoiceField(label="Who is added?", choices=choices, widget=Radios(hints=hints)))
        self.add_field("reason", LongTextField(label="Why are they added?", name="why they are added", max=4000))

    @property
    def chosen(self) -> Adult:
        """The adult who was chosen."""
        return self.adults[self.cleaned_data["adult"]]


def what_they_are(parent: Parent) -> str:
    """What an adult is to the pupil, why the law calls them a parent, and what must not be overlooked."""
    facts = [parent.kind]
    if parent.why != parent.kind.lower():
        facts.append(parent.why.removeprefix(f"{parent.kind.lower()}, "))
    if parent.lives_with is not None:
        facts.append("lives with the pupil" if parent.lives_with else "does not live with the pupil")
    unsafe = " Contact with them is unsafe." if parent.contact_is_unsafe else ""
    return f"{', '.join(facts)}.{unsafe}"


class EndParentForm(StepForm):
    """Who is taken off, from which day and why."""

    when = "Until which day were they a party?"
    when_name = "last day"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            "Their legal route and its dates end. Letters to them that were not sent are withdrawn; those that were "
            "sent stay on the record."
        )
