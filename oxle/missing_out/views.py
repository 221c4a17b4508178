"""The pages of the register: the list, the same as a file, and the criteria by which it is rated."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.cases.concerns import WORK
from oxle.cases.criteria import Rated
from oxle.cases.lowering import to_answer
from oxle.core.pages import FormPage, Page
from oxle.core.rules import RuleBook
from oxle.exchange.exports import csv_download
from oxle.exchange.workbooks import workbook_download
from oxle.missing_out.at_home import at_home_for
from oxle.missing_out.forms import DayForm
from oxle.missing_out.kept import register_today
from oxle.missing_out.rating import criteria
from oxle.missing_out.register import Register, register_for
from oxle.missing_out.saved.queries import views_of
from oxle.missing_out.shown import COLUMNS, cells_of, columns_of, headings_of
from oxle.missing_out.tables import HomeLine, HomeTable, Line, RegisterTable
from oxle.provision.wording import hours
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.queries import calendar_for

READ = read("missing_out")
# So many requests to lower a rating stand above the register; more wait their turn.
MOST = 10


class _OfDay(Page):
    """Loads the day that the address names; without one it is today. A day to come, or of before the terms that are
    loaded, is the address of nothing."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        self.day = self.on
        if "day" in kwargs:
            try:
                self.day = date.fromisoformat(kwargs["day"])
            except ValueError:
                raise Http404 from None
            first_on = calendar_for(None).first_day
            if self.day > self.on or (first_on and self.day < first_on):
                raise Http404
        self.is_past = self.day < self.on

    def address(self, name: str) -> str:
        """The address of another page of this day."""
        return reverse(f"missing_out:{name}_on", args=[self.day]) if self.is_past else reverse(f"missing_out:{name}")

    def table(self) -> tuple[RegisterTable, Register, datetime]:
        """The register of that day as a list, as the address asks for it, and when it was worked out."""
        user = self.request.user
        register, at = self.register(user)
        lines = [Line(row, user) for row in register.rows]
        hidden = tuple(COLUMNS.keys() - columns_of(self.request.GET))
        return RegisterTable.table_for(self.request, lines, on=self.on, exclude=hidden), register, at

    def register(self, user: User) -> tuple[Register, datetime]:
        """Of today from the copy, which nothing has overtaken; of a past day as it is known now."""
        if self.is_past:
            return register_for(user, self.day, asked_on=self.on), self.at
        return register_today(user, self.on, self.at)


class RegisterPage(_OfDay):
    """Every child without full-time education at a school, once each, rated, of those this person may see."""

    permission = READ
    template_name = "missing_out/register.html"
    title = "Pupils missing out"

    def context(self) -> dict[str, Any]:
        try:
            table, register, worked_out_at = self.table()
        except NotLoaded as problem:
            return {"problem": f"This cannot be worked out: {problem}."}
        waiting = list(to_answer(self.request.user, self.on)[:MOST])
        shown = [row.record.child.pk for row in table.page.object_list]
        sights.see([*shown, *(one.child_id for one in waiting)], "list")
        tiles = [
            {"number": register.rated(one), "label": one.label, "url": f"?rated={one.label}", "warn": one == Rated.RED}
            for one in reversed(Rated)
        ]
        return {
            "table": table,
            "tiles": tiles,
            "short": hours(register.short),
            "counted_from": register.counted_from,
            "asked": self.request.GET.urlencode(),
            "worked_out_at": worked_out_at,
            "views": views_of(self.request.user),
            "day": self.day,
            "is_past": self.is_past,
            "files": {"CSV": self.address("file"), "a workbook": self.address("workbook")},
            "works": not self.is_past and self.request.user.can(WORK),
            "waiting": [] if self.is_past else waiting,
        }


class RegisterFile(_OfDay):
    """The register as a file, filtered and sorted as it was seen, in the columns that were chosen: values only."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            table, _, _ = self.table()
        except NotLoaded as problem:
            messages.warning(request, f"This cannot be worked out: {problem}.")
            return redirect(self.address("register"))
        rows = [line.record.row for line in table.rows]
        sights.see([row.child.pk for row in rows], "export")
        headings = headings_of(request.GET)
        name = f"pupils-missing-out-{self.day.isoformat()}"
        return self.download(name, headings, cells_of(rows, headings))

    def download(self, name: str, headings: Sequence[str], cells: Iterable[list[Any]]) -> HttpResponseBase:
        """The file of this kind."""
        return csv_download(f"{name}.csv", headings, cells)


class RegisterWorkbook(RegisterFile):
    """The same as a workbook."""

    permission = READ

    def download(self, name: str, headings: Sequence[str], cells: Iterable[list[Any]]) -> HttpResponseBase:
        return workbook_download(f"{name}.xlsx", "Pupils missing out", headings, cells)


class RegisterDay(FormPage):
    """Asks of which day the register is wanted."""

    permission = READ
    title = "Pupils missing out on another day"
    form_class = DayForm
    submit_label = "Show the register"

    def form_kwargs(self) -> dict[str, Any]:
        return {"first_on": calendar_for(None).first_day}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("missing_out:register")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        day: date = form.cleaned_data["day"]
        if day == self.on:
            return redirect("missing_out:register")
        return redirect("missing_out:register_on", day.isoformat())


class AtHomePage(Page):
    """Who is educated at home, suitably or not looked at yet, of those whose case this person may see."""

    permission = READ
    template_name = "missing_out/at_home.html"
    title = "Educated at home"

    def context(self) -> dict[str, Any]:
        lines = [HomeLine(row, self.request.user) for row in at_home_for(self.request.user, self.on)]
        table = HomeTable.table_for(self.request, lines, on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {"table": table}


class CriteriaPage(Page):
    """What makes a child red or amber: each criterion with its threshold today."""

    permission = READ
    template_name = "missing_out/criteria.html"
    title = "How pupils missing out are rated"

    def context(self) -> dict[str, Any]:
        book = RuleBook()
        rows = [(one, one.threshold.in_words(book.value(one.threshold, self.on))) for one in criteria()]
        return {"rows": rows, "sets": self.request.user.can(read("rules"))}
