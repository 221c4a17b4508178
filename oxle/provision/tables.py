"""The list of providers, and how it is filtered."""

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.core import filters, tables
from oxle.core.widgets import Number
from oxle.provision.lapses import Lasting
from oxle.provision.models import Provider, ProviderKind
from oxle.provision.places import Places, places_on
from oxle.provision.wording import free_places


def state(provider: Provider, lasting: Lasting) -> tuple[str, str]:
    """Whether a provider can be chosen, in words, and the colour that repeats them."""
    if provider.suspended_on is not None:
        return "Suspended", "red"
    return ("Lapsed", "orange") if lasting.lapses(provider) else ("Can be chosen", "green")


class ProviderFilters(filters.Filters):
    """By name, kind, area and the age of a child."""

    q = django_filters.CharFilter(label="Name", method="matching")
    kind = filters.AnyOf(label="Kind", choices=ProviderKind.choices)
    area = filters.AnyOf(label="Area")
    age = django_filters.NumberFilter(label="Takes a child of age", method="taking", widget=Number(width=2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Provider.objects.exclude(area="").order_by("area").values_list("area", flat=True).distinct()
        self.filters["area"].extra["choices"] = [(area, area) for area in known]
        if not self.filters["area"].extra["choices"]:
            del self.filters["area"]

    def matching(self, rows: QuerySet[Provider], name: str, value: str) -> QuerySet[Provider]:
        """Rows whose name holds the text."""
        return rows.filter(organisation__name__icontains=value.strip())

    def taking(self, rows: QuerySet[Provider], name: str, value: Any) -> QuerySet[Provider]:
        """Rows that take children of an age."""
        return rows.filter(age_from__lte=value, age_to__gte=value)


class ProviderTable(tables.OxleTable):
    """Providers by name, whether each can be chosen, and the places free today."""

    caption, noun, nouns = "Providers", "provider", "providers"
    empty = "Providers appear here when somebody adds them."
    filters = ProviderFilters
    stacks = True
    name = tables.LinkColumn(
        lambda provider: reverse("provision:provider", args=[provider.key]),
        accessor="organisation__name",
        verbose_name="Provider",
    )
    kind = django_tables2.Column(verbose_name="Kind")
    ages = django_tables2.Column(verbose_name="Ages", empty_values=(), orderable=False)
    area = django_tables2.Column(verbose_name="Area")
    free = django_tables2.Column(verbose_name="Places free today", empty_values=(), orderable=False)
    state = django_tables2.Column(verbose_name="State", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("name",)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        """`day` is the one whose places are shown."""
        super().__init__(*args, **kwargs)
        self._on = day

    @cached_property
    def _lasting(self) -> Lasting:
        return Lasting.settings(self._on)

    @cached_property
    def _places(self) -> dict[int, list[Places]]:
        return places_on([row.record for row in self.page.object_list], self._on)

    def render_ages(self, record: Provider) -> str:
        """From the lowest to the highest."""
        return f"{record.age_from} to {record.age_to}"

    def render_free(self, record: Provider) -> str:
        """How many on each day of the week; none where it cannot be chosen."""
        return "None" if self._lasting.lapses(record) else free_places(self._places[record.pk])

    def render_state(self, record: Provider) -> str:
        """Whether it can be chosen."""
        text, colour = state(record, self._lasting)
        return render_to_string("core/components/tag.html", {"text": text, "colour": colour})
