"""Closes permits that have run out, and asks an officer where the attendance of a child who works has fallen."""

from datetime import date, datetime, timedelta
from typing import Any

from licensing.work import rules
from licensing.work.permits import pathway
from licensing.work.permits.queries import IN_FORCE, KEY
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.core.errors import Refused
from oxle.registers.codes import Tally, shown_percentage
from oxle.registers.queries import tallies_between

DAY = timedelta(days=1)


def expire_each(*, on: date, at: datetime) -> int:
    """Close the case of every permit whose last day is over, as of the day after it; how many those were."""
    rows = Case.objects.filter(pathway=KEY, stage__in=IN_FORCE, work_permit__until_on__lt=on)
    done = 0
    for case in rows.select_related("work_permit").order_by("pk"):
        after = case.work_permit.until_on + DAY
        done += _taken(case, pathway.EXPIRE, on=max(after, case.stage_since_on), at=at)
    return done


def look_at_attendance(*, on: date, at: datetime) -> int:
    """Ask an officer to look again at each permit in force of a child whose attendance is below the setting; how many
    those were. Once asked it is not asked again before somebody answered, and then only by the marks since."""
    line, weeks = rules.FALLS_BELOW.on(on), rules.WATCHED.on(on)
    first = on - timedelta(weeks=weeks)
    cases = list(Case.objects.filter(pathway=KEY, stage__in=IN_FORCE, child__isnull=False).order_by("pk"))
    if not cases:
        return 0
    asked, kept = _looked_at(cases)
    sums = tallies_between({case.child_id for case in cases}, first, on)
    done = 0
    for case in cases:
        since = kept.get(case.pk)
        if case.pk in asked and (since is None or since < asked[case.pk]):
            continue
        total = sums.get(case.child_id)
        if since is not None and since >= first:
            total = tallies_between([case.child_id], since + DAY, on).get(case.child_id)
        if total is not None and _is_low(total, line):
            facts = {"attendance": shown_percentage(total.attendance), "weeks": weeks}
            done += _taken(case, pathway.LOOK_AGAIN, on=on, at=at, facts=facts)
    return done


def _is_low(total: Tally, line: int) -> bool:
    return total.possible >= rules.ENOUGH_SESSIONS and total.attends_less_than(line)


def _looked_at(cases: list[Case]) -> tuple[dict[int, date], dict[int, date]]:
    """When each was last asked about, and when an officer last said that the permit stays. One query."""
    rows = Event.objects.filter(case__in=[case.pk for case in cases], superseded_by=None)
    rows = rows.filter(step__in=[pathway.LOOK_AGAIN.key, pathway.KEEP.key]).order_by("order")
    found: dict[str, dict[int, date]] = {pathway.LOOK_AGAIN.key: {}, pathway.KEEP.key: {}}
    for case, step, on in rows.values_list("case", "step", "on"):
        found[step][case] = on
    return found[pathway.LOOK_AGAIN.key], found[pathway.KEEP.key]


def _taken(case: Case, step: pathway.Step, **taken: Any) -> int:
    """Take a step for the service; what cannot be done just now waits for the next time."""
    try:
        actions.take(case, step, by=None, **taken)
    except Refused:
        return 0
    return 1
