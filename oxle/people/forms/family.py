"""Forms about adults and what they are to a child."""

from typing import Any

from django import forms

from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.people.forms.fields import NameField, SourceField
from oxle.people.models import RELATIONSHIPS

THREE_WAYS = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]


class ThreeWays(forms.TypedChoiceField):
    """Yes, no, or honestly not known (None)."""

    def __init__(self, *, label: str, error: str, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            choices=THREE_WAYS,
            coerce=lambda value: {"yes": True, "no": False}.get(value),
            widget=Radios(),
            error_messages={"required": error, "invalid_choice": error},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class AdultForm(OxleForm):
    """What is known of an adult."""

    names = {"given": "first names", "family": "family name"}

    title = forms.CharField(label="Title (optional)", required=False, max_length=40)
    given = NameField("First names")
    family = NameField("Family name")
    born_on = DateField(label="Date of birth (optional)", required=False, past_or_today=True)
    phone = forms.CharField(label="Telephone number (optional)", required=False, max_length=40)
    email = forms.EmailField(label="Email address (optional)", max_length=254, required=False)
    language = forms.CharField(label="First language (optional)", required=False, max_length=80)
    interpreter_needed = YesNoField(label="Do they need an interpreter?", yes_if="they need an interpreter")
    hazard_warning = LongTextField(
        label="Warning for visits (optional)",
        required=False,
        max=1000,
        rows=3,
        help_text="What an officer must know before knocking. It is shown wherever this person’s address is.",
    )


class RelationshipForm(OxleForm):
    """What an adult is to a child."""

    names = {"kind": "what they are to the child"}

    kind = forms.ChoiceField(
        label="What are they to the child?",
        choices=[("", "Choose one"), *((kind, kind) for kind in RELATIONSHIPS)],
        error_messages={"required": "Select what they are to the child"},
    )
    parental_responsibility = ThreeWays(
        label="Do they have parental responsibility?", error="Select yes if they have parental responsibility"
    )
    lives_with = ThreeWays(label="Does the child live with them?", error="Select yes if the child lives with them")
    has_care = YesNoField(
        label="Do they have care of the child?",
        yes_if="they have care of the child",
        help_text="Someone who looks after the child day to day is a parent in education law, whoever they are.",
    )
    contact_is_unsafe = YesNoField(
        label="Is contact with them unsafe?",
        yes_if="contact with them is unsafe",
        help_text="For the child or for another adult in the family. A second person then releases every letter.",
    )
    from_on = DateField(label="Since when? (optional)", name="date", required=False, past_or_today=True)
    notes = LongTextField(label="Notes (optional)", required=False, max=1000, rows=3)
    source = SourceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.initial.get("kind")
        if kind and kind not in RELATIONSHIPS:
            # An import may have brought a word of its own; changing something else must not lose it.
            self.fields["kind"].choices = [*self.fields["kind"].choices, (kind, kind)]


class RelatedAdultForm(RelationshipForm, AdultForm):
    """An adult and what they are to the child, on one page."""

    names = {**AdultForm.names, **RelationshipForm.names}
    field_order = [*AdultForm.base_fields, *RelationshipForm.base_fields]


class LastDayForm(OxleForm):
    """The last day on which something held."""

    page_heading = "ended_on"

    ended_on = DateField(label="What was the last day?", name="last day", past_or_today=True)
