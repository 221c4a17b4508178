"""The page on which an officer accepts what another duty handed over, as a referral."""

from typing import Any

from django import forms

from attendance.referrals import handed_over, pathway
from attendance.referrals.parent_forms import what_they_are
from oxle.cases.models import Case
from oxle.cases.views import accepting
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios


class HandOverForm(OxleForm):
    """Why it is a referral, and who the parents are."""

    names = {"reason": "why it becomes a referral", "parents": "at least one parent", "cause": "what is known of it"}

    def __init__(self, *args: Any, parents: Any, cause: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(reason.value, reason.label) for reason in handed_over.REASONS]
        self.add_field(
            "reason", forms.ChoiceField(label="Why does it become a referral?", choices=reasons, widget=Radios())
        )
        self.add_field(
            "parents",
            forms.MultipleChoiceField(
                label="Who are the parents in the case?",
                choices=[(parent.adult.key, parent.adult.name) for parent, _ in parents],
                initial=[parent.adult.key for parent, is_party in parents if is_party],
                widget=Checkboxes(hints={parent.adult.key: what_they_are(parent) for parent, _ in parents}),
            ),
        )
        self.add_field(
            "cause", LongTextField(label="What is known of it? The school sees this.", initial=cause, max=5000)
        )


class HandOverAccept(accepting.AcceptChild):
    """Accept it: the pupil, the school for which it is entered, the reason and the parents are on one page. Of a pupil
    whose referral is open it is added to that one, and nothing more is asked."""

    permission = pathway.WORK
    form_class = HandOverForm
    template_name = "attendance/hand_over_accept.html"
    title = "Accept as a referral"
    submit_label = "Accept as a referral"
    duty = pathway.REFERRAL.duty
    pathway_key = pathway.REFERRAL.key

    def form_kwargs(self) -> dict[str, Any]:
        if self.already is not None:
            return {}
        return {"parents": handed_over.parents_to_choose(self.hand_over, self.on), "cause": self.hand_over.reason}

    def context(self) -> dict[str, Any]:
        known = super().context()
        school = handed_over.school_of(self.hand_over, self.on)
        at = {"key": "School", "value": str(school or "Not on a school’s register: record the enrolment first")}
        return {**known, "rows": [known["rows"][0], at, *known["rows"][1:]], "already": self.already}

    def accepted(self, case: Case) -> str:
        return f"It is accepted as the referral {case.reference}, and waits for the decision"
