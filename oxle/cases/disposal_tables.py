"""The lists about disposal: records whose time is up, what waits for a second person, certificates."""

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
import django_tables2
from django.urls import reverse

from oxle.cases import duties, outlived, retention
from oxle.cases.disposable import CASE, CHILD, MESSAGE, kind_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core import filters, tables
from oxle.core.dates import today
from oxle.core.rules import RuleBook
from oxle.core.widgets import Radios
from oxle.people.models import Child


def kinds_kept() -> list[tuple[str, str]]:
    """Every kind of record that a retention schedule names, by the pathway of its cases."""
    return [(pathway, line.record) for duty in duties.duties() for pathway, line in duty.retention.items()]


class HeldFilters(filters.Filters):
    held = django_filters.ChoiceFilter(
        field_name="is_held",
        label="Legal hold",
        choices=[("True", "On legal hold"), ("False", "Not held")],
        widget=Radios(),
    )


class ReviewFilters(HeldFilters):
    pathway = filters.AnyOf(label="Record", choices=kinds_kept)


class _OverTable(tables.OxleTable):
    """Records whose time is up, each with the setting that says so."""

    retain_until_on = tables.DueColumn(
        label=lambda record: f"Over for {_stretch(record.retain_until_on, today())}",
        state=lambda record: "later",
        verbose_name="Kept until",
    )
    retention_rule = django_tables2.Column(verbose_name="Because", orderable=False, empty_values=())
    is_held = tables.TagColumn(
        colour=lambda record: "purple" if record.is_held else "yellow", verbose_name="Status", order_by=("is_held",)
    )

    class Meta(tables.OxleTable.Meta):
        order_by = ("retain_until_on",)

    @cached_property
    def book(self) -> RuleBook:
        """Every setting, read once a page."""
        return RuleBook()

    def render_is_held(self, value: bool, record: Any, bound_column: Any) -> str:
        return bound_column.column.render("Legal hold" if value else "To review", record)


class ReviewTable(_OverTable):
    caption, noun, nouns = "Cases whose time is up", "case", "cases"
    empty = "A closed case appears here once it has been kept as long as the retention schedule says."
    filters = ReviewFilters

    reference = tables.LinkColumn(CASE.address, verbose_name="Case")
    record = django_tables2.Column(verbose_name="Record", accessor="pathway", order_by=("pathway",))
    subject = django_tables2.Column(verbose_name="Child or parent", orderable=False)

    class Meta(_OverTable.Meta):
        sequence = ("reference", "record", "subject", "...")

    def render_record(self, record: Case) -> str:
        return dict(kinds_kept()).get(record.pathway, record.pathway)

    def render_subject(self, record: Case) -> str:
        """The name, where this person may open the case."""
        return str(record.subject) if record.may_open else "Not shown: a legal case"

    def render_retention_rule(self, record: Case) -> str:
        return retention.words_of(record, self.book)


class MessageReviewTable(_OverTable):
    caption, noun, nouns = "Messages whose time is up", "message", "messages"
    empty = "A message that was answered appears here once it has been kept as long as the setting says."
    filters = HeldFilters

    sender = tables.LinkColumn(MESSAGE.address, verbose_name="From")
    channel = django_tables2.Column(verbose_name="How it came")
    received_on = tables.DayColumn(verbose_name="Came on")

    class Meta(_OverTable.Meta):
        sequence = ("sender", "channel", "received_on", "...")

    def render_retention_rule(self, record: InboxMessage) -> str:
        return outlived.decides(record, outlived.MESSAGE, self.book)


class ChildReviewTable(_OverTable):
    caption, noun, nouns = "Children’s records whose time is up", "child’s record", "children’s records"
    empty = "The record of a child appears here once nothing else needs it and the settings keep it no longer."
    filters = HeldFilters

    shown_name = tables.LinkColumn(CHILD.address, verbose_name="Child", order_by=("sort_name",))
    born_on = tables.DayColumn(verbose_name="Born")

    class Meta(_OverTable.Meta):
        sequence = ("shown_name", "born_on", "...")

    def render_retention_rule(self, record: Child) -> str:
        return outlived.decides(record, outlived.child_line(), self.book)


def _stretch(since: date, on: date) -> str:
    days = (on - since).days
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{days // 365} years" if days >= 730 else f"{days // 30} months"


class ProposalTable(tables.OxleTable):
    caption, noun, nouns = "Disposals to agree", "proposal", "proposals"
    empty = "A proposal to destroy a record appears here when somebody else has made one."

    reference = tables.LinkColumn(
        lambda row: kind_of(row.of).address(row.of), verbose_name="Reference", orderable=False
    )
    record = django_tables2.Column(verbose_name="Record", orderable=False)
    by = django_tables2.Column(verbose_name="Proposed by", orderable=False)
    at = tables.DayColumn(verbose_name="On", orderable=False)
    reason = django_tables2.Column(verbose_name="Why", orderable=False)

    class Meta(tables.OxleTable.Meta):
        pass


class CertificateTable(tables.OxleTable):
    caption, noun, nouns = "Disposal certificates", "certificate", "certificates"
    empty = "A certificate appears here when a record is destroyed."

    reference = tables.LinkColumn(lambda row: reverse("cases:certificate", args=[row.key]), verbose_name="Reference")
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
