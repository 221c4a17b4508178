"""The forms of what an application lists: a place, a child, a chaperone."""

from typing import Any

from django import forms

from licensing.applicants import sections
from licensing.applicants.child_forms import ChildSection, postcode_field
from licensing.applicants.forms import field_day
from licensing.cells import plain
from licensing.chaperones.queries import MISTYPED, is_mistyped
from oxle.core.fields import DateField, LongTextField, MoneyField
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm

# So many children of one table: a larger cast is several tables.
MOST_PASTED = 100


class ItemForm(SectionForm):
    """Base: what one item says, apart from the others of its list."""

    def __init__(
        self, *args: Any, others: list[dict[str, Any]] | None = None, applicant: str = "", **kwargs: Any
    ) -> None:
        """`applicant`: the address of whoever applies."""
        super().__init__(*args, **kwargs)
        self.others, self.applicant = others or [], applicant


class PlaceForm(ItemForm):
    names = {"lines": "the address"}
    name = forms.CharField(label="Name of the place", max_length=200, help_text="For example, Exampleton Playhouse.")
    lines = LongTextField(label="Address", rows=4, max=600, help_text="As on an envelope, without the postcode.")
    postcode = postcode_field("Postcode (optional)", required=False)
    council = forms.CharField(
        label="Council in whose area it is (optional)",
        max_length=200,
        required=False,
        help_text="The county, or the unitary or London authority. It may visit the performances.",
    )
    use = forms.CharField(
        label="What happens there?", max_length=300, help_text="For example, rehearsals in November, all performances."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("name") and any(plain(other["name"]) == plain(data["name"]) for other in self.others):
            self.add_error("name", "Another place has the same name: add something, or no line could say which it is")
        return data


class ChildForm(ChildSection, ItemForm):
    """A child of a production."""

    names = ChildSection.names | {"part": "what the child does"}
    field_order = (
        "given", "family", "born_on", "lines", "postcode", "home_authority", "school", "school_email", "part",
        "earnings", "earnings_to",
    )  # fmt: skip
    school_is_asked = "We ask the school whether it agrees."
    parent_is_asked = "to consent and to tell us of the child’s health"
    consent = "consent"
    home_authority = forms.CharField(
        label="Council of the area where the child lives, if it is not ours (optional)",
        max_length=200,
        required=False,
        help_text="That council then decides on this child’s licence.",
    )
    part = forms.CharField(label="What the child does in it", max_length=300)
    earnings = MoneyField(
        label="What the child earns in all, in pounds (optional)",
        required=False,
        min_value=0,
        help_text="Leave it empty if the child is not paid. Expenses are no earnings.",
    )
    earnings_to = forms.CharField(
        label="To whom it is paid (optional)",
        max_length=300,
        required=False,
        help_text="The child, a parent, or an agent: give the agent’s name.",
    )

    def answers(self) -> dict[str, Any]:
        told = super().answers()
        return {**told, "earnings": "" if told["earnings"] is None else str(told["earnings"])}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("earnings") and not data.get("earnings_to") and "earnings_to" not in self.errors:
            self.add_error("earnings_to", "Enter to whom it is paid")
        if data.get("given") and data.get("family"):
            name = plain(sections.child_name(data))
            if any(plain(sections.child_name(other)) == name for other in self.others):
                self.add_error(
                    "given",
                    "Another child has the same name: add something, or the days could not tell them apart",
                )
        return data


class ChaperoneForm(ItemForm):
    names = {"until_on": "the last day of the approval", "council": "the council that approved them"}
    name = forms.CharField(
        label="Name of the chaperone", max_length=200, help_text="As you write it in the days and times."
    )
    council = forms.CharField(label="Which council approved them?", max_length=200)
    number = forms.CharField(
        label="Number of the approval (optional)", max_length=100, required=False,
        help_text="If we approved them, such as CH-7K4M-2QX6. Our register then says on which days it is valid.",
    )  # fmt: skip
    until_on = DateField(label="Approved until", name="last day of the approval")

    def clean_number(self) -> str:
        """A slip would make a number of ours that of another council, for which the applicant’s word is enough."""
        typed = str(self.cleaned_data["number"])
        if is_mistyped(typed):
            raise forms.ValidationError(f"{MISTYPED[:1].upper()}{MISTYPED[1:]}")
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("name") and any(plain(other["name"]) == plain(data["name"]) for other in self.others):
            self.add_error("name", "This chaperone is listed already")
        return data


class RemoveForm(OxleForm):
    """Nothing is asked: pressing the button says it."""


FORMS: dict[str, type[ItemForm]] = {
    sections.PLACES: PlaceForm,
    sections.CHILDREN: ChildForm,
    sections.CHAPERONES: ChaperoneForm,
}


def heading(section: str, item: dict[str, Any]) -> str:
    """What an item is called in its list."""
    return sections.child_name(item) if section == sections.CHILDREN else str(item["name"])


def summary(section: str, item: dict[str, Any]) -> str:
    """One line on an item of a list."""
    if section == sections.CHILDREN:
        return f"Born on {field_day(item['born_on'])}. {item['school'] or 'No school'}. Parent: {item['parent']}"
    if section == sections.CHAPERONES:
        return f"Approved by {item['council']} until {field_day(item['until_on'])}"
    address = ", ".join(filter(None, (*item["lines"].splitlines(), item["postcode"])))
    return f"{address}. {item['use']}"
