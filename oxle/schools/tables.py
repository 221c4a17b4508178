"""The list of schools, and how it is filtered."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from oxle.core import filters, tables
from oxle.schools.models import Phase, School, Status, Trust
from oxle.schools.queries import areas

STATUS_COLOURS = {Status.OPEN: "green", Status.CLOSING: "orange", Status.CLOSED: "grey", Status.PROPOSED: "blue"}
TYPES = [("maintained", "Maintained or other"), ("academy", "Academy or free school"), ("special", "Special school")]


def _trusts(request: HttpRequest) -> QuerySet[Trust]:
    return Trust.objects.filter(schools__isnull=False).distinct()


class SchoolFilters(filters.Filters):
    """By name or URN, open or closed, phase, type, area and trust."""

    q = django_filters.CharFilter(label="Name, town or URN", method="matching")
    status = filters.AnyOf(label="Status", choices=Status.choices)
    phase = filters.AnyOf(label="Phase", choices=Phase.choices)
    type = filters.AnyOf(label="Type", choices=TYPES, method="of_type")
    area = filters.AnyOf(label="Area")
    trust = filters.AnyOfRecords(label="Trust", queryset=_trusts)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = areas()
        self.filters["area"].extra["choices"] = [(area, area) for area in known]
        if not known:
            del self.filters["area"]

    def matching(self, rows: QuerySet[School], name: str, value: str) -> QuerySet[School]:
        """Rows whose name or town holds the text, or whose URN it is."""
        text = value.strip()
        return rows.filter(Q(organisation__name__icontains=text) | Q(town__icontains=text) | Q(urn=text))

    def of_type(self, rows: QuerySet[School], name: str, values: list[str]) -> QuerySet[School]:
        """Rows of any of the ticked types; a special academy is both."""
        wanted = Q(pk__in=[])
        if "academy" in values:
            wanted |= Q(is_academy=True)
        if "special" in values:
            wanted |= Q(is_special=True)
        if "maintained" in values:
            wanted |= Q(is_academy=False, is_special=False)
        return rows.filter(wanted) if values else rows


class SchoolTable(tables.OxleTable):
    """Schools by name."""

    caption, noun, nouns = "Schools", "school", "schools"
    empty = "Schools appear here when an extract of the national list is imported."
    filters = SchoolFilters
    name = tables.LinkColumn(
        lambda school: reverse("school", args=[school.key]), accessor="organisation__name", verbose_name="School"
    )
    urn = django_tables2.Column(verbose_name="URN")
    phase = django_tables2.Column(verbose_name="Phase")
    town = django_tables2.Column(verbose_name="Town")
    area = django_tables2.Column(verbose_name="Area")
    trust = django_tables2.Column(verbose_name="Trust", accessor="trust__name")
    status = tables.TagColumn(lambda school: STATUS_COLOURS[Status(school.status)], verbose_name="Status")

    class Meta(tables.OxleTable.Meta):
        order_by = ("name",)
