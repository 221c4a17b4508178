"""Unusual reads, week by week: somebody must look, because a role that allows a read does not make it right."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from statistics import median

from oxle.audit.models import Change, Sight, UnusualRead
from oxle.core.dates import LONDON
from oxle.core.rules import Rule

A_WEEK = timedelta(days=7)
WEEKS_BEFORE = 8


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError("it must be at least 1")
    return value


MANY = Rule("audit.many", "Children read in a week, before it is looked at", 60, _count, "Local", local=True)
TIMES_USUAL = Rule("audit.times_usual", "Times a person's own usual week", 3, _count, "Local", local=True)
OUT_OF_HOURS = Rule("audit.out_of_hours", "Reads at night or at a weekend, before they are looked at", 5, _count,
                    "Local", local=True)  # fmt: skip
AGAIN = Rule("audit.again", "Reads of one child on which nothing was done", 8, _count, "Local", local=True)

# Higher layers say which children a person has a reason to look at: (actor, children) -> those without a reason.
without_reason: list[Callable[[str, set[int]], set[int]]] = []


def find(*, on: date) -> int:
    """List the unusual reads of the last whole week before a day; how many are new. Safe to run again."""
    monday = on - timedelta(days=on.weekday()) - A_WEEK
    sights = list(_between(monday, monday + A_WEEK))
    by_actor: dict[str, list[Sight]] = defaultdict(list)
    for sight in sights:
        by_actor[sight.actor].append(sight)
    rows = [row for actor, seen in sorted(by_actor.items()) for row in _of(actor, seen, monday, on)]
    before = UnusualRead.objects.count()
    UnusualRead.objects.bulk_create(rows, ignore_conflicts=True)
    return UnusualRead.objects.count() - before


def review(row: UnusualRead, *, by: str, at: datetime, finding: str) -> None:
    """Record that a manager has looked, and what they found."""
    UnusualRead.objects.filter(pk=row.pk, reviewed_at=None).update(reviewed_by=by, reviewed_at=at, finding=finding)


def _of(actor: str, seen: list[Sight], monday: date, on: date) -> list[UnusualRead]:
    found = []
    children = {child for sight in seen for child in sight.children}
    usual = _usual(actor, monday)
    if len(children) >= MANY.on(on) and len(children) > TIMES_USUAL.on(on) * max(usual, 1):
        found.append(("many", f"Read {len(children)} children; in a usual week {usual:.0f}", []))
    late = [sight for sight in seen if _is_out_of_hours(sight.at)]
    if len(late) >= OUT_OF_HOURS.on(on):
        found.append(("hours", f"Read {len(late)} times at night or at a weekend", []))
    often = Counter(child for sight in seen if sight.what == "page" for child in sight.children)
    again = sorted(child for child, times in often.items() if times >= AGAIN.on(on))
    if again and not Change.objects.filter(actor=actor, at__date__gte=monday, at__date__lt=monday + A_WEEK).exists():
        found.append(("again", f"Opened {len(again)} records {AGAIN.on(on)} times or more and changed nothing", again))
    strange = set(children)
    for reasons in without_reason:
        strange = reasons(actor, strange)
    if without_reason and len(strange) >= MANY.on(on):
        found.append(("no_case", f"Read {len(strange)} children outside any case of theirs", []))
    return [UnusualRead(week_on=monday, actor=actor, why=why, words=words, children=kids) for why, words, kids in found]


def _between(first: date, end: date):  # type: ignore[no-untyped-def]
    begin, stop = (datetime.combine(day, time(), LONDON) for day in (first, end))
    return Sight.objects.filter(at__gte=begin, at__lt=stop, actor__startswith="user:")


def _usual(actor: str, monday: date) -> float:
    weeks = []
    for number in range(1, WEEKS_BEFORE + 1):
        begin = monday - number * A_WEEK
        rows = _between(begin, begin + A_WEEK).filter(actor=actor).values_list("children", flat=True)
        weeks.append(len({child for children in rows for child in children}))
    return median(weeks)


def _is_out_of_hours(moment: datetime) -> bool:
    here = moment.astimezone(LONDON)
    return here.weekday() > 4 or not time(6) <= here.time() < time(22)
