"""The lists about disposal: cases whose time is up, what waits for a second person, certificates."""

from datetime import date
from typing import Any

import django_filters
import django_tables2
from django.urls import reverse

from oxle.cases import duties, retention
from oxle.cases.models import Case
from oxle.core import filters, tables
from oxle.core.dates import today
from oxle.core.rules import RuleBook
from oxle.core.widgets import Radios


def kinds_kept() -> list[tuple[str, str]]:
    """Every kind of record that a retention schedule names, by the pathway of its cases."""
    return [(pathway, line.record) for duty in duties.duties() for pathway, line in duty.retention.items()]


class ReviewFilters(filters.Filters):
    pathway = filters.AnyOf(label="Record", choices=kinds_kept)
    held = django_filters.ChoiceFilter(
        field_name="is_held",
        label="Legal hold",
        choices=[("True", "On legal hold"), ("False", "Not held")],
        widget=Radios(),
    )


class ReviewTable(tables.OxleTable):
    caption, noun, nouns = "Cases whose time is up", "case", "cases"
    empty = "A closed case appears here once it has been kept as long as the retention schedule says."
    filters = ReviewFilters

    reference = tables.LinkColumn(lambda case: reverse("cases:disposal", args=[case.key]), verbose_name="Case")
    record = django_tables2.Column(verbose_name="Record", accessor="pathway", order_by=("pathway",))
    subject = django_tables2.Column(verbose_name="Child or parent", orderable=False)
    retain_until_on = tables.DueColumn(
        label=lambda case: f"Over for {_stretch(case.retain_until_on, today())}",
        state=lambda case: "later",
        verbose_name="Kept until",
    )
    retention_rule = django_tables2.Column(verbose_name="Because", orderable=False)
    is_held = tables.TagColumn(
        colour=lambda case: "purple" if case.is_held else "yellow", verbose_name="Status", order_by=("is_held",)
    )

    _book: RuleBook | None = None

    class Meta(tables.OxleTable.Meta):
        order_by = ("retain_until_on",)

    def render_record(self, record: Case) -> str:
        return dict(kinds_kept()).get(record.pathway, record.pathway)

    def render_subject(self, record: Case) -> str:
        """The name, where this person may open the case."""
        return str(record.subject) if record.may_open else "Not shown: a legal case"

    def render_retention_rule(self, record: Case) -> str:
        """What was counted, with every setting read once a page."""
        self._book = self._book or RuleBook()
        return retention.words_of(record, self._book)

    def render_is_held(self, value: bool, record: Case, bound_column: Any) -> str:
        return bound_column.column.render("Legal hold" if value else "To review", record)


def _stretch(since: date, on: date) -> str:
    days = (on - since).days
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{days // 365} years" if days >= 730 else f"{days // 30} months"


class ProposalTable(tables.OxleTable):
    caption, noun, nouns = "Disposals to agree", "proposal", "proposals"
    empty = "A proposal to destroy a case appears here when somebody else has made one."

    reference = tables.LinkColumn(
        lambda row: reverse("cases:disposal", args=[row.case.key]), verbose_name="Case", orderable=False
    )
    record = django_tables2.Column(verbose_name="Record", orderable=False)
    by = django_tables2.Column(verbose_name="Proposed by", orderable=False)
    at = tables.DayColumn(verbose_name="On", orderable=False)
    reason = django_tables2.Column(verbose_name="Why", orderable=False)

    class Meta(tables.OxleTable.Meta):
        pass


class CertificateTable(tables.OxleTable):
    caption, noun, nouns = "Disposal certificates", "certificate", "certificates"
    empty = "A certificate appears here when a case is destroyed."

    reference = tables.LinkColumn(lambda row: reverse("cases:certificate", args=[row.key]), verbose_name="Case")
    record = django_tables2.Column(verbose_name="Record")
    by = django_tables2.Column(verbose_name="Reviewed by", orderable=False)
    answered_by = django_tables2.Column(verbose_name="Agreed by", orderable=False)
    destroyed_at = tables.DayColumn(verbose_name="Destroyed", default="Not yet")
    state = tables.TagColumn(
        colour=lambda row: "grey" if row.destroyed_at else "red",
        verbose_name="Status",
        accessor="get_state_display",
        order_by=("state",),
    )

    class Meta(tables.OxleTable.Meta):
        order_by = ("-destroyed_at",)
