"""The lists of letters, one for each state they wait in."""

from typing import Any

import django_filters
import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.core import filters, tables
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Letter

COLOURS = {
    Letter.State.DRAFTED: "yellow",
    Letter.State.RELEASED: "blue",
    Letter.State.RENDERED: "blue",
    Letter.State.SENT: "green",
    Letter.State.SERVED: "green",
    Letter.State.RETURNED: "red",
    Letter.State.WITHDRAWN: "grey",
}


def status_of(letter: Letter) -> tuple[str, str]:
    """A letter's status in words, and the colour of its tag."""
    if letter.is_held and letter.state in {Letter.State.RELEASED, Letter.State.RENDERED}:
        return "Held for a manager", "orange"
    if letter.kept_back:
        return "Kept back", "orange"
    if letter.state == Letter.State.RELEASED and letter.problem:
        return "Could not be made", "red"
    if letter.state == Letter.State.DRAFTED and letter.approved_at:
        return "Second person to release", "orange"
    return letter.get_state_display(), COLOURS[Letter.State(letter.state)]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind.key, kind.title) for kind in KINDS.values()), key=lambda pair: pair[1])


class LetterFilters(filters.Filters):
    """By reference, and by kind of letter."""

    reference = django_filters.CharFilter(label="Reference", lookup_expr="istartswith")
    kind = filters.AnyOf(label="Letter", choices=_kinds)


class _ServedColumn(tables.DayColumn):
    """The day on which a letter counts as served; one that came back does not."""

    def render(self, value: Any, record: Letter) -> str:  # type: ignore[override]
        return "No" if record.state == Letter.State.RETURNED else super().render(value)


class _LetterTable(tables.OxleTable):
    noun, nouns = "letter", "letters"
    title = tables.LinkColumn(
        lambda letter: reverse("correspondence:letter", args=[letter.key]), verbose_name="Letter", order_by="kind"
    )
    recipient_name = django_tables2.Column(verbose_name="To", orderable=False)
    child = django_tables2.Column(verbose_name="About", accessor="child__shown_name", order_by="child__sort_name")
    reference = django_tables2.Column(verbose_name="Reference")

    def render_status(self, record: Letter) -> Any:
        """The status as a tag."""
        text, colour = status_of(record)
        return render_to_string("core/components/tag.html", {"text": text, "colour": colour})


class DraftTable(_LetterTable):
    caption = "Letters to release"
    empty = "Letters appear here when a step calls for one, and wait to be read and released."
    drafted_at = tables.DayColumn(verbose_name="Drafted")
    status = django_tables2.Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("drafted_at",)


class MakingTable(_LetterTable):
    caption = "Letters being made"
    empty = "Released letters appear here for the few seconds until their PDF is made."
    released_on = tables.DayColumn(verbose_name="Released")
    status = django_tables2.Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("released_on",)


class ToPostTable(_LetterTable):
    caption = "Letters to post"
    empty = "Letters appear here once they are released and made, until somebody records that they were posted."
    filters = LetterFilters
    released_on = tables.DayColumn(verbose_name="Released")
    status = django_tables2.Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("released_on",)


class SentTable(_LetterTable):
    caption = "Letters sent, come back or withdrawn"
    empty = "Letters appear here once they are sent or withdrawn."
    filters = LetterFilters
    sent_on = tables.DayColumn(verbose_name="Sent")
    deemed_served_on = _ServedColumn(verbose_name="Counts as served")
    status = django_tables2.Column(verbose_name="Status", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("-sent_on",)
