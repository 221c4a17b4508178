"""The pages of the monthly data pack: the months, one with its files, what is known of it now, and keeping it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page, TooLate
from oxle.correspondence import rendering
from oxle.documents.serving import download_pdf
from oxle.exchange.exports import csv_download
from oxle.missing_out.monthly import actions, months
from oxle.missing_out.monthly.drawing import chart_of
from oxle.missing_out.monthly.figures import Figure, find, grouped, kept_figures
from oxle.missing_out.monthly.forms import KeepForm
from oxle.missing_out.monthly.queries import KEEP, READ, WITH_REGISTER, months_for, outward, pack_of
from oxle.missing_out.monthly_models import MonthlyPack
from oxle.missing_out.rules import MONTHLY_FOR
from oxle.schooldays.wording import plain_day

HEADINGS = (
    "Part", "Figure", "Number", "Target", "How it stands", "Target set by", "A year before", "More or fewer",
    "What the number of the year before is",
)  # fmt: skip


class MonthList(Page):
    """The months that this person may read."""

    permission = READ
    template_name = "missing_out/monthly/list.html"
    title = "Monthly data packs"

    def context(self) -> dict[str, Any]:
        lines = months_for(self.request.user, self.on)
        return {"lines": [(line, months.in_words(line.month)) for line in lines], "goes_to": MONTHLY_FOR.on(self.on)}


class OfMonth(Page):
    """Loads the month that the address names, with its pack where one is kept. 404 for a month that is not over, and,
    where none is kept, to whoever does not work with the register."""

    permission = READ
    month: date
    pack: MonthlyPack | None

    def load(self, **kwargs: str) -> None:
        month = months.named(kwargs["month"])
        if month is None or month >= self.on:
            raise Http404
        self.month, self.pack = month, pack_of(month)
        if self.pack is None and not self.request.user.can(WITH_REGISTER):
            raise Http404
        self.title = f"Monthly data pack, {months.in_words(month)}"

    def figures(self) -> list[Figure]:
        """As they were kept; by what is known now where they were not. Refused where terms are not loaded."""
        return kept_figures(self.pack) if self.pack else find(self.month, self.on).figures

    def address(self, page: str) -> str:
        """That of another page of this month."""
        return reverse(f"missing_out:monthly:{page}", args=[months.name_of(self.month)])

    def context(self) -> dict[str, Any]:
        return {
            "pack": self.pack, "name": months.name_of(self.month), "in_words": months.in_words(self.month),
            "month": self.month, "back_url": reverse("missing_out:monthly:list"),
        }  # fmt: skip


class MonthPage(OfMonth):
    """The figures of a month, each beside its target and the same point of the year before."""

    permission = READ
    template_name = "missing_out/monthly/month.html"

    def context(self) -> dict[str, Any]:
        user, pack = self.request.user, self.pack
        try:
            figures = self.figures()
        except Refused as problem:
            return {**super().context(), "problem": problem.message}
        return {
            **super().context(),
            "groups": [(one, chart_of(one)) for one in grouped(one for one in figures if not one.is_nought)],
            "noughts": sum(one.is_nought for one in figures),
            "goes_to": pack.goes_to if pack else MONTHLY_FOR.on(self.month),
            "is_whole": pack is None or actions.digest_of(pack) == pack.digest,
            "may_keep": pack is None and user.can(KEEP),
            "with_register": user.can(WITH_REGISTER),
        }


class MonthNow(MonthPage):
    """What is known now of a month whose figures are kept."""

    permission = WITH_REGISTER

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.pack is None:
            raise Http404
        self.title = f"What is known now, {months.in_words(self.month)}"

    def figures(self) -> list[Figure]:
        return find(self.month, self.on).figures

    def context(self) -> dict[str, Any]:
        return {**super().context(), "is_now": True, "back_url": self.address("month")}


class MonthFile(OfMonth):
    """The same as a file, with true numbers: it stays inside the service."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            rows = list(_rows(self.figures()))
        except Refused as problem:
            messages.warning(request, problem.message)
            return redirect(self.address("month"))
        return csv_download(f"monthly-data-{months.name_of(self.month)}.csv", HEADINGS, rows)


class MonthPdf(MonthPage):
    """The same to print: made for one person, whose name and the moment stand on each page; not kept."""

    permission = READ
    template_name = "missing_out/monthly/papers/month.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shown = self.context()
        made = {"title": self.title, "made_for": request.user, "made_at": self.at}
        try:
            if problem := shown.get("problem"):
                raise rendering.CannotRender(problem)
            content = rendering.pdf(render_to_string(self.template_name, {**shown, **made}))
        except rendering.CannotRender as lack:
            messages.warning(request, str(lack))
            return redirect(self.address("month"))
        return download_pdf(f"monthly-data-{months.name_of(self.month)}.pdf", content)


class MonthKeep(OfMonth, FormPage):
    """Keep the figures of a month, in one's own name: they are then what is reported, and never change."""

    permission = KEEP
    form_class = KeepForm
    template_name = "missing_out/packs/form.html"
    submit_label = "Keep the figures"
    done = "The figures are kept."
    creates = True
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = "Keep the figures of this month"

    def too_late(self) -> TooLate | None:
        if self.pack is None:
            return None
        return TooLate(
            title="The figures of this month are kept already",
            explanation=f"{self.pack.kept_by.name} kept them on {plain_day(self.pack.kept_at.date())}.",
            url=self.address("month"), link="See the pack", about=months.in_words(self.month),
        )  # fmt: skip

    def context(self) -> dict[str, Any]:
        url = self.address("month")
        return {
            **super().context(), "back_url": url, "cancel_url": url, "caption": months.in_words(self.month),
            "said": f"The pack is for {MONTHLY_FOR.on(self.month)}. Its numbers, its targets and the numbers of the "
            "year before are kept as they are now, and nobody can change them.",
        }  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.keep(self.month, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.address("month"))


class MonthOutward(OfMonth):
    """What of the pack may leave the service: what duties count, rounded. Of a month not kept nothing leaves."""

    permission = WITH_REGISTER
    template_name = "missing_out/monthly/outward.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.pack is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {**super().context(), "groups": outward(self.figures()), "back_url": self.address("month")}


class MonthOutwardFile(MonthOutward):
    """The same as a file."""

    permission = WITH_REGISTER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = [[title, one.label, one.number, one.before] for title, lines in outward(self.figures()) for one in lines]
        name = f"monthly-data-{months.name_of(self.month)}-outside.csv"
        return csv_download(name, ("Part", "Figure", "Number", "A year before"), rows)


def _rows(figures: Iterable[Figure]) -> Iterable[list[Any]]:
    for group in grouped(figures):
        for one in group.figures:
            yield [
                group.title, one.label, one.number, one.target, one.stands, one.set_by, one.before, one.change,
                one.before_is,
            ]  # fmt: skip
