"""The form of a referral to the fair access panel. It validates; it never saves."""

from collections.abc import Mapping
from typing import Any

from django import forms

from exclusions.telling import SupportForSen
from exclusions.unit_referrals.forms import add_risks, add_services, ask_measures, risks_in, take_services
from exclusions.unit_referrals.models import Exploitation, Risk
from oxle.core.fields import LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Radios

READ_BY_MEMBERS = "Members of the panel read this."


class ReferralForm(OxleForm):
    """What a school must know to take the child. How the child is comes before the risks; what happened is left out."""

    names = {
        "sen": "the child’s special educational needs",
        "exploitation": "whether somebody may be exploiting the pupil",
        "wish": "what the parents wish and think",
        "voice": "what the child says",
        "tried": "what was tried",
        "needs": "what a school must know",
    }
    wish = LongTextField(
        label="What do the parents wish and think?",
        max=5000,
        help_text=f"Which schools they prefer and why. {READ_BY_MEMBERS}",
    )
    voice = LongTextField(
        label="What does the child say?",
        max=5000,
        help_text=f"In their own words where you can, or why nobody has asked yet. {READ_BY_MEMBERS}",
    )
    parents_know = YesNoField(
        label="Do the parents know what the members of the panel read?", yes_if="the parents know it"
    )
    sen = forms.ChoiceField(
        label="What special educational needs does the child have?", choices=SupportForSen.choices, widget=Radios()
    )
    social_worker = YesNoField(
        label="Does the child have a social worker?",
        yes_if="the child has a social worker",
        help_text="Members of the panel read whether, and not who.",
    )
    exploitation = forms.ChoiceField(
        label="May somebody be exploiting the pupil?",
        choices=Exploitation,
        widget=Radios(),
        help_text="Sexually, for drugs or money, or otherwise. Members of the panel do not read this.",
    )
    exploitation_words = LongTextField(
        label="What is known or suspected, and who has been told?",
        max=5000,
        required=False,
        name="what is known",
        help_text="Members of the panel do not read this: safeguarding leads tell each other.",
    )

    def __init__(self, *args: Any, risks: Mapping[str, Any], **kwargs: Any) -> None:
        """`risks`: the assessment with which the form begins."""
        super().__init__(*args, **kwargs)
        add_services(self)
        self.add_field(
            "schools_before",
            LongTextField(label="Which schools has the child been to? (optional)", max=2000, rows=3, required=False),
        )
        self.add_field(
            "tried",
            LongTextField(
                label="What was tried?",
                max=5000,
                help_text=f"As the school said it: take out what happened, and names. {READ_BY_MEMBERS}",
            ),
        )
        add_risks(self, risks)
        self.fields[
            f"{next(iter(Risk)).value}_likelihood"
        ].help_text = "Members of the panel read the risks, but for exploitation, harm by others and self-harm."
        self.add_field(
            "needs",
            LongTextField(
                label="What must a school know to keep everybody safe, and what helps?",
                max=5000,
                help_text=f"Not what happened, no address, and nobody else’s name. {READ_BY_MEMBERS}",
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("exploitation") == Exploitation.YES and not data.get("exploitation_words"):
            self.add_error("exploitation_words", "Enter what is known or suspected, and who has been told")
        ask_measures(self, data)
        return data

    def details(self) -> dict[str, Any]:
        """What is kept: fields of PanelReferral."""
        data = dict(self.cleaned_data)
        services, risks = take_services(data), risks_in(data)
        for risk in Risk:
            del data[f"{risk.value}_likelihood"], data[f"{risk.value}_measures"]
        return {**data, "services": services, "risks": risks}
