"""The lists of an application’s days and times: every line, and what the checker says of some."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_tables2
from django.utils.html import format_html

from licensing.applicants import wording
from licensing.applicants.days import Days
from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import Line
from licensing.tables import COLOURS, FindingTable
from oxle.core import tables

A_PAGE = 50


@dataclass(frozen=True)
class LineRow:
    """A line as its list shows it."""

    line: Line
    url: str
    said: str
    colour: str

    @property
    def number(self) -> str:
        """Its number, as the name of its page."""
        return f"Line {self.line.number}"

    @property
    def child(self) -> str:
        """Whose it is."""
        return self.line.child

    @property
    def day(self) -> str:
        """The day, with its weekday; of a line without a date how many of which period."""
        return wording.day_of(self.line)

    @property
    def here(self) -> str:
        """When the child is there, and where, if that is said."""
        return wording.here_of(self.line)

    @property
    def performs(self) -> str:
        """When the child performs."""
        return wording.spans_of(self.line, self.line.performing)

    @property
    def chaperone(self) -> str:
        """Who is in charge of the child."""
        return self.line.chaperone


def line_rows(days: Days, url: Callable[[int], str]) -> list[LineRow]:
    """Every line that can be read, with how it was found."""
    worst: dict[int, Weight] = {}
    counts: Counter[int] = Counter()
    order = list(Weight)
    for finding in days.findings:
        counts[finding.line] += 1
        worst[finding.line] = min(worst.get(finding.line, finding.weight), finding.weight, key=order.index)
    rows = []
    for line in days.lines:
        weight = worst.get(line.number)
        found = f"{weight.value} ({counts[line.number]})" if weight else "Within the limits"
        rows.append(LineRow(line, url(line.number), found, COLOURS[weight] if weight else "green"))
    return rows


class LineTable(tables.OxleTable):
    """A row for each line."""

    caption, noun, nouns = "Lines", "line", "lines"
    empty = "Lines appear here once you have pasted a table or added one."
    per_page = A_PAGE
    number = tables.LinkColumn(lambda row: row.url, verbose_name="Line", orderable=False)
    child = django_tables2.Column(verbose_name="Child", orderable=False)
    day = django_tables2.Column(verbose_name="Day", orderable=False)
    here = django_tables2.Column(verbose_name="There", orderable=False)
    performs = django_tables2.Column(verbose_name="Performs", orderable=False)
    chaperone = django_tables2.Column(verbose_name="Chaperone", orderable=False)
    said = tables.TagColumn(lambda row: row.colour, verbose_name="Checked", orderable=False)


class LineFindingTable(FindingTable):
    """What the checker says, each with the page on which its line is put right."""

    caption = "What we found"
    per_page = A_PAGE
    line = django_tables2.Column(verbose_name="Line", orderable=False)

    def __init__(self, *args: Any, url: Callable[[int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = url

    def render_line(self, value: int, record: Finding) -> str:
        """The number, which leads to the line."""
        return format_html('<a class="govuk-link" href="{}">Line {}</a>', self.url(value), value)
