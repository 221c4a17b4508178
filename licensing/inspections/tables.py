"""The list of inspections by the day on which something is due."""

from datetime import date

import django_tables2

from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.cases.pathways import OWING
from oxle.cases.tables import due_words
from oxle.core import filters, tables


class Row:
    """A line of the list, worded."""

    def __init__(self, case: Case, on: date) -> None:
        inspection = case.inspection
        self.case, self.url = case, case.get_absolute_url()
        self.called, self.place = inspection.called, ", ".join(inspection.place.splitlines())
        self.kind = "Place of work" if inspection.employer_id else "Performance"
        self.why, self.stage = inspection.get_why_display(), case.stage_label
        due = [
            row
            for row in case.deadlines.all()
            if row.state == State.RUNNING and row.against in OWING and row.due_on is not None
        ]
        first = min(due, key=lambda row: row.due_on or on, default=None)
        self.due_on = first.due_on if first else None
        self.due_for = first.label if first else ""
        self.due_words, self.due_state = due_words(self.due_on, on)


class InspectionFilters(filters.RowFilters):
    """By where it stands, by kind of place and by why."""

    stage = filters.AnyOf(label="Where it stands", choices=[])
    kind = filters.AnyOf(label="Of what", choices=[])
    why = filters.AnyOf(label="Why", choices=[])

    words = {"stage": "stage", "kind": "kind", "why": "why"}


class InspectionTable(tables.OxleTable):
    """Every open inspection, what is due first above."""

    caption, noun, nouns = "Open inspections", "inspection", "inspections"
    empty = "An inspection appears here once it is planned, and leaves when all is in order or put right."
    filters = InspectionFilters
    stacks = True
    called = tables.LinkColumn(lambda row: row.url, verbose_name="Whom we visit")
    place = django_tables2.Column(verbose_name="Where", orderable=False)
    why = django_tables2.Column(verbose_name="Why")
    stage = tables.TagColumn(lambda row: "blue", verbose_name="Where it stands")
    due_for = django_tables2.Column(verbose_name="What is due", orderable=False)
    due_on = tables.DueColumn(
        label=lambda row: row.due_words, state=lambda row: row.due_state, verbose_name="Next date"
    )
