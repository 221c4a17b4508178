"""The register as it is now, in rows as a pack has them, so that the same functions count both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.missing_out.concerns.queries import beside_register
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.counting import CountedRow
from oxle.missing_out.packs.marks import marks_on
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.missing_out.register import Row, register_for
from oxle.people.models import Child


@dataclass(frozen=True)
class LiveRow:
    """A pupil on the register as it is now, with what packs count of them. `rated_before` is the rating in the last
    agreed pack; None for who was not in it."""

    row: Row
    marks: Sequence[str]
    rated_before: int | None

    @property
    def rated(self) -> int:
        """The rating."""
        return int(self.row.rating.rated)

    @property
    def kinds(self) -> Sequence[str]:
        """Why the pupil is on the register, as far as the reader may know."""
        return self.row.kinds

    @property
    def area(self) -> str:
        """District of the school; empty where there is none."""
        return self.row.area

    @property
    def phase(self) -> str:
        """Phase of the school; empty where there is none."""
        return self.row.phase

    @property
    def school(self) -> str:
        """The school, or that there is none."""
        return self.row.school

    @property
    def trust(self) -> str:
        """Its trust; empty where it has none."""
        return self.row.trust


@dataclass(frozen=True)
class Live:
    """The register as one person may see it now, beside the last agreed pack and its rows of the same children's kind:
    those open to them, as they may count them. `before` is None where no pack is agreed; `closed` is how many more the
    pack counts than are open to them, `gone` how many of those that are open are off the register since. `off` are
    those who are red or go to the group and are not on the register."""

    rows: list[LiveRow]
    off: list[LiveRow]
    pack: Pack | None
    before: list[CountedRow] | None
    short: int
    closed: int = 0
    gone: int = 0


def live_for(user: User, on: date) -> Live:
    """The register of a day as one person may see it. Raises NotLoaded as the register does."""
    register = register_for(user, on)
    pack = Pack.objects.filter(agreed_at__isnull=False, frozen_on__lte=on).order_by("frozen_on", "pk").last()
    before = (
        None
        if pack is None
        else list(pack.rows.filter(on_register=True, child__in=visible_to(user, Child).values("pk")))
    )
    was = {row.child_id: row.rated for row in before or ()}
    reasons = KnownReasons(user)
    counted = None if before is None else [CountedRow(row, reasons.said(row.kinds), placed=True) for row in before]
    beside = beside_register(user, on)
    marks = marks_on([row.child.pk for row in (*register.rows, *beside)], on)
    rows = [LiveRow(row, marks.get(row.child.pk, ()), was.get(row.child.pk)) for row in register.rows]
    off = [LiveRow(row, marks.get(row.child.pk, ()), None) for row in beside]
    here = {row.child.pk for row in register.rows}
    closed = 0 if pack is None or before is None else pack.rows.filter(on_register=True).count() - len(before)
    return Live(rows, off, pack, counted, register.short, closed, sum(child not in here for child in was))
