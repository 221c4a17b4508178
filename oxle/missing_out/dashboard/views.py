"""The pages of the live dashboard: the figures of a pack over the register as it is now, and the list behind each."""

from typing import Any

from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.cases.criteria import Rated
from oxle.core.pages import Page
from oxle.missing_out.dashboard.beside import Now, beside_now
from oxle.missing_out.dashboard.live import Live, live_for
from oxle.missing_out.dashboard.tables import LiveLine, LiveTable
from oxle.missing_out.packs.figures import BESIDE, Movement, beside_table, movement, tables
from oxle.missing_out.packs.linked import Mine, linked
from oxle.missing_out.packs.moved import OFF
from oxle.missing_out.shown import COLUMNS, columns_of
from oxle.provision.wording import hours
from oxle.schooldays.calendar import NotLoaded

READ = read("missing_out")


class _Live(Page):
    """Works out the register of today as this person may see it."""

    permission = READ
    live: Live
    problem = ""

    def load(self, **kwargs: str) -> None:
        try:
            self.live = live_for(self.request.user, self.on)
        except NotLoaded as problem:
            self.problem = f"This cannot be worked out: {problem}."


class DashboardPage(_Live):
    """The figures of today, each number leading to its list, with a chart of every table."""

    permission = READ
    template_name = "missing_out/dashboard/page.html"
    title = "Dashboard"
    beside: list[Now]

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        try:
            self.beside = beside_now(self.request.user, self.on)
        except NotLoaded as problem:
            self.problem = f"This cannot be worked out: {problem}."

    def context(self) -> dict[str, Any]:
        if self.problem:
            return {"problem": self.problem}
        rows, pack, before = self.live.rows, self.live.pack, self.live.before
        rows_url = reverse("missing_out:dashboard:rows")
        moved = [movement(row, before is None) for row in rows]
        counted, beside = tables(rows, before), beside_table(self.live.off)
        return {
            "tiles": [
                {"number": sum(row.rated == one for row in rows), "label": one.label,
                 "url": f"{rows_url}?rated={one.label}", "warn": one == Rated.RED}
                for one in reversed(Rated)
            ],
            "total": len(rows),
            "total_before": None if before is None else len(before),
            "closed_before": self.live.closed,
            "pack": pack,
            "short": hours(self.live.short),
            "day": self.on,
            "rows_url": rows_url,
            "moved": [
                {"label": one, "number": moved.count(one), "url": f"{rows_url}?moved={one}"}
                for one in (Movement.NEW_RED, Movement.STILL_RED, Movement.EASED, Movement.NEW)
                if before is not None
            ] + [{"label": OFF, "number": self.live.gone, "url": ""} for _ in [before] if before is not None],
            "tables": [linked(one, Mine(counted), rows_url) for one in counted],
            "off_table": linked(beside, Mine([beside]), rows_url) if beside.lines else None,
            "beside": self.beside,
        }  # fmt: skip


class DashboardRows(_Live):
    """The pupils that make up a number."""

    permission = READ
    template_name = "missing_out/dashboard/rows.html"
    title = "Dashboard: pupils"

    def context(self) -> dict[str, Any]:
        if self.problem:
            return {"problem": self.problem}
        is_beside = BESIDE in self.request.GET
        rows, is_first = self.live.off if is_beside else self.live.rows, is_beside or self.live.before is None
        lines = [LiveLine(row, self.request.user, is_first=is_first) for row in rows]
        hidden = tuple(COLUMNS.keys() - columns_of(self.request.GET))
        table = LiveTable.table_for(self.request, lines, on=self.on, exclude=hidden)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {"table": table}
