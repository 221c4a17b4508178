"""The list of open reduced timetables, and what narrows it."""

from dataclasses import dataclass
from datetime import date

import django_tables2

from oxle.core import filters, tables
from oxle.provision.wording import hours
from reduced_timetables.queries import Standing


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    standing: Standing

    @property
    def pupil(self) -> str:
        """Whose timetable it is."""
        return str(self.standing.told.case.child)

    @property
    def school(self) -> str:
        """The school that told of it."""
        school = self.standing.told.case.school
        return school.name if school else ""

    @property
    def minutes(self) -> int:
        """Minutes a week in school."""
        return sum(self.standing.told.minutes)

    @property
    def ends_on(self) -> date:
        """The planned end."""
        return self.standing.told.ends_on

    @property
    def review_on(self) -> date | None:
        """The day of the next review."""
        return self.standing.review_on

    @property
    def stands(self) -> str:
        """What is to be done first."""
        return self.standing.words


class TimetableFilters(filters.RowFilters):
    """By how it stands and by school."""

    stands = filters.AnyOf(label="How it stands", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"stands": "stands", "school": "school"}


class TimetableTable(tables.OxleTable):
    """Every open timetable, the next to end first."""

    caption, noun, nouns = "Open reduced timetables", "timetable", "timetables"
    empty = "Reduced timetables appear here as soon as a school tells of one, and leave when they end."
    filters = TimetableFilters
    stacks = True
    pupil = tables.LinkColumn(lambda row: row.standing.told.case.get_absolute_url(), verbose_name="Pupil")
    stands = tables.TagColumn(lambda row: row.standing.colour, verbose_name="How it stands")
    school = django_tables2.Column(verbose_name="School, and time there a week")
    review_on = tables.DayColumn(verbose_name="Next review")
    ends_on = tables.DayColumn(verbose_name="Planned end")

    class Meta(tables.OxleTable.Meta):
        order_by = ("ends_on",)

    def render_school(self, value: str, record: Row) -> str:
        """The school, and how long the pupil is in."""
        return f"{value}. {hours(record.minutes)}"
