"""The pages of the register: the list, the same as a file, and the criteria by which it is rated."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.cases.criteria import Rated
from oxle.core.pages import Page
from oxle.core.rules import RuleBook
from oxle.exchange.exports import csv_download
from oxle.missing_out.at_home import at_home_for
from oxle.missing_out.rating import criteria
from oxle.missing_out.register import Register, register_for
from oxle.missing_out.tables import HEADINGS, HomeLine, HomeTable, Line, RegisterTable, cells_of
from oxle.provision.wording import hours
from oxle.schooldays.calendar import NotLoaded

READ = read("missing_out")


def _table(request: HttpRequest, page: Page) -> tuple[RegisterTable, Register]:
    register = register_for(request.user, page.on)
    lines = [Line(row, request.user) for row in register.rows]
    return RegisterTable.table_for(request, lines, on=page.on), register


class RegisterPage(Page):
    """Every child without full-time education at a school, once each, rated, of those this person may see."""

    permission = READ
    template_name = "missing_out/register.html"
    title = "Pupils missing out"

    def context(self) -> dict[str, Any]:
        try:
            table, register = _table(self.request, self)
        except NotLoaded as problem:
            return {"problem": f"This cannot be worked out: {problem}."}
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
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
        }


class RegisterFile(Page):
    """The register as a file, filtered and sorted as it was seen: values only."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            table, _ = _table(request, self)
        except NotLoaded as problem:
            messages.warning(request, f"This cannot be worked out: {problem}.")
            return redirect("missing_out:register")
        rows = [line.record.row for line in table.rows]
        sights.see([row.child.pk for row in rows], "export")
        return csv_download(f"pupils-missing-out-{self.on.isoformat()}.csv", HEADINGS, cells_of(rows))


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
