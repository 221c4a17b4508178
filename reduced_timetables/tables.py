"""The list of open reduced timetables, and what narrows it."""

from dataclasses import dataclass

import django_tables2

from oxle.cases.told_tables import ToldRow, ToldTable
from oxle.core import tables
from oxle.provision.wording import hours
from reduced_timetables.queries import Standing


@dataclass(frozen=True)
class Row(ToldRow):
    """A line of the list."""

    standing: Standing

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

    class Meta(ToldTable.Meta):
        pass

    def render_school(self, value: str, record: Row) -> str:
        """The school, and how long the pupil is in."""
        return f"{value}. {hours(record.minutes)}"
