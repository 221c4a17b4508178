"""The termly return, the yearly report, a year in the columns of the national statistics, and what the Act would
change."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from ehe import national_year, queries, reform, yearly
from oxle.accounts.permissions import read
from oxle.cases.views import returning
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.schooldays.school_years import Span, school_year_of

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


class OfYear(Page):
    """Base: a page about a school year that has begun. The last that is over, where its address names none."""

    permission = queries.READ
    year: Span

    def load(self, **kwargs: str) -> None:
        first = school_year_of(self.on).starts_on.year
        try:
            self.year = school_year_of(date(int(kwargs.get("year", first - 1)), 9, 1))
        except (ValueError, OverflowError):
            raise Http404 from None
        if self.year.starts_on > self.on:
            raise Http404

    @property
    def is_over(self) -> bool:
        """Whether the year is over."""
        return self.year.ends_on < self.on


class OfYearOver(OfYear):
    """Base: a file of a year that is over. While it lasts there is none: two of them, a week apart, would show whom the
    second has more."""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.is_over:
            raise Http404


class Report(OfYear):
    """The yearly report: the numbers as they are, for those who work with the cases; its file withholds the small."""

    template_name = "ehe/report.html"
    title = "Yearly report on home education"

    def context(self) -> dict[str, Any]:
        found = yearly.yearly(self.year, self.on)
        first = school_year_of(self.on).starts_on.year
        others = [school_year_of(date(year, 9, 1)) for year in range(first, first - 1 - YEARS, -1)]
        return {
            "name": self.year.name,
            "until": found.until,
            "total": found.block.total,
            "tables": [{"by": by, "rows": list(counts.items())} for by, counts in found.block.tables.items()],
            "file_url": reverse("ehe:report_file", args=[self.year.starts_on.year]) if self.is_over else "",
            "others": [
                {"name": one.name, "url": reverse("ehe:report_of", args=[one.starts_on.year])}
                for one in others
                if one != self.year
            ],
        }


class ReportFile(OfYearOver):
    """The file of the yearly report: small numbers withheld, and no child named."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = yearly.yearly(self.year, self.on).rows()
        return csv_download(f"home-education-report-{self.year.starts_on.year}.csv", yearly.HEADINGS, rows)


class YearFile(OfYearOver):
    """A school year that is over as a line of the national file."""

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
