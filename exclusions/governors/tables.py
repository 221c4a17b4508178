"""The list of what comes before the governors of a school."""

import django_tables2
from django.urls import reverse

from oxle.core import tables


class BeforeTable(tables.OxleTable):
    caption, noun, nouns = "Before the governors", "exclusion", "exclusions"
    empty = "An exclusion appears here once the school has told the council of it and the governors may have to meet."

    pupil = tables.LinkColumn(lambda row: reverse("exclusions:governors:case", args=[row.case.key]))
    what = django_tables2.Column(verbose_name="What", orderable=False)
    is_due = django_tables2.Column(verbose_name="What is due", orderable=False)
    due_on = tables.DayColumn(verbose_name="Due", order_by="next_on")

    class Meta(tables.OxleTable.Meta):
        order_by = ("due_on",)
