"""The pages of legal holds: put on a record, and lifted, each with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import read
from oxle.cases import disposal, forms, reviewing
from oxle.cases.disposable import CASE
from oxle.cases.models import Case
from oxle.cases.permissions import get_case_for
from oxle.cases.queries import numbered
from oxle.core.pages import FormPage
from oxle.schooldays.wording import plain_day


class _Hold(FormPage):
    """A page about a record's legal holds, for those who see the record and may hold it."""

    permission = read("cases")
    template_name = "cases/hold.html"
    heading = ""
    kind = CASE

    def load(self, **kwargs: str) -> None:
        user = self.request.user
        if self.kind is CASE and not user.can(disposal.REVIEWS):
            self.record = get_case_for(user, kwargs["key"])
        else:
            self.record = reviewing.get_record_to_dispose_of(user, self.kind, kwargs["key"])
        if not disposal.may_hold(user, self.record):
            raise PermissionDenied
        self.holds = numbered(self.record.holds.select_related("by", "lifted_by"))

    def page_title(self) -> str:
        """What is done, and on which record: never by a name."""
        return f"{self.heading}: {self.record.reference if self.kind is CASE else self.kind.noun}"

    def back(self) -> str:
        """Where this person came from: the case, or what they may see of the record."""
        if isinstance(self.record, Case) and reviewing.may_open(self.request.user, self.record):
            return self.record.get_absolute_url()
        return self.kind.address(self.record)


class HoldPut(_Hold):
    """Puts the record on legal hold; shows the holds there are, each to be lifted."""

    form_class = forms.HoldForm
    heading = "Legal hold"
    submit_label = "Put on legal hold"
    creates = True
    done = "It is on legal hold"

    def context(self) -> dict[str, Any]:
        lifted = [
            {"hold": one, "url": self.kind.address(self.record, "hold") + f"{one.number}/lift/"} for one in self.holds
        ]
        return {"noun": self.kind.noun, "holds": lifted, "cancel_url": self.back()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        disposal.put_on_hold(
            self.record, reason=form.cleaned_data["reason"], by=self.request.user, on=self.on, at=self.at
        )
        return redirect(self.back())


class HoldLift(_Hold):
    """Lifts one legal hold, with a reason."""

    form_class = forms.LiftForm
    heading = "Lift a legal hold"
    submit_label = "Lift the legal hold"
    done = "The legal hold is lifted"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        found = [hold for hold in self.holds if hold.number == kwargs["number"] and hold.lifted_at is None]
        if not found:
            raise Http404
        self.hold = found[0]

    def edited(self) -> Any:
        return self.hold

    def context(self) -> dict[str, Any]:
        return {
            "noun": self.kind.noun,
            "rows": [
                {"key": "On hold since", "value": f"{plain_day(self.hold.on)}, by {self.hold.by.name}"},
                {"key": "Why", "value": self.hold.reason},
            ],
            "cancel_url": self.kind.address(self.record, "hold"),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        disposal.lift_hold(
            self.hold, reason=form.cleaned_data["reason"], by=self.request.user, at=self.at, version=self.version()
        )
        return redirect(self.back())
