"""The pages of the termly return: what is counted on a census day, and its file with small numbers withheld.

A duty mounts them under its own addresses, with the permission that it asks.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from oxle.cases import national_return
from oxle.core.dates import from_iso
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.schooldays.census_days import census_days_until, census_name, is_census_day

SHOWN = 6


class OfDay(Page):
    """Base: a page about a census day, the last one where its address names none. One that is to come is not there."""

    namespace = ""
    day: date

    def load(self, **kwargs: str) -> None:
        if "day" not in kwargs:
            self.day = census_days_until(self.on, 1)[0]
            return
        try:
            day = from_iso(kwargs["day"])
        except ValueError:
            raise Http404 from None
        if day is None or day > self.on or not is_census_day(day):
            raise Http404
        self.day = day

    def address(self, page: str, day: date) -> str:
        """Where a page of this family is, of a day."""
        return reverse(f"{self.namespace}:{page}", args=[day.isoformat()])


class Return(OfDay):
    """The numbers as they are, for those who work with the cases; its file withholds the small ones."""

    template_name = "cases/national_return.html"
    title = "Termly return"

    def context(self) -> dict[str, Any]:
        days = census_days_until(self.on, SHOWN)
        return {
            "day": self.day,
            "name": census_name(self.day),
            "file_url": self.address("return_file", self.day),
            "returns": [_tables(one) for one in national_return.returns_for(self.request.user, self.day)],
            "others": [
                {"name": census_name(day), "day": day, "url": self.address("return_of", day)}
                for day in days
                if day != self.day
            ],
        }


def _tables(one: national_return.Return) -> dict[str, Any]:
    """The tables of both blocks beside each other, as the page shows them."""
    now, earlier = one.blocks
    return {
        "name": one.duty.name,
        "now": now.total,
        "earlier": earlier.total,
        "any": one.at_any_time,
        "tables": [
            {"by": by, "rows": [(group, count, earlier.tables[by][group]) for group, count in groups.items()]}
            for by, groups in now.tables.items()
        ],
    }


class ReturnFile(OfDay):
    """The file of a census day: small numbers withheld, and no child named."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = [row for one in national_return.returns_for(request.user, self.day) for row in one.rows()]
        return csv_download(f"termly-return-{self.day.isoformat()}.csv", national_return.HEADINGS, rows)
