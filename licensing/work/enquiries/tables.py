"""The list of enquiries into illegal employment."""

from datetime import date

import django_tables2

from licensing.work.enquiries import queries
from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.cases.pathways import OWING
from oxle.cases.tables import due_words
from oxle.core import filters, tables


class Row:
    """A line of the list, worded."""

    def __init__(self, case: Case, on: date) -> None:
        enquiry = case.work_enquiry
        self.case, self.url = case, case.get_absolute_url()
        self.employer, self.place = enquiry.employer.name, ", ".join(enquiry.place.splitlines())
        self.children = queries.children_in(case)
        self.stage = case.stage_label
        self.found = enquiry.get_found_display() if enquiry.found else "Not found out yet"
        due = [
            row.due_on
            for row in case.deadlines.all()
            if row.state == State.RUNNING and row.against in OWING and row.due_on is not None
        ]
        self.due_on = min(due, default=None)
        self.due_words, self.due_state = due_words(self.due_on, on)


class EnquiryFilters(filters.RowFilters):
    """By where it stands and by employer."""

    stage = filters.AnyOf(label="Where it stands", choices=[])
    employer = filters.AnyOf(label="Employer", choices=[])

    words = {"stage": "stage", "employer": "employer"}


class EnquiryTable(tables.OxleTable):
    """Every open enquiry, by what is due first."""

    caption, noun, nouns = "Open enquiries", "enquiry", "enquiries"
    empty = "An enquiry appears here once somebody tells of a child at work, and leaves when it is closed."
    filters = EnquiryFilters
    stacks = True
    employer = tables.LinkColumn(lambda row: row.url, verbose_name="Employer")
    place = django_tables2.Column(verbose_name="Where", orderable=False)
    children = django_tables2.Column(verbose_name="Children", orderable=False, empty_values=())
    found = django_tables2.Column(verbose_name="What was found", orderable=False)
    stage = tables.TagColumn(lambda row: "blue", verbose_name="Where it stands")
    due_on = tables.DueColumn(
        label=lambda row: row.due_words, state=lambda row: row.due_state, verbose_name="Next date"
    )  # fmt: skip

    def render_children(self, record: Row) -> str:
        """Who the children are, as far as it is known."""
        return ", ".join(str(child) for child in record.children) or "Not known yet"
