"""The packs as a list, and the rows behind a number as a list."""

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.core import filters, tables
from oxle.missing_out import cells
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.figures import BESIDE
from oxle.missing_out.packs.queries import Line
from oxle.missing_out.tables import RATINGS
from oxle.schooldays.wording import full_day, listed


class PackTable(tables.OxleTable):
    """The packs, the newest first."""

    caption, noun, nouns = "Packs", "pack", "packs"
    empty = "A pack appears here when the register is frozen for a meeting of the Strategic Group."
    stacks = True
    meeting = tables.LinkColumn(
        lambda pack: reverse("missing_out:packs:pack", args=[pack.key]), verbose_name="Meeting", empty_values=()
    )
    number = django_tables2.Column(verbose_name="Pack")
    frozen_on = tables.DayColumn(verbose_name="As the register stood on")
    agreed_by = django_tables2.Column(verbose_name="Agreed by", empty_values=(), orderable=False)

    class Meta(tables.OxleTable.Meta):
        order_by = ("-frozen_on",)

    def render_meeting(self, record: Pack) -> str:
        """The day of the meeting."""
        return full_day(record.meeting.on)

    def render_agreed_by(self, record: Pack) -> str:
        """Who agreed it; that nobody has."""
        return record.agreed_by.name if record.agreed_by else "Nobody yet"


class RowFilters(filters.RowFilters):
    """By what the figures are counted by."""

    rated = filters.AnyOf(label="Rating", choices=[])
    moved = filters.AnyOf(label="Against the pack before", choices=[])
    kind = filters.AnyOf(label="Reason", choices=[])
    area = filters.AnyOf(label="District", choices=[])
    phase = filters.AnyOf(label="Phase", choices=[])
    mark = filters.AnyOf(label="Special needs and social care", choices=[])
    school = filters.AnyOf(label="School", choices=[])
    trust = filters.AnyOf(label="Trust", choices=[])

    words = {name: name for name in ("rated", "moved", "kind", "area", "phase", "mark", "school", "trust")}
    in_order = {"rated": RATINGS}


class RowTable(tables.OxleTable):
    """The rows of a pack, red first."""

    caption, noun, nouns = "Pupils of the pack", "pupil", "pupils"
    empty = "None of the rows of this pack is open to you."
    filters = RowFilters
    stacks = True
    reference = django_tables2.Column(accessor="row__reference", verbose_name="Pupil", order_by=("row__reference",))
    rated = django_tables2.Column(verbose_name="Rating", order_by=("order",))
    kind = django_tables2.Column(verbose_name="Reason", orderable=False)
    school = django_tables2.Column(verbose_name="School")
    days = django_tables2.Column(accessor="row__days", verbose_name="School days in a row")

    class Meta(tables.OxleTable.Meta):
        order_by = ("rated",)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What applying the filters must not lose: the sort, and on which side of the register they are."""
        return [*super().kept, *((BESIDE, value) for value in self.request.GET.getlist(BESIDE))]

    def render_reference(self, value: str, record: Line) -> str:
        """The reference, which leads to the child's own page where that is open to this person."""
        return render_to_string("missing_out/packs/_reference.html", {"line": record})

    def render_rated(self, record: Line) -> str:
        """The rating, why, and how it was in the pack before."""
        why = [*record.why, record.moved] if record.moved else record.why
        return cells.rating(record.rated, why)

    def render_kind(self, record: Line) -> str:
        """Why the child is on the register."""
        return listed(record.kind)
