"""The list of organisations: applications that are not decided, and approvals in force."""

from datetime import date

import django_tables2
from django.utils.html import format_html_join

from licensing.bodies import queries
from oxle.cases.models import Case
from oxle.core import filters, tables

SOON = "Ends soon"


class Row:
    """A line of the list, worded."""

    def __init__(self, case: Case, soon_on: date) -> None:
        entry = case.body_approval
        self.case, self.name, self.url = case, entry.organisation, case.get_absolute_url()
        self.number, self.until_on, self.stage = entry.number or "", entry.until_on, case.stage_label
        self.soon = entry.until_on is not None and entry.until_on <= soon_on
        self.lacks = [] if entry.approved_on else queries.lacking(entry)

    @property
    def colour(self) -> str:
        """That of its stage."""
        if self.until_on is None:
            return "blue"
        return "yellow" if self.soon else "green"


class BodyFilters(filters.RowFilters):
    """By where it stands."""

    stage = filters.AnyOf(label="Where it stands", choices=[])

    words = {"stage": "stage"}


class BodyTable(tables.OxleTable):
    """Every application that is not decided, then every approval in force, the next to end first."""

    caption, noun, nouns = "Approved organisations", "organisation", "organisations"
    empty = "An organisation appears here as soon as it applies, and leaves when its approval ends."
    filters = BodyFilters
    stacks = True
    name = tables.LinkColumn(lambda row: row.url, verbose_name="Organisation")
    number = django_tables2.Column(verbose_name="Number", default="None yet")
    stage = tables.TagColumn(lambda row: row.colour, verbose_name="Where it stands")
    until_on = tables.DayColumn(verbose_name="Holds until", default="Not approved")
    lacks = django_tables2.Column(verbose_name="What it lacks", orderable=False, empty_values=())

    def render_lacks(self, record: Row) -> str:
        """Each thing that is lacking on a line of its own."""
        found = [SOON] if record.soon else record.lacks
        return format_html_join("", "{}<br>", ((one,) for one in found)) if found else "Nothing"
