"""The children whom applications name and nobody has matched: who waits, since when, and until when they are kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_tables2
from django.urls import reverse

from licensing.performances import retention as performances
from licensing.performances.models import Entrant
from licensing.performances.queries import entrants_for
from licensing.queries import READ
from licensing.work.online import retention as jobs
from licensing.work.online.models import JobApplied
from licensing.work.online.queries import applications_for
from oxle.accounts.models import User
from oxle.cases import abandoning
from oxle.core import tables
from oxle.core.pages import Page
from oxle.core.rules import RuleBook


@dataclass(frozen=True)
class Row:
    """A child who waits, worded."""

    child: str
    url: str
    what: str
    received_on: date
    days: int
    goes_on: date | None


def rows_for(user: User, *, on: date) -> list[Row]:
    """Every child who waits, whom this person may see: who waits longest first. Two queries, and the settings."""
    book = RuleBook()
    found = [
        Row(one.called, reverse("licensing:identify", args=[one.key]), f"Performance: {one.production.name}",
            one.production.received_on, (on - one.production.received_on).days,
            abandoning.goes_on(performances.WAITING, one, book))
        for one in entrants_for(user).filter(case=None, match=Entrant.Match.WAITS)
    ] + [
        Row(one.called, reverse("licensing:job_identify", args=[one.key]), f"Work: {one.told['job']['job']}",
            one.received_on, (on - one.received_on).days, abandoning.goes_on(jobs.WAITING, one, book))
        for one in applications_for(user).filter(case=None, match=JobApplied.Match.WAITS)
    ]  # fmt: skip
    return sorted(found, key=lambda row: row.received_on)


class WaitingTable(tables.OxleTable):
    """A row for each child who waits."""

    caption, noun, nouns = "Children who wait to be matched", "child", "children"
    empty = "A child appears here when an application names one whom the service does not know for certain."
    stacks = True
    child = tables.LinkColumn(lambda row: row.url, verbose_name="Child, as the applicant says")
    what = django_tables2.Column(verbose_name="Applied for")
    received_on = tables.DayColumn(verbose_name="Waits since")
    days = django_tables2.Column(verbose_name="Days")
    goes_on = tables.DayColumn(verbose_name="Removed on")

    class Meta(tables.OxleTable.Meta):
        order_by = ("received_on",)


class WaitingList(Page):
    """Who waits for somebody to say who they are."""

    permission = READ
    template_name = "licensing/waiting.html"
    title = "Children who wait to be matched"

    def context(self) -> dict[str, Any]:
        rows = rows_for(self.request.user, on=self.on)
        return {"table": WaitingTable.table_for(self.request, rows, on=self.on)}
