"""Who reads which months, and what of a month leaves the service. No writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.accounts.permissions import decide, read
from oxle.core.rounding import drawn
from oxle.meetings.models import Series
from oxle.missing_out.monthly.figures import Figure, grouped
from oxle.missing_out.monthly.months import ended, name_of
from oxle.missing_out.monthly_models import MonthlyPack
from oxle.missing_out.packs.beside import OF, SHARE
from oxle.missing_out.packs.kind import STRATEGIC_GROUP

# Whoever works with the register reads every month; a member of the Strategic Group those that are kept.
WITH_REGISTER, READ, KEEP = read("missing_out"), read("board"), decide("missing_out")
# The month that is over last, and as many before it as make up two years.
SHOWN = 24
# What stands in place of a number outside.
WITHHELD, UNKNOWN = "withheld", "not known"
# For whom numbers are drawn where there is no Strategic Group, and so no board pack.
ALONE = "monthly"


@dataclass(frozen=True)
class Line:
    """A month of the list, by its last day, with its pack where one was kept."""

    month: date
    pack: MonthlyPack | None

    @property
    def name(self) -> str:
        """As its address names it."""
        return name_of(self.month)


def months_for(user: User, on: date) -> list[Line]:
    """The months of two years that are over and that this person may read, the newest first."""
    months = ended(on, SHOWN)
    kept = {one.month: one for one in MonthlyPack.objects.filter(month__in=months).select_related("kept_by")}
    return [Line(month, kept.get(month)) for month in months if month in kept or user.can(WITH_REGISTER)]


def pack_of(month: date) -> MonthlyPack | None:
    """The pack of a month; None while none is kept."""
    return MonthlyPack.objects.select_related("kept_by").filter(month=month).first()


@dataclass(frozen=True)
class Outward:
    """A figure as it leaves the service: rounded, or in words why there is no number."""

    label: str
    number: str
    before: str


def outward(figures: Iterable[Figure]) -> list[tuple[str, list[Outward]]]:
    """What duties count, for those outside, under the name of each: none under 5, the others up or down to a
    multiple of 5 by the draw that board packs use for it, so that the two tell no more together. No share, no target
    and not how a number stands to one: those would tell the number."""
    series = Series.objects.filter(kind=STRATEGIC_GROUP.key).order_by("pk").first()

    def told(one: Figure, number: int | None) -> str:
        if number is None:
            return UNKNOWN
        shown = drawn(number, f"{series.key if series else ALONE}:{one.key}")
        return WITHHELD if shown is None else str(shown)

    leave = [one for one in figures if OF in one.key and not one.key.endswith(SHARE)]
    return [
        (group.title, [Outward(one.label, told(one, one.number), told(one, one.before)) for one in group.figures])
        for group in grouped(leave)
    ]
