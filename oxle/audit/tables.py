"""The lists of the audit, and how they are filtered. What a record held is never shown here, only what was changed."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import django_filters
import django_tables2
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from oxle.audit import queries, triggers
from oxle.audit.models import Change, Seal, Why
from oxle.core import filters, tables
from oxle.core.templatetags.oxle import moment

# Without days of one's own a list shows this much: the whole audit is too long to count.
SHOWN = timedelta(days=7)
ACTIONS = {"insert": "Created", "update": "Changed", "delete": "Removed"}
SEEN_AS = {
    "page": "A page",
    "list": "A list",
    "search": "Search results",
    "pdf": "A letter or paper",
    "export": "Export",
}


# What a change belongs to, by a reference that people know: (changes) -> references by the change's key; and the other
# way round, (what was typed) -> the changes of that. Given by the layer that knows cases.
references_shown: list[Callable[[Sequence[Change]], dict[int, str]]] = []
rows_called: list[Callable[[str], Q]] = []


def record_names() -> dict[str, str]:
    """What the tables' records are called, by table: as their class says (`audit_name`), else by its own name."""
    names = {model._meta.db_table: _name_of(model) for model in triggers.watched_models()}
    return {table: f"{name[:1].upper()}{name[1:]}" for table, name in names.items()}


def _name_of(model: type[Model]) -> str:
    source = model._meta.auto_created
    if not source:
        return getattr(model, "audit_name", "") or str(model._meta.verbose_name)
    # The pairs that a field of many to many keeps.
    field = next(one for one in source._meta.local_many_to_many if one.remote_field.through is model)
    return f"{_name_of(source)}: {field.verbose_name}"


class _ByWhoAndWhen(filters.Filters):
    """By the person's name and by day, within the last week unless days are asked for."""

    who = django_filters.CharFilter(label="Name or e-mail address", method="of_people")
    from_on = filters.OnDay(label="From", method="since")
    until_on = filters.OnDay(label="Until", method="until")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        asked = self.form.cleaned_data
        if self.on is not None and not asked.get("from_on") and not asked.get("until_on"):
            queryset = queryset.filter(at__gte=queries.begins(self.on - SHOWN))
        return super().filter_queryset(queryset)

    def of_people(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(actor__in=queries.actors_called(value))

    def since(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(at__gte=queries.begins(value))

    def until(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(at__lt=queries.begins(value + timedelta(days=1)))


class ChangeFilters(_ByWhoAndWhen):
    """Also by the kind of record and the very record."""

    table = django_filters.ChoiceFilter(
        label="Kind of record", choices=lambda: sorted(record_names().items(), key=lambda one: one[1])
    )
    reference = django_filters.CharFilter(label="Reference", method="of_reference")
    row = django_filters.CharFilter(label="Record number", lookup_expr="exact")

    def of_reference(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        called = Q(after__reference=value) | Q(before__reference=value)
        for find in rows_called:
            called |= find(value)
        return rows.filter(called)


class _Named(tables.OxleTable):
    """A list whose rows have an actor, shown by name. The names of a page's actors are read together."""

    _names: dict[str, str] | None = None

    def name(self, actor: str) -> str:
        """Who an actor is."""
        if self._names is None:
            self._names = queries.names_of(row.record.actor for row in self.page.object_list)
        return self._names[actor]

    def render_actor(self, value: str) -> str:
        return self.name(value)


class MomentColumn(django_tables2.Column):
    """A moment, in England's time."""

    def render(self, value: Any) -> str:
        return moment(value)


class ChangeTable(_Named):
    """Every record that was created, changed or removed, and by whom."""

    caption = "Changes"
    noun, nouns = "change", "changes"
    empty = "Nothing was changed in these days."
    filters = ChangeFilters

    at = MomentColumn(verbose_name="When")
    actor = django_tables2.Column(verbose_name="Who", orderable=False)
    action = django_tables2.Column(verbose_name="What", orderable=False)
    table = django_tables2.Column(verbose_name="Record", orderable=False)
    fields = django_tables2.Column(verbose_name="Parts", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = "-at"

    def render_action(self, value: str) -> str:
        return ACTIONS[value]

    _references: dict[int, str] | None = None

    def render_table(self, record: Change) -> str:
        """What kind of record, and its reference or that of its case; its number where nobody knows it by another."""
        kind = record_names().get(record.table, record.table)
        return f"{kind}, {self.reference(record) or f'number {record.row}'}"

    def reference(self, change: Change) -> str:
        """What people know a changed record by; that of its case where it has none of its own. Read together."""
        if self._references is None:
            shown = [row.record for row in self.page.object_list]
            self._references = {}
            for find in references_shown:
                self._references |= find(shown)
        return change.held.get("reference") or self._references.get(change.pk, "")

    def render_fields(self, record: Change) -> str:
        """The names of the fields that differ; never what they hold."""
        before, after = record.before or {}, record.after or {}
        if record.action != "update":
            return ""
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return ", ".join(name.removesuffix("_id").replace("_", " ") for name in changed) or "A secret"


class SightFilters(_ByWhoAndWhen):
    """Also by what was shown."""

    what = filters.AnyOf(label="What was shown", choices=list(SEEN_AS.items()))


class SightTable(_Named):
    """Every request that showed somebody a child."""

    caption = "Sights of children"
    noun, nouns = "sight", "sights"
    empty = "Nobody saw a child’s record in these days."
    filters = SightFilters

    at = MomentColumn(verbose_name="When")
    actor = django_tables2.Column(verbose_name="Who", orderable=False)
    what = django_tables2.Column(verbose_name="What was shown", orderable=False)
    children = tables.NumberColumn(verbose_name="Children", orderable=False)
    reason = django_tables2.Column(verbose_name="Reason given", default="", orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = "-at"

    def render_what(self, value: str) -> str:
        return SEEN_AS.get(value, value)

    def render_children(self, value: list[int]) -> int:
        return len(value)


class UnusualFilters(filters.Filters):
    """By whether it was reviewed, and why it is listed."""

    reviewed = django_filters.ChoiceFilter(
        label="Reviewed", choices=[("no", "To review"), ("yes", "Reviewed")], method="of_review"
    )
    why = filters.AnyOf(label="Why it is listed", choices=Why.choices)

    def of_review(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(reviewed_at__isnull=value == "no")


class UnusualTable(_Named):
    """The unusual reads, the newest week first."""

    caption = "Unusual reads"
    noun, nouns = "unusual read", "unusual reads"
    empty = "Each Monday the unusual reads of the week before appear here."
    filters = UnusualFilters

    actor = tables.LinkColumn(
        lambda row: reverse("audit:unusual_page", args=[row.key]), verbose_name="Who", orderable=False
    )
    week_on = tables.DayColumn(verbose_name="Week beginning")
    words = django_tables2.Column(verbose_name="What is unusual", orderable=False)
    status = tables.TagColumn(
        colour=lambda row: "green" if row.reviewed_at else "yellow", verbose_name="Status", order_by="reviewed_at"
    )

    class Meta(tables.OxleTable.Meta):
        order_by = "-week_on"


class SealTable(tables.OxleTable):
    """The seals, the newest first."""

    caption = "Seals"
    noun, nouns = "seal", "seals"
    empty = "The first seal appears within ten minutes of the first change."

    number = django_tables2.Column(verbose_name="Seal", orderable=False)
    at = MomentColumn(verbose_name="When", orderable=False)
    count = tables.NumberColumn(verbose_name="Rows", orderable=False)
    head = django_tables2.Column(verbose_name="Head", orderable=False)

    def render_head(self, record: Seal) -> str:
        """In groups of eight, so that two people can compare it by telephone."""
        return " ".join(record.head[place : place + 8] for place in range(0, 64, 8))
