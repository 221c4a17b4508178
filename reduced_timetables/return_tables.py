"""The lists of weekly returns, and of the schools that tell of too few."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html

from oxle.accounts.permissions import write
from oxle.core import filters, tables
from reduced_timetables import weekly

WORK = write("reduced_timetables")


def _school_url(line: Any) -> str:
    return reverse("school", args=[line.school.key])


class WeeklyFilters(filters.RowFilters):
    """By how it stands."""

    stands = filters.AnyOf(label="How it stands", choices=[])

    words = {"stands": "stands"}


class WeeklyTable(tables.OxleTable):
    """A line for each school, by name."""

    caption, noun, nouns = "Weekly returns", "school", "schools"
    empty = "No school was open in this week, or the terms of no school are loaded."
    filters = WeeklyFilters
    stacks = True
    school = tables.LinkColumn(_school_url, accessor="school__name", verbose_name="School", orderable=False)
    stands = tables.TagColumn(lambda line: line.colour, verbose_name="How it stands", orderable=False)
    pupils = tables.NumberColumn(verbose_name="Pupils", orderable=False, default="Not known")
    told = tables.NumberColumn(verbose_name="Told of", orderable=False)
    differs = django_tables2.Column(verbose_name="What differs", orderable=False, empty_values=())

    def render_differs(self, value: Any, record: weekly.Line) -> str:
        """What differs; and where nothing is known, where an officer enters what the school says."""
        may_enter = self.request is not None and self.request.user.can(WORK)
        if may_enter and record.row is not None and record.pupils is None:
            url = reverse("reduced_timetables:return_enter", args=[record.row.key])
            return format_html(
                '<a class="govuk-link" href="{}">Enter what it says<span class="govuk-visually-hidden">: {}</span></a>',
                url,
                record.school.name,
            )
        return record.differs or ("Nothing" if record.pupils is not None else "Not known")


class SilentFilters(filters.RowFilters):
    """By what is striking."""

    kind = filters.AnyOf(label="What is striking", choices=[])

    words = {"kind": "kind"}


class SilentTable(tables.OxleTable):
    """A line for each school that is improbably silent, the least likely first."""

    caption, noun, nouns = "Schools that tell of improbably few", "school", "schools"
    empty = "A school appears here when it tells of far fewer than others of its kind, or when it stops."
    filters = SilentFilters
    stacks = True
    school = tables.LinkColumn(_school_url, accessor="school__name", verbose_name="School", orderable=False)
    kind = tables.TagColumn(lambda line: "yellow", verbose_name="What is striking", orderable=False)
    why = django_tables2.Column(verbose_name="Why we think so", orderable=False)
