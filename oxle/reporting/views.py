"""The pages on what analysts read: each view with its columns, its rows as a file, its counts for those outside."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.core import reporting
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.reporting import queries

READ = read("reporting")


class ViewList(Page):
    """Every view that tells no name, with what one of its rows is."""

    permission = READ
    template_name = "reporting/list.html"
    title = "Reporting data"

    def context(self) -> dict[str, Any]:
        return {"views": [one for one in reporting.views() if one.schema == reporting.PLAIN]}


class _OfView(Page):
    """Loads the view that the address names; of another one there is no page."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        try:
            self.view = reporting.view(kwargs["name"])
        except KeyError:
            raise Http404 from None


class ViewPage(_OfView):
    """One view: its columns with what they say, and its rows to download."""

    permission = READ
    template_name = "reporting/view.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = f"Reporting data: {self.view.name}"

    def context(self) -> dict[str, Any]:
        number = queries.count_of(self.view)
        return {
            "view": self.view,
            "number": number,
            "most": queries.MOST,
            "is_file": number <= queries.MOST,
            "counted_by": [self.view.column(name) for name in self.view.counted_by],
        }


class ViewFile(_OfView):
    """The rows of a view as a file. Each child they are about is recorded as seen in a file."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if queries.count_of(self.view) > queries.MOST:
            messages.warning(request, "This has too many rows for a file. Read it from the database.")
            return redirect("reporting:view", self.view.name)
        found = queries.rows_for(self.request.user, self.view, self.on)
        sights.see(found.children, "export")
        rows = ([_cell(value) for value in row] for row in found.rows)
        return csv_download(
            f"{self.view.name}-{self.on.isoformat()}.csv", [one.name for one in self.view.columns], rows
        )


class ViewOutside(_OfView):
    """How many rows a view has of what, for those outside the service: small numbers are withheld."""

    permission = READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.view.counted_by:
            raise Http404
        total, lines = queries.outside(self.view)
        rows = [["all", "", _number(total)], *([name, value, _number(number)] for name, value, number in lines)]
        name = f"{self.view.name}-outside-{self.on.isoformat()}.csv"
        return csv_download(name, ("counted_by", "value", "number"), rows)


def _cell(value: Any) -> Any:
    """A value as a file has it: a list by commas, yes and no as the database writes them."""
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _number(number: int | None) -> int | str:
    return "withheld" if number is None else number
