"""That education by day 6 never waits for the fair access panel: how the next meeting stands to it, and who decides.

The panel meets every few weeks; the Serious Case Review found a child, excluded the day after one, who waited for the
next.
"""

from dataclasses import dataclass
from datetime import date

from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.permanent import pathway, queries
from exclusions.permanent.queries import DaySix
from oxle.cases.models import Case
from oxle.meetings.models import Item, Series
from oxle.meetings.queries import items_about, series_of_school
from oxle.schooldays.wording import plain_day

CARED_FOR = "the day by which the education of a looked-after child begins"


@dataclass(frozen=True)
class BeforePanel:
    """How the next meeting of a panel stands to day 6, the earlier reading. `meets_on`: None where none is planned."""

    series: Series
    meets_on: date | None
    day_six: date
    # What that day is: of a looked-after child education is due sooner.
    called: str = "day 6"

    @property
    def is_late(self) -> bool:
        """Whether day 6 comes first, so that somebody must decide without the panel."""
        return self.meets_on is None or self.meets_on > self.day_six

    @property
    def words(self) -> str:
        """When the panel meets, and whether day 6 is before it."""
        if self.meets_on is None:
            return f"No meeting of {self.series} is planned, and {self.called} is {plain_day(self.day_six)}."
        when = f"{self.series} meets on {plain_day(self.meets_on)}"
        return f"{when}, {'after' if self.is_late else 'not after'} {self.called}, {plain_day(self.day_six)}."


def before_panel(case: Case, on: date, six: DaySix | None = None) -> BeforePanel | None:
    """The next panel beside day 6; None where the school's area has no panel, or day 6 cannot be counted.

    `six`: `queries.day_six` of the case, where the caller has asked for it already.
    """
    series = series_of_school(FAIR_ACCESS, case.school, on)
    if series is None:
        return None
    six = six or queries.day_six(case)
    # What another council owes is not for our panel to wait for.
    days = [(row.due_on, row.clock) for row in six.dates if row.due_on and not six.is_elsewhere]
    if not days:
        return None
    first_on, clock = min(days)
    called = CARED_FOR if clock == pathway.LOOKED_AFTER.key else "day 6"
    return BeforePanel(series, series.next_on, first_on, called)


def must_decide_between(case: Case, on: date) -> BeforePanel | None:
    """How they stand, where the panel comes after day 6 and education has not begun: somebody decides without it, each
    time that a place is arranged. Else None."""
    six = queries.day_six(case)
    stands = None if six.begun_on or six.not_owed_on else before_panel(case, on, six)
    return stands if stands is not None and stands.is_late else None


def decided_between(case: Case) -> Item | None:
    """What was decided last without the panel and still holds; None where nothing was."""
    return next((item for item in reversed(items_about(case)) if item.between and item.overtaken_on is None), None)
