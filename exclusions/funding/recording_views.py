"""The pages on which something is recorded of an exclusion's money."""

from abc import abstractmethod
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from exclusions.funding import actions, allowed, forms, queries, rules, words
from exclusions.funding.account import standing
from exclusions.funding.liability import has_no_budget_share
from exclusions.funding.models import DisputeCode, EntryKind, Funding, FundingEntry, Side
from exclusions.funding.views import WORK, OfExclusion
from exclusions.funding.worked import admission_in_words, order_in_words, pounds
from oxle.core.pages import FormPage, TooLate
from oxle.schooldays.wording import plain_day


class _Recorded(OfExclusion, FormPage):
    """Base: something is recorded of an exclusion's money."""

    permission = WORK
    template_name = "exclusions/funding/form.html"
    only_in_time = True

    def why_not(self) -> str:
        """Why it cannot be recorded, as the account stands; empty where it can."""
        return ""

    def too_late(self) -> TooLate | None:
        if not (why := self.why_not()):
            return None
        reference = self.worked.case.reference
        return TooLate("This cannot be recorded", why, self.page_url(), "See the account", about=reference)

    def edited(self) -> Funding:
        return self.worked.funding

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.record(form.cleaned_data)
        return redirect(self.page_url())

    @abstractmethod
    def record(self, data: dict[str, Any]) -> None:
        """The one domain call."""


class Figures(_Recorded):
    """State A and C."""

    form_class = forms.FiguresForm
    title = "State the figures"
    done = "The figures are stated."

    def form_kwargs(self) -> dict[str, Any]:
        may_be_ordered = self.worked.known.may_be_ordered
        return {"usual_order": self._usual_order(), "no_share": self._no_share(), "may_be_ordered": may_be_ordered}

    def _no_share(self) -> str:
        """Why the school has no budget share; a reserved place is said by the form itself."""
        school = self.worked.case.school
        return has_no_budget_share(school) if school else ""

    def _usual_order(self) -> Decimal:
        return rules.USUAL_ORDER.on(self.worked.known.quashed_on or self.worked.told.first_on)

    def initial(self) -> dict[str, Any]:
        # What a panel ordered nobody has said yet: a sum that stands there already would be saved unread.
        found = self.stored(self.worked.funding)
        return {**found, "order": None} if self.worked.asks_for_order else found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "entry": order_in_words(self.worked)}

    def stored(self, record: Funding) -> dict[str, Any]:
        return {name: getattr(record, name) for name in forms.FiguresForm.base_fields}

    def record(self, data: dict[str, Any]) -> None:
        actions.state_figures(self.worked.case, self.version(), **data, by=self.request.user)


class Admission(_Recorded):
    """Record which school took the pupil."""

    form_class = forms.AdmissionForm
    title = "Record the school that took the pupil"
    done = "The admission is recorded."

    def initial(self) -> dict[str, Any]:
        known = self.worked.known
        if self.worked.admitted_unrecorded and known.school:
            return {"school": known.school.key, "admitted_on": known.admitted_on}
        return self.stored(self.worked.funding)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "entry": admission_in_words(self.worked)}

    def stored(self, record: Funding) -> dict[str, Any]:
        school = record.admitting_school
        return {"school": school.key if school else None, "admitted_on": record.admitted_on}

    def record(self, data: dict[str, Any]) -> None:
        actions.record_admission(self.worked.case, self.version(), **data, by=self.request.user)


class _OfSide(_Recorded):
    """Base: something is recorded of one side."""

    titles: dict[Side, str] = {}

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if kwargs["side"] not in Side.values:
            raise Http404
        self.side = Side(kwargs["side"])
        found = self.worked.account_of(self.side)
        if found is None:
            raise Http404
        self.account, self.title = found, self.titles[self.side]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "side": self.side.label}


class Invoice(_OfSide):
    """Record an invoice, or the order to pay."""

    form_class = forms.InvoiceForm
    titles = {Side.RECOVERY: "Record the invoice", Side.PAYMENT: "Record the order to pay"}
    done = "It is recorded."

    def why_not(self) -> str:
        return allowed.why_no_invoice(self.account)

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on, "amount": self.account.owed}

    def record(self, data: dict[str, Any]) -> None:
        numbered = {"number": data["number"], "amount": data["amount"], "on": data["on_day"]}
        actions.record_invoice(self.worked, self.side, self.version(), **numbered, by=self.request.user, at=self.at)


class MoneyMoved(_OfSide):
    """Record money that came, or went."""

    form_class = forms.MoneyMovedForm
    titles = {Side.RECOVERY: "Record money received", Side.PAYMENT: "Record money paid"}
    done = "It is recorded."

    def why_not(self) -> str:
        return allowed.why_no_money(self.account)

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on, "amount": self.account.outstanding or None}

    def record(self, data: dict[str, Any]) -> None:
        moved = {"amount": data["amount"], "on": data["on_day"]}
        actions.record_money(self.worked, self.side, self.version(), **moved, by=self.request.user, at=self.at)


class MoneyBack(_OfSide):
    """Record that what came above what is asked for went back, or came back."""

    form_class = forms.MoneyMovedForm
    titles = {Side.RECOVERY: "Record money given back", Side.PAYMENT: "Record money that came back"}
    done = "It is recorded."

    def why_not(self) -> str:
        return allowed.why_nothing_back(self.account)

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on, "amount": self.account.to_give_back}

    def record(self, data: dict[str, Any]) -> None:
        moved = {"amount": data["amount"], "on": data["on_day"]}
        actions.record_money_back(self.worked, self.side, self.version(), **moved, by=self.request.user, at=self.at)


class WriteOff(_OfSide):
    """Give up what is outstanding."""

    form_class = forms.WriteOffForm
    titles = {Side.RECOVERY: "Write off what is outstanding", Side.PAYMENT: "Write off what is still to be paid"}
    submit_label = "Write off"
    done = "It is written off."

    def why_not(self) -> str:
        return allowed.why_no_write_off(self.account)

    def initial(self) -> dict[str, Any]:
        return {"amount": self.account.to_give_up}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "entry": words.outstanding_in_words(self.account)}

    def record(self, data: dict[str, Any]) -> None:
        given_up = {"amount": data["amount"], "reason": data["reason"], "on": self.on}
        actions.write_off(self.worked, self.side, self.version(), **given_up, by=self.request.user, at=self.at)


class Dispute(_Recorded):
    """Record that the school disputes the invoice."""

    form_class = forms.DisputeForm
    title = "Record that the school disputes the invoice"
    done = "The dispute is recorded. The invoice stays outstanding."

    def why_not(self) -> str:
        return allowed.why_no_dispute(self.worked.recovery)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "entry": words.outstanding_in_words(self.worked.recovery)}

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on}

    def record(self, data: dict[str, Any]) -> None:
        said = {"code": DisputeCode(data["code"]), "reason": data["reason"], "on": data["on_day"]}
        actions.record_dispute(self.worked, self.version(), **said, by=self.request.user, at=self.at)


class DisputeEnd(_Recorded):
    """Record how the dispute ended."""

    form_class = forms.DisputeEndForm
    title = "Record how the dispute ended"
    done = "The end of the dispute is recorded."

    def why_not(self) -> str:
        return allowed.why_no_end(self.worked.recovery)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "entry": words.outstanding_in_words(self.worked.recovery)}

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on}

    def record(self, data: dict[str, Any]) -> None:
        said = {"how": EntryKind(data["how"]), "reason": data["reason"], "on": data["on_day"]}
        actions.end_dispute(self.worked, self.version(), **said, by=self.request.user, at=self.at)


class Cancel(_Recorded):
    """Let an entry that was a mistake count no more."""

    form_class = forms.ReasonForm
    title = "Cancel an entry that was a mistake"
    submit_label = "Cancel the entry"
    done = "The entry does not count any more. It stays in the account."
    entry: FundingEntry

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.entry = queries.entry_of(self.worked, kwargs["entry"])

    def why_not(self) -> str:
        side = Side(self.entry.side)
        return allowed.why_it_stands(self.worked.side(side), self.entry, standing(self.worked.entries, side))

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "side": Side(self.entry.side).label,
            "entry": f"{words.named(self.entry)}: {pounds(self.entry.amount)}, {plain_day(self.entry.on)}",
        }

    def record(self, data: dict[str, Any]) -> None:
        now = {"on": self.on, "by": self.request.user, "at": self.at}
        actions.cancel_entry(self.worked, self.entry, self.version(), reason=data["reason"], **now)
