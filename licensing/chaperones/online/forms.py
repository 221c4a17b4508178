"""The forms of an application to be a chaperone, section by section."""

from typing import Any

from django import forms

from licensing.applicants.forms import SHORT, FileForm
from licensing.applicants.item_forms import ItemForm
from licensing.chaperones.models import Chaperone
from licensing.chaperones.online import sections
from licensing.chaperones.submitting import is_own_address
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm
from oxle.core.uploads import UploadField
from oxle.core.widgets import Radios
from oxle.people.forms.fields import NameField

# What is asked with yes or no, and must be explained if yes; in the words in which the officer reads it.
DECLARED = {
    "convicted": "Has convictions or cautions that count for work with children",
    "barred": "Is, or was, barred from work with children",
    "social_care": "Social care looked into something to do with them, or with their own children",
    "refused": "A council or another body refused, suspended or ended an approval of theirs",
    "dismissed": "Was warned or dismissed because of how they were with children",
}
# What is asked of keeping children safe, in the words of the question.
ASKED = {
    "told": "A child in your charge tells you something that makes you think they are being harmed. What do you do?",
    "tired": "A child in your charge is tired, and the producer wants one more take. What do you do?",
}


class YouForm(SectionForm):
    names = {"given": "your first names", "family": "your family name", "paid": "how you want to do it"}
    title = forms.CharField(label="Title (optional)", max_length=40, required=False)
    given = NameField("First names")
    family = NameField("Family name")
    former_names = forms.CharField(
        label="Former names (optional)", max_length=500, required=False, help_text="Every name that you ever had."
    )
    born_on = DateField(label="Date of birth", past=True, help_text="For example, 27 3 1985")
    phone = forms.CharField(
        label="Telephone number", max_length=40, widget=forms.TextInput(attrs={"type": "tel", "class": SHORT})
    )
    insurance_number = forms.CharField(
        label="National Insurance number (optional)",
        max_length=13,
        required=False,
        widget=forms.TextInput(attrs={"class": SHORT}),
        help_text="It is on your payslip. For example, QQ 12 34 56 C",
    )
    paid = forms.ChoiceField(label="How do you want to do it?", choices=Chaperone.Paid.choices, widget=Radios())
    home_authority = forms.CharField(
        label="Council of the area where you live, if it is not ours (optional)",
        max_length=200,
        required=False,
        help_text="That council then decides: apply there.",
    )


class ExperienceForm(SectionForm):
    names = {"experience": "your experience with children"}
    experience = LongTextField(
        label="Which experience do you have with children?",
        max=4000,
        rows=5,
        help_text="At work, as a volunteer, in a family. Say with children of which age.",
    )
    health = LongTextField(
        label="Is there anything about your health that we must know? (optional)",
        max=2000,
        rows=3,
        required=False,
        help_text="What could keep you from looking after children, or what you need to do it.",
    )


class TrainingForm(SectionForm):
    names = {"trained": "whether you did a safeguarding training"}
    trained = YesNoField(
        label="Did you do a training in safeguarding children?",
        yes_if="you did a training in safeguarding children",
        help_text="Before an approval everybody must have done one. We tell you of courses.",
    )
    training = forms.CharField(
        label="If yes, which one, and with whom? (optional)",
        max_length=300,
        required=False,
    )
    trained_on = DateField(
        label="If yes, when? (optional)", name="day of the training", past_or_today=True, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("trained"):
            for name, words in (("training", "Enter which training it was"), ("trained_on", "Enter when it was")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


class DbsForm(SectionForm):
    names = {
        "update_service": "whether you use the update service",
        "agrees_checks": "whether you agree to the checks",
    }
    dbs_number = forms.CharField(
        label="Number of your DBS certificate (optional)",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": SHORT}),
        help_text="An enhanced one for work with children. If you have none, we apply for one with you. Send no copy.",
    )
    dbs_on = DateField(
        label="Day of that certificate (optional)", name="day of the certificate", past_or_today=True, required=False
    )
    update_service = YesNoField(
        label="Do you use the DBS update service?", yes_if="you use the update service",
        help_text="If you do, we can ask it what is new, with your agreement.",
    )  # fmt: skip
    agrees_checks = YesNoField(
        label="Do you agree that we ask the DBS, social care and your referees?", yes_if="you agree to the checks",
        help_text="Without these checks we cannot approve you.",
    )  # fmt: skip


class SafeguardingForm(SectionForm):
    names = {
        "details": "what happened, and when",
        "told": "what you do when a child tells you something",
        "tired": "what you do when a child is tired",
    }
    convicted = YesNoField(
        label="Do you have convictions, cautions, reprimands or warnings?",
        yes_if="you have convictions, cautions, reprimands or warnings",
        help_text="Spent ones, too: work with children is an exception. Not those that are protected (filtered).",
    )
    barred = YesNoField(
        label="Are you, or were you ever, barred from work with children?",
        yes_if="you are or were barred from work with children",
    )
    social_care = YesNoField(
        label="Did social care ever look into something to do with you, or with your own children?",
        yes_if="social care ever looked into something to do with you or your children",
    )
    refused = YesNoField(
        label="Did a council or another body ever refuse, suspend or end an approval of yours?",
        yes_if="an approval of yours was ever refused, suspended or ended",
        help_text="As a chaperone, foster carer, childminder or the like.",
    )
    dismissed = YesNoField(
        label="Were you ever warned or dismissed because of how you were with children?",
        yes_if="you were ever warned or dismissed because of how you were with children",
    )
    details = LongTextField(
        label="If you answered yes to any, what happened, and when? (optional)",
        max=4000,
        required=False,
        help_text="A yes need not end your application: we talk with you about it.",
    )
    told = LongTextField(label=ASKED["told"], max=3000, rows=5)
    tired = LongTextField(label=ASKED["tired"], max=3000, rows=5)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if any(data.get(name) for name in DECLARED) and not data.get("details") and "details" not in self.errors:
            self.add_error("details", "Enter what happened, and when")
        return data


class AddressForm(ItemForm):
    names = {"lines": "the address"}
    lines = LongTextField(label="Address", rows=4, max=600, help_text="As on an envelope, without the postcode.")
    postcode = forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": SHORT}))
    from_on = DateField(label="Since when did you live there?", name="first day there", past_or_today=True)
    to_on = DateField(
        label="Until when? (optional)", name="last day there", past_or_today=True, required=False,
        help_text="Leave it empty for the address where you live now.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day must not be before the first")
        if first and not last and "to_on" not in self.errors and any(not other["to_on"] for other in self.others):
            self.add_error("to_on", "Another address has no last day already: give one of them its last day")
        return data


class RefereeForm(ItemForm):
    names = {"relation": "how they know you"}
    name = forms.CharField(label="Name of the referee", max_length=200, help_text="No relative, and not your partner.")
    relation = forms.CharField(
        label="How do they know you, and since when?",
        max_length=200,
        help_text="For example, head of the school where I worked until 2024.",
    )
    email = forms.EmailField(label="Email address (optional)", required=False)
    phone = forms.CharField(
        label="Telephone number (optional)",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": SHORT}),
    )
    lines = LongTextField(label="Address (optional)", rows=3, max=600, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) or name in self.errors for name in ("email", "phone")):
            self.add_error("email", "Enter an email address or a telephone number of the referee")
        if is_own_address(data.get("email", ""), self.applicant):
            self.add_error("email", "This is your own address: enter the referee’s")
        if data.get("name") and any(other["name"].casefold() == data["name"].casefold() for other in self.others):
            self.add_error("name", "This referee is listed already")
        return data


class PhotoForm(FileForm):
    words = "Your face, well seen, without a hat: JPEG or PNG."
    picture = True
    file = UploadField(label="Photograph", most_mb=10, help_text="JPEG or PNG.")


class CertificateForm(FileForm):
    words = "Of your safeguarding training. Do not attach your DBS certificate: we see that at the interview."
    file = UploadField(label="Certificate of the training", most_mb=10, help_text="PDF, Word or a picture.")


class SendForm(OxleForm):
    """The declaration, made as it is sent."""

    names = {"declared_by": "your name"}
    declared_by = forms.CharField(label="Your name", max_length=200)
    true = forms.BooleanField(
        label="I apply for myself, and what this application says is true and complete to the best of my knowledge"
    )
    changes = forms.BooleanField(
        label="I tell the council at once of every new conviction, caution, charge or concern about me"
    )


FORMS: dict[str, type[SectionForm]] = {
    sections.YOU: YouForm,
    sections.EXPERIENCE: ExperienceForm,
    sections.TRAINING: TrainingForm,
    sections.DBS: DbsForm,
    sections.SAFEGUARDING: SafeguardingForm,
}
ITEMS: dict[str, type[ItemForm]] = {sections.LIVED: AddressForm, sections.REFEREES: RefereeForm}
FILES: dict[str, type[FileForm]] = {sections.PHOTO: PhotoForm, sections.CERTIFICATE: CertificateForm}
