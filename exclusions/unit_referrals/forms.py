"""The forms of a referral to a provider. They validate; they never save."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from exclusions.unit_referrals.models import Exploitation, Likelihood, Risk, RiskAssessment, Service
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import DateLine, Radios
from oxle.people.models import Child
from oxle.provision.lapsed_choice import name_who_lapsed
from oxle.provision.models import Provider


def service_field(service: Service) -> str:
    """The form's field for who is involved from a service."""
    return f"service_{service.value}"


def add_services(form: OxleForm) -> None:
    """Ask who is involved from each service."""
    for service in Service:
        form.add_field(
            service_field(service),
            forms.CharField(
                label=f"{service.label} (optional)",
                max_length=300,
                required=False,
                help_text="If involved: who, and how to reach them." if service == Service.SOCIAL_CARE else "",
            ),
        )


def take_services(data: dict[str, Any]) -> dict[str, str]:
    """Take what was said of each service out of cleaned data: those that are involved, by service."""
    said = {service.value: data.pop(service_field(service), "").strip() for service in Service}
    return {service: words for service, words in said.items() if words}


def add_risks(form: OxleForm, last: Mapping[str, Any]) -> None:
    """Ask about the risks one by one, and when they are looked at again; it begins with the `last` assessment."""
    for risk in Risk:
        said = last.get(risk.value, {})
        form.add_field(
            f"{risk.value}_likelihood",
            forms.ChoiceField(
                label=risk.label,
                choices=Likelihood,
                widget=Radios(inline=True),
                initial=said.get("likelihood"),
                error_messages={"required": f"Select how likely it is: {risk.label[:1].lower()}{risk.label[1:]}"},
            ),
        )
        form.add_field(
            f"{risk.value}_measures",
            LongTextField(
                label=f"Measures: {risk.label[:1].lower()}{risk.label[1:]} (optional)",
                max=2000,
                rows=2,
                required=False,
                initial=said.get("measures", ""),
            ),
        )
    form.add_field(
        "review_on",
        DateField(
            label="When are the risks looked at again?", name="the day of the review", widget=DateLine, future=True
        ),
    )


def ask_measures(form: OxleForm, data: Mapping[str, Any]) -> None:
    """Ask for the measures against each risk that is known of."""
    for risk in Risk:
        likelihood, measures = data.get(f"{risk.value}_likelihood"), data.get(f"{risk.value}_measures")
        if likelihood and likelihood != Likelihood.NONE and not measures:
            form.add_error(f"{risk.value}_measures", f"Enter the measures: {risk.label[:1].lower()}{risk.label[1:]}")


def risks_in(data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Likelihood and measures by risk, of cleaned data."""
    return {
        risk.value: {
            "likelihood": data[f"{risk.value}_likelihood"],
            "measures": data[f"{risk.value}_measures"] or "",
        }
        for risk in Risk
    }


class BeginForm(OxleForm):
    """To which provider, and whether the school helps."""

    names = {"provider": "a provider"}

    provider = forms.ChoiceField(label="To which provider?", widget=Radios())
    school_asked = YesNoField(
        label="Shall the school fill in the form?",
        yes_if="the school shall fill in the form",
        help_text="It is told by e-mail, without a name. You can fill it in as well, and you send it.",
    )

    def __init__(self, *args: Any, child: Child, providers: Sequence[Provider], **kwargs: Any) -> None:
        """`providers` are those that can be chosen for a `child` today."""
        super().__init__(*args, **kwargs)
        self.child = child
        chosen: Any = self.fields["provider"]
        chosen.choices = [(provider.key, provider.name) for provider in providers]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name_who_lapsed(self, self.child)
        return data


class FillForm(OxleForm):
    """The referral. Whether somebody may be exploiting the pupil comes before what the pupil did."""

    names = {"sen": "special educational needs"}

    reason = LongTextField(
        label="Why is the pupil referred, and what was tried before?", max=5000, required=False, name="the reason"
    )
    sen = LongTextField(
        label="What special educational needs are there, and what helps?", max=5000, required=False, name="the needs"
    )
    exploitation = forms.ChoiceField(
        label="May somebody be exploiting the pupil?",
        choices=Exploitation,
        widget=Radios(),
        required=False,
        help_text="Sexually, for drugs or money, or otherwise. Look for it before you describe behaviour.",
    )
    exploitation_words = LongTextField(
        label="What is known or suspected, and who has been told?", max=5000, required=False, name="what is known"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_services(self)
        for name, label in (
            ("behaviour", "What happened?"),
            ("parent_view", "What do the parents think of this place?"),
            ("pupil_voice", "What does the pupil say, in their own words?"),
        ):
            self.add_field(name, LongTextField(label=label, max=10000, required=False, name=label.rstrip("?").lower()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("exploitation") == Exploitation.YES and not data.get("exploitation_words"):
            self.add_error("exploitation_words", "Enter what is known or suspected, and who has been told")
        return data

    def words(self) -> dict[str, Any]:
        """The fields of the referral that were given, the services as one."""
        data = dict(self.cleaned_data)
        services = take_services(data)
        return {**data, "services": services}


class RisksForm(OxleForm):
    """The risks one by one, the day on which they are looked at again, and the assessment as a file."""

    def __init__(self, *args: Any, last: RiskAssessment | None = None, **kwargs: Any) -> None:
        """`last` is the version before, which the form begins with."""
        super().__init__(*args, **kwargs)
        add_risks(self, last.risks if last else {})
        self.add_field(
            "file",
            forms.FileField(
                label="The assessment as a file (optional)", required=False, help_text="PDF or Word, up to 20 MB."
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        ask_measures(self, data)
        return data

    def risks(self) -> dict[str, dict[str, str]]:
        """Likelihood and measures by risk."""
        return risks_in(self.cleaned_data)


class SendForm(OxleForm):
    """Nothing to fill in: the button says it."""


class AnswerForm(OxleForm):
    """Whether the pupil is taken, and why not."""

    accepts = YesNoField(label="Do you take the pupil?", yes_if="you take the pupil")
    why = LongTextField(
        label="Why not, or what must be settled first? (optional if you take the pupil)",
        max=2000,
        required=False,
        name="why not",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("accepts") is False and not data.get("why"):
            self.add_error("why", "Enter why the pupil is not taken")
        return data


class WithdrawForm(OxleForm):
    """Why the pupil is not referred after all."""

    names = {"why": "why"}

    why = LongTextField(label="Why is the pupil not referred any more?", max=1000, rows=3)
