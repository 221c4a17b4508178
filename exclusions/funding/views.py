"""The pages of funding: the list with its totals, its export, one exclusion, and what is recorded of it."""

from abc import abstractmethod
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.funding import actions, forms, notices, queries, rules
from exclusions.funding.account import State, standing
from exclusions.funding.export import HEADINGS, rows_of
from exclusions.funding.models import DisputeCode, EntryKind, Funding, FundingEntry, Side
from exclusions.funding.tables import FundingTable, Row
from exclusions.funding.worked import (
    Worked,
    admission_in_words,
    changed_since,
    numbers_of,
    order_in_words,
    payment_numbers_of,
    pounds,
)
from exclusions.permanent.queries import FUNDING
from oxle.accounts.permissions import write
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf
from oxle.exchange.exports import csv_download
from oxle.schooldays.wording import plain_day

WORK = write("funding")
TOTALS = {
    "to_raise": ("Still to be raised", "Still to be ordered"),
    "to_correct": ("By which invoices no longer fit", "By which orders no longer fit"),
    "raised": ("Raised", "Ordered"),
    "received": ("Recovered", "Paid"),
    "written_off_raised": ("Written off", "Written off"),
    "written_off_unraised": ("Written off without an invoice", "Written off without an order"),
    "outstanding": ("Outstanding", "Still to be paid"),
    "disputed": ("Of that disputed", ""),
    "to_give_back": ("To be given back", "To come back"),
}


class FundingList(Page):
    """What schools owe for permanent exclusions, and what all of it comes to."""

    permission = FUNDING
    template_name = "exclusions/funding/list.html"
    title = "Funding"

    def context(self) -> dict[str, Any]:
        money = queries.money_for(self.request.user)
        return {
            "table": FundingTable.table_for(self.request, [Row(one) for one in money], on=self.on),
            "totals": [
                {"title": side.label, "rows": _totals_rows(money, side, place)} for place, side in enumerate(Side)
            ],
            "changed": [one for one in money if any(changed_since(one, side) for side in Side)],
            "upheld": [one for one in money if one.recovery.upheld and one.recovery.outstanding],
            "admitted": [one for one in money if one.admitted_unrecorded],
            "ordered": [one for one in money if one.asks_for_order],
        }


class FundingExport(Page):
    """The same as a file for a spreadsheet."""

    permission = FUNDING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        money = queries.money_for(request.user, sight="export")
        return csv_download(f"funding-{self.on.isoformat()}.csv", HEADINGS, rows_of(money))


class _OfExclusion(Page):
    """Loads the money of the exclusion that the address names."""

    worked: Worked

    def load(self, **kwargs: str) -> None:
        self.worked = queries.money_of(self.request.user, kwargs["key"])

    def page_url(self) -> str:
        """Where all of it is shown."""
        return reverse("exclusions:funding:page", args=[self.worked.case.key])

    def context(self) -> dict[str, Any]:
        return {
            "worked": self.worked,
            "reference": self.worked.case.reference,
            "back_url": self.page_url(),
            "cancel_url": self.page_url(),
        }


class FundingPage(_OfExclusion):
    """One exclusion: every number and its source, both accounts, what can be recorded."""

    permission = FUNDING
    template_name = "exclusions/funding/page.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = f"Funding: {self.worked.case.reference}"

    def context(self) -> dict[str, Any]:
        one, may_write = self.worked, self.request.user.can(WORK)
        return {
            **super().context(),
            "back_url": reverse("exclusions:funding:list"),
            "may_write": may_write,
            "exclusion": [
                {"key": "School that excluded", "value": one.case.school.name if one.case.school else "Not known"},
                {"key": "Pupil’s year group", "value": one.year_group or "Outside school age"},
                {"key": "The exclusion", "value": one.case.stage_label},
            ],
            "numbers": numbers_of(one),
            "payment_numbers": payment_numbers_of(one),
            "admission": admission_in_words(one),
            "order": order_in_words(one),
            "sides": [side for side in map(self._side, Side) if side],
        }

    def _side(self, side: Side) -> dict[str, Any] | None:
        one, found = self.worked, self.worked.account_of(side)
        if found is None:
            return None
        owed = pounds(found.owed) if found.owed is not None else "Not known yet"
        rows = [
            ("Owed by what is known today" if side == Side.RECOVERY else "Due by what is known today", owed),
            ("Recovered" if side == Side.RECOVERY else "Paid", pounds(found.received)),
            ("Written off", pounds(found.written_off)),
            ("Outstanding", pounds(found.outstanding)),
        ]
        if found.dispute:
            rows.append(("Disputed", [plain_day(found.dispute.on), DisputeCode(found.dispute.code).label]))
        if found.to_give_back:
            rows.append(("To be given back", pounds(found.to_give_back)))
        return {
            "side": side,
            "state": {"text": found.label, "colour": found.state.colour},
            "why_nothing": found.why_nothing,
            "changed": changed_since(one, side),
            "has_notice": not notices.why_not(one, side),
            "rows": [{"key": key, "value": value} for key, value in rows],
            "entries": self._entries(side),
            "may_raise": found.state is State.TO_RAISE or found.differs,
            "may_receive": found.invoice is not None,
            "may_dispute": side == Side.RECOVERY and found.outstanding and not found.dispute,
            "may_end_dispute": found.dispute is not None,
            "upheld": found.upheld and found.outstanding,
            "may_write_off": bool(found.to_give_up and (found.invoice or found.state is State.TO_RAISE)),
        }

    def _entries(self, side: Side) -> list[dict[str, Any]]:
        counting = {line.pk for line in standing(self.worked.entries, side)}
        lines = [entry for entry in self.worked.entries if entry.side == side]
        return [
            {
                "title": f"{entry.get_kind_display()} {entry.number}".rstrip(),
                "amount": pounds(entry.amount),
                "on": plain_day(entry.on),
                "by": entry.by.name,
                "reason": "\n".join(part for part in (entry.get_code_display(), entry.reason) if part),
                "counts": entry.pk in counting,
                "cancel_url": reverse("exclusions:funding:cancel", args=[self.worked.case.key, entry.key]),
            }
            for entry in lines
        ]


class Notice(_OfExclusion):
    """The notice to the school of one side, as a file: every number, and no child's name."""

    permission = WORK

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if kwargs["side"] not in Side.values:
            raise Http404
        self.side = Side(kwargs["side"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reference = self.worked.case.reference
        try:
            content = notices.pdf(self.worked, self.side, by=request.user, on=self.on)
        except (Refused, rendering.CannotRender) as lack:
            messages.warning(request, f"{reference}: {lack}")
            return redirect(self.page_url())
        return download_pdf(f"funding-{reference}-{self.side}.pdf", content)


class _Recorded(_OfExclusion, FormPage):
    """Base: something is recorded of an exclusion's money."""

    permission = WORK
    template_name = "exclusions/funding/form.html"

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
        return {"usual_order": self._usual_order()}

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

    def initial(self) -> dict[str, Any]:
        return {"on_day": self.on, "amount": self.account.outstanding or None}

    def record(self, data: dict[str, Any]) -> None:
        moved = {"amount": data["amount"], "on": data["on_day"]}
        actions.record_money(self.worked, self.side, self.version(), **moved, by=self.request.user, at=self.at)


class WriteOff(_OfSide):
    """Give up what is outstanding."""

    form_class = forms.ReasonForm
    titles = {Side.RECOVERY: "Write off what is outstanding", Side.PAYMENT: "Write off what is still to be paid"}
    submit_label = "Write off"
    done = "It is written off."

    def record(self, data: dict[str, Any]) -> None:
        now = {"on": self.on, "by": self.request.user, "at": self.at}
        actions.write_off(self.worked, self.side, self.version(), reason=data["reason"], **now)


class Dispute(_Recorded):
    """Record that the school disputes the invoice."""

    form_class = forms.DisputeForm
    title = "Record that the school disputes the invoice"
    done = "The dispute is recorded. The invoice stays outstanding."

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

    def context(self) -> dict[str, Any]:
        said = f"{self.entry.get_kind_display()} {self.entry.number}".rstrip()
        return {
            **super().context(),
            "side": Side(self.entry.side).label,
            "entry": f"{said}: {pounds(self.entry.amount)}, {plain_day(self.entry.on)}",
        }

    def record(self, data: dict[str, Any]) -> None:
        actions.cancel_entry(
            self.entry, self.version(), reason=data["reason"], on=self.on, by=self.request.user, at=self.at
        )


def _totals_rows(money: list[Worked], side: Side, place: int) -> list[dict[str, str]]:
    found = queries.totals(queries.of_side(money, side))
    shown = [(words[place], getattr(found, name)) for name, words in TOTALS.items()]
    return [{"key": key, "value": pounds(value)} for key, value in shown if key]
