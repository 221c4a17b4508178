"""The register of chaperones as a list: applications that are not decided, and approvals in force."""

from datetime import date

import django_tables2
from django.utils.html import format_html_join

from licensing.chaperones import pathway, queries
from oxle.cases.models import Case
from oxle.core import filters, tables

SOON, LATER, NOT_YET = "Ends soon", "In force", "Not approved yet"


class Row:
    """A line of the list, worded."""

    def __init__(self, case: Case, on: date, soon_on: date) -> None:
        entry = case.chaperone
        self.case, self.name, self.url = case, str(case.adult), case.get_absolute_url()
        self.number, self.until_on, self.stage = entry.number or "", entry.until_on, case.stage_label
        self.decided = entry.approved_on is not None
        self.suspended = case.stage == pathway.SUSPENDED.key
        self.ends = NOT_YET if entry.until_on is None else SOON if entry.until_on <= soon_on else LATER
        self.paid = entry.get_paid_display()
        self.lacks = [] if self.decided else queries.from_applicant(case) or queries.before_approval(case, on)

    @property
    def colour(self) -> str:
        """That of its stage."""
        if self.suspended:
            return "red"
        if not self.decided:
            return "blue"
        return "yellow" if self.ends == SOON else "green"


class ChaperoneFilters(filters.RowFilters):
    """By where it stands, when it ends, and how they do it."""

    stage = filters.AnyOf(label="Where it stands", choices=[])
    ends = filters.AnyOf(label="When it ends", choices=[])
    paid = filters.AnyOf(label="How they do it", choices=[])

    words = {"stage": "stage", "ends": "ends", "paid": "paid"}


class ChaperoneTable(tables.OxleTable):
    """Every application that is not decided, then every approval in force, the next to end first."""

    caption, noun, nouns = "Chaperones", "chaperone", "chaperones"
    empty = "A chaperone appears here as soon as somebody applies, and leaves when the approval ends."
    filters = ChaperoneFilters
    stacks = True
    name = tables.LinkColumn(lambda row: row.url, verbose_name="Chaperone")
    number = django_tables2.Column(verbose_name="Number", default="None yet")
    stage = tables.TagColumn(lambda row: row.colour, verbose_name="Where it stands")
    until_on = tables.DayColumn(verbose_name="Holds until", default="Not approved")
    lacks = django_tables2.Column(verbose_name="What it lacks", orderable=False, empty_values=())

    def render_lacks(self, record: Row) -> str:
        """Each thing that is lacking on a line of its own."""
        found = [SOON] if record.decided and record.ends == SOON else record.lacks
        return format_html_join("", "{}<br>", ((one,) for one in found)) if found else "Nothing"
