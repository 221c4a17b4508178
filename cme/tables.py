"""The list of children missing education, what narrows it, and the same as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2
from django.template.loader import render_to_string

from cme.standing import COLOURS, HIGH, LENGTHS, RAISED, STANDARD, UNKNOWN_LENGTH, Standing
from oxle.core import filters, tables
from oxle.schooldays.wording import plain_day

RISKS = (HIGH, RAISED, STANDARD)
NOBODY, NO_SCHOOL = "Nobody yet", "No school"
HEADINGS = (
    "Reference", "UPN", "Child", "Born", "Last school", "Where it stands", "Without education since", "School days",
    "Last check", "Next check", "Risk", "Officer",
)  # fmt: skip


class Row:
    """A line of the list, worded."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        case, child = standing.case, standing.child
        self.url = case.get_absolute_url()
        self.child, self.sort_name = child.shown_name, child.sort_name
        self.school = str(case.school) if case.school else NO_SCHOOL
        self.stage = case.stage_label
        self.days, self.since, self.length = standing.days, standing.since, standing.length
        # Whose days are not known has been away for longest.
        self.order = -1 if standing.days is None else -standing.days - 1
        self.last_check, self.next_check = standing.last_check, standing.next_check
        self.risk, self.why = standing.risk, standing.why_risk
        self.risk_order = RISKS.index(standing.risk)
        self.officer = case.owner.name if case.owner else NOBODY

    def cells(self) -> list[Any]:
        """The row of the file. Why the risk is what it is stays on the page: it may be known in confidence."""
        case, child = self.standing.case, self.standing.child
        return [
            case.reference, child.upn, self.child, child.born_on, self.school, self.stage, self.since, self.days,
            self.last_check, self.next_check, self.risk, self.officer,
        ]  # fmt: skip


def rows_of(found: Iterable[Standing]) -> list[Row]:
    """The lines of the list."""
    return [Row(one) for one in found]


def cells_of(rows: Iterable[Row]) -> Iterator[list[Any]]:
    """The rows of the file."""
    return (row.cells() for row in rows)


class MissingFilters(filters.RowFilters):
    """By risk, by how long, by where the case stands, by school and by officer."""

    risk = filters.AnyOf(label="Risk", choices=[])
    length = filters.AnyOf(label="For how long", choices=[])
    stage = filters.AnyOf(label="Where it stands", choices=[])
    officer = filters.AnyOf(label="Officer", choices=[])
    school = filters.AnyOf(label="Last school", choices=[])

    words = {"risk": "risk", "length": "length", "stage": "stage", "officer": "officer", "school": "school"}
    in_order = {"risk": RISKS, "length": (*(words for words, _ in LENGTHS), UNKNOWN_LENGTH)}


class MissingTable(tables.OxleTable):
    """Every child missing education, the longest first."""

    caption, noun, nouns = "Children missing education", "child", "children"
    empty = "A child appears here on the day somebody tells us, and stays until found."
    filters = MissingFilters
    stacks = True
    child = tables.LinkColumn(lambda row: row.url, verbose_name="Child", order_by=("sort_name",))
    risk = django_tables2.Column(verbose_name="Risk", order_by=("risk_order", "order"))
    days = django_tables2.Column(verbose_name="School days", order_by=("order",), empty_values=())
    last_check = tables.DayColumn(verbose_name="Last check", default="None yet")
    next_check = tables.DayColumn(verbose_name="Next check", default="None set")
    stage = django_tables2.Column(verbose_name="Where it stands, and whose it is")

    class Meta(tables.OxleTable.Meta):
        order_by = ("days",)

    def render_days(self, record: Row) -> str:
        """How many, and since when; where terms are not loaded, that it is not known, and why."""
        if record.days is None:
            return f"Not known: {record.standing.why_no_days}"
        return f"{record.days}, since {plain_day(record.since)}"

    def render_stage(self, value: str, record: Row) -> str:
        """Where the case stands, with its officer."""
        return f"{value}. {record.officer}"

    def render_risk(self, value: str, record: Row) -> str:
        """The risk, and every reason for it."""
        return render_to_string("cme/_risk.html", {"risk": value, "colour": COLOURS[value], "why": record.why})
