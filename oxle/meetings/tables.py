"""The list of series, and how it is sorted."""

import django_tables2
from django.urls import reverse

from oxle.core import tables
from oxle.meetings.models import Series


class SeriesTable(tables.OxleTable):
    """Series by name, with how often each meets and when next."""

    caption, noun, nouns = "Meetings", "series of meetings", "series of meetings"
    empty = "Series of meetings appear here when somebody adds them."
    stacks = True
    name = tables.LinkColumn(lambda series: reverse("meetings:series", args=[series.key]), verbose_name="Series")
    area = django_tables2.Column(verbose_name="Schools of", empty_values=())
    provider = django_tables2.Column(verbose_name="Pupils of", empty_values=())
    weeks = django_tables2.Column(verbose_name="Meets")
    next_on = tables.DayColumn(verbose_name="Next meeting")

    class Meta(tables.OxleTable.Meta):
        order_by = ("name",)

    def render_area(self, record: Series) -> str:
        """For which schools it is."""
        return record.area or "All areas"

    def render_provider(self, record: Series) -> str:
        """Of which unit's pupils it is."""
        return record.provider.name if record.provider else "Any place"

    def render_weeks(self, record: Series) -> str:
        """How often."""
        return "Ended" if record.ended_on else how_often(record)


def how_often(series: Series) -> str:
    """“Every week”, “Every 4 weeks”, “Once a term”, “When it is called”."""
    if series.of_kind.termly:
        return "Once a term"
    if series.weeks is None:
        return "When it is called"
    return "Every week" if series.weeks == 1 else f"Every {series.weeks} weeks"
