"""The list of applications for work permits and of permits in force."""

from datetime import date

import django_tables2
from django.utils.html import format_html, format_html_join

from licensing.work.permits import lacking, queries
from oxle.cases.models import Case
from oxle.core import filters, tables


class Row:
    """A line of the list, worded."""

    def __init__(self, case: Case, on: date, ask: lacking.Ask = lacking.on_day) -> None:
        permit = case.work_permit
        self.case, self.child, self.url = case, str(case.child), case.get_absolute_url()
        self.employer, self.job, self.starts_on = permit.employer.name, permit.job, permit.starts_on
        self.decided = permit.granted_on is not None
        self.until_on, self.stage = permit.until_on, case.stage_label
        self.late = "" if self.decided else lacking.late(permit, ask)
        self.works = "" if self.decided else lacking.works_without(permit, on)
        self.lacks = [] if self.decided else queries.lacking_of(case, ask)

    @property
    def colour(self) -> str:
        """That of its stage."""
        if self.until_on is not None:
            return "green"
        return "red" if self.works else "yellow"


class PermitFilters(filters.RowFilters):
    """By where it stands and by employer."""

    stage = filters.AnyOf(label="Where it stands", choices=[])
    employer = filters.AnyOf(label="Employer", choices=[])

    words = {"stage": "stage", "employer": "employer"}


class PermitTable(tables.OxleTable):
    """Every application that is not decided, then every permit in force, by the first day of work."""

    caption, noun, nouns = "Applications and permits", "permit", "permits"
    empty = "A child appears here as soon as an employer applies, and leaves when the permit ends."
    filters = PermitFilters
    stacks = True
    child = tables.LinkColumn(lambda row: row.url, verbose_name="Child")
    employer = django_tables2.Column(verbose_name="Employer, job")
    starts_on = tables.DayColumn(verbose_name="First day of work")
    stage = tables.TagColumn(lambda row: row.colour, verbose_name="Where it stands")
    until_on = tables.DayColumn(verbose_name="Holds until", default="Not granted")
    lacks = django_tables2.Column(verbose_name="What it lacks", orderable=False, empty_values=())

    def render_employer(self, value: str, record: Row) -> str:
        """Who employs, and what the job is."""
        return format_html("{}<br>{}", value, record.job)

    def render_starts_on(self, value: date, record: Row) -> str:
        """The day, and whether the application came in time for it."""
        shown = tables.DayColumn().render(value)
        return format_html("{}<br>Late application", shown) if record.late else shown

    def render_lacks(self, record: Row) -> str:
        """Each thing that is lacking on a line of its own."""
        found = [*([record.works] if record.works else []), *record.lacks]
        return format_html_join("", "{}<br>", ((one,) for one in found)) if found else "Nothing"
