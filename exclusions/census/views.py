"""The page on which an officer takes exclusions to the school census, and brings them in from one."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from exclusions.census.export import HEADINGS, census_for, periods_until
from exclusions.census.importing import SuspensionsImport
from oxle.accounts.permissions import read
from oxle.core.dates import from_iso
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.schooldays.school_years import exclusion_term

READ = read("exclusions")


class CensusPage(Page):
    """The periods that can be taken as a file, and the way to an import."""

    permission = READ
    template_name = "exclusions/census.html"
    title = "School census"

    def context(self) -> dict[str, Any]:
        kind = SuspensionsImport
        may_import = self.request.user.can(kind.permission)
        return {
            "periods": [
                {
                    "period": period,
                    "url": reverse("exclusions:census_file", args=[period.starts_on.isoformat()]),
                }
                for period in periods_until(self.on)
            ],
            "import_url": reverse("batch_new", args=[kind.key]) if may_import else "",
        }


class CensusFile(Page):
    """The exclusions that began in a period, as a file."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        try:
            self.period = exclusion_term(from_iso(kwargs["starts_on"]) or date.max)
        except (ValueError, KeyError):
            raise Http404 from None
        if self.period.starts_on > self.on:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = census_for(request.user, self.period)
        name = f"exclusions-{self.period.starts_on.isoformat()}.csv"
        return csv_download(name, HEADINGS, found.rows())
