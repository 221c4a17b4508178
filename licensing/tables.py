"""The list of what the hours checker found."""

import django_tables2
from django.utils.html import format_html

from licensing.checking.findings import Finding, Weight
from oxle.core import tables
from oxle.schooldays.wording import full_day

COLOURS = {Weight.BREACH: "red", Weight.UNKNOWN: "yellow", Weight.NOTE: "blue"}
# Nothing can be turned over on a page that answers what was just sent.
MOST = 300


class FindingTable(tables.OxleTable):
    """A row for each finding, by line."""

    caption, noun, nouns = "Findings", "finding", "findings"
    empty = "Nothing in these lines is over a limit that we check."
    per_page = MOST
    stacks = True
    line = django_tables2.Column(verbose_name="Row", orderable=False)
    on = django_tables2.Column(verbose_name="Day", orderable=False)
    child = django_tables2.Column(verbose_name="Child", orderable=False)
    weight = tables.TagColumn(
        lambda finding: COLOURS[finding.weight], verbose_name="What it means", accessor="weight__value", orderable=False
    )
    words = django_tables2.Column(verbose_name="What we found", orderable=False)

    def render_on(self, record: Finding) -> str:
        """The day with its weekday: it tells why a limit is another."""
        return full_day(record.on)

    def render_words(self, value: str, record: Finding) -> str:
        """As a sentence of its own, and under it the law."""
        words = f"{value[:1].upper()}{value[1:]}"
        return format_html('{}<div class="govuk-hint govuk-!-margin-bottom-0">{}</div>', words, record.check.cited)


class WorkFindingTable(FindingTable):
    """The same of one child’s work."""

    child = None
