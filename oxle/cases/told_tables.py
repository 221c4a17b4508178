"""The list of what schools told that goes on for a time and is reviewed: whose it is, how it stands, until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_tables2

from oxle.core import filters, tables


@dataclass(frozen=True)
class ToldRow:
    """A line of the list. `standing` is how the duty has it: what was `told` of a case, with the day it `ends_on`, the
    day of the next review, and in `words` and a `colour` what is to be done first."""

    standing: Any

    @property
    def pupil(self) -> str:
        """Whose it is."""
        return str(self.standing.told.case.child)

    @property
    def school(self) -> str:
        """The school that told of it."""
        school = self.standing.told.case.school
        return school.name if school else ""

    @property
    def ends_on(self) -> date:
        """The last day as it is planned."""
        return self.standing.told.ends_on

    @property
    def review_on(self) -> date | None:
        """The day of the next review."""
        return self.standing.review_on

    @property
    def stands(self) -> str:
        """What is to be done first."""
        return self.standing.words


class ToldFilters(filters.RowFilters):
    """By how it stands and by school."""

    stands = filters.AnyOf(label="How it stands", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words: ClassVar[dict[str, str]] = {"stands": "stands", "school": "school"}


class ToldTable(tables.OxleTable):
    """Base: the next to end first."""

    filters = ToldFilters
    stacks = True
    pupil = tables.LinkColumn(lambda row: row.standing.told.case.get_absolute_url(), verbose_name="Pupil")
    stands = tables.TagColumn(lambda row: row.standing.colour, verbose_name="How it stands")
    school = django_tables2.Column(verbose_name="School")
    review_on = tables.DayColumn(verbose_name="Next review")
    ends_on = tables.DayColumn(verbose_name="Last day")

    class Meta(tables.OxleTable.Meta):
        order_by = ("ends_on",)
