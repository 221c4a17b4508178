"""The pages that show funding: the list with its totals, its export, one exclusion, the notice to a school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from exclusions.funding import allowed, notices, queries, words
from exclusions.funding.account import State, standing
from exclusions.funding.export import HEADINGS, rows_of
from exclusions.funding.models import Side
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
from oxle.core.pages import Page
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
    "returned": ("Given back", "Came back"),
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
            "give_back": [one for one in money if one.recovery.state is State.TO_GIVE_BACK],
            "come_back": [one for one in money if one.payment and one.payment.state is State.TO_GIVE_BACK],
            "admitted": [one for one in money if one.admitted_unrecorded],
            "ordered": [one for one in money if one.asks_for_order],
        }


class FundingExport(Page):
    """The same as a file for a spreadsheet."""

    permission = FUNDING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        money = queries.money_for(request.user, sight="export")
        return csv_download(f"funding-{self.on.isoformat()}.csv", HEADINGS, rows_of(money))


class OfExclusion(Page):
    """Base: loads the money of the exclusion that the address names."""

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


class FundingPage(OfExclusion):
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
        recovery = side == Side.RECOVERY
        to_give_back = pounds(found.to_give_back) if found.to_give_back else ""
        rows = [
            ("Owed by what is known today" if recovery else "Due by what is known today", owed),
            ("Recovered" if recovery else "Paid", pounds(found.received)),
            ("Given back" if recovery else "Came back", pounds(found.returned) if found.returned else ""),
            ("Written off", pounds(found.written_off)),
            ("Outstanding", pounds(found.outstanding)),
            ("Disputed", words.dispute_in_lines(found)),
            ("To be given back" if recovery else "To come back", to_give_back),
        ]
        return {
            "side": side,
            "state": {"text": found.label, "colour": found.state.colour},
            "why_nothing": found.why_nothing or (one.only_order if recovery else ""),
            "changed": changed_since(one, side),
            "has_notice": not notices.why_not(one, side),
            "rows": [{"key": key, "value": value} for key, value in rows if value],
            "entries": self._entries(side),
            "may_raise": found.state is State.TO_RAISE or found.differs,
            "may_receive": not allowed.why_no_money(found),
            "may_give_back": not allowed.why_nothing_back(found),
            "may_dispute": recovery and not allowed.why_no_dispute(found),
            "may_end_dispute": not allowed.why_no_end(found),
            "upheld": found.upheld and found.outstanding,
            "may_write_off": not allowed.why_no_write_off(found),
        }

    def _entries(self, side: Side) -> list[dict[str, Any]]:
        counting = {line.pk for line in standing(self.worked.entries, side)}
        lines = [entry for entry in self.worked.entries if entry.side == side]
        return [
            {
                "title": words.named(entry),
                "amount": pounds(entry.amount),
                "on": plain_day(entry.on),
                "by": entry.by.name,
                "reason": "\n".join(part for part in (entry.get_code_display(), entry.reason) if part),
                "counts": entry.pk in counting,
                "cancel_url": reverse("exclusions:funding:cancel", args=[self.worked.case.key, entry.key]),
            }
            for entry in lines
        ]


class Notice(OfExclusion):
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


def _totals_rows(money: list[Worked], side: Side, place: int) -> list[dict[str, str]]:
    found = queries.totals(queries.of_side(money, side))
    shown = [(words[place], getattr(found, name)) for name, words in TOTALS.items()]
    return [{"key": key, "value": pounds(value)} for key, value in shown if key]
