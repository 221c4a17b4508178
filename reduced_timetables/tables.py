"""The lists of reduced timetables: those that are open, those that are over, and what narrows them."""

from dataclasses import dataclass

import django_tables2
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from oxle.cases.told_tables import ToldRow, ToldTable
from oxle.core import filters, tables
from oxle.provision.wording import hours
from reduced_timetables.queries import Standing

TAG = "core/components/tag.html"


@dataclass(frozen=True)
class Row(ToldRow):
    """A line of the list."""

    standing: Standing
    # How often it was extended.
    extended: int

    @property
    def stands(self) -> tuple[str, ...]:
        """How it stands: what is to be done first, and what is late besides."""
        return tuple(words for words, _ in self.standing.said)

    @property
    def minutes(self) -> int:
        """Minutes a week in school, by now."""
        return self.standing.minutes


class TimetableTable(ToldTable):
    """Every open timetable, the next to end first."""

    caption, noun, nouns = "Open reduced timetables", "timetable", "timetables"
    empty = "Reduced timetables appear here as soon as a school tells of one, and leave when they end."
    school = django_tables2.Column(verbose_name="School, and time there a week")
    ends_on = tables.DayColumn(verbose_name="Planned end")
    extended = tables.NumberColumn(verbose_name="Extensions")

    class Meta(ToldTable.Meta):
        pass

    def render_stands(self, record: Row) -> str:
        """A tag for each thing that is said."""
        tags = (render_to_string(TAG, {"text": words, "colour": colour}) for words, colour in record.standing.said)
        return format_html_join(" ", "{}", ((tag,) for tag in tags))

    def render_school(self, value: str, record: Row) -> str:
        """The school, and how long the pupil is in."""
        return f"{value}. {hours(record.minutes)}"


class EndedFilters(filters.RowFilters):
    """By what became of it and by school."""

    how = filters.AnyOf(label="What became of it", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"how": "how", "school": "school"}


class EndedTable(tables.OxleTable):
    """Every timetable that was closed within a year, the latest first."""

    caption, noun, nouns = "Reduced timetables that are over", "timetable", "timetables"
    empty = "A timetable appears here once it is closed, and leaves after a year."
    filters = EndedFilters
    stacks = True
    pupil = tables.LinkColumn(
        lambda row: row.told.case.get_absolute_url(), accessor="told__case__child", verbose_name="Pupil"
    )
    how = tables.TagColumn(lambda row: row.colour, verbose_name="What became of it")
    school = django_tables2.Column(verbose_name="School")
    starts_on = tables.DayColumn(verbose_name="First day")
    closed_on = tables.DayColumn(verbose_name="Closed on")
    extended = tables.NumberColumn(verbose_name="Extensions")

    class Meta(tables.OxleTable.Meta):
        order_by = ("-closed_on",)
