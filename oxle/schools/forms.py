"""Forms about schools. They validate; they never save."""

import re

from django import forms

from oxle.core.fields import DateField, LongTextField, TimeField
from oxle.core.forms import OxleForm


class SchoolsFileForm(OxleForm):
    """Which authorities' schools to take from the national list."""

    authorities = forms.CharField(
        label="Local authority codes",
        help_text="Three figures each, with commas between them. Oxfordshire is 931.",
        initial="931",
        max_length=200,
    )

    def clean_authorities(self) -> list[str]:
        """The codes as a list, each once, in order."""
        codes = re.split(r"[\s,;]+", self.cleaned_data["authorities"].strip(" ,;"))
        wrong = [code for code in codes if not re.fullmatch(r"[1-9][0-9]{2}", code)]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0]}” is not a local authority code. Enter three figures, like 931")
        return sorted(set(codes))


class ContactForm(OxleForm):
    """Somebody to contact at a school."""

    names = {"name": "the person’s name"}
    name = forms.CharField(label="Name", max_length=300)
    job = forms.CharField(
        label="Job (optional)",
        max_length=200,
        required=False,
        help_text="For example, attendance lead or designated safeguarding lead",
    )
    email = forms.EmailField(label="Email address", max_length=254, required=False)
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)


class ContactLeftForm(OxleForm):
    """When a contact left."""

    left_on = DateField(label="When did they leave?", name="the day they left", past_or_today=True)


class TrustAddressForm(OxleForm):
    """Where letters to a trust go."""

    lines = LongTextField(
        label="Address (optional)",
        name="address",
        max=500,
        rows=4,
        required=False,
        help_text="Of its office, without the name of the trust and the postcode.",
    )
    postcode = forms.CharField(label="Postcode (optional)", max_length=10, required=False)


class SchoolDayForm(OxleForm):
    """From when until when a school's day lasts."""

    names = {"begins": "when the school day begins", "ends": "when the school day ends"}
    from_on = DateField(
        label="From which day on?",
        name="first day",
        help_text="What is recorded from that day already is put right by this; what holds before it stays.",
    )
    begins = TimeField(label="When does the school day begin?", help_text="For example, 8:45am")
    ends = TimeField(label="When does it end?", help_text="For example, 3:15pm")


class AreaForm(OxleForm):
    """The area of the council that a school is in."""

    area = forms.CharField(label="Area (optional)", max_length=40, required=False, help_text="For example, North")
