"""Reduced timetables that were extended, and those that are over: back to full time, or become something else."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Event
from oxle.cases.standing import as_they_stand
from reduced_timetables import pathway
from reduced_timetables.into import INTO
from reduced_timetables.models import Timetable

# Of those that are over the list shows the last year.
A_YEAR = timedelta(days=365)
HOW = {
    pathway.RETURNED.key: ("Back to full time", "green"),
    pathway.CONVERTED.key: ("Became something else", "blue"),
    pathway.ENDED.key: ("Ended otherwise", "grey"),
}


@dataclass(frozen=True)
class Ended:
    """A timetable that is over: on which day it was closed, what became of it, and how often it was extended."""

    told: Timetable
    how: str
    colour: str
    extended: int

    @property
    def school(self) -> str:
        """The school that told of it."""
        return str(self.told.case.school or "")

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.told.starts_on

    @property
    def closed_on(self) -> date | None:
        """The day as of which it was closed."""
        return self.told.case.closed_on


def extensions_of(cases: Collection[int]) -> Counter[int]:
    """How often the timetables of some cases (primary keys) were extended, less what was taken back. One query."""
    return Counter(one.case_id for one in as_they_stand(Event.objects.filter(case__in=cases, step=pathway.EXTEND.key)))


def ended_for(user: User, on: date) -> list[Ended]:
    """The timetables that this person may see and that were closed within a year, the latest first; none of those that
    were entered by mistake. The caller records the sight of those it shows."""
    rows = visible_to(user, Timetable).filter(case__closed_on__gt=on - A_YEAR, case__stage__in=HOW)
    told = list(rows.select_related("case__child", "case__school__organisation").order_by("-case__closed_on", "-pk"))
    cases = [one.case_id for one in told]
    became = {
        one.case_id: INTO[one.facts["into"]][0]
        for one in as_they_stand(Event.objects.filter(case__in=cases, step=pathway.CONVERT.key))
        if one.facts.get("into") in INTO
    }
    extended = extensions_of(cases)
    return [_ended(one, became.get(one.case_id, ""), extended[one.case_id]) for one in told]


def _ended(told: Timetable, became: str, extended: int) -> Ended:
    how, colour = HOW[told.case.stage]
    return Ended(told, f"Became: {became}" if became else how, colour, extended)
