"""The termly return, a year in the columns of the national statistics, and what the Act of 2026 would change."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from ehe import national_year, queries, reform
from oxle.accounts.permissions import read
from oxle.cases.views import returning
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.schooldays.school_years import school_year_of

# How many school years that are over can be taken as a file.
YEARS = 3


class Return(returning.Return):
    """The termly return, and below it the years that are over."""

    permission = queries.READ
    namespace = "ehe"
    template_name = "ehe/return.html"

    def context(self) -> dict[str, Any]:
        first = school_year_of(self.on).starts_on.year
        years = [school_year_of(date(year, 9, 1)) for year in range(first - 1, first - 1 - YEARS, -1)]
        links = [{"name": one.name, "url": reverse("ehe:year_file", args=[one.starts_on.year])} for one in years]
        return {**super().context(), "years": links}


class ReturnFile(returning.ReturnFile):
    """The file of a census day."""

    permission = queries.READ


class YearFile(Page):
    """A school year that is over as a line of the national file."""

    permission = queries.READ

    def load(self, **kwargs: str) -> None:
        try:
            self.year = school_year_of(date(int(kwargs["year"]), 9, 1))
        except (ValueError, OverflowError):
            raise Http404 from None
        if self.year.ends_on >= self.on:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        line = national_year.line_of(settings.COUNCIL_NAME.removesuffix(" County Council"), self.year)
        return csv_download(f"home-education-{self.year.starts_on.year}.csv", national_year.COLUMNS, [line])


class Reform(Page):
    """What each provision of the Act of 2026 says, whether it is on, and how many children it would concern today."""

    permission = queries.READ
    template_name = "ehe/reform.html"
    title = "Act of 2026: children not in school"

    def context(self) -> dict[str, Any]:
        may_set = self.request.user.can(read("rules"))
        return {
            "provisions": [
                {
                    "name": one.name,
                    "says": one.says,
                    "changes": one.changes,
                    "source": one.rule.source,
                    "stands": reform.stands(one, self.on),
                    "rows": [{"key": words, "value": str(count)} for words, count in counts],
                    "rule_url": reverse("rules:page", args=[one.rule.key]) if may_set else "",
                }
                for one, counts in reform.would_concern(self.on).items()
            ]
        }
