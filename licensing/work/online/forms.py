"""The forms of an employer’s application, section by section; and what a parent and a school answer to it."""

from typing import Any

from django import forms

from licensing.applicants.child_forms import ChildSection, phone_field, postcode_field
from licensing.work.hours_forms import HoursForm
from licensing.work.online import sections
from oxle.core.fields import DateField, LongTextField, PercentField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm
from oxle.core.uploads import UploadField


class EmployerForm(SectionForm):
    names = {"lines": "the address", "name": "the name of the employer", "contact": "your name"}
    name = forms.CharField(label="Name of the employer", max_length=200)
    nature = forms.CharField(
        label="What is the business?", max_length=200, help_text="For example, bakery, farm, shop."
    )
    lines = LongTextField(label="Address", rows=4, max=600, help_text="As on an envelope, without the postcode.")
    postcode = postcode_field("Postcode")
    contact = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = phone_field("Telephone number")


class JobForm(SectionForm):
    names = {"job": "the job", "tasks": "what the child does", "place": "where the work is"}
    job = forms.CharField(label="What is the job?", max_length=200, help_text="Such as paper round, or shop assistant.")
    tasks = LongTextField(
        label="What does the child do, exactly?",
        max=2000,
        rows=4,
        help_text="Say it fully: machines, lifting, the till.",
    )
    supervisor = forms.CharField(label="Who supervises the child?", max_length=200)
    place = LongTextField(label="Where is the work?", max=1000, rows=3, help_text="The address, without the postcode.")
    place_postcode = postcode_field("Postcode of the place of work (optional)", required=False)
    place_authority = forms.CharField(
        label="Council of the area where the work is, if it is not ours (optional)",
        max_length=200,
        required=False,
        help_text="That council then decides.",
    )
    starts_on = DateField(
        label="First day of work", help_text="Apply within a week of it. A late application is received, too."
    )
    ends_on = DateField(
        label="Last day of the job (optional)",
        name="last day of the job",
        required=False,
        help_text="Leave it empty if it has none: the permit then ends with compulsory school age.",
    )
    light = YesNoField(
        label="Is it light work, which does no harm to the child’s health, safety or schooling?",
        yes_if="it is light work",
    )
    listed = YesNoField(
        label="Do the council’s byelaws list it as light work for children of 13?",
        yes_if="the byelaws list it",
        help_text="Only listed work may be done at 13. If you do not know, or the child is older, select no.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The job cannot end before it begins")
        return data


class ChildForm(ChildSection):
    """The child of a job."""

    school_is_asked = "We ask the school, if there is work in term."
    parent_is_asked = "to give permission"
    consent = "give permission"


class HoursSectionForm(HoursForm, SectionForm):
    """The hours of each kind of day, kept as typed: they are read anew whenever they are looked at."""

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class PhotoForm(OxleForm):
    names = {"taken_on": "when the photograph was taken"}
    file = UploadField(label="Photograph of the child", most_mb=10, help_text="JPEG or PNG, the face well seen.")
    taken_on = DateField(label="When was it taken?", name="day of the photograph", past_or_today=True)


class RiskForm(OxleForm):
    file = UploadField(label="Risk assessment", most_mb=20, help_text="One file: put several papers into one.")


class SendForm(OxleForm):
    """The declaration, made as it is sent."""

    names = {"declared_by": "your name"}
    declared_by = forms.CharField(label="Your name", max_length=200)
    true = forms.BooleanField(
        label="I am authorised to apply, and what this application says is true and complete to the best of my "
        "knowledge",
    )
    changes = forms.BooleanField(label="I tell the council of every change of the job and its hours")


FORMS: dict[str, type[SectionForm]] = {
    sections.EMPLOYER: EmployerForm,
    sections.JOB: JobForm,
    sections.CHILD: ChildForm,
    sections.HOURS: HoursSectionForm,
}


class ParentForm(OxleForm):
    """What a parent answers by the link."""

    names = {"agrees": "whether you give permission", "given_by": "your name", "position": "what you are to the child"}
    agrees = YesNoField(label="Do you give permission?", help_text="Nobody may make you give it.")
    health = LongTextField(
        label="Is there anything about the child’s health that must be known? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="For example, asthma, an allergy, medicines, a doctor whom the child sees.",
    )
    said = LongTextField(label="Is there anything else you want to say? (optional)", max=2000, rows=3, required=False)
    given_by = forms.CharField(label="What is your name?", max_length=200)
    position = forms.CharField(
        label="What are you to the child?", max_length=100, help_text="For example, mother, father, carer."
    )


class SchoolForm(OxleForm):
    """What a school answers by the link."""

    names = {
        "agrees": "whether you agree",
        "attendance": "the attendance",
        "said": "why you do not agree",
        "given_by": "your name",
        "position": "your job at the school",
    }
    agrees = YesNoField(
        label="Do you agree that the pupil works these hours?",
        yes_if="you agree",
        help_text="What you say is weighed, and decides nothing by itself: the council decides on the permit.",
    )
    attendance = PercentField(label="What is the pupil’s attendance this school year?", name="attendance")
    said = LongTextField(
        label="What should the council know? (optional)",
        max=2000,
        rows=4,
        required=False,
        help_text="For example, examinations, how the pupil is doing. If you do not agree, say why.",
    )
    given_by = forms.CharField(label="What is your name?", max_length=200)
    position = forms.CharField(label="Your job at the school", max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("agrees") is False and not data.get("said") and "said" not in self.errors:
            self.add_error("said", "Enter why you do not agree")
        return data
