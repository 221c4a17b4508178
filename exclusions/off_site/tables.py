"""The list of open off-site directions, and what narrows it."""

from dataclasses import dataclass
from datetime import date

import django_tables2

from exclusions.off_site.queries import Standing
from oxle.core import filters, tables


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    standing: Standing

    @property
    def pupil(self) -> str:
        """Who is directed."""
        return str(self.standing.told.case.child)

    @property
    def school(self) -> str:
        """The school that directs."""
        school = self.standing.told.case.school
        return school.name if school else ""

    @property
    def ends_on(self) -> date:
        """The last day there."""
        return self.standing.told.ends_on

    @property
    def review_on(self) -> date | None:
        """The day of the next review."""
        return self.standing.review_on

    @property
    def stands(self) -> str:
        """What is to be done first."""
        return self.standing.words


class DirectionFilters(filters.RowFilters):
    """By how it stands and by school."""

    stands = filters.AnyOf(label="How it stands", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"stands": "stands", "school": "school"}


class DirectionTable(tables.OxleTable):
    """Every open direction, the next to end first."""

    caption, noun, nouns = "Open off-site directions", "direction", "directions"
    empty = "Off-site directions appear here as soon as a school tells of one, and leave when they end."
    filters = DirectionFilters
    stacks = True
    pupil = tables.LinkColumn(lambda row: row.standing.told.case.get_absolute_url(), verbose_name="Pupil")
    stands = tables.TagColumn(lambda row: row.standing.colour, verbose_name="How it stands")
    school = django_tables2.Column(verbose_name="School")
    review_on = tables.DayColumn(verbose_name="Next review")
    ends_on = tables.DayColumn(verbose_name="Last day")

    class Meta(tables.OxleTable.Meta):
        order_by = ("ends_on",)
