"""The list of looked-after children with their personal education plans."""

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.cases.criteria import Rated
from oxle.core import filters, tables
from oxle.missing_out.plans.standing import NOT_DUE, Row


class PlanFilters(filters.RowFilters):
    """By rating and by school."""

    label = filters.AnyOf(label="Plan", choices=[])
    school = filters.AnyOf(label="School", choices=[])

    words = {"label": "label", "school": "school"}
    in_order = {"label": [*(one.label for one in reversed(Rated)), NOT_DUE]}


class PlanLine:
    """A line of the list."""

    def __init__(self, row: Row) -> None:
        self.child, self.school, self.standing = row.child, row.school, row.standing
        self.name, self.sort_name, self.label = row.child.shown_name, row.child.sort_name, row.standing.label
        self.due_on, self.held_on = row.standing.due_on, row.standing.last and row.standing.last.held_on
        self.order = -1 if row.standing.rated is None else int(row.standing.rated)


class PlanTable(tables.OxleTable):
    """Every looked-after child of compulsory school age with the plan, red first."""

    caption, noun, nouns = "Personal education plans", "pupil", "pupils"
    empty = "A pupil appears here from the day on which they are recorded as looked after."
    filters = PlanFilters
    stacks = True
    child = tables.LinkColumn(
        lambda line: reverse("missing_out:plans:child", args=[line.child.key]), accessor="name", verbose_name="Pupil",
        order_by=("sort_name",),
    )  # fmt: skip
    label = django_tables2.Column(verbose_name="Plan", order_by=("-order", "due_on", "sort_name"))
    school = django_tables2.Column(verbose_name="School", order_by=("school", "sort_name"))
    held_on = tables.DayColumn(verbose_name="Last held", default="Never")
    due_on = tables.DayColumn(verbose_name="Next due by")

    class Meta(tables.OxleTable.Meta):
        order_by = ("label",)

    def render_label(self, record: PlanLine) -> str:
        """The rating, with the sentence that says why."""
        return render_to_string("missing_out/plans/_standing.html", {"standing": record.standing})
