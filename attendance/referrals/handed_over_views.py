"""The page on which an officer accepts what another duty handed over, as a referral."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import handed_over, pathway
from attendance.referrals.parent_forms import what_they_are
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing
from oxle.cases.views.inbox import OnWaiting
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.widgets import Checkboxes, Radios
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

DUTY = pathway.REFERRAL.duty


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


class HandOverAccept(OnWaiting):
    """Accept it: the pupil, the school for which it is entered, the reason and the parents are on one page."""

    permission = pathway.WORK
    creates = True
    form_class = HandOverForm
    template_name = "attendance/hand_over_accept.html"
    title = "Accept as a referral"
    submit_label = "Accept as a referral"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.hand_over = handing.handed_over(self.message)
        if self.hand_over is None or self.hand_over.to_duty != DUTY or self.hand_over.case.child is None:
            raise Http404
        self.child = visible_to(self.request.user, Child).filter(pk=self.hand_over.case.child_id).first()
        if self.child is None:
            raise Http404
        sights.see([self.child.pk], "page")

    def form_kwargs(self) -> dict[str, Any]:
        parents = handed_over.parents_to_choose(self.hand_over, self.on)
        return {"parents": parents, "cause": self.hand_over.reason, "on": self.on}

    def context(self) -> dict[str, Any]:
        school = handed_over.school_of(self.hand_over, self.on)
        rows = [
            {"key": "Pupil", "value": f"{self.child}, born {plain_day(self.child.born_on)}"},
            {"key": "School", "value": str(school or "Not on a school’s register: record the enrolment first")},
            {"key": "Handed over", "value": f"{self.message.sender}, on {plain_day(self.hand_over.on)}"},
        ]
        return {**super().context(), "rows": rows, "cancel_url": reverse("cases:message", args=[self.message.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = handing.accept(
            self.message,
            data=form.cleaned_data,
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        messages.success(self.request, f"It is accepted as the referral {case.reference}, and waits for the decision")
        return redirect(case)
