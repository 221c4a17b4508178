"""The forms of the papers, of the charge, of release and of commencement. They validate and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from attendance.prosecution import rules
from attendance.prosecution.court_models import Commencement, Method
from attendance.prosecution.models import ChargeKind
from oxle.cases.forms import StepForm
from oxle.cases.models import Case, CaseDocument
from oxle.core.dates import iso
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios
from oxle.schooldays.closed_days import AsksOfHearings
from oxle.schooldays.counting import due
from oxle.schooldays.wording import full_day, plain_day


class ConfirmForm(OxleForm):
    """Nothing to fill in: pressing the button is the answer."""


class ChargeForm(OxleForm):
    names = {"kind": "which offence is charged"}
    kind = forms.ChoiceField(
        label="Which offence?",
        choices=ChargeKind.choices,
        widget=Radios(
            hints={
                "s444_1": "Fine. Can go by single justice procedure notice.",
                "s444_1a": "Fine, prison or both. Must show that the parent knew. Never by single justice procedure.",
            }
        ),
    )
    with_parenting_order = YesNoField(
        label="Should the court be asked for a parenting order?", yes_if="a parenting order should be asked for"
    )
    offence_from_on = DateField(label="First day of the offence", past_or_today=True)
    offence_to_on = DateField(label="Last day of the offence", past_or_today=True)


class StatementForm(OxleForm):
    names = {"maker": "who makes the statement", "maker_as": "what their job is"}
    maker = forms.CharField(label="Who makes the statement?", max_length=300)
    maker_as = forms.CharField(label="What is their job?", max_length=200, help_text="For example, attendance officer")
    text = LongTextField(
        label="Statement",
        name="the statement",
        help_text="Only what this person knows. No addresses, and nothing about another parent’s case.",
        max=50000,
        rows=18,
    )


class SignForm(OxleForm):
    """A signature; a scan of the paper goes into the bundle, and no search reads what somebody wrote on it by hand."""

    names = {"copy": "the scan"}
    signed_on = DateField(label="When was it signed?", name="date it was signed", past_or_today=True)
    copy = forms.FileField(
        label="The signed paper, scanned (optional)",
        required=False,
        help_text="A PDF or a picture. It goes into the bundle in place of our print.",
    )
    looked_through = forms.BooleanField(
        label="I have read the whole scan. It tells this defendant no address of anybody else, and nothing that is "
        "withheld from them. (Only with a scan.)",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("copy") and not data.get("looked_through"):
            self.add_error("looked_through", "Read the whole scan, then tick to say so")
        return data


class CertificateSignForm(SignForm):
    names = {**SignForm.names, "signed_by": "who signed it", "signed_as": "as what they signed it"}
    signed_by = forms.CharField(label="Who signed it?", max_length=300)
    signed_as = forms.CharField(label="As what?", max_length=200, help_text="For example, head teacher")
    field_order = ["signed_by", "signed_as", "signed_on", "copy", "looked_through"]


class RefuseForm(OxleForm):
    because = LongTextField(label="Why did they not sign?", name="why they did not sign", max=2000)


class ExhibitForm(OxleForm):
    """A document of the case or its referral becomes an exhibit."""

    def __init__(self, *args: Any, documents: Sequence[CaseDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {one.key: one for one in documents}
        self.add_field(
            "document",
            forms.ChoiceField(
                label="Which document?",
                choices=[(key, one.title) for key, one in self.documents.items()],
                widget=Radios(),
            ),
        )
        self.add_field("label", forms.CharField(label="Exhibit label", max_length=20, help_text="For example, AB/1"))
        self.add_field(
            "title",
            forms.CharField(label="What the index calls it", max_length=300, help_text="No names and no addresses"),
        )
        self.add_field(
            "looked_through",
            forms.BooleanField(
                label="I have read the whole document. It tells this defendant no address of anybody else, and nothing "
                "that is withheld from them.",
                error_messages={"required": "Read the whole document, then tick to say so"},
            ),
        )

    @property
    def chosen(self) -> CaseDocument:
        """The document chosen."""
        return self.documents[self.cleaned_data["document"]]


class UnusedForm(OxleForm):
    description = LongTextField(label="What is the material?", name="what the material is", max=2000, rows=3)
    disclosable = YesNoField(
        label="Might it help the defence or weaken the prosecution?", yes_if="it might help the defence"
    )
    reason = LongTextField(label="Why do you think so?", name="why you think so", max=2000, rows=3)


class DiscloseForm(OxleForm):
    names = {"to": "to whom it was disclosed"}
    to = forms.CharField(label="To whom was it disclosed?", max_length=300)
    disclosed_on = DateField(label="When?", name="date it was disclosed", past_or_today=True)


class ReleaseForm(OxleForm):
    """Both tests; and, where the search could not read all of the bundle, that the solicitor did."""

    evidential = YesNoField(
        label="Is there enough evidence for a realistic prospect of conviction?",
        yes_if="there is a realistic prospect of conviction",
    )
    evidential_reason = LongTextField(
        label="Why? (evidential test)", name="the reason for the evidential test", max=5000
    )
    public_interest = YesNoField(
        label="Is a prosecution in the public interest?", yes_if="a prosecution is in the public interest"
    )
    public_interest_reason = LongTextField(
        label="Why? (public interest test)", name="the reason for the public interest test", max=5000
    )

    def __init__(self, *args: Any, remarks: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if remarks:
            self.add_field(
                "looked_at",
                forms.BooleanField(
                    label="I have looked at each of the things that the search could not read. They tell this "
                    "defendant no address of anybody else, and nothing that is withheld from them.",
                    error_messages={"required": "Look at each of these in the bundle, then tick to say so"},
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("evidential", "public_interest"):
            if data.get(name) is False:
                self.add_error(name, "Both tests must be met to release. Return the papers or discontinue instead")
        return data


class MethodForm(OxleForm):
    """Which of the two ways proceedings begin; the details are asked on the next page."""

    names = {"method": "how proceedings began"}

    page_heading = "method"

    def __init__(self, *args: Any, why_not_single: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why_not_single = why_not_single
        self.add_field(
            "method",
            forms.ChoiceField(
                label="How did proceedings begin?",
                choices=Method.choices,
                widget=Radios(hints={"sjp": why_not_single or "The court decides on the papers unless asked."}),
            ),
        )

    def clean_method(self) -> str:
        method = self.cleaned_data["method"]
        if method == Method.SJP and self.why_not_single:
            raise forms.ValidationError(self.why_not_single)
        return method


class CommenceForm(AsksOfHearings):
    """What is recorded of either way."""

    names = {"court": "which court"}

    on = DateField(label="When was the charge issued?", name="date of the charge", past_or_today=True)
    urn = forms.CharField(
        label="Unique reference number (URN)", max_length=20, help_text="From the court or the notice"
    )
    served_on = DateField(
        label="When was it served, or counts as served?",
        name="date it was served",
        help_text="First class post counts two working days after posting",
    )
    statements_served_on = DateField(
        label="When were the written statements served?", name="date the statements were served", required=False
    )

    def __init__(self, *args: Any, method: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if method == Method.SJP:
            # With this notice all the evidence is served at once.
            self.fields["statements_served_on"].required = True
        else:
            self.fields["statements_served_on"].label = "When were the written statements served? (optional)"
            self.add_field("court", forms.CharField(label="Which court?", max_length=200))
            self.add_field("hearing_on", DateField(label="Date of the first hearing"))

    def against_hearing(self, day: date) -> str | None:
        """A day on which no court sits, and one sooner after service than a court expects."""
        return " ".join(filter(None, (super().against_hearing(day), self._too_soon(day)))) or None

    def _too_soon(self, day: date) -> str | None:
        served = self.cleaned_data.get("served_on")
        if served is None:
            return None
        limit = rules.HEARING_NOTICE.on(served)
        earliest = due(limit, served).on
        if earliest is None or day >= earliest:
            return None
        return f"{full_day(day)} is sooner than {limit} after service ({plain_day(served)}). Is that right?"

    def facts(self) -> dict[str, Any]:
        """What commencement records, ready for the action."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            name: data[name]
            for name in ("urn", "served_on", "statements_served_on", "court", "hearing_on")
            if name in data
        }
        return {**found, "on": data["on"]}


class CommencedForm(CommenceForm, StepForm):
    """What was recorded of it, to be put right. By which of the two ways proceedings began stays."""

    when = "When was the charge issued?"
    when_name = "date of the charge"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        method = Commencement.objects.get(event__case=case).method
        super().__init__(*args, case=case, method=method, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What commencement recorded, as its event keeps it; without a court where there is none."""
        said = CommenceForm.facts(self)
        del said["on"]
        return {"court": "", **{name: iso(one) if isinstance(one, date) else one for name, one in said.items()}}
