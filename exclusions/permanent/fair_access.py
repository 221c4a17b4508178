"""The fair access panel: which exclusions come before it, what its members read, and that day 6 never waits for it.

School Admissions Code 2021: a protocol finds a school for a child without one. The panel meets every few weeks; the
Serious Case Review found a child, excluded the day after one, who waited for the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from exclusions.permanent import pathway, queries
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.queries import DaySix
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.meetings import kinds
from oxle.meetings.kinds import Decision
from oxle.meetings.models import Item, Series
from oxle.meetings.queries import items_about, series_of_school
from oxle.schooldays.wording import plain_day

SCHOOL = Decision("school", "A school takes the child", place=True)
UNIT = Decision("unit", "A long-term place at a pupil referral unit")
OTHER_WAY = Decision("other_way", "Another way to a school is to be chosen")


def _waiting() -> QuerySet[Case]:
    """Open cases whose way to a new school is the panel, and that have no place yet."""
    taken = Event.objects.filter(case=OuterRef("pk"), superseded_by=None)
    way = taken.filter(step=pathway.CHOOSE_WAY.key).order_by("-order").values("facts__way")[:1]
    rows = Case.objects.filter(pathway=pathway.PERMANENT.key, closed_on=None).annotate(way=Subquery(way))
    return rows.filter(~Exists(taken.filter(step=pathway.NAME_PLACE.key)), way="fair_access")


def _about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What a head of another school needs to say whether a child can come: never what happened, never an address."""
    told = PermanentExclusion.objects.in_bulk([case.pk for case in cases])
    talked = Event.objects.filter(case__in=cases, step=pathway.CONSULT.key, superseded_by=None).order_by("order")
    wishes = {event.case_id: event.facts.get("wish", "") for event in talked}
    return {
        case.pk: [
            {"key": "Excluded from", "value": f"{case.school}, from {plain_day(told[case.pk].first_on)}"},
            {"key": "Special educational needs", "value": told[case.pk].get_sen_display()},
            {"key": "What was tried", "value": told[case.pk].tried},
            {"key": "What the family wishes", "value": wishes.get(case.pk, "Not asked yet")},
        ]
        for case in cases
    }


def _carry_out(item: Item, decision: Decision, by: User, on: date, at: datetime) -> None:
    """A school that takes the child is the place that was named."""
    if decision is not SCHOOL or item.starts_on is None:
        return
    facts = {"place": str(item.school), "starts_on": item.starts_on.isoformat()}
    cases.take(item.case, pathway.NAME_PLACE, by=by, on=item.meeting.on, at=at, facts=facts)


FAIR_ACCESS = kinds.register(
    kinds.Kind(
        key="fair_access",
        name="In Year Fair Access Panel",
        weeks=4,
        decisions=(SCHOOL, UNIT, OTHER_WAY),
        waiting=_waiting,
        about=_about,
        carry_out=_carry_out,
    )
)


@dataclass(frozen=True)
class BeforePanel:
    """How the next meeting of a panel stands to day 6, the earlier reading. `meets_on`: None where none is planned."""

    series: Series
    meets_on: date | None
    day_six: date

    @property
    def is_late(self) -> bool:
        """Whether day 6 comes first, so that somebody must decide without the panel."""
        return self.meets_on is None or self.meets_on > self.day_six

    @property
    def words(self) -> str:
        """When the panel meets, and whether day 6 is before it."""
        if self.meets_on is None:
            return f"No meeting of {self.series} is planned, and day 6 is {plain_day(self.day_six)}."
        when = f"{self.series} meets on {plain_day(self.meets_on)}"
        return f"{when}, {'after' if self.is_late else 'not after'} day 6, {plain_day(self.day_six)}."


def before_panel(case: Case, on: date, six: DaySix | None = None) -> BeforePanel | None:
    """The next panel beside day 6; None where the school's area has no panel, or day 6 cannot be counted.

    `six`: `queries.day_six` of the case, where the caller has asked for it already.
    """
    series = series_of_school(FAIR_ACCESS, case.school, on)
    if series is None:
        return None
    days = [row.due_on for row in (six or queries.day_six(case)).dates if row.due_on]
    return BeforePanel(series, series.next_on, min(days)) if days else None


def must_decide_between(case: Case, on: date) -> BeforePanel | None:
    """How they stand, where the panel comes after day 6 and nobody has decided without it; else None."""
    six = queries.day_six(case)
    stands = None if six.begun_on else before_panel(case, on, six)
    if stands is None or not stands.is_late or any(item.between for item in items_about(case)):
        return None
    return stands
