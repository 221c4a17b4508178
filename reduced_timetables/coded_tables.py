"""The list of where registers and notices of reduced timetables differ."""

import django_tables2
from django.urls import reverse

from oxle.core import filters, tables
from reduced_timetables.coded import Line


def _url(line: Line) -> str:
    return line.told.case.get_absolute_url() if line.told else reverse("people:child", args=[line.child.key])


class CodedFilters(filters.RowFilters):
    """By how they differ and by school."""

    differs = filters.AnyOf(label="How they differ", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"differs": "differs", "school": "school"}


class CodedTable(tables.OxleTable):
    """A line for each pupil and way in which the two differ, by school."""

    caption, noun, nouns = "Registers that differ from what schools told", "line", "lines"
    empty = "A pupil appears here when the register has code C2 and no notice, or a notice and no code C2."
    filters = CodedFilters
    stacks = True
    pupil = tables.LinkColumn(_url, accessor="child__shown_name", verbose_name="Pupil", orderable=False)
    differs = tables.TagColumn(lambda line: line.kind.colour, verbose_name="How they differ", orderable=False)
    school = django_tables2.Column(verbose_name="School", orderable=False)
    sessions = tables.NumberColumn(verbose_name="Sessions", orderable=False)
    last_on = tables.DayColumn(verbose_name="The last on", orderable=False)
