"""The list of exclusions of which the school has not said that work of the first five school days is set."""

from typing import ClassVar

import django_tables2

from oxle.core import filters, tables


class WithoutFilters(filters.RowFilters):
    """By what the school has said and by school."""

    stands = filters.AnyOf(label="What the school has said", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words: ClassVar[dict[str, str]] = {"stands": "stands", "school": "school"}


class WithoutTable(tables.OxleTable):
    """The days that run first, then the newest of those that are over."""

    caption, noun, nouns = "Not said to be set", "exclusion", "exclusions"
    empty = "An exclusion appears here while its school has not said that work is set for the first five school days."
    filters = WithoutFilters
    stacks = True

    pupil = tables.LinkColumn(lambda row: row.url, verbose_name="Pupil")
    what = django_tables2.Column(verbose_name="What")
    stands = tables.TagColumn(lambda row: "red" if row.is_running else "grey", verbose_name="What the school has said")
    why = django_tables2.Column(verbose_name="Why", orderable=False)
    school = django_tables2.Column(verbose_name="School")
    first_on = tables.DayColumn(verbose_name="First day")
    until_on = tables.DayColumn(verbose_name="Last of these days")

    class Meta(tables.OxleTable.Meta):
        pass
