"""The list of applications and licences by first performance, and what narrows it."""

from datetime import date

import django_tables2
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from licensing.performances import queries, standing
from licensing.performances.models import Entrant
from oxle.core import filters, tables

WAITS = "Who is this child?"


class Row:
    """A line of the list, worded."""

    def __init__(self, entrant: Entrant, on: date) -> None:
        self.entrant, case = entrant, entrant.case
        self.is_late, self.notice = standing.late(entrant)
        self.child = str(case.child) if case and case.child else entrant.called
        self.url = case.get_absolute_url() if case else reverse("licensing:identify", args=[entrant.key])
        self.production = entrant.production.name
        self.first_on = entrant.first_on
        self.stage = case.stage_label if case else WAITS
        has_licence = case is not None and hasattr(case, "licence")
        self.lacks = [] if has_licence else queries.lacking_of(entrant)
        self.soon = entrant.first_on is not None and not has_licence and entrant.first_on <= on

    @property
    def colour(self) -> str:
        """That of its stage."""
        if self.entrant.case is None or self.soon:
            return "red"
        return "green" if hasattr(self.entrant.case, "licence") else "yellow"


class LicenceFilters(filters.RowFilters):
    """By where it stands and by production."""

    stage = filters.AnyOf(label="Where it stands", choices=[])
    production = filters.AnyOf(label="Production", choices=[])

    words = {"stage": "stage", "production": "production"}


class LicenceTable(tables.OxleTable):
    """Every application that is not decided, and every licence in force, the next performance first."""

    caption, noun, nouns = "Applications and licences", "child", "children"
    empty = "A child appears here as soon as somebody applies for a production, and leaves when the licence ends."
    filters = LicenceFilters
    stacks = True
    child = tables.LinkColumn(lambda row: row.url, verbose_name="Child")
    first_on = tables.DayColumn(verbose_name="First performance", default="No day given")
    production = django_tables2.Column(verbose_name="Production")
    stage = tables.TagColumn(lambda row: row.colour, verbose_name="Where it stands")
    lacks = django_tables2.Column(verbose_name="What it lacks", orderable=False, empty_values=())

    class Meta(tables.OxleTable.Meta):
        order_by = ("first_on",)

    def render_first_on(self, value: date, record: Row) -> str:
        """The day, and whether the application came in time for it."""
        shown = tables.DayColumn().render(value)
        if record.is_late:
            return format_html("{}<br>Late: fewer than 21 days’ notice", shown)
        return shown

    def render_lacks(self, record: Row) -> str:
        """Each thing that is lacking on a line of its own."""
        if not record.lacks:
            return "Nothing"
        return format_html_join("", "{}<br>", ((one,) for one in record.lacks))
