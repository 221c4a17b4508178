"""Which employer it is: one of the register, or a new one, whose name and address are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from licensing.work.employers import EmployerGiven
from licensing.work.models import Employer
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm

NEW = "new"
NEEDED_OF_NEW = {
    "employer_name": "Enter the name of the employer",
    "employer_lines": "Enter the address of the employer",
}
FIELDS = (
    "employer", "employer_name", "employer_nature", "employer_lines", "employer_postcode", "employer_contact",
    "employer_phone", "employer_email",
)  # fmt: skip


class EmployerForm(OxleForm):
    """Base: asks for the employer. `employers` are those that can be chosen."""

    employer = forms.ChoiceField(label="Which employer?", choices=())
    employer_name = forms.CharField(label="Name of a new employer (optional)", max_length=200, required=False)
    employer_nature = forms.CharField(label="What its business is (optional)", max_length=200, required=False)
    employer_lines = LongTextField(
        label="Address of a new employer (optional)", name="the address", max=1000, rows=3, required=False
    )
    employer_postcode = forms.CharField(label="Postcode of a new employer (optional)", max_length=10, required=False)
    employer_contact = forms.CharField(label="Whom to ask for there (optional)", max_length=200, required=False)
    employer_phone = forms.CharField(label="Telephone of a new employer (optional)", max_length=40, required=False)
    employer_email = forms.EmailField(label="Email of a new employer (optional)", required=False)

    def __init__(self, *args: Any, employers: Sequence[Employer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employers = {one.key: one for one in employers}
        choices = [(one.key, ", ".join(part for part in (one.name, one.postcode) if part)) for one in employers]
        self.fields["employer"].choices = [(NEW, "A new employer: its name and address below"), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("employer") == NEW:
            for name, words in NEEDED_OF_NEW.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data

    def chosen(self) -> Employer | EmployerGiven:
        """The employer of the register, or the new one that was typed."""
        data = self.cleaned_data
        if data["employer"] != NEW:
            return self.employers[data["employer"]]
        typed = {name: data[f"employer_{name}"] for name in ("nature", "postcode", "contact", "phone", "email")}
        return EmployerGiven(data["employer_name"], data["employer_lines"], **typed)
