"""What every applicant says of a child: who it is, where it lives, its school and a parent."""

from typing import Any, ClassVar

from django import forms

from licensing.applicants.forms import SHORT
from oxle.core.fields import DateField, LongTextField
from oxle.core.section_forms import SectionForm
from oxle.people.forms.fields import NameField


def phone_field(label: str, *, required: bool = True) -> forms.CharField:
    """A telephone number."""
    widget = forms.TextInput(attrs={"type": "tel", "class": SHORT})
    return forms.CharField(label=label, max_length=40, required=required, widget=widget)


def postcode_field(label: str, *, required: bool = True) -> forms.CharField:
    """A postcode."""
    widget = forms.TextInput(attrs={"class": SHORT})
    return forms.CharField(label=label, max_length=10, required=required, widget=widget)


class ChildSection(SectionForm):
    """Base: a child of an application. `school_is_asked` and `parent_is_asked` say for what; `consent` is what only a
    parent can do, and no applicant for them."""

    names = {
        "given": "the child’s first names",
        "family": "the child’s family name",
        "lines": "the child’s address",
        "parent": "the name of a parent",
        "parent_email": "the email address of a parent",
    }
    school_is_asked: ClassVar[str]
    parent_is_asked: ClassVar[str]
    consent: ClassVar[str]
    given = NameField("First names", help_text="As they are written on the birth certificate or passport.")
    family = NameField("Family name")
    born_on = DateField(label="Date of birth", past=True, help_text="For example, 27 3 2012")
    lines = LongTextField(label="Where the child lives", rows=4, max=600, help_text="Without the postcode.")
    postcode = postcode_field("Postcode")
    school = forms.CharField(
        label="School (optional)",
        max_length=300,
        required=False,
        help_text="Its name as on its sign, or its URN, by which we know its school days. Leave it empty for a child "
        "who goes to none.",
    )
    school_email = forms.EmailField(label="Email address of the school (optional)", required=False)
    parent = forms.CharField(label="Name of a parent or carer", max_length=200)
    parent_email = forms.EmailField(label="Email address of the parent")
    parent_phone = phone_field("Telephone number of the parent (optional)", required=False)

    def __init__(self, *args: Any, applicant: str = "", **kwargs: Any) -> None:
        """`applicant`: the address of whoever applies."""
        super().__init__(*args, **kwargs)
        self.applicant = applicant
        self.fields[
            "school_email"
        ].help_text = f"{self.school_is_asked} If we have an address of the school, we use ours."
        own = "It must be the parent’s own address, and not yours."
        self.fields["parent_email"].help_text = f"We send the parent a link {self.parent_is_asked}. {own}"

    def clean_parent_email(self) -> str:
        """Of a parent, and not of whoever applies: consent is nobody else’s to give."""
        typed = str(self.cleaned_data["parent_email"]).lower()
        if typed and typed == self.applicant:
            raise forms.ValidationError(
                f"Enter the parent’s own email address: this is yours, and you cannot {self.consent}"
            )
        return typed
