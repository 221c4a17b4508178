"""Unusual reads, week by week: somebody must look, because a role that allows a read does not make it right."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from oxle.audit import rules
from oxle.audit.models import UnusualRead, Why
from oxle.audit.queries import begins, key_of
from oxle.core.errors import Refused

A_WEEK = timedelta(days=7)
WEEKS_BEFORE = 8
# Fewer weeks than this say nothing of what is usual for somebody; nor do fewer people in the same role.
LEAST_WEEKS = 4
LEAST_PEERS = 3
# Weeks looked back on, so that a scheduler that stood still for a holiday misses none.
CATCH_UP = 4

# Higher layers say which children a person has no reason to look at: (actor, children) -> those without a reason.
without_reason: list[Callable[[str, set[int]], set[int]]] = []
# Told of a week in which something new was listed, and how much: a higher layer may write to managers.
listed: list[Callable[[date, int], None]] = []
# A higher layer names children to somebody who may see them: (user, children) -> [{"text": …, "url": …}].
children_shown: list[Callable[[Any, list[int]], list[dict[str, str]]]] = []


def find(*, on: date) -> int:
    """List the unusual reads of the last whole weeks before a day; how many are new. Safe to run again."""
    monday = on - timedelta(days=on.weekday())
    return sum(find_in_week(monday - number * A_WEEK) for number in range(CATCH_UP, 0, -1))


@transaction.atomic
def find_in_week(week_on: date) -> int:
    """List the unusual reads of the week that begins on a Monday; how many are new."""
    week = _Week(week_on)
    rows = [*week.many(), *week.out_of_hours(), *week.again(), *week.without_case(), *week.organisations()]
    known = set(UnusualRead.objects.filter(week_on=week_on).values_list("actor", "why"))
    fresh = [row for row in rows if (row.actor, row.why) not in known]
    UnusualRead.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        for listener in listed:
            listener(week_on, len(fresh))
    return len(fresh)


@transaction.atomic
def review(row: UnusualRead, *, by: Any, at: datetime, finding: str) -> None:
    """Record that a manager has looked, and what they found. Nobody reviews their own reads, nor twice."""
    actor = f"user:{by.pk}"
    if row.actor == actor:
        raise Refused("These are your own reads, so somebody else must review them")
    fresh = UnusualRead.objects.filter(pk=row.pk, reviewed_at=None)
    if not fresh.update(reviewed_by=actor, reviewed_at=at, finding=finding):
        raise Refused("Somebody has reviewed this already")


@dataclass
class _Week:
    """One week's reads, compared with the weeks before it and with other people's."""

    week_on: date
    # Children read, by person and by the Monday of the week.
    read: dict[str, dict[date, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first, self.end = begins(self.week_on - WEEKS_BEFORE * A_WEEK), begins(self.week_on + A_WEEK)
        self.span = {"first": self.first, "begin": begins(self.week_on), "end": self.end}
        self.read = _by_week(_rows(_READ, self.span))

    def many(self) -> Iterable[UnusualRead]:
        """Far more children than the person usually reads or, failing that, than others in the same role."""
        least, times = rules.MANY.on(self.week_on), rules.TIMES_USUAL.on(self.week_on)
        peers = _peers(self._counts())
        for actor, count in self._counts().items():
            if count < least:
                continue
            usual, others = self._usual(self.read[actor]), peers.get(actor, [])
            if usual is not None and count > times * usual:
                yield self._row(actor, Why.MANY, f"Read {count} children. In their usual week it is {usual:.0f}.")
            if len(others) >= LEAST_PEERS and count > times * median(others):
                words = f"Read {count} children. Others in the same role read {median(others):.0f} that week."
                yield self._row(actor, Why.PEERS, words)
            elif usual is None and len(others) < LEAST_PEERS and count > times * least:
                yield self._row(actor, Why.MANY, f"Read {count} children. Nothing tells yet what is usual for them.")

    def out_of_hours(self) -> Iterable[UnusualRead]:
        """Reads between 10pm and 6am, or at a weekend."""
        for actor, times in _rows(_OUT_OF_HOURS, {**self.span, "least": rules.OUT_OF_HOURS.on(self.week_on)}):
            yield self._row(actor, Why.HOURS, f"Looked {times} times at night (10pm to 6am) or at a weekend.")

    def again(self) -> Iterable[UnusualRead]:
        """The same child again and again, and no request of all those changed anything."""
        least = rules.AGAIN.on(self.week_on)
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for actor, child, times in _rows(_AGAIN, {**self.span, "least": least}):
            found[actor].append((child, times))
        for actor, children in found.items():
            most = max(times for _, times in children)
            who = "one child" if len(children) == 1 else f"{len(children)} children"
            words = f"Opened {who} up to {most} times each and changed nothing there."
            yield self._row(actor, Why.AGAIN, words, [child for child, _ in children])

    def without_case(self) -> Iterable[UnusualRead]:
        """Children opened for whom the higher layers know no reason; nothing while none of them can say."""
        if not without_reason:
            return
        least = rules.NO_CASE.on(self.week_on)
        for actor, children in _rows(_OPENED, self.span):
            strange = set(children)
            for reasons in without_reason:
                strange = reasons(actor, strange)
            if len(strange) >= least:
                words = f"Opened {len(strange)} children outside any case of theirs."
                yield self._row(actor, Why.NO_CASE, words, sorted(strange))

    def organisations(self) -> Iterable[UnusualRead]:
        """Everybody of one organisation together, against its own usual week; one person alone is listed as such."""
        least, times = rules.MANY.on(self.week_on), rules.TIMES_USUAL.on(self.week_on)
        actors, organisations = _members(list(self.read))
        rows = _rows(_READ_TOGETHER, {**self.span, "actors": actors, "organisations": organisations})
        several = {who for who, monday, _, readers in rows if monday == self.week_on and readers > 1}
        for organisation, weeks in _by_week(row[:3] for row in rows).items():
            count, usual = weeks.get(self.week_on, 0), self._usual(weeks)
            if organisation in several and count >= least and usual is not None and count > times * usual:
                words = f"Its people read {count} children. In its usual week it is {usual:.0f}."
                yield self._row(organisation, Why.ORGANISATION, words)

    def _counts(self) -> dict[str, int]:
        return {actor: weeks[self.week_on] for actor, weeks in self.read.items() if self.week_on in weeks}

    def _usual(self, weeks: dict[date, int]) -> float | None:
        """The median of the weeks before in which anything was read; None when they are too few to tell."""
        before = [count for monday, count in weeks.items() if monday < self.week_on]
        return median(before) if len(before) >= LEAST_WEEKS else None

    def _row(self, actor: str, why: Why, words: str, children: Iterable[int] = ()) -> UnusualRead:
        return UnusualRead(week_on=self.week_on, actor=actor, why=why, words=words, children=list(children))


def _peers(counts: dict[str, int]) -> dict[str, list[int]]:
    """What the others in any of a person's roles read in the week, by person."""
    roles: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    for user in _users(list(counts)):
        for membership in user.memberships.all():
            roles[f"user:{user.pk}"].add(membership.role)
            people[membership.role].add(f"user:{user.pk}")
    return {
        actor: [counts[other] for other in sorted(set().union(*(people[role] for role in held)) - {actor})]
        for actor, held in roles.items()
    }


def _members(actors: list[str]) -> tuple[list[str], list[str]]:
    """People and the organisations they act for, as two columns of equal length."""
    pairs = {
        (f"user:{user.pk}", f"organisation:{membership.organisation_id}")
        for user in _users(actors)
        for membership in user.memberships.all()
    }
    return [actor for actor, _ in sorted(pairs)], [organisation for _, organisation in sorted(pairs)]


def _users(actors: list[str]) -> Iterable[Any]:
    keys = [key_of(actor) for actor in actors]
    return get_user_model().objects.filter(pk__in=keys).prefetch_related("memberships").order_by("pk")


def _by_week(rows: Iterable[tuple[str, date, int]]) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = {}
    for who, monday, count in rows:
        found.setdefault(who, {})[monday] = count
    return found


def _rows(sql: str, values: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


_READ = """
    SELECT actor, date_trunc('week', at AT TIME ZONE 'Europe/London')::date, count(DISTINCT child)
    FROM audit_sight, unnest(children) AS child
    WHERE at >= %(first)s AND at < %(end)s AND actor LIKE 'user:%%' GROUP BY 1, 2 ORDER BY 1, 2
    """
_READ_TOGETHER = """
    SELECT member.organisation, date_trunc('week', at AT TIME ZONE 'Europe/London')::date, count(DISTINCT child),
        count(DISTINCT actor)
    FROM audit_sight JOIN unnest(%(actors)s::text[], %(organisations)s::text[]) AS member(actor, organisation)
        USING (actor), unnest(children) AS child
    WHERE at >= %(first)s AND at < %(end)s GROUP BY 1, 2 ORDER BY 1, 2
    """
_OUT_OF_HOURS = """
    SELECT actor, count(*) FROM audit_sight, CAST(at AT TIME ZONE 'Europe/London' AS timestamp) AS here
    WHERE at >= %(begin)s AND at < %(end)s AND actor LIKE 'user:%%'
      AND (extract(isodow FROM here) > 5 OR here::time < '06:00' OR here::time >= '22:00')
    GROUP BY 1 HAVING count(*) >= %(least)s ORDER BY 1
    """
_OPENED = """
    SELECT actor, array_agg(DISTINCT child) FROM audit_sight, unnest(children) AS child
    WHERE at >= %(begin)s AND at < %(end)s AND actor LIKE 'user:%%' AND what IN ('page', 'pdf', 'export')
    GROUP BY 1 ORDER BY 1
    """
_AGAIN = """
    SELECT s.actor, child, count(*) FROM audit_sight s, unnest(s.children) AS child
    WHERE s.at >= %(begin)s AND s.at < %(end)s AND s.actor LIKE 'user:%%' AND s.what IN ('page', 'pdf', 'export')
    GROUP BY 1, 2
    HAVING count(*) >= %(least)s AND NOT bool_or(s.request IN (
        SELECT request FROM audit_change WHERE at >= %(begin)s AND at < %(end)s AND request <> ''))
    ORDER BY 1, 2
    """
