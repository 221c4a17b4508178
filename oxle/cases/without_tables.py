"""The list of pupils without a full-time offer, and what narrows it."""

from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.cases.without import LENGTHS, Row
from oxle.core import filters, tables


class WithoutFilters(filters.RowFilters):
    """By how long, by school and by whether somebody works on it."""

    length = filters.AnyOf(label="For how long", choices=[])
    work = filters.AnyOf(label="Who works on it", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"length": "length", "work": "work", "school": "school"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = [words for words, _ in LENGTHS]
        field = self.filters["length"].field
        field.choices = sorted(field.choices, key=lambda choice: order.index(choice[0]))


class WithoutTable(tables.OxleTable):
    """Every pupil without a full-time offer, who has been so for longest first."""

    caption, noun, nouns = "Pupils without a full-time offer", "pupil", "pupils"
    empty = "A pupil appears here on the first school day on which nobody offers full-time education."
    filters = WithoutFilters
    stacks = True
    child = tables.LinkColumn(
        lambda row: reverse("people:child", args=[row.child.key]), accessor="child__shown_name", verbose_name="Pupil",
        order_by=("child__sort_name",),
    )  # fmt: skip
    days = tables.NumberColumn(verbose_name="School days")
    since = tables.DayColumn(verbose_name="Since")
    school = django_tables2.Column(verbose_name="School, and what is offered")
    work = django_tables2.Column(verbose_name="Open cases", orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("-days",)

    def render_school(self, value: str, record: Row) -> str:
        """The school; and the hours of a week where some are offered."""
        return f"{value}. {record.offered} offered" if record.offered else value

    def render_work(self, value: str, record: Row) -> str:
        """Each case with its officer; that there is none where there is none."""
        return render_to_string("cases/_without_cases.html", {"cases": record.said, "none": value})
