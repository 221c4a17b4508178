"""What the service does by itself with what we granted: it takes a step, and asks where the attendance falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Stage, Step
from oxle.core.errors import Refused
from oxle.core.rules import Rule
from oxle.registers.codes import Tally, shown_percentage
from oxle.registers.queries import tallies_between

DAY = timedelta(days=1)
# So many sessions with a mark are two weeks: of fewer nothing can be said.
ENOUGH_SESSIONS = 20


def take_by_itself(case: Case, step: Step, **taken: Any) -> int:
    """Take a step for the service, and say how many were taken: what cannot be done now waits for the next time."""
    try:
        actions.take(case, step, by=None, **taken)
    except Refused:
        return 0
    return 1


@dataclass(frozen=True)
class AttendanceWatch:
    """Whose attendance is watched while what a pathway grants is in force, and by which of its steps it is asked and
    answered. `line` is the attendance in per cent below which somebody is asked; it is added up over `weeks`."""

    pathway: str
    in_force: Sequence[Stage]
    asks: Step
    stays: Step
    line: Rule[int]
    weeks: Rule[int]

    def look(self, *, on: date, at: datetime) -> int:
        """Ask an officer to look again at each case in force of a child whose attendance is below the line; how many
        those were. Once asked it is not asked again before somebody answered, and then only by the marks since."""
        stages = [stage.key for stage in self.in_force]
        rows = Case.objects.filter(pathway=self.pathway, stage__in=stages, child__isnull=False)
        cases = list(rows.order_by("pk"))
        if not cases:
            return 0
        line, weeks = self.line.on(on), self.weeks.on(on)
        first = on - timedelta(weeks=weeks)
        last = self._last_of(cases)
        sums = tallies_between({case.child_id for case in cases if case.child_id}, first, on)
        done = 0
        for case in cases:
            step, since = last.get(case.pk, ("", None))
            if step == self.asks.key:
                continue
            total = sums.get(case.child_id or 0)
            if since is not None and since >= first:
                total = tallies_between([case.child_id or 0], since + DAY, on).get(case.child_id or 0)
            if total is not None and _is_low(total, line):
                facts = {"attendance": shown_percentage(total.attendance), "weeks": weeks}
                done += take_by_itself(case, self.asks, on=on, at=at, facts=facts)
        return done

    def _last_of(self, cases: list[Case]) -> dict[int, tuple[str, date]]:
        """Whether each was last asked about, or answered, and when. One query."""
        rows = Event.objects.filter(case__in=[case.pk for case in cases], superseded_by=None)
        rows = rows.filter(step__in=[self.asks.key, self.stays.key]).order_by("order")
        return {case: (step, on) for case, step, on in rows.values_list("case", "step", "on")}


def _is_low(total: Tally, line: int) -> bool:
    return total.possible >= ENOUGH_SESSIONS and total.attends_less_than(line)


def fell_in_words(event: Event, what: str) -> str:
    """What an entry says of a fall: how much over how long, and that `what` was granted ends by nobody but a person."""
    said = event.facts
    if "attendance" not in said:
        return ""
    # Until 28 November 2026 a licence was looked at over the whole school year.
    share, over = said["attendance"], f"over {said['weeks']} weeks" if "weeks" in said else "this school year"
    share = share if share.endswith("%") else f"{share}%"
    return f"{share} {over}. The {what} does not end by itself: an officer decides."
